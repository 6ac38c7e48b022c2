"""copperplate offices."""

import json
import shutil
from dataclasses import asdict
from typing import Any

import click

from archive import catalogue
from archive.commands.console import Console
from archive.office import Office

_NO_TERMINAL = (10_000, 24)  # columns and lines
_HEADINGS = {"id": "id", "name": "name", "area": "area", "home": "home", "evidence": "address", "here": "configured"}
_LAYOUTS = (tuple(_HEADINGS), ("id", "name", "home", "evidence", "here"), ("id", "home", "evidence", "here"))

_Row = dict[str, Any]


@click.command("offices")
@click.argument("words", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.pass_obj
def command(console: Console, words: tuple[str, ...], *, as_json: bool) -> None:
    """List the offices of England and Wales, or those about which all WORDS are said."""
    rows = [row for row in _rows(console.config.offices) if all(word.lower() in _said(row) for word in words)]
    for line in map(_object, rows) if as_json else _table(rows):
        click.echo(line)
    if not rows:
        click.echo(f"No known office matches {' '.join(words)!r}.", err=True)
        click.echo("Try: copperplate offices   lists them all; copperplate add URL   adds one by its address", err=True)
    elif not as_json:
        console.say(f"\n{_CONCLUSION}")


_CONCLUSION = """\
seen: pages of the office were seen there. guessed: nobody has looked yet; this looks, and shows what it finds:
  copperplate add ID --check"""


def _rows(configured: tuple[Office, ...]) -> list[_Row]:
    """Return the offices of the catalogue and of the configuration as values that JSON has, by id."""
    here = {office.id for office in configured}
    own = {office.id: _own(office) for office in configured}
    known = {id_: asdict(entry) for id_, entry in catalogue.offices().items()}
    rows = own | known
    return [{**rows[id_], "configured": id_ in here} for id_ in sorted(rows)]


def _own(office: Office) -> _Row:
    """Return an office that only the configuration knows."""
    told = {key: getattr(office, key) for key in ("id", "name", "area", "home", "names_before", "hosts")}
    return {**told, "evidence": "yours"}


def _said(row: _Row) -> str:
    """Return all that is said of an office, in lower case."""
    texts = (
        value if isinstance(value, str) else "\n".join(value) for value in row.values() if value is not True and value
    )
    return "\n".join(texts).lower()


def _object(row: _Row) -> str:
    return json.dumps(row, ensure_ascii=False)


def _table(rows: list[_Row]) -> list[str]:
    """Return the rows in as many columns as there is room for, on the narrowest terminals one below the other."""
    room = shutil.get_terminal_size(_NO_TERMINAL).columns
    cells = [row | {"home": _short(row["home"]), "here": "yes" if row["configured"] else ""} for row in rows]
    for keys in _LAYOUTS if cells else ():
        widths = [max(len(row[key]) for row in (_HEADINGS, *cells)) for key in keys]
        lines = [
            "  ".join(row[key].ljust(width) for key, width in zip(keys, widths, strict=True))
            for row in (_HEADINGS, *cells)
        ]
        if len(lines[0]) <= room:
            return [line.rstrip() for line in lines]
    return ["\n  ".join(row[key] for key in ("id", "name", "home", "evidence")) for row in cells]


def _short(url: str) -> str:
    return url.removeprefix("https://").rstrip("/")
