"""Writing what a release is made of, in tables of its own: quotations, contacts, figures, where its body ends."""

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, TypeAlias

from sqlite_utils import Database

from archive import person
from archive.store import contents, people

if TYPE_CHECKING:
    from archive.anatomy.parts import Anatomy

_Row: TypeAlias = tuple[object, ...]

_COLUMNS = {
    "quotes": ("person_id", "speaker", "role", "start", "end", "text"),
    "contacts": ("name", "organisation", "phone", "email", "start", "end"),
    "figures": ("kind", "amount", "unit", "start", "end", "sentence"),
}
_UNITS = {"money": "GBP", "percentage": "percent"}


def keep(db: Database, row: int, parts: "Anatomy | None", *, fresh: bool = False) -> tuple[str, ...]:
    """Make the parts of a release the ones that were found in its text; return the tables that differed.

    row: in `releases`, which is up to date; None as parts: they are not known, and none are kept
    fresh: it has just been inserted, `body_end` with it, and has none yet
    Rows that are as they should be stay as they are.
    """
    before = Counter[people.Part]() if fresh else _quoted(db, row)
    wanted = _rows(db, row, parts)
    changed = tuple(
        name for name, rows in wanted.items() if contents.replace(db, name, _COLUMNS[name], row, rows, fresh=fresh)
    )
    if not fresh:
        db.execute("UPDATE releases SET body_end = ? WHERE id = ? AND body_end IS NOT ?", [end(parts), row, end(parts)])
    people.settle(db, row, before, _parts((person, role) for person, _, role, *_ in wanted["quotes"]))
    return changed


def _rows(db: Database, row: int, parts: "Anatomy | None") -> dict[str, list[_Row]]:
    if parts is None:
        return {name: [] for name in _COLUMNS}
    (office,) = db.execute("SELECT office_id FROM releases WHERE id = ?", [row]).fetchone()
    return {
        "quotes": [
            (
                *(people.row(db, office, quote.speaker), *person.styled(quote.speaker, quote.role)),
                *(quote.start, quote.end, "\n\n".join(passage.text for passage in quote.paragraphs)),
            )
            for quote in parts.quotes
        ],
        "contacts": [(one.name, one.organisation, one.phone, one.email, one.start, one.end) for one in parts.contacts],
        "figures": [
            (
                *(str(one.measure), float(one.value), _UNITS[one.measure]),
                *(one.passage.start, one.passage.end, one.sentence),
            )
            for one in parts.figures
        ],
    }


def end(parts: "Anatomy | None") -> int | None:
    """Return where the body ends, its end mark included."""
    if parts is None or not parts.body:
        return None
    return max(parts.bounds[1], parts.end_mark.end if parts.end_mark else 0)


def _quoted(db: Database, row: int) -> "Counter[people.Part]":
    return _parts(db.execute("SELECT person_id, role FROM quotes WHERE release_id = ?", [row]).fetchall())


def _parts(quoted: Iterable[tuple[Any, Any]]) -> "Counter[people.Part]":
    return Counter((one, role) for one, role in quoted if one is not None)
