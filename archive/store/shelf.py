"""The shelf: where releases that may not be shown whole stand whole, in the private file.

Its tables are those of the served file, so that what reads and writes releases works on it as it is. Here is what
moves the rows of a release from one file into the other.
"""

from collections.abc import Iterable
from typing import TypeAlias

from sqlite_utils import Database

from archive.store import contents, people, references
from archive.store.references import Values
from archive.store.schema import SHELF_NUMBERS

Tables: TypeAlias = dict[str, tuple[str, ...]]

OURS = ("withheld", "shown")  # kinds of events that are ours: they hold no words of an office, and stay where they are
_SIGNED = ("revisions", "events")  # tables that the ledger speaks of
_LATER = ("events", "conflicts")  # these name rows of other tables


def has(shelf: Database, row: int) -> bool:
    """Tell whether a release is on the shelf."""
    return shelf.execute("SELECT 1 FROM releases WHERE id = ?", [row]).fetchone() is not None


def every(shelf: Database) -> set[int]:
    """Return the rows of all releases that are on the shelf."""
    return {row for (row,) in shelf.execute("SELECT id FROM releases").fetchall()}


def last(db: Database) -> int:
    """Return the highest row that a release ever had in either file; the one that had it may have been merged."""
    given = "SELECT seq FROM sqlite_sequence WHERE name = 'releases'"
    return int(db.execute(f"SELECT max(coalesce(max(id), 0), coalesce(({given}), 0)) FROM releases").fetchone()[0])


def tables(served: Database) -> Tables:
    """Return the tables whose rows belong to a release, and the columns that name it; those that name others last.

    Its topics are left out: they follow from what is served of it, and are found anew (`topics.keep`).
    """
    found = served.execute(
        'SELECT m.name, k."from" FROM sqlite_master m JOIN pragma_foreign_key_list(m.name) k '
        "WHERE m.type = 'table' AND k.\"table\" = 'releases' "
        "AND m.name NOT IN ('releases', 'unsorted', 'release_topics')"
    ).fetchall()
    names = sorted({name for name, _ in found}, key=lambda name: (name in _LATER, name))
    return {name: tuple(column for table, column in found if table == name) for name in names}


def rows(db: Database, table: str, columns: Iterable[str], row: int) -> list[Values]:
    """Return the rows of a table that belong to a release, in order."""
    named = " OR ".join(f"{column} = :row" for column in columns)
    ours = " AND kind NOT IN ('withheld', 'shown')" if table == "events" else ""
    return list(db.query(f"SELECT * FROM {table} WHERE ({named}){ours} ORDER BY 1, 2", {"row": row}))


def remove(db: Database, row: int, owned: Tables) -> None:
    """Take away the rows that belong to a release, in the transaction of the caller; the release itself stays."""
    db.execute("PRAGMA defer_foreign_keys = ON")
    quoted = _quoted(db, row)
    for table, columns in owned.items():
        named = " OR ".join(f"{column} = :row" for column in columns)
        ours = " AND kind NOT IN ('withheld', 'shown')" if table == "events" else ""
        db.execute(f"DELETE FROM {table} WHERE ({named}){ours}", {"row": row})
    people.recount(db, quoted)


def forget(shelf: Database, row: int, owned: Tables) -> None:
    """Take a release off the shelf, in the transaction of the caller."""
    remove(shelf, row, owned)
    shelf.execute("DELETE FROM events WHERE release_id = ?", [row])
    shelf.execute("DELETE FROM releases WHERE id = ?", [row])


def copy(source: Database, target: Database, row: int, owned: Tables) -> None:
    """Copy a release from one file into the other, in the transaction of the caller; it must not be there in part.

    Numbers stay as they are, but for those that were given on the shelf, which are given anew where all is served.
    What the rows name is what is there by then.
    """
    (release,) = source.query("SELECT * FROM releases WHERE id = ?", [row])
    mirror(source, target, release["office_id"], release["source_id"])
    for values in references.standing(target, "releases", [release]):
        place(target, "releases", values)
    revisions: dict[object, int] = {}
    for table, columns in owned.items():
        for values in rows(source, table, columns, row):
            if values.get("revision_id") is not None:
                values["revision_id"] = revisions.get(values["revision_id"])
            if values.get("person_id") is not None:
                values["person_id"] = _person(source, target, values["person_id"], values["role"])
            for stands in references.standing(target, table, [values]):
                number = place(target, table, stands)
                if table == "revisions":
                    revisions[values["id"]] = number
    people.recount(target, _quoted(target, row))


