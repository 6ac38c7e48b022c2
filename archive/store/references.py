"""What rows name in other tables, and how they can stand where that has gone meanwhile.

A release may wait on the shelf for years. Until it comes back, one that it names may have been merged into another,
and what a power cut took from the served file may never be there again.
"""

from collections.abc import Iterable, Iterator
from typing import TypeAlias

from sqlite_utils import Database

Values: TypeAlias = dict[str, object]


def keys(db: Database, table: str) -> list[tuple[str, str, bool]]:
    """Return the columns of a table that name rows of others: each with the other table, and whether it has to."""
    found = db.execute(
        'SELECT k."from", k."table", c."notnull" OR c.pk FROM pragma_foreign_key_list(?1) k '
        'JOIN pragma_table_info(?1) c ON c.name = k."from" ORDER BY c.cid',
        [table],
    ).fetchall()
    return [(column, other, bool(must)) for column, other, must in found]


def there(db: Database, table: str, row: object) -> bool:
    """Tell whether a row is in a table."""
    return db.execute(f"SELECT 1 FROM {table} WHERE id = ?", [row]).fetchone() is not None


def standing(db: Database, table: str, rows: Iterable[Values]) -> Iterator[Values]:
    """Yield rows as they can stand in a file: they name what is there, and of two records that were merged the one.

    A row is left out when what it is about has gone, or is one release where it speaks of two.
    """
    named = keys(db, table)
    for values in rows:
        stands = _standing(db, table, values, named)
        if stands is not None:
            yield stands


def _standing(db: Database, table: str, values: Values, named: list[tuple[str, str, bool]]) -> Values | None:
    said = dict(values)
    for column, other, must in named:
        if said[column] is None or there(db, other, said[column]):
            continue
        heir = _heir(db, said[column]) if other == "releases" else None
        said[column] = None if heir in _releases(table, said, named) else heir
        if said[column] is None and must:
            return None
    return said


def _heir(db: Database, row: object) -> int | None:
    """Return the release that one which is gone was merged into, by its path, which the register remembers."""
    found = db.execute(
        "SELECT m.release_id FROM register g JOIN merges m ON m.path = g.path WHERE g.release_id = ?", [row]
    ).fetchone()
    return int(found[0]) if found else None


def _releases(table: str, said: Values, named: list[tuple[str, str, bool]]) -> set[object]:
    """Return the releases that a row is about already."""
    return {said[column] for column, other, _ in named if other == "releases"} | (
        {said["id"]} if table == "releases" else set()
    )
