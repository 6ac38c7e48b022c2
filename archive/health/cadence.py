"""How often an office publishes, learned from the days on which it did; so that quiet can be told from broken."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from math import ceil
from statistics import median_low
from typing import Self

_DAYS = 60  # with releases, the latest: an office changes its ways with its staff
_FEWEST_GAPS = 5
_RARE = 0.95  # so many of the gaps are no longer than the long one
_PATIENCE = 2  # long gaps
_LEAST_PATIENCE = 14  # days: Christmas and New Year silence an office that publishes daily for so long


@dataclass(frozen=True, slots=True, kw_only=True)
class Cadence:
    """The gaps between days with releases, in whole days.

    usual: the median
    long: the 95th percentile
    """

    usual: int
    long: int

    @classmethod
    def of(cls, days: Iterable[date]) -> Self | None:
        """Return the cadence of the days on which an office published; None when they are too few to tell."""
        gaps = sorted((later - earlier).days for earlier, later in pairwise(sorted(set(days))[-_DAYS:]))
        if len(gaps) < _FEWEST_GAPS:
            return None
        return cls(usual=median_low(gaps), long=gaps[ceil(len(gaps) * _RARE) - 1])

    @property
    def patience(self) -> int:
        """How many days without anything new are still believable."""
        return max(_LEAST_PATIENCE, _PATIENCE * self.long)

    def silent(self, last: date, today: date) -> bool:
        """Whether nothing new since a day is more than this office's own pattern makes believable."""
        return (today - last).days > self.patience

    def __str__(self) -> str:
        """Return it in words: "every 2 days, seldom over 5 days apart"."""
        every = "every day" if self.usual == 1 else f"every {self.usual} days"
        return every if self.long == self.usual else f"{every}, seldom over {self.long} days apart"
