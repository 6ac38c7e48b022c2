"""What could not be believed at first and is believed after all, because it lasts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from archive.change import Absence

LASTS = timedelta(days=10)  # longer than the week between two full readings, which clear what is listed again
_LASTS_UNLISTED = timedelta(days=30)  # where no list is whole, only the pages themselves are witnesses
_TIMES = 3
_SHARE = 0.2
_FEW = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Drop:
    """One run that found a list too short to be believed; at is aware, UTC."""

    at: datetime
    listed: int


def settled(drops: Sequence[Drop], listed: int, now: datetime) -> bool:
    """Whether a list that has become short is what it is now: every run since then has found it about as long.

    drops: what the runs before this one have found without a break, in any order
    """
    alike = all(abs(drop.listed - listed) <= max(_FEW, listed * _SHARE) for drop in drops)
    first = min((drop.at for drop in drops), default=now)
    return alike and len(drops) >= _TIMES - 1 and now - first >= LASTS


def proven(absence: Absence, now: datetime, *, whole: bool) -> bool:
    """Whether a page that went with many others is gone for good: asked several times, over longer than an outage.

    whole: whether the source lists everything, and so bears witness that it lists this one no more
    """
    return absence.checks >= _TIMES and now - absence.since >= (LASTS if whole else _LASTS_UNLISTED)
