"""The long lists: every release of an office, of a topic or of all, by year or by month, in pages of a bounded size."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from archive.release import Precision
from archive.store.almanac import Line
from feeds.feed import Feed
from feeds.pages import chart, paging, template
from feeds.pages.bilingual import Leaf
from feeds.pages.head import Head
from feeds.site import Site

LINES = 200  # on a page, which stays below 100 KB then
UNDATED = "undated"

Page = tuple[str, str]  # its path on the site, "kent/2015/" or "kent/2015/2.html", and its HTML


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """What long lists belong to.

    leaf: its own page in one of its languages
    name: what its pages are titled by
    periods: numbers by month "2015-03", by year "2015" where no month is claimed, and "" without a date
    offices: the names by id, where a line has to say whose it is; empty for the list of one office
    """

    leaf: Leaf
    name: str
    feed: Feed
    periods: Mapping[str, int]
    offices: Mapping[str, str] = field(default_factory=dict)

    @property
    def path(self) -> str:
        """Where its own page is: "kent/", "all/", "topics/custody/cy/"."""
        return self.leaf.path

    @property
    def years(self) -> Mapping[str, int]:
        """Numbers by year, the latest first, those without a date last under ""."""
        found: Counter[str] = Counter()
        for period, count in self.periods.items():
            found[period[:4]] += count
        return dict(sorted(found.items(), reverse=True))


def where(path: str, period: str) -> str:
    """Return where the list of a year or a month is: "kent/2015/", "all/2015/03/", "kent/undated/".

    path: of the series
    """
    return f"{path}{period.replace('-', '/') or UNDATED}/"


def pages(site: Site, series: Series, period: str, lines: Sequence[Line]) -> Iterator[Page]:
    """Yield the pages of one period, at least one; lines: in the order in which they are shown."""
    say = series.leaf.say
    told = "dated_in" if period else "without_date"
    scope = say.plain(told, releases=say.count("releases", len(lines)), period=say.period(period))
    for part in paging.parts(lines, LINES, where(series.path, period), say):
        title = part.titled(f"{series.name}: {say.period(period)}")
        head = Head.on(series.leaf.turned(part.path), title=title, description=scope, feed=series.feed)
        values = {
            "series": series,
            "months": _by_month(part.items),
            "days": _days(period, lines) if part.number == 1 and not series.offices else None,
            "years": years(series),
            "period": period,
            "part": part,
        }
        yield part.path, template.render("volume.html", site, head, **values)


def overview(site: Site, series: Series, year: str, offices: Mapping[str, int]) -> Page:
    """Return the page of a year whose months have lists of their own, as those of all offices have.

    offices: numbers by the id of the office
    """
    say = series.leaf.say
    count = series.years[year]
    head = Head.on(
        series.leaf.turned(where(series.path, year)),
        title=f"{series.name}: {say.period(year)}",
        description=say.plain("dated_in", releases=say.count("releases", count), period=year),
        feed=series.feed,
    )
    months = [Link(period, where(series.path, period), n) for period, n in periods(series, year).items()]
    homes = {each: series.leaf.where(f"{each}/") for each in offices}
    by_office = [Link(series.offices[each], where(homes[each], year), n) for each, n in offices.items()]
    values = {"series": series, "months": months, "by_office": by_office, "years": years(series), "period": year}
    return head.path, template.render("year.html", site, head, **values)


@dataclass(frozen=True, slots=True)
class Link:
    """A list that a page leads to; name is a period where it is one."""

    name: str
    path: str
    count: int


def years(series: Series) -> list[Link]:
    """Return the years of a series, the latest first."""
    return [Link(year, where(series.path, year), count) for year, count in series.years.items()]


def periods(series: Series, year: str) -> Mapping[str, int]:
    """Return the months of a year with their numbers, the latest first; those without a month last."""
    return {period: n for period, n in sorted(series.periods.items(), reverse=True) if period and period[:4] == year}


def _by_month(lines: Sequence[Line]) -> list[tuple[str, list[Line]]]:
    return [(period, list(part)) for period, part in groupby(lines, key=_period)]


def _period(line: Line) -> str:
    claim = line.published
    if claim.day is None:
        return ""
    return claim.value[:4] if claim.precision is Precision.YEAR else f"{claim.day:%Y-%m}"


def _days(period: str, lines: Sequence[Line]) -> chart.Days | None:
    """Return the drawing of a year, if it is one; only a claim of a day or better counts."""
    exact = [line.published.day for line in lines if line.published.at is not None]
    return chart.days(int(period), Counter(filter(None, exact))) if len(period) == len("2015") else None
