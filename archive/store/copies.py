"""Copies of an archive, made while anything may write it."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from sqlite_utils import Database

from archive.store import residue
from archive.store.connection import explained, opened_as_it_is

_PAGES_AT_ONCE = 2048


def pair(files: tuple[Path, Path], to: tuple[Path, Path], progress: Callable[[str, int, int], None]) -> None:
    """Copy both files of an archive as they are at one moment, the served one first; to: files that are not there yet.

    What the served file refers to was committed to the private one before, so that in this order no reference dangles.
    """
    with opened_as_it_is(files[0]) as served, opened_as_it_is(files[1]) as private:
        for each, path in zip((served, private), files, strict=True):
            with explained(path):
                each.execute("BEGIN")
                each.execute("SELECT count(*) FROM sqlite_master").fetchone()  # from here on it is read as it is now
        for source, path, target in zip((served, private), files, to, strict=True):
            with explained(path):
                whole(source, target, progress)


def whole(source: Database, target: Path, progress: Callable[[str, int, int], None]) -> None:
    """Copy a database page by page into a file that is not there yet, and leave that without a file beside it.

    What is wrong with the source is an sqlite3.DatabaseError, what is wrong with the place of the copy a StoreError.
    """

    def shown(_status: int, left: int, total: int) -> None:
        progress("copying", total - left, total)

    try:
        with closing(sqlite3.connect(target)) as made:
            source.conn.backup(made, pages=_PAGES_AT_ONCE, progress=shown)
            made.execute("PRAGMA journal_mode = DELETE").fetchall()
    except sqlite3.OperationalError:
        with explained(target):
            raise


def snapshot(source: Path, target: Path) -> None:
    """Copy what may be served into a file that is not there yet, without what is left of what went from it."""
    with opened_as_it_is(source) as db, explained(target):
        db.execute("VACUUM INTO ?", [str(target)])
    with opened_as_it_is(target) as made, explained(target):
        residue.compact(made)
