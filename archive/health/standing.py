"""How an office stands, from what its last runs met and what they brought."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from itertools import takewhile

from archive import wording
from archive.health.cadence import Cadence
from archive.health.doubt import PASSING, Doubt, Glimpse, Sign, doubt_releases
from archive.release import LONDON

_BROKEN = 3  # runs in a row that did not reach a source


class State(StrEnum):
    """How an office stands."""

    NEW = "new"  # never read
    WELL = "well"
    QUIET = "quiet"  # reachable, its listing intact, and silent for longer than its own pattern makes believable
    DEGRADED = "degraded"  # we see too little, or did not reach it once or twice
    BROKEN = "broken"  # out of reach

    @property
    def bad(self) -> bool:
        """Whether somebody has to look at it: we may be missing something."""
        return self in (State.DEGRADED, State.BROKEN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How a run ended at a source.

    sign: what was wrong; None when all was well
    failed: nothing of the source was read
    """

    at: datetime
    failed: bool = False
    sign: Sign | None = None
    reason: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What an office is judged by.

    sources: how its last runs ended at each source, the newest first, those apart that we cut short ourselves
    days: on which it published, the latest few hundred; no later than when we saw it
    latest: its last ten or so releases, the newest first
    total, dated: how many releases it has, and how many of them claim a date
    """

    sources: tuple[tuple[Outcome, ...], ...]
    days: tuple[date, ...] = ()
    latest: tuple[Glimpse, ...] = ()
    total: int = 0
    dated: int = 0

    @property
    def cadence(self) -> Cadence | None:
        """How often it publishes; None when that cannot be told yet."""
        return Cadence.of(self.days)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """How an office stands.

    since: since when, as far as this judgement sees; an older one that agrees knows better
    evidence, hint: one sentence each, "" where all is well
    settled: whether to tell of it; what happens once may be over by the next run
    """

    state: State
    since: datetime
    evidence: str = ""
    hint: str = ""
    settled: bool = True


def judge(record: Record, now: datetime) -> Judgement:
    """Return how an office stands; now is when it was last asked. As bad as its worst source, broken when all are.

    Its evidence never counts on: equal facts give equal words on another day.
    """
    read = [outcomes for outcomes in record.sources if outcomes]
    if not read:
        return Judgement(state=State.NEW, since=now, settled=False)
    troubles = [_trouble(outcomes) for outcomes in read if outcomes[0].sign]
    if troubles:
        worst = max(troubles, key=lambda each: (each.state is State.BROKEN, each.settled))
        whole = len(troubles) == len(read) and all(each.state is State.BROKEN for each in troubles)
        return worst if whole or worst.state is State.DEGRADED else _in_part(worst)
    doubt = doubt_releases(record.latest, record.total, record.dated)
    return _doubtful(doubt, now) if doubt else _silence(record, now) or Judgement(state=State.WELL, since=now)


def _trouble(outcomes: Sequence[Outcome]) -> Judgement:
    """Return how one source stands that was not well the last time."""
    last = outcomes[0]
    alike = list(takewhile(lambda each: each.sign and each.failed == last.failed, outcomes))
    since = alike[-1].at
    settled = len(alike) > 1 or last.sign not in PASSING
    state = State.BROKEN if last.failed and len(alike) >= _BROKEN else State.DEGRADED
    evidence = last.reason
    if last.failed:
        times = f"not reached in any run since {wording.moment(since)}" if len(alike) > 1 else "failed once"
        evidence = f"{times}: {last.reason}"
    return Judgement(state=state, since=since, evidence=evidence, hint=last.hint, settled=settled)


def _in_part(worst: Judgement) -> Judgement:
    return Judgement(
        state=State.DEGRADED, since=worst.since, evidence=f"one of its sources was {worst.evidence}", hint=worst.hint
    )


def _doubtful(doubt: Doubt, now: datetime) -> Judgement:
    return Judgement(state=State.DEGRADED, since=now, evidence=doubt.reason, hint=doubt.hint)


def _silence(record: Record, now: datetime) -> Judgement | None:
    """Return that an office went quiet, if it did."""
    pattern, last = record.cadence, max(record.days, default=None)
    if pattern is None or last is None or not pattern.silent(last, now.astimezone(LONDON).date()):
        return None
    return Judgement(
        state=State.QUIET,
        since=datetime(last.year, last.month, last.day, 12, tzinfo=LONDON),
        evidence=f"nothing new since {wording.day(last)}, from an office that publishes {pattern}",
        hint="Look whether the office publishes somewhere else now.",
    )
