"""What is listed and kept as no release: why, and when it is looked at again; pure."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

_RESTS = timedelta(days=30)
_SECOND_LOOK = timedelta(hours=23)  # a daily cron line never starts to the second
_SECOND_LOOKS_FOR = timedelta(days=10)


class Cause(StrEnum):
    """Why an address is passed over; the last one is of what belongs to a release, and says nothing of the release."""

    KIND = "kind"  # the page is of a kind that is not wanted
    FILTER = "filter"  # it does not meet the filter of its source
    GONE = "gone"  # it is listed, and answers 404 or 410
    UNREADABLE = "unreadable"  # nothing in it can be read as a release
    UNKEPT = "unkept"  # a page, document or picture that the site did not give when it was to be kept


_PASSING = (Cause.GONE, Cause.UNREADABLE)  # a list may be ahead of its pages, and half a page may be whole tomorrow


@dataclass(frozen=True, slots=True, kw_only=True)
class Skip:
    """One address that is passed over.

    detail: the kind of the page or the filter, where that was the cause
    since, at: when it was passed over first and last; aware, UTC
    """

    url: str
    cause: Cause
    reason: str
    since: datetime
    at: datetime
    detail: str = ""

    def rests(self, now: datetime, kinds: Collection[str], wanted: str) -> bool:
        """Whether it needs no look now, given the kinds of pages that are wanted and the filter of the source."""
        if self.cause is Cause.UNKEPT or self.second_look(now):
            return False
        return not self.reopened(kinds, wanted) and now - self.at < _RESTS

    def reopened(self, kinds: Collection[str], wanted: str) -> bool:
        """Whether it was passed over for what is no reason any more: a kind that is wanted now, another filter."""
        if self.cause is Cause.KIND:
            return self.detail in kinds
        return self.cause is Cause.FILTER and self.detail != wanted

    def second_look(self, now: datetime) -> bool:
        """Whether to ask although no list names it anew: daily at first, where it may be a release after all."""
        young = now - self.since < _SECOND_LOOKS_FOR
        return self.cause in _PASSING and young and now - self.at >= _SECOND_LOOK
