"""Whether what was signed off is still what it was: the ledger against its seals, the records against the ledger."""

from collections.abc import Iterator
from heapq import merge
from itertools import groupby
from operator import itemgetter
from typing import TypeAlias

from sqlite_utils import Database

from archive import chain
from archive.store import ledger
from archive.store.audit.finding import Finding
from archive.store.visibility import hidden

_ALTERED = "Compare it with a backup, to see what was altered; restore that if it is right."
_TABLES = {"capture": "captures", "hop": "hops", "revision": "revisions", "event": "events", "run": "runs"}
_Signed: TypeAlias = tuple[int, int, str, str]  # a record's row, 0, the tag and the digest of its last entry
_BEFORE_ALL = -(2**63)
_LATE = {  # rows that nothing at work can have written, in the terms of the run that is, 0 for none
    "capture": "run_id IS NOT :run",
    "hop": "capture_id IN (SELECT id FROM captures WHERE id <= :captures OR run_id IS NOT :run)",
    "revision": ":run = 0",
    "event": "run_id IS NOT :run",
}


def unbroken(db: Database, printed: str = "") -> Iterator[Finding]:
    """Walk along the chain: every entry in its place, every seal as it was put; printed: a head, or how it begins."""
    seals = {entries: (head, at) for entries, head, at in db.execute("SELECT entries, head, at FROM seals").fetchall()}
    met, expected, good = not printed, 0, 0
    for number, head in ledger.walk(db):
        expected += 1
        if number != expected:
            yield _finding(f"entry {expected}", f"entry {expected} of the ledger is gone")
            return
        met = met or head.startswith(printed)
        sealed = seals.pop(number, None)
        if sealed is not None and sealed[0] != head:
            what = f"an entry of the ledger between {good + 1} and {number} was altered after its seal of {sealed[1]}"
            yield _finding(f"entries {good + 1} to {number}", what)
            return
        good = number if sealed else good
    if seals:
        yield _finding(f"entry {expected + 1}", f"the ledger ends at entry {expected}, and was sealed at {max(seals)}")
    if not met:
        yield _finding("the head", f"the chain of the ledger has never had the head {printed}")


def unaltered(db: Database, kind: str) -> Iterator[Finding]:
    """Compare every record of a kind with its last entry in the ledger."""
    last, late, hidden, heirs = _last(db, kind), _late(db, kind), _hidden(db), _heirs(db)
    for row, (signed, record) in _side_by_side(_signed(db, kind), ledger.records(db, kind, after=_BEFORE_ALL)):
        name = f"{kind} {row}"
        if record is None and signed is not None:
            if not {signed[2], heirs.get(signed[2])} & hidden:
                yield _finding(name, f"{name}{_of(signed[2])} is in the ledger, and no longer in {_TABLES[kind]}")
        elif signed is None and record is not None:
            if row <= last or row in late:
                yield _finding(name, f"{name}{_of(record.tag)} is not in the ledger: it was put in later")
        elif signed is not None and record is not None and record.tag not in hidden:
            if signed[3] != record.digest:
                yield _finding(name, f"{name}{_of(record.tag)} is not what was signed off: it was altered since")
            elif record.tag not in (signed[2], heirs.get(signed[2])):
                yield _finding(name, f"{name} was signed off as of {signed[2]}, and is of {record.tag} now")


def _side_by_side(
    signed: Iterator[_Signed], records: Iterator[ledger.Record]
) -> Iterator[tuple[int, tuple[_Signed | None, ledger.Record | None]]]:
    """Yield each row that either side has with what each has of it, holding one at a time."""
    seen = ((record.row, 1, record) for record in records)
    pairs = merge(((each[0], 0, each) for each in signed), seen, key=itemgetter(0, 1))
    for row, group in groupby(pairs, key=itemgetter(0)):
        both = {side: each for _, side, each in group}
        yield row, (both.get(0), both.get(1))  # type: ignore[misc]  # the number says which of them it is


def _signed(db: Database, kind: str) -> Iterator[_Signed]:
    rows = db.execute(
        "SELECT record, 0, tag, digest FROM ledger WHERE kind IN (?, ?) ORDER BY record, id",
        [kind, chain.REREAD if kind == "revision" else kind],
    )
    for _, group in groupby(rows, key=itemgetter(0)):
        *_, latest = group
        yield latest


def _last(db: Database, kind: str) -> int:
    return int(db.execute("SELECT coalesce(max(record), 0) FROM ledger WHERE kind = ?", [kind]).fetchone()[0])


def _late(db: Database, kind: str) -> set[int]:
    """Return the rows after the last that was signed off which no run at work has written, nor one that was cut off.

    Every command signs off at its end. One that was cut off while it took out or showed a release is known by what it
    said of that, whose order `waiting.unordered` asks for.
    """
    cut = "SELECT 1 FROM events WHERE kind IN ('withheld', 'shown') AND id > ?"
    if kind not in _LATE or db.execute(cut, [_last(db, "event")]).fetchone():
        return set()
    (run,) = db.execute("SELECT coalesce(max(id), 0) FROM runs WHERE finished_at IS NULL").fetchone()
    (latest,) = db.execute("SELECT coalesce(max(id), 0) FROM runs").fetchone()
    named = {"run": run if run == latest else 0, "captures": _last(db, "capture"), "last": _last(db, kind)}
    found = db.execute(f"SELECT id FROM {_TABLES[kind]} WHERE id > :last AND {_LATE[kind]}", named)
    return {row for (row,) in found.fetchall()}


def _hidden(db: Database) -> set[str]:
    """Return the tags of the releases whose words are not in this file."""
    return {tag for (tag,) in db.execute(f"SELECT tag FROM releases WHERE {hidden('releases')}").fetchall()}


def _heirs(db: Database) -> dict[str, str]:
    """Return for the tag of each release that was merged into another one the tag of that one."""
    rows = db.execute("SELECT m.tag, r.tag FROM merges m JOIN releases r ON r.id = m.release_id")
    return dict(rows.fetchall())


def _of(tag: str) -> str:
    return f" (of {tag})" if tag else ""


def _finding(subject: str, sentence: str) -> Finding:
    return Finding(check="ledger", subject=subject, sentence=sentence, hint=_ALTERED)
