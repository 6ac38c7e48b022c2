"""The ledger: what each run signs off, in the order in which it was seen; `archive.chain` says how."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from archive import chain
from archive.store.connection import moment, text, writing
from archive.store.schema import SHELF_NUMBERS

_LATER = {  # rows that are final; a run that was cut off is, once there is another
    "run": "AND (x.finished_at IS NOT NULL OR x.id < (SELECT max(id) FROM runs))",
}
_FROM = {
    "capture": "'' AS tag, {} FROM captures x",
    "hop": "'' AS tag, {} FROM hops x",
    "revision": "r.tag, {} FROM revisions x JOIN releases r ON r.id = x.release_id "
    "LEFT JOIN captures c ON c.id = x.capture_id",
    "event": "r.tag, {} FROM events x JOIN releases r ON r.id = x.release_id",
    "run": "'' AS tag, {} FROM runs x",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Seal:
    """The head of the chain after so many entries; at: when it was sealed, aware, UTC."""

    head: str
    entries: int
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A row that the ledger speaks of, with the tag of the release that it belongs to now, "" for none."""

    row: int
    tag: str
    digest: str


def latest(db: Database) -> Seal | None:
    """Return the last seal; None before the first."""
    found = db.execute("SELECT head, entries, at FROM seals ORDER BY id DESC LIMIT 1").fetchone()
    return Seal(head=found[0], entries=found[1], at=moment(found[2])) if found else None


def sign(db: Database, now: datetime) -> Seal | None:
    """Write down what is new since the last seal, and seal it; return the last seal there is.

    Runs alone are nothing new: they wait, so that a quiet run leaves the head as it was.
    """
    with writing(db):
        before = latest(db)
        for kind in chain.COLUMNS:
            if kind == "run" and _entries(db, before.entries if before else 0).fetchone() is None:
                break
            for each in records(db, kind, after=_last(db, kind)):
                append(db, kind, each)
        _seal(db, before, now)
    return latest(db)


def append(db: Database, kind: str, record: Record) -> None:
    """Write an entry, in the transaction of the caller."""
    db.execute(
        "INSERT INTO ledger (kind, record, tag, digest) VALUES (?, ?, ?, ?)",
        [kind, record.row, record.tag, record.digest],
    )


def reread(db: Database, revision: int) -> None:
    """Write down that our own parser reads a revision otherwise now; in the transaction that writes the revision.

    One that is as its last entry says needs no word, and one without an entry none yet: it will be signed as it is.
    """
    before = _signed(db, revision)
    for each in records(db, "revision", row=revision) if before else ():
        if each.digest != before:
            append(db, chain.REREAD, each)


def reread_waiting(db: Database, shelf: Database, revision: int) -> None:
    """Write down that a revision which is not served reads otherwise now, where it waits; in a transaction of db.

    One that has no entry was never served.
    """
    before = _signed(db, revision)
    for _, record in waiting(db, shelf, "revision", revision) if before else ():
        digest = chain.digest(record)
        if digest != before:
            (tag,) = db.execute("SELECT tag FROM ledger WHERE kind = 'revision' AND record = ?", [revision]).fetchone()
            append(db, chain.REREAD, Record(row=revision, tag=tag, digest=digest))


def waiting(
    db: Database, shelf: Database, kind: str, row: int | None = None
) -> Iterator[tuple[int, dict[str, str | int | None]]]:
    """Yield what is signed off of revisions or events on the shelf that were served before, each with its row.

    row: of the only one that is asked for
    """
    columns = chain.COLUMNS[kind]
    named = ", ".join("capture_id" if name == "capture" else name for name in columns)
    which, value = ("id < ?", SHELF_NUMBERS) if row is None else ("id = ?", row)
    sql = f"SELECT id, {named} FROM {kind}s WHERE {which} ORDER BY id"
    for number, *values in shelf.execute(sql, [value]).fetchall():
        record = dict(zip(columns, values, strict=True))
        if "capture" in record:
            found = db.execute("SELECT sha256 FROM captures WHERE id = ?", [record["capture"]]).fetchone()
            record["capture"] = str(found[0]) if found else ""
        yield number, record


def agrees(db: Database, revision: int) -> bool:
    """Tell whether a revision is as its last entry says."""
    return {each.digest for each in records(db, "revision", row=revision)} == {_signed(db, revision)}


def records(db: Database, kind: str, *, after: int = 0, row: int | None = None) -> Iterator[Record]:
    """Yield the records of a kind with their digests, those after a row or the one in a row, in order."""
    columns = chain.COLUMNS[kind]
    named = ", ".join("coalesce(c.sha256, '')" if name == "capture" else f"x.{name}" for name in columns)
    which = "x.id > ?" if row is None else "x.id = ?"
    found = db.execute(
        f"SELECT x.id, {_FROM[kind].format(named)} WHERE {which} {_LATER.get(kind, '')} ORDER BY x.id",
        [after if row is None else row],
    )
    for number, tag, *values in found:
        yield Record(row=number, tag=tag, digest=chain.digest(dict(zip(columns, values, strict=True))))


def walk(db: Database, after: int = 0, head: str = chain.GENESIS) -> Iterator[tuple[int, str]]:
    """Yield the number of each entry after one, in order, with the head of the chain there."""
    for number, kind, tag, digest in _entries(db, after):
        head = chain.link(head, number, kind, tag, digest)
        yield number, head


def _seal(db: Database, before: Seal | None, now: datetime) -> None:
    reached = (before.entries, before.head) if before else (0, chain.GENESIS)
    for number, head in deque(walk(db, *reached), maxlen=1):
        db.execute("INSERT INTO seals (at, entries, head) VALUES (?, ?, ?)", [text(now), number, head])


def _signed(db: Database, revision: int) -> str:
    found = db.execute(
        "SELECT digest FROM ledger WHERE kind IN ('revision', 'reread') AND record = ? ORDER BY id DESC LIMIT 1",
        [revision],
    ).fetchone()
    return str(found[0]) if found else ""


def _last(db: Database, kind: str) -> int:
    return int(db.execute("SELECT coalesce(max(record), 0) FROM ledger WHERE kind = ?", [kind]).fetchone()[0])


def _entries(db: Database, after: int) -> Any:  # noqa: ANN401  # a cursor, whose library is not ours to name
    return db.execute("SELECT id, kind, tag, digest FROM ledger WHERE id > ? ORDER BY id", [after])
