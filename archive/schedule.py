"""When a page that is known is asked again: daily while it is new, monthly when it is old."""

from datetime import datetime, timedelta

from archive.change import Known
from archive.release import Status

_OFTENEST = timedelta(hours=23)  # a daily cron line never starts to the second
_RAREST = timedelta(days=30)
_SHARE_OF_AGE = 0.05
_SWEEP = timedelta(days=7) - timedelta(hours=1)


def due(known: Known, now: datetime) -> bool:
    """Whether to ask the page of a release in this run; one that is missing is asked in every run."""
    if known.status is Status.MISSING:
        return True
    age = now - (known.published.at or known.first_seen)
    interval = min(max(age * _SHARE_OF_AGE, _OFTENEST), _RAREST)
    return now - (known.asked or known.first_seen) >= interval


def unlisted(known: Known) -> bool:
    """Whether to ask at once for a release that a whole listing lacks: once, since pages that are unlisted may stay."""
    return known.status is Status.LIVE and (known.asked is None or known.asked < known.last_seen)


def sweep_due(swept: datetime | None, now: datetime) -> bool:
    """Whether to read a source in full, not only what is new: a backdated release shows in no increment."""
    return swept is None or now - swept >= _SWEEP
