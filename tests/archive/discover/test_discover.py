"""How a site publishes: the best way that really lists releases, or an error that tells what was tried."""

from contextlib import suppress

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from archive import discover
from archive.discover import Way, feed, listing, sitemap, wordpress
from archive.discover.once import Once
from archive.discover.reading import Extent, Reading
from archive.errors import DiscoverError, FetchError, RefusedError
from archive.response import NO_VALIDATORS, Response, Validators
from tests.archive.discover.discover_blog import ROOT, Blog
from tests.archive.discover.discover_site import HOME, Page, Site, answered, json_page

RSS = f"<rss><channel><item><title>Kits</title><link>{HOME}kits/</link></item></channel></rss>"
DECLARED = (
    f'<link rel="https://api.w.org/" href="{ROOT}"><link rel="alternate" type="application/rss+xml" href="/feed/">'
)
NEWS = "".join(f"<li><h2><a href='/news/{n}/'>Release number {n} on buses</a></h2></li>" for n in range(4))
CLOSED = json_page({"code": "rest_not_logged_in"}, status=401)


def test_wordpress_comes_before_its_feed() -> None:
    blog = Blog()
    blog.home = Page(body=DECLARED)
    blog.write(3)
    assert discover.find(HOME, blog) == discover.Found(way="wordpress", url=ROOT)


def test_a_closed_api_falls_through_to_the_feed_and_is_remarked() -> None:
    found = discover.find(HOME, Site({HOME: DECLARED, f"{ROOT}wp/v2/types": CLOSED, f"{HOME}feed/": RSS}))
    assert (found.way, found.url) == ("feed", f"{HOME}feed/")
    assert "wp/v2/types answered 401" in found.remarks[0]


def test_plain_permalinks_answer_the_home_page_for_a_feed_and_the_listing_is_taken() -> None:
    home = DECLARED + f"<main><ul>{NEWS}</ul></main>"
    found = discover.find(HOME, Site({HOME: home, f"{ROOT}wp/v2/types": CLOSED, f"{HOME}feed/": home}))
    assert (found.way, found.url) == ("listing", HOME)
    assert "feed/ answered 200 with text/html instead of a feed" in found.remarks[1]


def test_only_the_ways_that_are_asked_for_are_tried() -> None:
    site = Site({HOME: f"<main><ul>{NEWS}</ul></main>"})
    assert discover.find(HOME, site, ["listing"]).way == "listing"
    assert site.asked == [HOME]


def test_a_site_that_shows_nothing_is_told_what_was_tried() -> None:
    with pytest.raises(DiscoverError) as caught:
        discover.find(HOME, Site({HOME: DECLARED, f"{ROOT}wp/v2/types": CLOSED}))
    assert "wordpress: https://www.marchshire.example/wp-json/wp/v2/types answered 401" in str(caught.value)
    assert "listing: not offered" in str(caught.value)
    assert caught.value.hint


def test_an_anti_bot_page_is_called_one() -> None:
    with pytest.raises(DiscoverError, match="a page that asks whether a human is there"):
        discover.find(HOME, Site({HOME: "<html><title>Just a moment...</title>"}))


def test_a_home_page_that_is_gone_is_an_error_with_its_status() -> None:
    with pytest.raises(DiscoverError, match="answered 404"):
        discover.find(HOME, Site({}))


def test_a_way_that_robots_txt_forbids_is_passed_over() -> None:
    site = Site({HOME: DECLARED, f"{HOME}feed/": RSS})

    def polite(url: str, *, accept: str = "*/*", validators: Validators = NO_VALIDATORS) -> Response:
        if url.startswith(ROOT):
            raise RefusedError(f"{url}: robots.txt forbids it")
        return site(url, accept=accept, validators=validators)

    found = discover.find(HOME, polite)
    assert found.way == "feed"
    assert "robots.txt forbids it" in found.remarks[0]


@pytest.mark.parametrize("address", [HOME, f"{ROOT}wp/v2/types"])
def test_a_site_that_cannot_be_reached_is_nobody_elses_error(address: str) -> None:
    site = Site({HOME: DECLARED, f"{HOME}feed/": RSS}, unreachable=frozenset({address}))
    with pytest.raises(FetchError, match="no answer"):
        discover.find(HOME, site)


