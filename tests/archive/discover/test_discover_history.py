"""A site with several lists of its releases: the newest are read often and in few requests, the history in full."""

import pytest

from archive import discover, identity
from archive.discover.reading import Extent, Reading
from archive.errors import BudgetError, DiscoverError, FetchError
from archive.response import NO_VALIDATORS, Response, Validators
from tests.archive.discover.discover_site import HOME, Page, Site

FEED, NEWS, MAP = f"{HOME}feed.xml", f"{HOME}news/", f"{HOME}sitemap.xml"
FRONT = '<link rel="alternate" type="application/rss+xml" href="/feed.xml"><a href="/news/">News</a>'
PLACES = f"{FEED} listing {NEWS} sitemap {MAP}#/news/"
DAYS = [f"2026-02-{day:02}T09:00:00+00:00" for day in range(1, 29)]


def url(number: int) -> str:
    return f"{NEWS}release-{number}/"


def feed(*numbers: int) -> Page:
    items = "".join(f"<item><title>Number {number}</title><link>{url(number)}</link></item>" for number in numbers)
    return Page(body=f"<rss><channel>{items}</channel></rss>", etag=f'"{numbers}"')


def listing(*numbers: int, older: str = "") -> str:
    items = "".join(f"<li><h2><a href='{url(number)}'>Release number {number} on buses</a></h2>" for number in numbers)
    return f"<main><ul>{items}</ul>{older}</main>"


def sitemap(*numbers: int, edited: int = 0) -> Page:
    entries = "".join(
        f"<url><loc>{url(number)}</loc><lastmod>{DAYS[20 if number == edited else number]}</lastmod></url>"
        for number in numbers
    )
    return Page(body=f"<urlset>{entries}</urlset>", media_type="application/xml", etag=f'"{numbers}{edited}"')


def site(**changes: str | Page) -> Site:
    """Return a site whose feed has two releases, whose listing has five, and whose sitemap has seven."""
    names: dict[str, str | Page] = {
        "home": FRONT,
        "feed": feed(7, 6),
        "news": listing(7, 6, 5, older="<a href='/news/?page=2'>Older</a>"),
        "older": listing(4, 3),
        "sitemap": sitemap(1, 2, 3, 4, 5, 6, 7),
    }
    names.update(changes)
    addresses = {"home": HOME, "feed": FEED, "news": NEWS, "older": f"{NEWS}?page=2", "sitemap": MAP}
    return Site({addresses[name]: page for name, page in names.items()})


def numbers(reading: Reading) -> list[int]:
    return [int(item.url.rstrip("/").rpartition("-")[2]) for item in reading.items]


def test_a_feed_of_the_newest_is_completed_by_the_listing_and_the_sitemap() -> None:
    found = discover.find(HOME, site())
    assert (found.way, found.reads_from) == ("feed", PLACES)
    reading = discover.read(found.way, found.reads_from, site())
    assert numbers(reading) == [7, 6, 5, 4, 3, 1, 2]
    assert (reading.extent, reading.total) == (Extent.WHOLE, 7)
    assert reading.present == {identity.url_alias(url(number)) for number in range(1, 8)}


def test_looking_for_all_of_them_asks_no_address_twice() -> None:
    asked = site()
    discover.find(HOME, asked)
    assert len(asked.asked) == len(set(asked.asked))


def test_a_feed_that_goes_on_to_its_first_entry_needs_no_other_list() -> None:
    wordpress = feed(7, 6)
    body = str(wordpress.body).replace("<item>", "<generator>https://wordpress.org/?v=6.1</generator><item>", 1)
    assert discover.find(HOME, site(feed=body)).reads_from == FEED


def test_only_the_ways_that_are_asked_for_complete_it() -> None:
    assert discover.find(HOME, site(), ["feed"]).reads_from == FEED
    assert discover.find(HOME, site(), ["feed", "sitemap"]).history[0].way == "sitemap"


def test_a_quiet_increment_asks_for_the_feed_and_the_sitemap_alone() -> None:
    cursor = discover.read("feed", PLACES, site()).cursor
    again = site()
    quiet = discover.read("feed", PLACES, again, cursor)
    assert again.asked == [FEED, MAP]
    assert (quiet.items, quiet.extent, quiet.total, quiet.cursor) == ((), Extent.PART, None, cursor)


def test_an_increment_shows_what_is_new_in_the_feed_and_what_has_changed_in_the_sitemap() -> None:
    cursor = discover.read("feed", PLACES, site()).cursor
    later = discover.read("feed", PLACES, site(feed=feed(8, 7), sitemap=sitemap(*range(1, 9), edited=2)), cursor)
    assert numbers(later) == [8, 7, 2]
    assert later.items[0].modified.value == DAYS[8]
    assert later.items[2].modified.value == DAYS[20]


