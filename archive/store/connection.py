"""Opening the two files of an archive, and what to say when they cannot be."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from threading import RLock
from typing import TypeAlias

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from archive.errors import StoreError
from archive.store import files
from archive.store.schema import CAPTURES, MIGRATIONS
from archive.store.upgrade import refuse_newer, refuse_older, refuse_others, upgrading

Schema: TypeAlias = tuple[Migrations, Migrations]

SCHEMA: Schema = (MIGRATIONS, CAPTURES)

_BUSY_SECONDS = 30.0
_WAL_LIMIT, _PAGE = 64 * 1024 * 1024, 4096
_CACHE_KIB = 64 * 1024
_EXPLANATIONS = {
    sqlite3.SQLITE_NOTADB: ("is not a database", "Move it away, or name another file in copperplate.toml."),
    sqlite3.SQLITE_CORRUPT: ("is damaged", "Restore it from a backup; keep the damaged file."),
    sqlite3.SQLITE_FULL: ("cannot grow: the disk is full", "Free some space and run again; nothing is lost."),
    sqlite3.SQLITE_READONLY: ("cannot be written", "Check the permissions of the file and of its folder."),
    sqlite3.SQLITE_CANTOPEN: (
        "cannot be opened",
        "Check that its folder exists and that you may write there.",
    ),
    sqlite3.SQLITE_PERM: ("cannot be opened", "Check the permissions of the file and of its folder."),
    sqlite3.SQLITE_IOERR: ("cannot be read or written: the disk answers with an error", "Check the disk."),
    sqlite3.SQLITE_BUSY: ("is in use by another program", "Wait until it is done, and run again."),
    sqlite3.SQLITE_LOCKED: ("is in use by another program", "Wait until it is done, and run again."),
}
_PRIMARY_CODE = 0xFF


def _untold(_sentence: str) -> None:
    """Tell nobody."""


class SharedDatabase(Database):
    """One connection for several threads: SQLite takes their statements in turn, `writing` their transactions."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Take a connection that was opened for any thread."""
        super().__init__(connection, execute_plugins=False)
        self.turn = RLock()
        self.together = False  # whether the block that `writing` stands in is one of `together`


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    """An open archive.

    db: what is served: every table of the design
    captures: the private file with the bytes of every answer; None when opened for reading
    path: the file behind db
    """

    db: Database
    captures: Database | None
    path: Path


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn what SQLite says of a file that a user can mend into a StoreError; a bug stays a traceback."""
    try:
        yield
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", 0) & _PRIMARY_CODE
        if code not in _EXPLANATIONS:
            raise
        what, hint = _EXPLANATIONS[code]
        raise StoreError(f"{path}: the file {what} ({error})", hint=hint) from error


@contextmanager
def opened(
    path: Path, captures: Path, *, schema: Schema = SCHEMA, tell: Callable[[str], None] = _untold
) -> Iterator[Archive]:
    """Open an archive for writing, make or upgrade its tables, and close it; StoreError when that cannot be.

    One file without the other is half an archive, which is not gone on with.

    schema: what the tables of both files are made by; tell: is told which copy is kept of an archive that is upgraded
    """
    files.refuse_half(path, captures)
    with (
        explained(path),
        closing(_connected(path, schema[0])) as db,
        closing(_connected(captures, schema[1], private=True)) as blobs,
    ):
        with upgrading(db, path, schema[0], tell), upgrading(blobs, captures, schema[1], tell):
            pass
        for each in (db, blobs):
            each.execute("PRAGMA foreign_keys = ON")
        yield Archive(db=db, captures=blobs, path=path)
        for each in (db, blobs):
            each.execute("PRAGMA optimize")
            each.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


@contextmanager
def opened_for_reading(path: Path, *, schema: Schema = SCHEMA) -> Iterator[Archive]:
    """Open an archive to read it while anything may write it; StoreError when there is none of this version."""
    files.require(path)
    files.refuse_other_files(path)
    with explained(path), closing(Database(_sqlite(path, still=files.stands_still(path)), execute_plugins=False)) as db:
        refuse_others(db, path)
        refuse_newer(db, path, schema[0])
        refuse_older(db, path, schema[0])
        db.execute("PRAGMA query_only = ON")
        yield Archive(db=db, captures=None, path=path)


@contextmanager
def opened_as_it_is(path: Path) -> Iterator[Database]:
    """Open one file of an archive whatever state it is in, to examine or mend it; StoreError when it is none of ours.

    Nothing is made, upgraded or written by opening it. That it is damaged shows when it is read.
    """
    if not path.is_file():
        hint = "Make one with: copperplate run; if there was one, restore it from a backup."
        raise StoreError(f"{path}: there is no archive yet", hint=hint)
    files.refuse_other_files(path)
    with explained(path), closing(SharedDatabase(_sqlite(path))) as db:
        yield db


@contextmanager
def writing(db: Database) -> Iterator[None]:
    """Do everything in the block in one transaction, or nothing of it; the write lock is taken at once.

    Within another block on the same file it is a part of that one. Where a block holds both files, the served one is
    named first: the last that is opened is the first that is committed, and what waits in private must be safe before
    it goes from the other.
    """
    with db.turn if isinstance(db, SharedDatabase) else nullcontext():
        if db.conn.in_transaction:
            with _one_of_several(db):
                yield
            return
        db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            db.rollback()
            raise
        db.commit()


@contextmanager
def together(db: Database) -> Iterator[None]:
    """Commit at the end what several `writing` in the block write, each of them whole or not at all.

    For many that follow each other without waiting for a site: other threads that write wait for the block. What an
    error or a signal ends keeps what was written before.
    """
    assert isinstance(db, SharedDatabase), "an archive that was opened for writing is meant"
    with db.turn:
        db.execute("BEGIN IMMEDIATE")
        db.together = True
        try:
            yield
        finally:
            db.together = False
            db.commit()


@contextmanager
def apart(db: Database) -> Iterator[None]:
    """Commit what a block of `together` has written so far, and this block by itself; for what both files are written.

    What the private file refers to must be safe in the served one: a number that a crash takes back is given anew.
    """
    if not (isinstance(db, SharedDatabase) and db.together):
        yield
        return
    db.commit()
    db.together = False
    try:
        yield
    finally:
        db.execute("BEGIN IMMEDIATE")
        db.together = True


@contextmanager
def _one_of_several(db: Database) -> Iterator[None]:
    if not (isinstance(db, SharedDatabase) and db.together):  # a part of the `writing` around it
        yield
        return
    db.together = False
    db.execute("SAVEPOINT one")
    try:
        yield
    except BaseException:
        db.execute("ROLLBACK TO one")
        raise
    finally:
        db.execute("RELEASE one")
        db.together = True


@contextmanager
def reading(db: Database) -> Iterator[None]:
    """Read everything in the block as it was at one moment, whatever another process writes meanwhile."""
    if db.conn.in_transaction:  # the block sees what this transaction has written
        yield
        return
    with db.turn if isinstance(db, SharedDatabase) else nullcontext():
        db.execute("BEGIN")
        try:
            yield
        finally:
            db.rollback()


def text(moment: datetime) -> str:
    """Return a moment as the tables hold it: ISO 8601, UTC, whole seconds."""
    return moment.astimezone(UTC).isoformat(timespec="seconds")


def moment(value: str) -> datetime:
    """Return the moment that `text` wrote."""
    return datetime.fromisoformat(value)


def _sqlite(path: Path, *, still: bool = False) -> sqlite3.Connection:
    name = f"{path.absolute().as_uri()}?immutable=1" if still else str(path)
    connection = sqlite3.connect(name, timeout=_BUSY_SECONDS, check_same_thread=False, uri=still)
    connection.execute("PRAGMA recursive_triggers = ON")
    return connection


def _connected(path: Path, migrations: Migrations, *, private: bool = False) -> Database:
    if not path.parent.is_dir():
        raise StoreError(f"{path}: there is no folder {path.parent}", hint=f"Make it with: mkdir -p {path.parent}")
    files.refuse_other_files(path)
    if private:
        files.make_private(path)
    with explained(path):
        db = SharedDatabase(_sqlite(path))
        try:
            refuse_others(db, path)
            refuse_newer(db, path, migrations)
            _prepare(db)
        except BaseException:
            db.close()
            raise
    return db


def _prepare(db: Database) -> None:
    db.execute("PRAGMA journal_mode = WAL").fetchall()
    db.execute(f"PRAGMA journal_size_limit = {_WAL_LIMIT}").fetchall()
    db.execute(f"PRAGMA wal_autocheckpoint = {_WAL_LIMIT // _PAGE}").fetchall()  # each one waits for the disk twice
    db.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
    db.execute("PRAGMA synchronous = NORMAL")
    db.execute("PRAGMA secure_delete = ON").fetchall()  # what is withheld must not be left in freed pages
