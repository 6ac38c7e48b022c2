"""What went from the served file and may still stand in it: in its indexes, in pages that are free, in its log.

That it may is noted in the private file before it goes, so that whatever ends a process, the next one knows.
"""

from sqlite_utils import Database

from archive.errors import StoreError, UncleanError
from archive.store.connection import Archive, explained, writing

_IN_THE_WAY = "Stop the program that does (copperplate serve, for one); the next order or run cleans the file."


def expect(private: Database) -> None:
    """Note that words go from the served file, in a transaction of the private one that is committed before."""
    private.execute("INSERT INTO residue (id) VALUES (1) ON CONFLICT DO NOTHING")


def expected(private: Database) -> bool:
    """Tell whether words went from the served file since it was last scrubbed."""
    return private.execute("SELECT 1 FROM residue").fetchone() is not None


def scrub(archive: Archive) -> None:
    """Leave nothing in the served file of what went from it, where something may be left.

    UncleanError when that cannot be done now: the note stands then, and the next to scrub tries again.
    """
    assert archive.captures is not None, "an archive is scrubbed when it was opened for writing"
    if not expected(archive.captures):
        return
    try:
        with explained(archive.path):
            _scrub(archive, archive.captures)
    except StoreError as error:
        raise UncleanError(f"{error}, so that what was taken out may still stand in it", hint=error.hint) from error


def compact(db: Database) -> None:
    """Leave nothing in a file that is not there any more, its log apart: an index forgets a word late."""
    with writing(db):
        for index in ("releases_fts", "quotes_fts"):
            if db.table(index).exists():
                db.execute(f"INSERT INTO {index} ({index}) VALUES ('optimize')")
    db.execute("VACUUM")


def _scrub(archive: Archive, private: Database) -> None:
    private.execute("PRAGMA wal_checkpoint").fetchall()  # what waits is on the disk before its last traces go
    _empty_log(archive)  # or each attempt would write the whole file once more into a log that cannot be emptied
    compact(archive.db)
    _empty_log(archive)
    with writing(private):
        private.execute("DELETE FROM residue")


def _empty_log(archive: Archive) -> None:
    (busy, *_) = archive.db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    if busy:
        raise StoreError(f"{archive.path}: some program reads the file without a pause", hint=_IN_THE_WAY)
