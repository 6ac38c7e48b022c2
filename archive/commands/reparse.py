"""copperplate reparse."""

import re
from collections import Counter
from typing import TYPE_CHECKING

import click

from archive.commands.console import Console
from archive.store import topics

if TYPE_CHECKING:
    from collections.abc import Iterable

    from archive.diff import Part
    from archive.reparse import Reread
    from archive.store.connection import Archive

_TEXTS = ("title", "standfirst", "text")
_BREAK = "\n\n"
_MARK = re.compile(r"\[-|\{\+")


@click.command("reparse")
@click.argument("office", nargs=-1)
@click.option("--dry-run", is_flag=True, help="Show what would change, and change nothing.")
@click.option("-v", "--verbose", is_flag=True, help="Show which words would change.")
@click.pass_obj
def command(console: Console, office: tuple[str, ...], *, dry_run: bool, verbose: bool) -> None:
    """Read everything that was kept again with the current parser, without asking a site.

    What it finds is our own better reading: no edit by an office, and no news in a feed.
    """
    with console.archive(there=True) as archive:
        _tell(_reparsed(console, archive, office, write=not dry_run), dry_run=dry_run, verbose=verbose)
        if not dry_run:
            topics.keep(archive.db, console.config.topics)


def _reparsed(console: Console, archive: "Archive", wanted: tuple[str, ...], *, write: bool) -> "Iterable[Reread]":
    from archive import reparse  # noqa: PLC0415  # the parsers take their time to load

    orders = reparse.Orders(
        offices=tuple(console.config.office(each).id for each in wanted),
        contacts=console.config.settings.archive.publish_contacts,
        write=write,
    )
    return reparse.reparse(archive, orders)


def _tell(found: "Iterable[Reread]", *, dry_run: bool, verbose: bool) -> None:
    """Show each release that differs, and at the end what was done in all."""
    count, fields, problems = 0, Counter[str](), 0
    changed: set[int] = set()
    for each in found:
        count += 1
        if each.problem:
            problems += 1
            click.echo(f"{each.version.path}: left as it is: {each.problem}", err=True)
        elif each.changes:
            changed.add(each.version.release)
            fields.update(each.changes.keys())
            click.echo(_line(each))
            if verbose:
                click.echo(_differences(each), nl=False)
    would = "would change" if dry_run else "changed"
    click.echo(f"{count} versions read: {len(changed)} releases {would}, {problems} versions could not be read again.")
    if fields:
        told = ", ".join(f"{name} ({number})" for name, number in fields.most_common())
        click.echo(f"They differ in {told}.")


def _line(found: "Reread") -> str:
    version = "" if found.version.current else ", an earlier version"
    return f"{found.version.path}{version}: {', '.join(found.changes)}"


def _differences(found: "Reread") -> str:
    """Return the paragraphs whose words differ: [-what was there-] and {+what is there now+}."""
    from archive import diff  # noqa: PLC0415  # as above

    lines = ""
    for name in _TEXTS:
        if name in found.changes:
            marked = "".join(map(_marked, diff.words(*found.changes[name])))
            lines += "".join(f"  {name}: {each}\n" for each in marked.split(_BREAK) if _MARK.search(each))
    return lines


def _marked(part: "Part") -> str:
    """Return a part in its marks, which open and close in every paragraph."""
    before, after = {"delete": ("[-", "-]"), "insert": ("{+", "+}")}.get(part.kind, ("", ""))
    return _BREAK.join(f"{before}{each}{after}" if each else "" for each in part.text.split(_BREAK))
