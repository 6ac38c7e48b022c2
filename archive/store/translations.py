"""What releases say of the other language, and which is which other one."""

from dataclasses import dataclass
from datetime import date

from sqlite_utils import Database

from archive import translation
from archive.release import Release
from archive.store import contents
from archive.store.connection import writing
from archive.store.visibility import shown
from archive.translation import Claim


@dataclass(frozen=True, slots=True, kw_only=True)
class Translation:
    """A release as a page in the other language names it; path: on our site."""

    path: str
    title: str
    language: str


def keep(db: Database, row: int, release: Release, *, fresh: bool = False) -> None:
    """Write, within a transaction, what a release says of the other language, if it is not known yet.

    fresh: the release has just been inserted
    """
    said: list[tuple[object, ...]] = [
        (alias.kind, alias.value, alias.generation) for alias in translation.claims(release)
    ]
    contents.replace(db, "translations", ("kind", "value", "generation"), row, said, fresh=fresh)


def link(db: Database, office_row: int) -> None:
    """Link the releases of an office that are translations of each other, both ways, and touch no other."""
    rows = db.execute(
        "SELECT r.id, x.id, r.published_day, x.published_day FROM translations t "
        "JOIN releases r ON r.id = t.release_id "
        "JOIN release_urls u ON u.office_id = r.office_id AND u.kind = t.kind AND u.value = t.value "
        "AND u.generation = t.generation JOIN releases x ON x.id = u.release_id "
        "WHERE r.office_id = ? AND x.language != r.language",
        [office_row],
    ).fetchall()
    said = (Claim(row, other, _day(day), _day(other_day)) for row, other, day, other_day in rows)
    found = translation.pairs(said)
    known = dict(
        db.execute(
            "SELECT id, translation_of FROM releases WHERE office_id = ? AND translation_of IS NOT NULL", [office_row]
        ).fetchall()
    )
    differing = {row: other for row, other in found.items() if known.get(row) != other}
    if differing:
        with writing(db):
            for row, other in differing.items():
                db.execute("UPDATE releases SET translation_of = ? WHERE id = ?", [other, row])


def of(db: Database, row: int) -> Translation | None:
    """Return what a release is in the other language; None when that is not known, or may not be shown."""
    found = db.execute(
        "SELECT t.path, t.title, t.language FROM releases r JOIN releases t ON t.id = r.translation_of "
        f"WHERE r.id = ? AND {shown('t')}",
        [row],
    ).fetchone()
    return Translation(path=found[0], title=found[1], language=found[2]) if found else None


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None
