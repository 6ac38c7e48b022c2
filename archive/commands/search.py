"""copperplate search."""

import csv
import io
import json
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from typing import Any, TypeAlias

import click

from archive import download, misreading, query
from archive.cell import inert
from archive.commands.console import Console
from archive.commands.day import Day
from archive.query import Query
from archive.store import offices, quotations, search
from archive.store.connection import Archive
from archive.store.quotations import Said
from archive.store.search import Hit, Order
from archive.store.snippet import Pieces

_Row: TypeAlias = dict[str, Any]
_Found: TypeAlias = tuple[_Row, str]  # a hit for programs, and for a person


@click.command("search", context_settings={"ignore_unknown_options": True})
@click.argument("words", nargs=-1)
@click.option("--quotes", is_flag=True, help="Find what people are quoted as saying, not whole releases.")
@click.option("--speaker", default="", help="Only what quotes a person of this name, or a part of it.")
@click.option("--office", default="", help="Only this office.")
@click.option("--since", type=Day(query.day), help="Claimed on this day or later.")
@click.option("--until", type=Day(query.last_day), help="Claimed on this day or earlier.")
@click.option("--limit", type=click.IntRange(1, 1_000_000), default=20, show_default=True, help="How many at the most.")
@click.option("--best", is_flag=True, help="Best match first, not newest.")
@click.option("--json", is_flag=True, help="One JSON object a line.")
@click.option("--csv", is_flag=True, help="A table for spreadsheets, with a header.")
@click.pass_obj
def command(console: Console, /, words: tuple[str, ...], **options: Any) -> None:  # noqa: ANN401  # click gives them
    """Find releases: words, "phrases", OR, -not, prefix*, title:, office:, topic:, speaker:, kind:, after:, before:."""
    filters, form = ("office", "speaker", "since", "until"), _form(options)
    asked = replace(query.parse(" ".join(words)), **{key: options[key] for key in filters if options[key]})
    if asked.empty and not words:
        raise click.UsageError("Say what to search for: some words, an --office, a --speaker or a date.")
    found = _quotations if options["quotes"] else _releases
    with console.reading() as archive:
        _require(console, archive, options["office"])
        hits = found(archive, asked, options | {"site": console.config.settings.site.url})
        notes = [f"Note: {note}" for note in misreading.notes(archive.db, " ".join(words), asked)]
    for line in _FORMS[form](hits):
        click.echo(line)
    for note in (*notes, *_without_hits(asked, " ".join(words), form, hits)):
        click.echo(note, err=True)


def _form(options: dict[str, Any]) -> str:
    """Return in which form hits are wanted."""
    wanted = [name for name in ("json", "csv") if options[name]]
    if len(wanted) > 1:
        raise click.UsageError("Say --json or --csv, not both.")
    return wanted[0] if wanted else "text"


def _without_hits(asked: Query, text: str, form: str, hits: list[_Found]) -> Iterator[str]:
    """Yield what to say where nothing came of a search; a program sees that for itself."""
    if asked.empty:
        yield f"There is no word in “{text}” that could be searched for."
    elif not hits and form == "text":
        yield "Nothing was found."


def _require(console: Console, archive: Archive, office: str) -> None:
    """Refuse an office that neither the archive nor the configuration has, with a ConfigError."""
    if office and office not in {each.id for each in offices.every(archive.db)}:
        console.config.office(office)


def _releases(archive: Archive, asked: Query, options: dict[str, Any]) -> list[_Found]:
    hits = search.find(archive.db, asked, order=_order(options), limit=options["limit"])
    return [(download.row(hit, options["site"])._asdict(), _text(hit)) for hit in hits]


def _quotations(archive: Archive, asked: Query, options: dict[str, Any]) -> list[_Found]:
    hits = quotations.find(archive.db, asked, order=_order(options), limit=options["limit"])
    return [(_said_row(hit), _said_text(hit)) for hit in hits]


def _table(hits: list[_Found]) -> Iterator[str]:
    """Yield CSV (RFC 4180), a line at a time; the first names the columns."""
    line = io.StringIO(newline="")
    writer = csv.writer(line, lineterminator="")
    for cells in [list(row) for row, _ in hits[:1]] + [[*map(inert, row.values())] for row, _ in hits]:
        writer.writerow(cells)
        yield line.getvalue()
        line.seek(0)
        line.truncate()


_FORMS: dict[str, Callable[[list[_Found]], Iterable[str]]] = {
    "text": lambda hits: [text for _, text in hits],
    "json": lambda hits: [json.dumps(row, ensure_ascii=False) for row, _ in hits],
    "csv": _table,
}


def _order(options: dict[str, Any]) -> Order:
    return Order.BEST if options["best"] else Order.NEWEST


def _text(hit: Hit) -> str:
    return f"{_dated(hit)}\n  {_bold(hit.title)}\n  {_marked(hit.snippet)}\n  {hit.url}\n"


def _said_row(hit: Said) -> _Row:
    return {
        "date": hit.published.value or None,
        "office": hit.office,
        "speaker": hit.speaker or None,
        "role": hit.role,
        "text": hit.text,
        "title": hit.title,
        "status": hit.status,
        "url": hit.url,
        "path": hit.path,
    }


def _said_text(hit: Said) -> str:
    speaker = ", ".join(filter(None, (_bold(hit.speaker or "Nobody named"), hit.role)))
    return f"{_dated(hit)}\n  {speaker}:\n  {_marked(hit.pieces)}\n  {hit.title}\n  {hit.url}\n"


def _dated(hit: Hit | Said) -> str:
    status = "" if hit.status == "live" else f" [{hit.status}]"
    return f"{hit.published.value[:10] or 'undated':10}  {hit.office}{status}"


def _marked(pieces: Pieces) -> str:
    return "".join(_bold(text) if found else text for text, found in pieces)


def _bold(text: str) -> str:
    return click.style(text, bold=True) if sys.stdout.isatty() else text
