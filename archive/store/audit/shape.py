"""Whether a database is sound as a file, and has the tables, indexes and triggers that its version has."""

import re
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from archive.store.audit.finding import RESTORE, Finding
from archive.store.schema import APPLICATION_ID

_REBUILT = re.compile(r"missing from index|wrong # of entries in index|in index .+ out of order", re.IGNORECASE)
_FULL_TEXT = re.compile(r"CREATE VIRTUAL TABLE .+ USING fts5", re.IGNORECASE | re.DOTALL)
_MESSAGES = 20
_REBUILDS = "It can be rebuilt: run copperplate verify without --check."


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A table, index or trigger as the schema makes it; rank: how a full-text index weighs its columns."""

    name: str
    kind: str
    sql: str
    rank: str = ""

    @property
    def full_text(self) -> bool:
        """Whether it is a full-text index."""
        return bool(_FULL_TEXT.match(self.sql))


def parts(db: Database) -> dict[str, Part]:
    """Return what a database is made of, by name; what SQLite makes by itself is left out."""
    rows = db.execute("SELECT name, type, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'")
    found = {name: Part(name=name, kind=kind, sql=sql) for name, kind, sql in rows.fetchall()}
    return {name: replace(part, rank=_rank(db, name)) if part.full_text else part for name, part in found.items()}


def designed(migrations: Migrations) -> dict[str, Part]:
    """Return what a database of this version is made of, by name."""
    made = Database(memory=True)
    migrations.apply(made)
    return parts(made)


def sound(db: Database) -> Iterator[Finding]:
    """Ask SQLite whether the file is what it should be; what is only an index can be built again."""
    (found,) = db.execute("PRAGMA application_id").fetchone()
    if found != APPLICATION_ID:
        yield Finding(
            check="file",
            subject="application_id",
            sentence="the mark that tells an archive from any other SQLite file is gone",
            hint=_REBUILDS,
            mend=_mark,
        )
    messages = [message for (message,) in db.execute(f"PRAGMA integrity_check({_MESSAGES})").fetchall()]
    for message in messages if messages != ["ok"] else ():
        index = _REBUILT.search(message)
        yield Finding(
            check="file",
            subject="SQLite's own check",
            sentence=f"SQLite says: {message}",
            mend=_reindex if index else None,
            hint=_REBUILDS if index else RESTORE,
        )


def complete(db: Database, migrations: Migrations) -> Iterator[Finding]:
    """Compare what a database is made of with what the schema makes."""
    wanted, there = designed(migrations), parts(db)
    for part in wanted.values():
        found = there.get(part.name)
        if found is not None and found.sql == part.sql:
            continue
        what = "is gone" if found is None else "is not what the schema makes"
        mendable = part.kind != "table" or part.full_text
        if mendable or found is None:
            yield Finding(
                check="schema",
                subject=f"{part.kind} {part.name}",
                sentence=f"the {part.kind} {part.name} {what}",
                mend=partial(_make, part=part, old=found) if mendable else None,
                hint=_REBUILDS if mendable else RESTORE,
            )


def searchable(db: Database, migrations: Migrations) -> Iterator[Finding]:
    """Compare every full-text index with what it indexes; for that SQLite wants to write, and nothing is written."""
    there = parts(db)
    for name in [part.name for part in designed(migrations).values() if part.full_text and part.name in there]:
        db.execute("BEGIN IMMEDIATE")
        try:
            db.execute(f"INSERT INTO {name} ({name}, rank) VALUES ('integrity-check', 1)")
        except sqlite3.DatabaseError as error:
            yield Finding(
                check="search",
                subject=name,
                sentence=f"the full-text index {name} does not say what its table says ({error})",
                hint=_REBUILDS,
                mend=partial(_index_again, name=name),
            )
        finally:
            db.rollback()


def _rank(db: Database, name: str) -> str:
    (found,) = db.execute(f"SELECT coalesce(max(v), '') FROM {name}_config WHERE k = 'rank'").fetchone()
    return str(found)


def _mark(db: Database) -> None:
    db.execute(f"PRAGMA application_id = {APPLICATION_ID}")


def _reindex(db: Database) -> None:
    db.execute("REINDEX")


def _make(db: Database, part: Part, old: Part | None) -> None:
    if old is not None:
        db.execute(f"DROP {old.kind.upper()} {old.name}")
    db.execute(part.sql)
    if part.rank:
        db.execute(f"INSERT INTO {part.name} ({part.name}, rank) VALUES ('rank', ?)", [part.rank])
    table = re.match(r"(\w+_fts)(?:_\w+)?$", part.name)
    if table and part.kind in {"table", "trigger"}:
        _index_again(db, table[1])


def _index_again(db: Database, name: str) -> None:
    db.execute(f"INSERT INTO {name} ({name}) VALUES ('rebuild')")
