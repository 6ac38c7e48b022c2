"""A scope: entries that have feeds of their own, the newest of them and the whole history."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from archive.store.register import Measure
from feeds.feed import Feed
from feeds.rendered import Wanted


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """An entry in the order in which it was filed.

    weight: its length at first sight
    updated: its last significant change; aware, UTC
    wanted: None where it may not be shown
    """

    weight: int
    updated: datetime
    wanted: Wanted | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Entries that belong together.

    path: the folder of the feeds, "northamptonshire/"
    feed: what the feed says of itself
    mark: of everything that entries show beside what the measures measure
    months: what there is in each month, the earliest first; an entry stays in the month in which it was filed
    newest: gives the newest entries, as many as asked for, the newest first
    of_month: gives the entries of a month in the order in which they were filed, those that may not be shown too
    """

    path: str
    feed: Feed
    mark: str
    months: Mapping[str, Measure]
    newest: Callable[[int], Iterable[Wanted]]
    of_month: Callable[[str], Sequence[Item]]
