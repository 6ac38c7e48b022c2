"""copperplate export."""

import json
import sys
from contextlib import nullcontext
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from archive import extra, query
from archive.commands.console import Console
from archive.commands.day import Day
from archive.errors import DEGRADED, CopperplateError

if TYPE_CHECKING:
    from archive.store.exports import Choice

_STDOUT = Path("-")


@click.command("export")
@click.argument("kind", metavar="warc|csv|jsonl", type=click.Choice(["warc", "csv", "jsonl"]))
@click.argument("target", metavar="FOLDER|FILE", type=click.Path(path_type=Path, allow_dash=True))
@click.option("--since", type=Day(query.day), help="Only what was seen or changed since that day.")
@click.option("--office", multiple=True, help="Only this office; again for more.")
@click.option("--private", is_flag=True, help="With warc: also what may not be shown.")
@click.pass_obj
def command(console: Console, /, kind: str, target: Path, **options: Any) -> None:  # noqa: ANN401  # click gives them
    """Hand the archive over: answers of sites as WARC files, releases as CSV tables or as lines of JSON.

    warc and csv write into a new FOLDER, jsonl into a new FILE, or to standard output for -.
    """
    if options["private"] and kind != "warc":
        raise click.UsageError("--private goes with warc alone: tables and lines hold only what may be shown.")
    if target == _STDOUT and kind != "jsonl":
        raise click.UsageError(f"{kind} writes several files: name a folder.")
    _WRITERS[kind](console, target, options)


def _choice(console: Console, options: dict[str, Any]) -> "Choice":
    from archive.store.exports import Choice  # noqa: PLC0415  # as below

    since: date | None = options["since"]
    offices = tuple(console.config.office(each).id for each in options["office"])
    return Choice(offices=offices, since=datetime.combine(since, time.min, UTC) if since else None)


def _lines(console: Console, target: Path, options: dict[str, Any]) -> None:
    """Write one JSON object a line, a release each."""
    from archive.export import place  # noqa: PLC0415  # loaded when it is needed
    from archive.store import dossiers  # noqa: PLC0415

    count = 0
    with console.reading() as archive, nullcontext(sys.stdout) if target == _STDOUT else place.file(target) as file:
        for each in dossiers.every(archive.db, _choice(console, options)):
            file.write(f"{json.dumps(each, ensure_ascii=False)}\n")
            count += 1
    if target != _STDOUT:
        console.say(f"{target}: {count:,} releases")


def _tables(console: Console, target: Path, options: dict[str, Any]) -> None:
    """Write the sheets and their description."""
    from archive.export import place, table  # noqa: PLC0415  # as above
    from archive.store import sheets  # noqa: PLC0415

    chosen = _choice(console, options)
    with console.reading() as archive, place.folder(target) as folder:
        for sheet in sheets.SHEETS:
            count = table.write(sheets.rows(archive.db, sheet, chosen), sheet, folder)
            console.say(f"{target / sheet.name}.csv: {count:,} rows")
        table.describe(sheets.SHEETS, folder, console.config.settings.site.title, console.clock())


def _answers(console: Console, target: Path, options: dict[str, Any]) -> None:
    """Write WARC files; answers whose bytes are lost are told."""
    try:
        from archive.export import answers  # noqa: PLC0415  # an extra
    except ModuleNotFoundError as error:
        hint = f"Install it with: {extra.install('warc')}"
        raise CopperplateError(f"WARC files need {error.name}, which is not installed", hint=hint) from error
    settings = console.config.settings.archive
    files = answers.Files(
        database=console.config.path(settings.database), captures=console.config.path(settings.captures)
    )
    chosen = _choice(console, options)
    written = answers.write(files, target, chosen, console.clock(), private=options["private"])
    console.say(f"{target}: {written.answers:,} answers in {len(written.files)} files")
    for capture in written.lost:
        click.echo(f"capture {capture.id} ({capture.url}) is left out: its bytes are lost", err=True)
    if written.lost:
        click.echo("Try: copperplate verify", err=True)
        raise SystemExit(DEGRADED)


_WRITERS = {"warc": _answers, "csv": _tables, "jsonl": _lines}
