"""Runs of the scraper, and what each did at each source."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from sqlite_utils import Database

from archive.change import EventKind
from archive.store.connection import moment, text, writing

COUNTED = tuple(kind for kind in EventKind if kind is not EventKind.WITHHELD)  # what a run can do; columns of both


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
        "reason": done.reason,
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How it went at a source the last time, and when all was last well there; times are aware, UTC, None for never."""

    office: str
    url: str
    way: str
    verdict: Verdict | None
    reason: str
    at: datetime | None
    well: datetime | None
    releases: int


def standings(db: Database) -> list[Standing]:
    """Return how every source stands, by office."""
    rows = db.execute(
        "SELECT o.slug, s.url, s.reads_from, l.verdict, l.reason, l.finished_at, "
        "(SELECT max(finished_at) FROM source_runs WHERE source_id = s.id AND verdict IN ('changed', 'unchanged')), "
        "(SELECT count(*) FROM releases WHERE source_id = s.id) FROM sources s JOIN offices o ON o.id = s.office_id "
        "LEFT JOIN source_runs l ON l.id = (SELECT max(id) FROM source_runs WHERE source_id = s.id) "
        "ORDER BY o.slug, s.id"
    ).fetchall()
    return [
        Standing(
            office=office,
            url=url,
            way=reads_from.partition(" ")[0],
            verdict=Verdict(verdict) if verdict else None,
            reason=reason or "",
            at=moment(at) if at else None,
            well=moment(well) if well else None,
            releases=count,
        )
        for office, url, reads_from, verdict, reason, at, well, count in rows
    ]