def place(db: Database, table: str, values: Values) -> int:
    """Write a row under its own number where that is free and was not given on the shelf, else under a new one.

    An address that has become another release's meanwhile stays with that one.
    """
    number = values.get("id")
    there = number is not None and db.execute(f"SELECT 1 FROM {table} WHERE id = ?", [number]).fetchone()
    if there and table == "releases":
        contents.update(db, table, int(str(number)), {name: each for name, each in values.items() if name != "id"})
        return int(str(number))
    anew = there or (isinstance(number, int) and number > SHELF_NUMBERS)
    kept = {name: value for name, value in values.items() if not (anew and name == "id")}
    sql = f"INSERT INTO {table} ({', '.join(kept)}) VALUES ({', '.join('?' * len(kept))})"
    sql += " ON CONFLICT DO NOTHING" if table != "releases" else ""
    return int(db.execute(sql, list(kept.values())).lastrowid or 0)


def mirror(source: Database, target: Database, office_row: object, source_row: object) -> None:
    """Write an office and a source where they are not there yet."""
    for table, row in (("offices", office_row), ("sources", source_row)):
        (values,) = source.query(f"SELECT * FROM {table} WHERE id = ?", [row])
        if not target.execute(f"SELECT 1 FROM {table} WHERE id = ?", [row]).fetchone():
            contents.insert(target, table, values)


def _person(source: Database, target: Database, row: object, role: object) -> int:
    """Return the row of a person in the target, made there when it is new, and so the role."""
    (found,) = source.query("SELECT * FROM people WHERE id = ?", [row])
    key = [found["office_id"], found["slug"]]
    known = target.execute("SELECT id FROM people WHERE office_id = ? AND slug = ?", key).fetchone()
    number = int(known[0]) if known else place(target, "people", found)
    for each in source.query("SELECT * FROM roles WHERE person_id = ? AND role = ?", [row, role]):
        place(target, "roles", each | {"person_id": number})
    return number


def _quoted(db: Database, row: int) -> set[tuple[int, str]]:
    found = db.execute("SELECT person_id, role FROM quotes WHERE release_id = ?", [row]).fetchall()
    return {(person, role) for person, role in found if person is not None}


def renumber(shelf: Database, served: Database, row: int, owned: Tables) -> None:
    """Give versions and events that were made on the shelf the numbers under which they are served by now.

    In the transaction of the caller. The ledger knows them by these, wherever they are shown later.
    """
    for table in _SIGNED:
        for kept, shown in zip(*(rows(db, table, owned[table], row) for db in (shelf, served)), strict=False):
            if made_here(kept):
                numbers = [shown["id"], kept["id"]]
                shelf.execute(f"UPDATE {table} SET id = ? WHERE id = ?", numbers)
                if table == "revisions":
                    shelf.execute("UPDATE events SET revision_id = ? WHERE revision_id = ?", numbers)


def made_here(values: Values) -> bool:
    """Tell whether a row has a number that was given on the shelf."""
    return isinstance(values["id"], int) and values["id"] > SHELF_NUMBERS


def bring(db: Database, table: str, columns: tuple[str, ...], row: int, wanted: list[Values]) -> None:
    """Make the rows of a table that belong to a release these, in the transaction of the caller.

    Rows that are as they should be stay, and what only grew grows: numbers that were shown stay what they are.
    """
    there = [_plain(each) for each in rows(db, table, columns, row)]
    new = wanted[len(there) :]
    if there != [_plain(each) for each in wanted[: len(there)]]:
        remove(db, row, {table: columns})
        new = wanted
    for values in new:
        place(db, table, values)


def _plain(values: Values) -> Values:
    return {name: value for name, value in values.items() if name != "id"}
