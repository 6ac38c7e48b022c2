"""Runs of the scraper, and what each did at each source."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from itertools import takewhile

from sqlite_utils import Database

from archive.change import EventKind
from archive.health import Drop, Sign
from archive.store.connection import moment, text, writing

_OURS = (EventKind.WITHHELD, EventKind.SHOWN)  # what no run does
COUNTED = tuple(kind for kind in EventKind if kind not in _OURS)  # what a run can do; columns of both
_LOOKED_BACK = 1000  # runs: six weeks of an hourly line


class Verdict(StrEnum):
    """How one source_run ended; a run is as bad as its worst source."""

    UNCHANGED = "unchanged"
    CHANGED = "changed"
    DEGRADED = "degraded"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRun:
    """What one run did at one source.

    listed: how many releases the source listed; None when it could not be read
    sign: what was wrong; None when all is well
    counts: how many releases that happened to
    reason: why it is degraded or failed, in one sentence; a remark or "" when all is well
    hint: what to try; "" when there is nothing to
    """

    office: str
    source_id: int
    started: datetime
    finished: datetime
    verdict: Verdict
    listed: int | None = None
    sign: Sign | None = None
    counts: Mapping[EventKind, int] = field(default_factory=dict)
    reason: str = ""
    hint: str = ""


def begin(db: Database, version: str, now: datetime) -> int:
    """Write that a run begins and return its row."""
    with writing(db):
        row = db.execute("INSERT INTO runs (started_at, version) VALUES (?, ?)", [text(now), version]).lastrowid
    return int(row or 0)


def record(db: Database, run_id: int, done: SourceRun) -> None:
    """Write what a run did at one source."""
    values: dict[str, object] = {
        "run_id": run_id,
        "source_id": done.source_id,
        "started_at": text(done.started),
        "finished_at": text(done.finished),
        "verdict": done.verdict,
        "listed": done.listed,
        "sign": done.sign or "",
        "reason": done.reason,
        "hint": done.hint,
    } | {kind: done.counts.get(kind, 0) for kind in COUNTED}
    with writing(db):
        db.execute(
            f"INSERT INTO source_runs ({', '.join(values)}) VALUES ({', '.join('?' * len(values))})",
            list(values.values()),
        )


def finish(db: Database, run_id: int, verdict: Verdict, spent: tuple[int, int], now: datetime) -> None:
    """Write how a run ended; spent is its requests and bytes."""
    sums = ", ".join(f"coalesce(sum({kind}), 0)" for kind in COUNTED)
    with writing(db):
        db.execute(
            f"UPDATE runs SET finished_at = ?, verdict = ?, requests = ?, bytes = ?, ({', '.join(COUNTED)}) = "
            f"(SELECT {sums} FROM source_runs WHERE run_id = ?) WHERE id = ?",
            [text(now), verdict, *spent, run_id, run_id],
        )


def drops(db: Database, source_row: int) -> list[Drop]:
    """Return the latest runs at a source, without a break, that found its list too short to be believed."""
    rows = db.execute(
        "SELECT started_at, listed, sign FROM source_runs WHERE source_id = ? AND sign != ? ORDER BY id DESC LIMIT ?",
        [source_row, Sign.CUT, _LOOKED_BACK],
    ).fetchall()
    found = takewhile(lambda row: row[2] == Sign.DROP and row[1] is not None, rows)
    return [Drop(at=moment(at), listed=listed) for at, listed, _ in found]
