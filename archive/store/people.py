"""People whom the releases of an office quote, each once, with the roles that were given over time."""

from collections.abc import Iterable, Mapping
from typing import TypeAlias

from sqlite_utils import Database

from archive import person

Part: TypeAlias = tuple[int, str]  # the row of a person, and the role in which they are quoted


def row(db: Database, office_row: int, name: str) -> int | None:
    """Return the row of the person with this name at an office, made when it is new; None for no full name."""
    slug = person.slug(name)
    if not slug:
        return None
    found = db.execute("SELECT id FROM people WHERE office_id = ? AND slug = ?", [office_row, slug]).fetchone()
    if found is None:
        values = [office_row, person.plain(name), slug]
        return db.execute("INSERT INTO people (office_id, name, slug) VALUES (?, ?, ?)", values).lastrowid
    return int(found[0])


def settle(db: Database, row: int, before: Mapping[Part, int], after: Mapping[Part, int]) -> None:
    """Bring people and their roles up to date with the quotes of one release: how many there were, and are now.

    row: of the release, which is up to date, and so are its quotes
    """
    if not before:  # a new release only adds: nothing that was counted has to be counted again
        for (one, role), quotes in sorted(after.items()):
            _add(db, row, (one, role, quotes))
        return
    recount(db, {*before, *after})


def recount(db: Database, pairs: Iterable[Part]) -> None:
    """Count the quotes of some people in their roles anew; who is quoted no more leaves."""
    pairs = sorted(set(pairs))
    for pair in pairs:
        _count(db, pair)
    for one in {one for one, _ in pairs}:
        db.execute(
            "DELETE FROM people WHERE id = ? AND NOT EXISTS (SELECT 1 FROM quotes WHERE person_id = people.id)", [one]
        )


def _add(db: Database, row: int, more: tuple[int, str, int]) -> None:
    """Add some quotes of a person in a role, from the release in a row."""
    one, role, quotes = more
    db.execute(
        "INSERT INTO roles (person_id, role, first_day, last_day, quotes) "
        "SELECT ?, ?, published_day, published_day, ? FROM releases WHERE id = ? AND ? != '' "
        "ON CONFLICT (person_id, role) DO UPDATE SET quotes = quotes + excluded.quotes, "
        "first_day = min(coalesce(first_day, excluded.first_day), coalesce(excluded.first_day, first_day)), "
        "last_day = max(coalesce(last_day, excluded.last_day), coalesce(excluded.last_day, last_day))",
        [one, role, quotes, row, role],
    )


def _count(db: Database, pair: Part) -> None:
    db.execute(
        "INSERT INTO roles (person_id, role, first_day, last_day, quotes) "
        "SELECT q.person_id, q.role, min(r.published_day), max(r.published_day), count(*) FROM quotes q "
        "JOIN releases r ON r.id = q.release_id WHERE q.person_id = ? AND q.role = ? AND q.role != '' "
        "GROUP BY q.person_id, q.role ON CONFLICT (person_id, role) DO UPDATE SET "
        "first_day = excluded.first_day, last_day = excluded.last_day, quotes = excluded.quotes",
        list(pair),
    )
    db.execute(
        "DELETE FROM roles WHERE person_id = ? AND role = ? AND NOT EXISTS "
        "(SELECT 1 FROM quotes q WHERE q.person_id = roles.person_id AND q.role = roles.role)",
        list(pair),
    )
