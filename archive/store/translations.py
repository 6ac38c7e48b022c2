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
    """Link the releases of an office that are translations of each other, both ways, and touch no other.

    A link goes when both are in one language, or when the other release has another translation now: what nobody says
    any more may still be so, since a feed names no translations.
    """
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
    linked = db.execute(
        "SELECT r.id, r.translation_of, r.language = t.language FROM releases r "
        "JOIN releases t ON t.id = r.translation_of WHERE r.office_id = ?",
        [office_row],
    ).fetchall()
    known = {row: other for row, other, _ in linked}
    gone = {row: None for row, other, alike in linked if alike or found.get(other, row) != row}
    differing = {row: other for row, other in (gone | found).items() if known.get(row) != other}
    if differing:
        with writing(db):
            for row, other in differing.items():
                db.execute("UPDATE releases SET translation_of = ? WHERE id = ?", [other, row])


def of(db: Database, row: int) -> Translation | None:
    """Return what a release is in the other language; None when that is not known, or may not be shown."""
    found = db.execute(
        "SELECT t.path, t.title, t.language FROM releases r JOIN releases t ON t.id = r.translation_of "
        f"WHERE r.id = ? AND t.language != r.language AND {shown('t')}",
        [row],
    ).fetchone()
    return Translation(path=found[0], title=found[1], language=found[2]) if found else None


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None
