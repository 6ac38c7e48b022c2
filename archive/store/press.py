"""What stands in a published folder already, and every entry as it was last rendered: a private file of its own.

It saves work and holds nothing that cannot be made again: it may be deleted at any time. It stands beside the archive
and not in it, because visitors read the archive, and because publishing must not write while a run does.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlite_utils import Database

from archive.errors import StoreError
from archive.store.connection import explained

APPLICATION_ID = 0x43505052  # "CPPR"
_LAYOUT = 1
_BUSY_SECONDS = 30.0
_BATCH = 500  # writes between two commits
_TABLES = """
CREATE TABLE properties (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE sheets (name TEXT PRIMARY KEY, key TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE files (
    name TEXT PRIMARY KEY, sheet TEXT NOT NULL, sha256 TEXT NOT NULL, size INTEGER NOT NULL, mtime INTEGER NOT NULL)
    WITHOUT ROWID;
CREATE INDEX files_by_sheet ON files (sheet);
CREATE TABLE entries (
    name TEXT PRIMARY KEY, release_id INTEGER NOT NULL, key TEXT NOT NULL, atom BLOB NOT NULL, rss BLOB NOT NULL,
    json BLOB NOT NULL);
CREATE INDEX entries_by_release ON entries (release_id);
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """A published file: its path in the folder, the SHA-256 of its bytes, its size, when it was modified (ns)."""

    name: str
    sha256: str
    size: int
    mtime: int


@dataclass(slots=True)
class Press:
    """An open file; what is written is committed now and then, and at the end."""

    db: Database
    _uncommitted: int = 0

    def property(self, key: str) -> str:
        """Return what was noted under a key, "" when nothing was."""
        found = self.db.execute("SELECT value FROM properties WHERE key = ?", [key]).fetchone()
        return str(found[0]) if found else ""

    def note(self, key: str, value: str) -> None:
        """Note a value under a key."""
        self.db.conn.execute(
            "INSERT INTO properties VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value", [key, value]
        )
        self.commit()

    def keys(self) -> dict[str, str]:
        """Return the key of every sheet by its name."""
        return dict(self.db.execute("SELECT name, key FROM sheets").fetchall())

    def files(self) -> Iterator[tuple[str, File]]:
        """Yield every file by its name, with the name of its sheet."""
        for name, sheet, sha256, size, mtime in self.db.execute("SELECT * FROM files ORDER BY name"):
            yield sheet, File(name=name, sha256=sha256, size=size, mtime=mtime)

    def standing(self, most: int) -> list[tuple[str, str, int, int]]:
        """Return of some files their sheet, name, size and time: those after the last ones returned, round and round.

        All of them while there are no more than `most`.
        """
        sql, after = "SELECT sheet, name, size, mtime FROM files WHERE name {} ? ORDER BY name LIMIT ?", "looked at"
        last = self.property(after)
        found = self.db.execute(sql.format(">"), [last, most]).fetchall()
        found += self.db.execute(sql.format("<="), [last, most - len(found)]).fetchall()
        reached = found[-1][1] if len(found) == most else ""
        if reached != last:
            self.note(after, reached)
        return [(sheet, name, size, mtime) for sheet, name, size, mtime in found]

    def count(self) -> int:
        """Return how many files there are."""
        return int(self.db.execute("SELECT count(*) FROM files").fetchone()[0])

    def keep(self, sheet: str, key: str, files: Iterable[File]) -> None:
        """Write that a sheet stands in the folder with these files."""
        connection = self.db.conn
        connection.execute("DELETE FROM files WHERE sheet = ?", [sheet])
        connection.executemany(
            "INSERT INTO files VALUES (?, ?, ?, ?, ?) ON CONFLICT (name) DO UPDATE SET sheet = excluded.sheet, "
            "sha256 = excluded.sha256, size = excluded.size, mtime = excluded.mtime",
            [(each.name, sheet, each.sha256, each.size, each.mtime) for each in files],
        )
        connection.execute("INSERT INTO sheets VALUES (?, ?) ON CONFLICT DO UPDATE SET key = ?", [sheet, key, key])
        self._written()

    def drop(self, sheets: Iterable[str]) -> None:
        """Forget sheets and their files."""
        for sheet in sheets:
            self.db.conn.execute("DELETE FROM files WHERE sheet = ?", [sheet])
            self.db.conn.execute("DELETE FROM sheets WHERE name = ?", [sheet])
            self._written()

    def clear(self, *, entries: bool) -> None:
        """Forget every sheet, and every entry when those have to be made again too."""
        for table in ("sheets", "files", *(["entries"] if entries else [])):
            self.db.conn.execute(f"DELETE FROM {table}")
        self.commit()

    def entries(self, names: Iterable[str]) -> Mapping[str, tuple[str, bytes, bytes, bytes]]:
        """Return the entries that are kept, by name: key, Atom, RSS, JSON Feed."""
        wanted = list(names)
        marks = ", ".join("?" * len(wanted))
        rows = self.db.execute(f"SELECT name, key, atom, rss, json FROM entries WHERE name IN ({marks})", wanted)
        return {name: (key, atom, rss, json) for name, key, atom, rss, json in rows.fetchall()}

    def keep_entry(self, name: str, release: int, key: str, formats: tuple[bytes, bytes, bytes]) -> None:
        """Write an entry about a release as it was rendered."""
        self.db.conn.execute(
            "INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (name) DO UPDATE SET "
            "release_id = excluded.release_id, key = excluded.key, atom = excluded.atom, rss = excluded.rss, "
            "json = excluded.json",
            [name, release, key, *formats],
        )
        self._written()

    def forget(self, releases: Iterable[int]) -> None:
        """Forget every entry about these releases; nothing of them stays in the file."""
        for release in releases:
            self.db.conn.execute("DELETE FROM entries WHERE release_id = ?", [release])
        self.commit()

    def commit(self) -> None:
        """Make what was written last."""
        self.db.conn.commit()
        self._uncommitted = 0

    def _written(self) -> None:
        self._uncommitted += 1
        if self._uncommitted >= _BATCH:
            self.commit()


@contextmanager
def opened(path: Path | None) -> Iterator[Press]:
    """Open the file, made anew when it is of another layout; None keeps everything in memory for once.

    StoreError when it is damaged, or something else than ours: that is left for its owner to delete.
    """
    with explained(path or Path(":memory:")), closing(_database(path)) as db:
        press = Press(db)
        yield press
        press.commit()
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def _database(path: Path | None) -> Database:
    if path is None:
        return _laid_out(Database(memory=True, execute_plugins=False))
    try:
        db = Database(sqlite3.connect(path, timeout=_BUSY_SECONDS), execute_plugins=False)
        layout = _layout(db, path)
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.OperationalError):
            raise
        raise _strange(path) from error
    if layout == _LAYOUT:
        return _prepared(db)
    db.close()
    path.unlink()
    return _laid_out(_prepared(Database(sqlite3.connect(path, timeout=_BUSY_SECONDS), execute_plugins=False)))


def _layout(db: Database, path: Path) -> int:
    """Return the layout of a file, 0 of an empty one; StoreError when it is something else."""
    (application,) = db.execute("PRAGMA application_id").fetchone()
    if application != APPLICATION_ID and db.table_names():
        raise _strange(path)
    return int(db.execute("PRAGMA user_version").fetchone()[0])


def _strange(path: Path) -> StoreError:
    return StoreError(
        f"{path}: the file is damaged, or not what Copperplate keeps about publishing",
        hint="If it is nothing of yours, delete it: the next publish makes it again.",
    )


def _prepared(db: Database) -> Database:
    db.execute("PRAGMA journal_mode = WAL").fetchall()
    db.execute("PRAGMA synchronous = NORMAL")
    db.execute("PRAGMA secure_delete = ON").fetchall()  # what may not be shown any more must not linger here either
    return db


def _laid_out(db: Database) -> Database:
    db.conn.executescript(_TABLES)
    db.conn.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    db.conn.execute(f"PRAGMA user_version = {_LAYOUT}")
    return db
