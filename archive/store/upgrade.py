"""Making the tables of a new archive, and bringing those of an older one up to date, of which a copy is kept."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from archive import __version__
from archive.errors import StoreError
from archive.store.schema import APPLICATION_ID


@contextmanager
def upgrading(db: Database, path: Path, migrations: Migrations, tell: Callable[[str], None]) -> Iterator[None]:
    """Have the file up to date when the block ends well, and as it was when anything goes wrong.

    An archive that has something in it is copied first, and tell is given that in one sentence.
    """
    if not migrations.pending(db):
        yield
        return
    kept = _copied(db, path) if db.table_names() else None
    try:
        db.execute("BEGIN IMMEDIATE")
        db.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        migrations.apply(db)
        yield
        db.commit()
    except BaseException:
        db.rollback()
        if kept:
            kept.unlink()
        raise
    if kept:
        tell(f"{path} is brought up to Copperplate {__version__}; as it was, it is kept as {kept.name}")


def refuse_others(db: Database, path: Path) -> None:
    """Refuse a database that is another program's: StoreError."""
    (found,) = db.execute("PRAGMA application_id").fetchone()
    if db.table_names() and found != APPLICATION_ID:
        raise StoreError(
            f"{path}: the file is an SQLite database, but not an archive of Copperplate",
            hint="Name another file in copperplate.toml; this one is left as it is.",
        )


def refuse_newer(db: Database, path: Path, migrations: Migrations) -> None:
    """Refuse a database that a later version has written: StoreError."""
    known = {migration.name for migration in migrations.pending(Database(memory=True))}
    newer = [migration.name for migration in migrations.applied(db) if migration.name not in known]
    if newer:
        raise StoreError(
            f"{path}: the archive was written by a newer version of Copperplate (it has {newer[-1]})",
            hint="Upgrade with: pip install --upgrade copperplate",
        )


def refuse_older(db: Database, path: Path, migrations: Migrations) -> None:
    """Refuse a database that is to be read only, and must be brought up to date before: StoreError."""
    if migrations.pending(db):
        raise StoreError(
            f"{path}: the archive is that of an older version of Copperplate",
            hint="Bring it up to date, a copy is kept: copperplate publish",
        )


def _copied(db: Database, path: Path) -> Path:
    """Copy a database beside itself, under a name that is free, and return that."""
    name = f"{path.name}.before-{__version__}"
    number = 1
    while (to := path.with_name(name if number == 1 else f"{name}-{number}")).exists():
        number += 1
    part = to.with_name(f".{to.name}.part")
    part.unlink(missing_ok=True)  # of a process that was killed
    part.touch(path.stat().st_mode & 0o777)
    with closing(sqlite3.connect(part)) as copy:
        db.conn.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE").fetchall()
    return part.rename(to)
