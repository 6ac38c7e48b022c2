"""Activity drawn as the path of an SVG: bars for months, squares for the days of a year."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

BAR, GAP, TALL = 4, 1, 40  # user units of the drawing
CELL = 10
_LEVELS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Bars:
    """A number for each month between two, "2015-03"; most: the month with the highest, the first of equals."""

    path: str
    width: int
    height: int
    first: str
    last: str
    most: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """The days of a year, in columns of weeks that begin on Monday.

    levels: the path of the days with few releases first, with most last; blank: that of all days
    key: a square for each level, after one for days without any
    most: the day with the highest number, the first of equals
    """

    blank: str
    levels: tuple[str, ...]
    key: tuple[str, ...]
    width: int
    height: int
    most: date
    count: int


def bars(periods: Mapping[str, int]) -> Bars | None:
    """Return the drawing of the numbers by month; None where fewer than two months have any to compare."""
    counts = {period: count for period, count in periods.items() if len(period) == len("2015-03") and count}
    if len(counts) < len("ab"):
        return None
    months = list(_months(min(counts), max(counts)))
    most = max(months, key=lambda month: counts.get(month, 0))
    drawn = []
    for index, month in enumerate(months):
        if count := counts.get(month, 0):
            height = max(1, round(TALL * count / counts[most]))
            drawn.append(f"M{index * (BAR + GAP)} {TALL}v-{height}h{BAR}v{height}z")
    return Bars(
        path="".join(drawn),
        width=len(months) * (BAR + GAP) - GAP,
        height=TALL,
        first=months[0],
        last=months[-1],
        most=most,
        count=counts[most],
    )


def days(year: int, counts: Mapping[date, int]) -> Days | None:
    """Return the drawing of the numbers by day of a year; None for a year without any."""
    counts = {day: count for day, count in counts.items() if day.year == year and count}
    if not counts:
        return None
    first = date(year, 1, 1)
    every = [first + timedelta(days=number) for number in range((date(year + 1, 1, 1) - first).days)]
    most = max(every, key=lambda day: counts.get(day, 0))
    levels: list[list[date]] = [[] for _ in range(min(_LEVELS, counts[most]))]
    for day, count in sorted(counts.items()):
        levels[-(-count * len(levels) // counts[most]) - 1].append(day)
    return Days(
        blank=_squares(every),
        levels=tuple(_squares(level) for level in levels),
        key=tuple(_square(column, 0) for column in range(len(levels) + 1)),
        width=(_column(every[-1]) + 1) * CELL - GAP,
        height=7 * CELL - GAP,
        most=most,
        count=counts[most],
    )


def _squares(days: Iterable[date]) -> str:
    return "".join(_square(_column(day), day.weekday()) for day in days)


def _square(column: int, row: int) -> str:
    side = CELL - GAP
    return f"M{column * CELL} {row * CELL}h{side}v{side}h-{side}z"


def _column(day: date) -> int:
    return (day.timetuple().tm_yday - 1 + date(day.year, 1, 1).weekday()) // 7


def _months(first: str, last: str) -> Iterable[str]:
    year, month = map(int, first.split("-"))
    while (found := f"{year:04}-{month:02}") <= last:
        yield found
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)  # noqa: PLR2004 December
