"""What a search found, and how a page shows it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from archive.store import Database, search
from archive.store import tally as tallies
from archive.store.search import Hit
from archive.store.tally import Tally
from feeds.feed import Feed
from feeds.live.download import MOST
from feeds.live.search import KINDS, LAST_PAGE, LONGEST, PAGE_SIZE, Search
from feeds.pages import template
from feeds.pages.head import Head
from feeds.pages.search import PATH
from feeds.site import Site

_WHOLE = 100  # per cent


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """A page of hits, and how many there are in all, by office and by year."""

    hits: list[Hit]
    tally: Tally

    @property
    def pages(self) -> int:
        """How many pages of hits can be turned to."""
        return min(-(-self.tally.total // PAGE_SIZE), LAST_PAGE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A number of hits, and the search that has only these.

    share: per cent of the longest bar
    address: "" where no search has only these
    """

    name: str
    count: int
    share: int
    address: str


def look_up(db: Database, asked: Search) -> Results:
    """Return what a search finds in the archive."""
    hits = search.find(db, asked.query, order=asked.order, limit=PAGE_SIZE, offset=(asked.page - 1) * PAGE_SIZE)
    return Results(hits=hits, tally=tallies.tally(db, asked.query))


def page(site: Site, feed: Feed, asked: Search, results: Results, offices: Mapping[str, str]) -> str:
    """Return the search page; offices: the names by id, in the order in which they are offered."""
    described = asked.described(offices)
    head = Head(
        path=PATH,
        title=f"Search: {described}" if described else "Search",
        description="Find press releases by their words, office and date.",
        feed=feed,
    )
    return template.render(
        "results.html",
        site,
        head,
        asked=asked,
        described=described,
        results=results,
        offices=offices,
        kinds=KINDS,
        by_office=list(_by_office(asked, results.tally, offices)),
        by_year=list(_by_year(asked, results.tally)),
        turned=_turned(asked, results),
        wider=_wider(asked),
        page_size=PAGE_SIZE,
        most=MOST,
        longest=LONGEST,
    )


def _by_office(asked: Search, tally: Tally, offices: Mapping[str, str]) -> Iterator[Bar]:
    longest = max(tally.offices.values(), default=0)
    for office, count in tally.offices.items():
        address = "" if office == asked.office else replace(asked, office=office, page=1).address
        yield Bar(name=offices[office], count=count, share=_share(count, longest), address=address)


def _by_year(asked: Search, tally: Tally) -> Iterator[Bar]:
    longest, first = max(tally.years.values(), default=0), replace(asked, page=1)
    for year, count in tally.years.items():
        narrower = _in_year(asked, int(year)) if year else first
        address = "" if narrower == first else narrower.address
        yield Bar(name=year or "No date", count=count, share=_share(count, longest), address=address)


def _in_year(asked: Search, year: int) -> Search:
    """Return the part of a search that lies in a year; bounds that are narrower stay."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    return replace(asked, since=max(asked.since or first, first), until=min(asked.until or last, last), page=1)


def _share(count: int, longest: int) -> int:
    return max(1, round(_WHOLE * count / longest))


def _wider(asked: Search) -> dict[str, str]:
    """Return the addresses of the same search in all offices and in all years; "" where it is in all of them."""
    offices, years = replace(asked, office="", page=1), replace(asked, since=None, until=None, page=1)
    return {
        "office": offices.address if asked.office else "",
        "year": years.address if asked.since or asked.until else "",
    }


def _turned(asked: Search, results: Results) -> dict[str, str]:
    """Return the addresses of the pages before and after, where there are such."""
    around = {"before": asked.page - 1, "after": asked.page + 1}
    return {name: replace(asked, page=page).address for name, page in around.items() if 1 <= page <= results.pages}