def test_a_release_that_left_the_sitemap_shows_in_an_increment() -> None:
    cursor = discover.read("feed", PLACES, site()).cursor
    later = discover.read("feed", PLACES, site(sitemap=sitemap(2, 3, 4, 5, 6, 7)), cursor)
    assert later.extent is Extent.WHOLE
    assert identity.url_alias(url(1)) not in later.present
    assert later.total is None  # not comparable with what all places listed together


def test_a_stale_sitemap_says_nothing_of_what_only_the_others_list() -> None:
    stale = site(sitemap=sitemap(1, 2, 3))
    first = discover.read("feed", PLACES, stale)
    assert identity.url_alias(url(7)) in first.present
    assert discover.read("feed", PLACES, stale, first.cursor).extent is Extent.PART


def test_a_history_that_fails_is_remarked_and_the_news_are_read() -> None:
    reading = discover.read("feed", PLACES, site(sitemap=Page(status=404), news=Page(status=500)))
    assert (numbers(reading), reading.extent) == ([7, 6], Extent.PART)
    assert [remark.partition(":")[0] for remark in reading.remarks] == ["listing", "sitemap"]


def test_a_place_that_failed_is_read_in_full_the_next_time_and_only_then() -> None:
    first = discover.read("feed", PLACES, site(news=Page(status=500)))
    well = site()
    again = discover.read("feed", PLACES, well, first.cursor)
    assert (sorted(numbers(again)), again.extent) == ([3, 4, 5, 6, 7], Extent.PART)
    well.asked.clear()
    discover.read("feed", PLACES, well, again.cursor)
    assert well.asked == [FEED, MAP]


def test_a_place_whose_older_pages_failed_is_read_in_full_the_next_time() -> None:
    first = discover.read("feed", PLACES, site(older=Page(status=500)))
    assert any("older pages are left" in remark for remark in first.remarks)
    assert sorted(numbers(discover.read("feed", PLACES, site(), first.cursor))) == [3, 4, 5, 6, 7]


def test_a_place_that_is_closed_is_left_to_the_next_sweep() -> None:
    first = discover.read("feed", PLACES, site(sitemap=Page(status=404)))
    well = site()
    discover.read("feed", PLACES, well, first.cursor)
    assert well.asked == [FEED]


def test_a_history_out_of_reach_keeps_no_news_from_being_read() -> None:
    broken = site()
    broken.unreachable = frozenset({NEWS})
    reading = discover.read("feed", PLACES, broken)
    assert {6, 7} <= set(numbers(reading))
    assert reading.remarks == (f"listing: {NEWS}: no answer",)


def test_a_feed_that_fails_is_an_error_whatever_the_others_list() -> None:
    with pytest.raises(DiscoverError, match="instead of a feed"):
        discover.read("feed", PLACES, site(feed="<h1>Moved</h1>"))


def test_a_listing_without_a_feed_is_the_first_place() -> None:
    found = discover.find(HOME, site(home="<a href='/news/'>News</a>", feed=Page(status=404)))
    assert f"{found.way} {found.reads_from}" == f"listing {NEWS} sitemap {MAP}#/news/"


def test_a_place_that_is_out_of_reach_is_only_missed_where_nothing_else_was_found() -> None:
    broken = site()
    broken.unreachable = frozenset({f"{HOME}robots.txt"})
    found = discover.find(HOME, broken)
    assert [place.way for place in found.history] == ["listing"]
    assert "robots.txt: no answer" in found.remarks[-1]
    with pytest.raises(FetchError, match="no answer"):
        discover.find(HOME, broken, ["sitemap"])


def test_a_run_that_has_spent_its_budget_ends_there() -> None:
    open_site = site()

    def spent(url: str, *, accept: str = "*/*", validators: Validators = NO_VALIDATORS) -> Response:
        if url == NEWS:
            raise BudgetError("the requests of this run are spent")
        return open_site(url, accept=accept, validators=validators)

    with pytest.raises(BudgetError):
        discover.find(HOME, spent)


@pytest.mark.parametrize("cursor", ["nonsense", "[]", '["", "a"]', '{"etag": "", "last_modified": "", "seen": []}'])
def test_a_cursor_of_other_places_means_a_full_reading(cursor: str) -> None:
    assert len(discover.read("feed", PLACES, site(), cursor).items) == 7
