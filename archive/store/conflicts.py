"""Addresses and ids that two releases claim: kept as they were seen, and settled by no one but evidence."""

from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from archive.release import Alias, AliasKind
from archive.store.connection import moment, text
from archive.store.visibility import shown
from archive.store.witness import Witness


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """An alias that two releases of an office claim.

    row, path: of the release that had it first, and keeps it
    other_row, other_path: of the release that was seen with it later
    at: when that was first seen; aware, UTC
    """

    office: str
    alias: Alias
    row: int
    path: str
    other_row: int
    other_path: str
    at: datetime


def note(db: Database, row: int, alias: Alias, witness: Witness) -> None:
    """Write, within a transaction, that a release was seen with what is another one's; once, however often seen."""
    db.execute(
        "INSERT INTO conflicts (office_id, release_id, other_id, kind, value, generation, at, run_id, capture_id) "
        "SELECT office_id, release_id, ?, kind, value, generation, ?, ?, ? FROM release_urls "
        "WHERE office_id = ? AND kind = ? AND value = ? AND generation = ? AND release_id != ? ON CONFLICT DO NOTHING",
        [
            *(row, text(witness.at), witness.run_id, witness.capture_id),
            *(witness.office_row, alias.kind, alias.value, alias.generation, row),
        ],
    )


def every(db: Database, office: str = "") -> list[Conflict]:
    """Return what is in conflict, of one office (a slug) or of all, the earliest first; nothing that must not show."""
    rows = db.execute(
        "SELECT o.slug, c.kind, c.value, c.generation, c.release_id, r.path, c.other_id, x.path, c.at FROM conflicts c "
        "JOIN offices o ON o.id = c.office_id JOIN releases r ON r.id = c.release_id JOIN releases x "
        f"ON x.id = c.other_id WHERE {shown('r')} AND {shown('x')}"
        + (" AND o.slug = ?" if office else "")
        + " ORDER BY c.id",
        [*filter(None, [office])],
    ).fetchall()
    return [
        Conflict(
            office=slug,
            alias=Alias(kind=AliasKind(kind), value=value, generation=generation),
            row=int(row),
            path=path,
            other_row=int(other),
            other_path=other_path,
            at=moment(at),
        )
        for slug, kind, value, generation, row, path, other, other_path, at in rows
    ]
