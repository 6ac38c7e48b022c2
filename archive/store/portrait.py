"""A person as the releases of an office show them: in which roles, and saying what."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlite_utils import Database

from archive.store import quotations
from archive.store.quotations import Said

# The titles that the law has in both languages; no other role is taken for the translation of one.
_WELSH = {
    "comisiynydd heddlu a throseddu": "police and crime commissioner",
    "dirprwy gomisiynydd heddlu a throseddu": "deputy police and crime commissioner",
}


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
    roles: the latest first; see `together`
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
        "SELECT p.name, o.name, o.area FROM people p JOIN offices o ON o.id = p.office_id WHERE p.id = ?", [row]
    ).fetchone()
    if found is None:
        return None
    roles = db.execute(
        "SELECT role, coalesce(first_day, ''), coalesce(last_day, ''), quotes FROM roles WHERE person_id = ? "
        "ORDER BY last_day DESC, quotes DESC, id",
        [row],
    ).fetchall()
    named = [Role(name=name, first=first, last=last, quotes=quotes) for name, first, last, quotes in roles]
    return Portrait(
        name=found[0],
        office=found[1],
        roles=together(named, found[2]),
        said=tuple(quotations.of_person(db, row, limit=limit)),
        count=db.execute("SELECT count(*) FROM quotes WHERE person_id = ?", [row]).fetchone()[0],
    )


def together(roles: Sequence[Role], area: str) -> tuple[Role, ...]:
    """Return the roles with those as one that say the same: a title with the office's area, or in Welsh.

    Only a title that the person is given without them takes them in: "Chair for Kent" alone stays as it is.
    """
    plain = {role.name.casefold(): role.name for role in roles}
    found: dict[str, list[Role]] = {}
    for role in roles:
        title = _title(role.name.casefold(), area.casefold())
        found.setdefault(plain.get(title, role.name), []).append(role)
    joined = [_joined(name, parts) for name, parts in found.items()]
    return tuple(sorted(joined, key=lambda role: (role.last, role.quotes), reverse=True))


def _title(name: str, area: str) -> str:
    """Return a role without the office's area, in English where it is a title by law; both without capitals."""
    for ending in (f" {word} {area}" for word in ("for", "of", "dros") if area):
        name = name.removesuffix(ending)
    return _WELSH.get(name, name)


def _joined(name: str, parts: Iterable[Role]) -> Role:
    same = list(parts)
    return Role(
        name=name,
        first=min((each.first for each in same if each.first), default=""),
        last=max(each.last for each in same),
        quotes=sum(each.quotes for each in same),
    )