def test_a_source_is_read_by_the_way_that_was_found() -> None:
    site = Site({HOME: DECLARED, f"{HOME}feed/": RSS})
    found = discover.find(HOME, site)
    reading = discover.read(found.way, found.url, site)
    assert [item.url for item in reading.items] == [f"{HOME}kits/"]
    assert reading.extent is Extent.PART


@settings(deadline=None, max_examples=200)
@given(
    way=st.sampled_from([wordpress, feed, listing, sitemap]),
    body=st.binary(max_size=300),
    media_type=st.text(max_size=20),
)
@example(way=listing, body=b"<a href='http://[x'>Release number one on buses</a>", media_type="text/html")
@example(way=listing, body=b"<?xml version='1.0'?><a><h2><a href='//news:x/'>a</a></h2>", media_type="text/html")
@example(way=listing, body=b"/etc/passwd", media_type="text/html; charset=none-such")
@example(way=feed, body=b"<!--" + b" --><!--" * 2000, media_type="text/xml")
@example(way=feed, body=b"<rss><channel><item><link>http://[x</link><pubDate>x</pubDate></item>", media_type="")
@example(way=feed, body=b'{"version":"https://jsonfeed.org/version/1","items":[{"url":7},1]}', media_type="")
@example(way=sitemap, body=b"<urlset><url><loc>http://[x</loc></url><!-- --><?x?></urlset>", media_type="")
@example(way=sitemap, body=b"<sitemapindex><sitemap><loc>/</loc></sitemap></sitemapindex>", media_type="")
@example(way=sitemap, body=b"<?xml version='1.0' encoding='none-such'?><urlset/>", media_type="")
@example(way=sitemap, body=b"<!DOCTYPE x [<!ENTITY a 'b'>]>", media_type="")
@example(way=wordpress, body=b'{"post":{"rest_base":"posts"}}', media_type="application/json")
def test_any_bytes_at_all_give_a_reading_or_say_what_is_wrong(way: Way, body: bytes, media_type: str) -> None:
    site = _Same(Page(body=body, media_type=media_type))
    for attempt in (lambda: way.read(HOME, site), lambda: way.detect(site(HOME), site)):
        with suppress(DiscoverError):
            result = attempt()
            assert result is None or isinstance(result, (str, Reading))


tags = st.sampled_from(["div", "ul", "li", "h2", "a", "article", "table", "tr", "td", "time", "nav", "header"])
hrefs = st.sampled_from(["/news/one/", "/news/two", "?page=2", "/page/3/", "#", "//[", "http:", "a.pdf"])
elements = st.tuples(tags, st.booleans(), hrefs | st.text(max_size=8), st.text(max_size=30))


@settings(deadline=None, max_examples=200)
@given(st.lists(elements, max_size=30))
@example([("h2", True, "", ""), ("a", True, "/news/one/", "Bleed kits for late buses"), ("a", False, "", "")])
def test_any_tangle_of_elements_is_a_listing_or_said_to_be_none(parts: list[tuple[str, bool, str, str]]) -> None:
    html = "".join(
        f"<{tag} href='{href}' datetime='{text}'>{text}" if opens else f"</{tag}>" for tag, opens, href, text in parts
    )
    site = _Same(Page(body=html.encode("utf-8", "replace")))
    try:
        reading = listing.read(HOME, site)
    except DiscoverError:
        return
    assert reading.items
    assert all(item.title and item.url.startswith(("http://", "https://")) for item in reading.items)


class _Same:
    """A site with one page behind every address."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def __call__(self, url: str, *, accept: str = "*/*", validators: Validators = NO_VALIDATORS) -> Response:
        assert accept
        assert validators == NO_VALIDATORS
        return answered(url, self.page)


def test_what_was_asked_while_looking_is_given_to_the_reading_once() -> None:
    site = Site({HOME: "<h1>Welcome</h1>"})
    once = Once(site)
    assert once(HOME) == once(HOME) == once.reading(HOME)
    assert site.asked == [HOME]
    once.reading(HOME)
    assert site.asked == [HOME, HOME]
