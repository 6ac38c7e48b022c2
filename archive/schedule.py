"""When a page that is known is asked again: daily while it is new, monthly when it is old."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from archive.change import Known
from archive.release import LONDON, NO_CLAIM, Claim, Precision, Status

_OFTENEST = timedelta(hours=23)  # a daily cron line never starts to the second
_RAREST = timedelta(days=30)
_SHARE_OF_AGE = 0.05
_NEWCOMERS = 100  # pages of a source in a day
_OUTAGE = timedelta(days=2)
_SWEEP = timedelta(days=7) - timedelta(hours=1)


def due(known: Known, now: datetime, modified: Claim = NO_CLAIM) -> bool:
    """Whether to ask the page of a release in this run; one that is missing is asked in every run.

    modified: when a listing says that it was changed; what came after our last look at it is asked for at once
    """
    if known.status is Status.MISSING or _changed(known, now, modified):
        return True
    if known.absence is not None:  # suspected: not found, together with too many others to be believed at once
        return now - known.absence.latest >= _OFTENEST
    return _rested(known, now, known.published.at or known.first_seen)


def newcomers(known: Iterable[Known], now: datetime) -> frozenset[int]:
    """Return the rows of those to ask because they are new to us, however old they are: we know little of them yet.

    known: of one source. They are asked as if they had been published when we saw them first, those that have waited
    longest before the others, and no more than a hundred pages of a source in a day on this account.
    """
    every = list(known)
    asked_today = sum(each.asked is not None and now - each.asked < _OFTENEST for each in every)
    waiting = [each for each in every if each.status is Status.LIVE and _rested(each, now, each.first_seen)]
    waiting.sort(key=lambda each: (each.asked or each.first_seen, each.id))
    return frozenset(each.id for each in waiting[: max(_NEWCOMERS - asked_today, 0)])


def unnamed(known: Known, checked: datetime | None) -> bool:
    """Whether to ask at once for a release that a list has dropped: not again when it was, and the list is as before.

    checked: when the list was last read and all was well
    """
    if known.status is not Status.LIVE or known.absence is not None:
        return False
    return known.asked is None or checked is None or known.asked <= checked


def unlisted(known: Known) -> bool:
    """Whether to ask at once for a release that a whole listing lacks: once, since pages that are unlisted may stay."""
    if known.asked is None or known.asked == known.first_seen:  # not since it was read for the first time
        return known.status is Status.LIVE
    return known.status is Status.LIVE and known.asked < known.last_seen


def sweep_due(swept: datetime | None, now: datetime, *, doubted: bool = False) -> bool:
    """Whether to read a source in full, not only what is new: a backdated release shows in no increment.

    doubted: whether the last reading in full could not be believed; then there is one a day, not one in every run
    """
    return swept is None or now - swept >= (_OFTENEST if doubted else _SWEEP)


def given_up(well: datetime | None, now: datetime) -> bool:
    """Whether a way of publishing that fails has failed for so long that the site must have changed."""
    return well is None or now - well >= _OUTAGE


def _rested(known: Known, now: datetime, since: datetime) -> bool:
    """Whether the last look at a page that is there since then was long enough ago."""
    interval = min(max((now - since) * _SHARE_OF_AGE, _OFTENEST), _RAREST)
    return now - (known.asked or known.first_seen) >= interval


def _changed(known: Known, now: datetime, modified: Claim) -> bool:
    """Whether a listing says that a page was changed after we last looked; a claimed day counts to its end."""
    looked = known.asked or known.first_seen
    if modified.at is None or modified.day is None:
        return False
    if modified.precision is Precision.DAY:
        return looked.astimezone(LONDON).date() <= modified.day <= now.astimezone(LONDON).date()
    return looked < modified.at <= now
