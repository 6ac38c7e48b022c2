"""Examining both files of an archive, and mending what can be rebuilt."""

import logging
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from sqlite_utils import Database

from archive import chain
from archive.errors import UncleanError
from archive.store import ledger, residue
from archive.store.audit import blobs, contents, history, redirects, shape, waiting
from archive.store.audit.finding import Finding
from archive.store.connection import Archive, writing
from archive.store.ledger import Seal
from archive.store.schema import CAPTURES, MIGRATIONS
from archive.store.upgrade import refuse_newer, refuse_older

__all__ = [
    "Finding",
    "chained",
    "dangling",
    "examine",
    "examine_both",
    "examine_captures",
    "mend",
    "quick",
    "refuse_other_versions",
    "sealed",
    "settle",
]

log = logging.getLogger(__name__)

_THE_FILES_OWN = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR)
_PRIMARY_CODE = 0xFF
_ORDER = ("file", "schema", "keys", "counts", "search")
_Progress = Callable[[str, int, int], None]


def refuse_other_versions(db: Database, path: Path) -> None:
    """Refuse an archive of another version than this, unless it is too damaged to tell: StoreError."""
    try:
        refuse_newer(db, path, MIGRATIONS)
        refuse_older(db, path, MIGRATIONS)
    except sqlite3.DatabaseError as error:
        log.info("%s: its version cannot be read: %s", path, error)


def examine(db: Database, printed: str, progress: _Progress) -> Iterator[Finding]:
    """Yield what is wrong with the served file: as a file, in its tables, in its indexes, in its history.

    printed: a head of the ledger that must be met, or how it begins; "" for none
    The full-text indexes are compared first, for a moment under the write lock; all else is read as it was at one
    moment, whatever is written meanwhile.
    """
    checks: list[tuple[str, Callable[[], Iterator[Finding]]]] = [
        ("the file", lambda: shape.sound(db)),
        ("its parts", lambda: shape.complete(db, MIGRATIONS)),
        ("its keys", lambda: contents.linked(db)),
        ("its numbers", lambda: contents.numbered(db)),
        ("its releases", lambda: contents.shown(db)),
        ("its counts", lambda: contents.counted(db)),
        ("its topics", lambda: contents.sorted_in(db)),
        ("its redirects", lambda: redirects.served(db)),
        ("its ledger", lambda: history.unbroken(db, printed)),
        *((f"each {kind}", lambda kind=kind: history.unaltered(db, kind)) for kind in chain.COLUMNS),
    ]
    progress("full text", 0, len(checks))
    yield from _guarded("search", shape.searchable(db, MIGRATIONS))
    db.execute("BEGIN")
    try:
        for number, (name, check) in enumerate(checks):
            progress(name, number, len(checks))
            yield from _guarded("file", check())
    finally:
        db.rollback()


def examine_captures(db: Database, captures: Database, progress: _Progress) -> Iterator[Finding]:
    """Yield what is wrong with the private file, and what of it is missing for the served one."""
    for check in (shape.sound(captures), shape.complete(captures, CAPTURES), _each(captures, progress)):
        yield from (replace(found, captures=True) for found in _guarded("file", check))
    yield from dangling(db, captures)
    for check in (
        waiting.lost(db, captures),
        waiting.altered(db, captures),
        waiting.unexplained(captures),
        waiting.unordered(db, captures),
        redirects.waiting(captures),
        blobs.waiting(captures),
    ):
        yield from (replace(found, captures=True) for found in _guarded("file", check))


def examine_both(archive: Archive) -> Iterator[Finding]:
    """Yield where the two files do not agree, and what waits to be done about that."""
    for check in (waiting.disagreeing(archive), waiting.unclean(archive)):
        yield from (replace(found, captures=True) for found in _guarded("file", check))


def quick(db: Database) -> Iterator[Finding]:
    """Yield what is wrong with either file as a file."""
    yield from _guarded("file", shape.sound(db))


def chained(db: Database) -> Iterator[Finding]:
    """Yield where the chain of the ledger is broken."""
    yield from _guarded("ledger", history.unbroken(db))


def dangling(db: Database, captures: Database) -> Iterator[Finding]:
    """Yield the captures whose bytes are not in the private file."""
    yield from (replace(found, captures=True) for found in _guarded("bytes", blobs.dangling(db, captures)))


def mend(db: Database, findings: Iterable[Finding]) -> None:
    """Put right what can be rebuilt, each finding in a transaction of its own, tables before their indexes.

    What cannot be put right stays as it is, for whoever examines the file again.
    """
    for found in sorted(findings, key=lambda each: _ORDER.index(each.check)):
        try:
            with writing(db):
                found.mend(db) if found.mend else None
        except sqlite3.DatabaseError as error:
            log.warning("%s: cannot be put right: %s", found.subject, error)


def settle(archive: Archive, findings: Iterable[Finding]) -> None:
    """Put right what takes both files; a file that cannot be cleaned now stays as it is, as above."""
    try:
        for act in {found.settle for found in findings if found.settle}:
            act(archive)
        residue.scrub(archive)
    except UncleanError as error:
        log.warning("%s", error)


def sealed(db: Database) -> Seal | None:
    """Return the last seal of the ledger; None before the first, or when it cannot be read."""
    try:
        return ledger.latest(db)
    except sqlite3.DatabaseError as error:
        log.info("the ledger cannot be read: %s", error)
        return None


def _each(captures: Database, progress: _Progress) -> Iterator[Finding]:
    total = blobs.count(captures)
    for number, found in enumerate(blobs.kept(captures)):
        progress("bytes", number, total)
        if found:
            yield found


def _guarded(check: str, findings: Iterator[Finding]) -> Iterator[Finding]:
    """Yield findings, and as one of them that a file is too damaged to look any further."""
    try:
        yield from findings
    except sqlite3.DatabaseError as error:
        if getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & _PRIMARY_CODE not in _THE_FILES_OWN:
            raise
        yield Finding(check=check, subject="the file", sentence=f"the file cannot be read as it should be ({error})")
