"""copperplate verify."""

import json
from collections import Counter
from typing import TYPE_CHECKING

import click

from archive import lock, wording
from archive.commands.console import Console

if TYPE_CHECKING:
    from collections.abc import Iterator

    from archive.store.audit import Finding
    from archive.verify import Orders, Progress, Report

_AT_MOST = 20  # findings of a kind that are told one by one


@click.command("verify")
@click.option("--check", is_flag=True, help="Only look, and mend nothing.")
@click.option("--head", default="", help="A head of the ledger that was written down; it must be in this archive.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@click.pass_obj
def command(console: Console, *, check: bool, head: str, as_json: bool) -> None:
    """Check hashes, ledger, keys and indexes, and rebuild what can be rebuilt. Ends 1 when damage is left."""
    from archive import verify  # noqa: PLC0415  # the parsers take their time to load

    with console.progress() as progress:
        report = verify.verify(_orders(console, head, progress, mends=not check))
    if as_json:
        click.echo(_json(report))
    else:
        _tell(console, report)
    raise SystemExit(report.exit_code)


def _orders(console: Console, head: str, progress: "Progress", *, mends: bool) -> "Orders":
    from archive.verify import Orders  # noqa: PLC0415  # as above

    settings = console.config.settings.archive
    return Orders(
        database=console.config.path(settings.database),
        captures=console.config.path(settings.captures),
        head=head.strip().lower(),
        progress=progress,
        lock=lock.held(console.config.path(settings.lock)) if mends else None,
    )


def _tell(console: Console, report: "Report") -> None:
    for line in _lines(report.mended, "mended: "):
        click.echo(line)
    for line in _lines(report.left, ""):
        click.echo(line, err=True)
    if report.left:
        return
    sealed = f"{report.seal.entries:,} entries, sealed {wording.moment(report.seal.at)}" if report.seal else "empty"
    click.echo(f"{console.config.path(console.config.settings.archive.database)}: all is well. Ledger: {sealed}.")
    if report.seal:
        click.echo(f"Head: {report.seal.head}")


def _lines(findings: "tuple[Finding, ...]", before: str) -> "Iterator[str]":
    """Yield a sentence for each finding and each hint once; many of a kind are counted."""
    told: Counter[str] = Counter()
    for found in findings:
        told[found.check] += 1
        if told[found.check] <= _AT_MOST:
            yield f"{before}{found.sentence}"
    for check, count in told.items():
        if count > _AT_MOST:
            yield f"{before}and {count - _AT_MOST:,} more like that ({check})"
    if not before:
        yield from (f"Try: {hint}" for hint in dict.fromkeys(found.hint for found in findings))


def _json(report: "Report") -> str:
    found = [(each, True) for each in report.mended] + [(each, False) for each in report.left]
    return json.dumps(
        {
            "well": not report.left,
            "head": report.seal and report.seal.head,
            "entries": report.seal and report.seal.entries,
            "sealed": wording.machine(report.seal.at) if report.seal else None,
            "findings": [
                {
                    "check": each.check,
                    "file": "captures" if each.captures else "archive",
                    "subject": each.subject,
                    "sentence": each.sentence,
                    "try": "" if mended else each.hint,
                    "mended": mended,
                }
                for each, mended in found
            ],
        },
        ensure_ascii=False,
    )
