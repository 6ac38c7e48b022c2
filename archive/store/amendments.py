"""What the offices changed in their releases, in the order in which that was seen."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlite_utils import Database

from archive.change import Event, EventKind
from archive.store.connection import moment
from archive.store.register import Measure

# What a reader of changes wants to know. That a release is missing is a suspicion, and an office that moves to another
# domain moves everything at once.
TOLD = (EventKind.REVISED, EventKind.REDATED, EventKind.REMOVED, EventKind.RESTORED)
_WEIGHT = "CASE e.kind WHEN 'revised' THEN 14000 ELSE 1000 END"  # characters at most, or nearly: see feeds.change
_KINDS = ", ".join(f"'{kind}'" for kind in TOLD)
_FROM = (
    "FROM events e JOIN register g ON g.release_id = e.release_id JOIN releases r ON r.id = e.release_id "
    f"JOIN offices o ON o.id = r.office_id LEFT JOIN revisions v ON v.id = e.revision_id WHERE e.kind IN ({_KINDS})"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Amendment:
    """Something that an office changed in a release.

    id: of the event
    release: the row; stamp: of the release in the register; shown: whether it may be shown
    at: when it was seen; aware, UTC
    revision: the number of the version that came of it; None when none did
    weight: how long its telling can be, in characters
    path, title, url, language: of the release
    """

    id: int
    release: int
    stamp: int
    shown: bool
    event: Event
    at: datetime
    revision: int | None
    weight: int
    office: str
    path: str
    title: str
    url: str
    language: str


def months(db: Database) -> dict[str, Measure]:
    """Return what was changed in each month, the earliest first."""
    rows = db.execute(
        f"SELECT substr(e.at, 1, 7), sum(g.shown), count(*), max(g.stamp), sum({_WEIGHT}), "
        # A run has one clock: the fraction tells the changes of one second apart (feeds.change).
        "max(replace(e.at, '+00:00', printf('.%06d+00:00', e.id % 1000000))) FROM events e "
        f"JOIN register g ON g.release_id = e.release_id WHERE e.kind IN ({_KINDS}) GROUP BY 1 ORDER BY 1"
    ).fetchall()
    return {
        month: Measure(count=count, total=total, stamp=stamp, weight=weight, updated=moment(updated))
        for month, count, total, stamp, weight, updated in rows
    }


def of_month(db: Database, month: str) -> list[Amendment]:
    """Return what was changed in a month, in the order in which it was written, what may not be shown too."""
    return _found(db, "AND e.at >= ? AND e.at < ? ORDER BY e.id", [month, f"{month}~"])


def newest(db: Database, limit: int) -> list[Amendment]:
    """Return the latest changes that may be shown, the latest first."""
    return _found(db, "AND g.shown = 1 ORDER BY e.at DESC, e.id DESC LIMIT ?", [limit])


def _found(db: Database, rest: str, values: Sequence[object]) -> list[Amendment]:
    rows = db.execute(
        f"SELECT e.id, e.kind, e.evidence, e.before, e.after, e.at, v.number, {_WEIGHT}, r.id, g.stamp, g.shown, "
        f"o.slug, r.path, r.title, r.url, r.language {_FROM} {rest}",
        values,
    ).fetchall()
    return [_amendment(row) for row in rows]


def _amendment(row: Sequence[Any]) -> Amendment:
    number, kind, evidence, before, after, at, revision, weight, release, stamp, shown, *texts = row
    office, path, title, url, language = texts
    return Amendment(
        id=number,
        release=release,
        stamp=stamp,
        shown=bool(shown),
        event=Event(kind=EventKind(kind), evidence=evidence, before=before, after=after),
        at=moment(at),
        revision=revision,
        weight=weight,
        office=office,
        path=path,
        title=title,
        url=url,
        language=language,
    )
