"""What a search found, and how a page shows it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from archive import misreading
from archive.download import MOST
from archive.release import ARCHIVED
from archive.store import Database, search
from archive.store.search import Hit
from archive.store.tally import Counts, Tally
from feeds.feed import Feed
from feeds.live.search import LAST_PAGE, LONGEST, PAGE_SIZE, Names, Search
from feeds.pages import template
from feeds.pages.bilingual import Leaf
from feeds.pages.head import Head
from feeds.site import Site

_WHOLE = 100  # per cent


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """A page of hits, and how many there are in all, and of each office, year, topic and speaker.

    notes: what of the search cannot mean what it was written for, a sentence each without its full stop
    """

    hits: list[Hit]
    tally: Tally
    notes: tuple[str, ...] = ()

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


class Count(NamedTuple):
    """The hits by one of their properties.

    all, wider: the words for, and the address of, the same search in all of them; "" where it is in all of them
    """

    id: str
    heading: str
    bars: list[Bar]
    all: str
    wider: str


def look_up(db: Database, asked: Search, counts: Counts) -> Results:
    """Return what a search finds in the archive."""
    tally, offset = counts.tally(db, asked.query), (asked.page - 1) * PAGE_SIZE
    hits = search.find(db, asked.query, order=asked.order, limit=PAGE_SIZE, offset=offset, hits=tally.total)
    return Results(hits=hits, tally=tally, notes=misreading.notes(db, asked.words, asked.query))


def page(site: Site, feed: Feed, asked: Search, results: Results, names: Names, leaf: Leaf) -> str:
    """Return the search page in one of its languages; the others are asked the same."""
    described, say = asked.described(names), leaf.say
    title = say.plain("searched_for", described=described) if described else say.plain("search")
    head = Head.on(leaf, title=title, description=say.plain("search_live"), feed=feed)
    return template.render(
        "results.html",
        site,
        replace(head, languages={each: f"{path}{asked.address}" for each, path in leaf.languages.items()}),
        asked=asked,
        described=described,
        results=results,
        names=names,
        kinds={kind: say.plain(f"kind_{kind}") for kind in ARCHIVED},
        counts=list(_counts(asked, results.tally, names)),
        turned=_turned(asked, results),
        page_size=PAGE_SIZE,
        most=MOST,
        longest=LONGEST,
    )


def _counts(asked: Search, tally: Tally, names: Names) -> Iterator[Count]:
    """Yield the counts that the page shows, each with the way back to the same search in all of them."""
    first, say = replace(asked, page=1), names.say
    by_office = {names.offices[id_]: (count, replace(first, office=id_)) for id_, count in tally.offices.items()}
    by_year = {year or say.plain("dateless"): (count, _in_year(first, year)) for year, count in tally.years.items()}
    by_topic = {names.topics[slug]: (count, replace(first, topic=slug)) for slug, count in tally.topics.items()}
    by_speaker = {name: (count, replace(first, speaker=name)) for name, count in tally.speakers.items()}
    everywhere = replace(first, since=None, until=None)
    for id_, counted, everyone, wider in (
        ("office", by_office, "all_offices", replace(first, office="")),
        ("year", by_year, "all_years", everywhere),
        ("topic", by_topic, "all_topics", replace(first, topic="")),
        ("speaker", by_speaker, "whoever", replace(first, speaker="")),
    ):
        bars, heading = _bars(first, counted), say.plain(f"count_{id_}")
        yield Count(id_, heading, bars, say.plain(everyone), _wider(first, wider))


def _bars(asked: Search, counted: Mapping[str, tuple[int, Search]]) -> list[Bar]:
    longest = max((count for count, _ in counted.values()), default=0)
    return [
        Bar(name=name, count=count, share=_share(count, longest), address="" if only == asked else only.address)
        for name, (count, only) in counted.items()
    ]


def _wider(asked: Search, other: Search) -> str:
    return "" if other == asked else other.address


def _in_year(asked: Search, year: str) -> Search:
    """Return the part of a search that lies in a year; bounds that are narrower stay. No search has only no date."""
    if not year:
        return asked
    first, last = date(int(year), 1, 1), date(int(year), 12, 31)
    return replace(asked, since=max(asked.since or first, first), until=min(asked.until or last, last))


def _share(count: int, longest: int) -> int:
    return max(1, round(_WHOLE * count / longest))


def _turned(asked: Search, results: Results) -> dict[str, str]:
    """Return the addresses of the pages before and after, where there are such."""
    around = {"before": asked.page - 1, "after": asked.page + 1}
    return {name: replace(asked, page=page).address for name, page in around.items() if 1 <= page <= results.pages}
