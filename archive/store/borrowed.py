"""A connection to the archive that another program opened and will close: Datasette's."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlite_utils import Database

from archive import query
from archive.store.search import NOTHING

_MAPPED_BYTES = 1024**3
_CACHE_KIB = 64 * 1024
_LARGEST_VALUE = 64 * 1024**2


def prepare(connection: sqlite3.Connection) -> None:
    """Make a connection quick, and unable to write or to fill the memory; each of Datasette's threads has one."""
    connection.execute("PRAGMA query_only = ON")
    connection.execute(f"PRAGMA mmap_size = {_MAPPED_BYTES}").fetchall()
    connection.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, _LARGEST_VALUE)
    connection.create_function("escape_fts", 1, expression, deterministic=True)


@contextmanager
def snapshot(connection: sqlite3.Connection) -> Iterator[Database]:
    """Read everything in the block as it was at one moment, whatever is written meanwhile."""
    connection.execute("BEGIN")
    try:
        yield database(connection)
    finally:
        connection.rollback()


def database(connection: sqlite3.Connection) -> Database:
    """Return what the other modules of this package read from."""
    return Database(connection, recursive_triggers=False, execute_plugins=False)


def expression(text: str | None) -> str:
    """Return the full-text expression of any text, in our search language; its filters do not count here.

    Takes the place of Datasette's escape_fts, which makes an error of a text without words.
    """
    asked = query.parse(text or "", titles=False)
    if asked.wanted and asked.unwanted:
        return f"({asked.wanted}) NOT ({asked.unwanted})"
    return asked.wanted or NOTHING
