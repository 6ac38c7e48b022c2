"""A person as the releases of an office show them: in which roles, and saying what."""

from dataclasses import dataclass

from sqlite_utils import Database

from archive.store import quotations
from archive.store.quotations import Said


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """A role in the words of the releases; first, last: days in London, "" when no release with it has a date."""

    name: str
    first: str
    last: str
    quotes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Portrait:
    """A person.

    office: the name of the office whose releases quote them
    roles: the latest first
    said: the newest quotations that may be shown, count: how many there are
    """

    name: str
    office: str
    roles: tuple[Role, ...]
    said: tuple[Said, ...]
    count: int


def of(db: Database, row: int, *, limit: int = 100) -> Portrait | None:
    """Return the person in a row of `people`; None when there is none."""
    found = db.execute(
        "SELECT p.name, o.name FROM people p JOIN offices o ON o.id = p.office_id WHERE p.id = ?", [row]
    ).fetchone()
    if found is None:
        return None
    roles = db.execute(
        "SELECT role, coalesce(first_day, ''), coalesce(last_day, ''), quotes FROM roles WHERE person_id = ? "
        "ORDER BY last_day DESC, quotes DESC, id",
        [row],
    ).fetchall()
    return Portrait(
        name=found[0],
        office=found[1],
        roles=tuple(Role(name=name, first=first, last=last, quotes=quotes) for name, first, last, quotes in roles),
        said=tuple(quotations.of_person(db, row, limit=limit)),
        count=db.execute("SELECT count(*) FROM quotes WHERE person_id = ?", [row]).fetchone()[0],
    )
