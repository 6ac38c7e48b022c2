"""People whom the releases of an office quote, each once, with the roles that were given over time."""

from collections.abc import Iterable

from sqlite_utils import Database

from archive import person


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


def settle(db: Database, quoted: Iterable[tuple[int, str]]) -> None:
    """Bring people and their roles up to date with the quotes; quoted: the (person, role) that may have changed."""
    pairs = sorted(set(quoted))
    for pair in pairs:
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
    for one in {one for one, _ in pairs}:
        db.execute(
            "DELETE FROM people WHERE id = ? AND NOT EXISTS (SELECT 1 FROM quotes WHERE person_id = people.id)", [one]
        )
