"""copperplate search."""

import json
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import click

from archive import query
from archive.commands.console import Console
from archive.store import search
from archive.store.search import Hit, Order


class _Day(click.ParamType[date]):
    """A day; of a month or a year the first or the last one."""

    name = "date"

    def __init__(self, read: Callable[[str], date | None]) -> None:
        self._read = read

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> date:
        found = value if isinstance(value, date) else self._read(str(value))
        return found or self.fail(f"{value!r} is no date; write 2020, 2020-03 or 2020-03-05", param, ctx)


@click.command("search", context_settings={"ignore_unknown_options": True})
@click.argument("words", nargs=-1, required=True)
@click.option("--office", default="", help="Only this office.")
@click.option("--since", type=_Day(query.day), help="Claimed on this day or later.")
@click.option("--until", type=_Day(query.last_day), help="Claimed on this day or earlier.")
@click.option("--limit", type=click.IntRange(min=1), default=20, show_default=True, help="How many at the most.")
@click.option("--best", is_flag=True, help="Best match first, not newest.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.pass_obj
def command(console: Console, /, words: tuple[str, ...], **options: Any) -> None:  # noqa: ANN401  # click gives them
    """Find releases: words, "phrases", OR, -not, prefix*, office:, after:, before:."""
    asked = query.parse(" ".join(words))
    asked = replace(asked, **{key: options[key] for key in ("office", "since", "until") if options[key]})
    order = Order.BEST if options["best"] else Order.NEWEST
    with console.reading() as archive:
        hits = search.find(archive.db, asked, order=order, limit=options["limit"])
    for hit in hits:
        click.echo(_line(hit) if options["as_json"] else _text(hit))
    if not hits and not options["as_json"]:
        click.echo("Nothing was found.", err=True)


def _line(hit: Hit) -> str:
    found = {
        "date": hit.published.value or None,
        "office": hit.office,
        "title": hit.title,
        "status": hit.status,
        "url": hit.url,
        "path": hit.path,
        "snippet": "".join(text for text, _ in hit.snippet),
    }
    return json.dumps(found, ensure_ascii=False)


def _text(hit: Hit) -> str:
    marks = sys.stdout.isatty()
    snippet = "".join(click.style(text, bold=True) if found and marks else text for text, found in hit.snippet)
    status = "" if hit.status == "live" else f" [{hit.status}]"
    title = click.style(hit.title, bold=True) if marks else hit.title
    return f"{hit.published.value[:10] or 'undated':10}  {hit.office}{status}\n  {title}\n  {snippet}\n  {hit.url}\n"
