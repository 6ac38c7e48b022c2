"""Why a release is not shown whole, who said so, and when: kept in the private file, lifted holds too."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlite_utils import Database

from archive.store.connection import moment, text

_COLUMNS = "id, release_id, reason, since, until, placed_by, why, lifted_at, lifted_by, lifted_why"


class Reason(StrEnum):
    """Why a release is not shown whole; of several the first counts."""

    WITHHELD = "withheld"
    EMBARGOED = "embargoed"
    SUMMARY = "summary"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """A reason for which a release is not shown whole.

    since, until, lifted: aware, UTC; until is None for a hold that somebody has to lift, lifted None while it holds
    by, why, lifted_by, lifted_why: as given, "" for what the configuration or the release itself says
    """

    id: int
    release: int
    reason: Reason
    since: datetime
    until: datetime | None
    by: str
    why: str
    lifted: datetime | None
    lifted_by: str
    lifted_why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What somebody wants to happen to a hold: who, why, and when (aware, UTC)."""

    at: datetime
    by: str = ""
    why: str = ""


def place(db: Database, release: int, reason: Reason, order: Order, until: datetime | None = None) -> None:
    """Hold a release, in the transaction of the caller; one that is held for this reason stays as it is."""
    if reason not in {each.reason for each in active(db, release)}:
        db.execute(
            "INSERT INTO holds (release_id, reason, since, until, placed_by, why) VALUES (?, ?, ?, ?, ?, ?)",
            [release, reason, text(order.at), text(until) if until else None, order.by, order.why],
        )


def move(db: Database, release: int, until: datetime | None) -> None:
    """Let the embargo of a release end when the office says now, in the transaction of the caller; None leaves it."""
    if until:
        db.execute(
            "UPDATE holds SET until = ? WHERE release_id = ? AND reason = ? AND lifted_at IS NULL",
            [text(until), release, Reason.EMBARGOED],
        )


def lift(db: Database, release: int, reason: Reason, order: Order) -> None:
    """Hold a release for this reason no longer, in the transaction of the caller."""
    db.execute(
        "UPDATE holds SET lifted_at = ?, lifted_by = ?, lifted_why = ? "
        "WHERE release_id = ? AND reason = ? AND lifted_at IS NULL",
        [text(order.at), order.by, order.why, release, reason],
    )


def active(db: Database, release: int) -> list[Hold]:
    """Return why a release is not shown whole now, the reason that counts first; nothing when it is."""
    found = [each for each in of(db, release) if each.lifted is None]
    return sorted(found, key=lambda each: tuple(Reason).index(each.reason))


def of(db: Database, release: int) -> list[Hold]:
    """Return every hold that a release was ever under, oldest first."""
    rows = db.execute(f"SELECT {_COLUMNS} FROM holds WHERE release_id = ? ORDER BY id", [release]).fetchall()
    return [_hold(row) for row in rows]


def every(db: Database, reason: Reason) -> list[Hold]:
    """Return what is held for a reason now, oldest first."""
    rows = db.execute(
        f"SELECT {_COLUMNS} FROM holds WHERE reason = ? AND lifted_at IS NULL ORDER BY id", [reason]
    ).fetchall()
    return [_hold(row) for row in rows]


def rows(db: Database, reason: Reason) -> set[int]:
    """Return the rows of the releases that are held for a reason now."""
    found = db.execute("SELECT release_id FROM holds WHERE reason = ? AND lifted_at IS NULL", [reason])
    return {row for (row,) in found}


def _hold(row: Sequence[Any]) -> Hold:
    return Hold(
        id=row[0],
        release=row[1],
        reason=Reason(row[2]),
        since=moment(row[3]),
        until=moment(row[4]) if row[4] else None,
        by=row[5],
        why=row[6],
        lifted=moment(row[7]) if row[7] else None,
        lifted_by=row[8],
        lifted_why=row[9],
    )
