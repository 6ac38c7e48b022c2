"""RSS, Atom and JSON Feed, as sites really serve them."""

import json

import pytest

from archive import identity
from archive.discover import feed
from archive.discover.reading import Extent
from archive.errors import DiscoverError, FetchError
from archive.release import Alias, AliasKind, Attachment, Channel, Claim, Image
from tests.archive.discover.discover_site import HOME, Page, Site, answered

URL = f"{HOME}feed/"
RSS_TYPE = "application/rss+xml; charset=UTF-8"


def rss(*items: str, head: str = "") -> str:
    content = "http://purl.org/rss/1.0/modules/content/"
    atom = "http://www.w3.org/2005/Atom"
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0" xmlns:content="{content}" xmlns:atom="{atom}">'
        f"<channel><title>News</title>{head}{''.join(items)}</channel></rss>"
    )


def entry(number: int, more: str = "") -> str:
    return f"<item><title>Release {number}</title><link>{HOME}news/{number}/</link>{more}</item>"


def page(*items: str, head: str = "", status: int = 200, etag: str = "") -> Page:
    return Page(body=rss(*items, head=head), media_type=RSS_TYPE, status=status, etag=etag)


WORDPRESS = "<generator>https://wordpress.org/?v=6.1.9</generator>"
NAMED = '<link rel="alternate" type="application/rss+xml" title="{}" href="{}">'


# --- finding the feed


def test_a_feed_that_the_page_names_is_taken_and_that_of_its_comments_is_not() -> None:
    home = NAMED.format("Marchshire » Comments Feed", "/comments/feed/") + NAMED.format("Marchshire » Feed", "feed/")
    site = Site({f"{HOME}comments/feed/": page(entry(9)), URL: page(entry(1))})
    assert feed.detect(answered(HOME, home), site) == URL
    assert site.asked == [URL]


def test_a_feed_in_a_usual_place_is_found_without_a_word_from_the_page() -> None:
    assert feed.detect(answered(HOME, "<h1>News</h1>"), Site({f"{HOME}rss.xml": page(entry(1))})) == f"{HOME}rss.xml"


def test_a_feed_that_only_the_news_page_names_is_found_there() -> None:
    rows = "".join(f"<li><h2><a href='/news/{n}/'>A long story of {n} buses</a></h2></li>" for n in range(5))
    news = f"{NAMED.format('News', '/news/all.rss')}<main><ul>{rows}</ul></main>"
    site = Site({f"{HOME}news/": news, f"{HOME}news/all.rss": page(entry(1))})
    assert feed.detect(answered(HOME, "<a href='/news/'>News</a>"), site) == f"{HOME}news/all.rss"
    assert site.asked == [f"{HOME}news/", f"{HOME}news/all.rss"]


def test_a_feed_is_found_although_the_news_page_is_out_of_reach() -> None:
    site = Site({URL: page(entry(1))}, unreachable=frozenset({f"{HOME}news/"}))
    assert feed.detect(answered(HOME, "<a href='/news/'>News</a>"), site) == URL


def test_an_address_that_is_a_feed_needs_no_search() -> None:
    site = Site({})
    assert feed.detect(answered(URL, page(entry(1))), site) == URL
    assert site.asked == []


def test_the_home_page_at_the_address_of_the_feed_is_none() -> None:
    site = Site(dict.fromkeys([f"{HOME}feed/", f"{HOME}rss.xml"], "<!DOCTYPE html><html><h1>News</h1></html>"))
    assert feed.detect(answered(HOME, "<h1>News</h1>"), site) is None


def test_a_named_feed_that_is_a_page_is_an_error_that_says_so() -> None:
    site = Site({URL: "<!DOCTYPE html><html><h1>News</h1></html>"})
    with pytest.raises(DiscoverError, match=r"/feed/ answered 200 with text/html instead of a feed"):
        feed.detect(answered(HOME, NAMED.format("Feed", URL)), site)


def test_the_root_element_decides_and_not_the_type() -> None:
    site = Site({URL: Page(body=f"\n<!-- cached --><?pi?>{rss(entry(1)).partition('?>')[2]}", media_type="text/html")})
    assert len(feed.read(URL, site).items) == 1


def test_a_feed_in_utf_16_is_a_feed() -> None:
    body = rss(entry(1)).replace("UTF-8", "UTF-16").encode("utf-16")
    assert feed.read(URL, Site({URL: Page(body=body, media_type="application/xml")})).items[0].title == "Release 1"


# --- reading entries


def test_an_rss_item_gives_all_that_it_says() -> None:
    more = (
        "<guid isPermaLink='false'>https://www.marchshire.example/?p=7</guid>"
        "<pubDate>Mon, 17 Oct 2016 09:30:27 +0100</pubDate>"
        "<description>Help on the night bus.</description>"
        '<content:encoded><![CDATA[<p onclick="x()">Fourteen <a href="/kit">buses</a>.</p>]]></content:encoded>'
        f'<enclosure url="{HOME}files/plan.pdf" type="application/pdf" length="2048"/>'
        f'<enclosure url="{HOME}files/bus.jpg" type="image/jpeg" length="0"/>'
    )
    (item,) = feed.read(URL, Site({URL: page(entry(7, more))})).items
    assert (item.url, item.title, item.channel) == (f"{HOME}news/7/", "Release 7", Channel.FEED)
    assert item.published == Claim(value="2016-10-17T09:30:27+01:00", evidence="feed published")
    assert item.summary == "Help on the night bus."
    assert item.content == '<p onclick="x()">Fourteen <a href="/kit">buses</a>.</p>'
    assert item.attachments == (Attachment(url=f"{HOME}files/plan.pdf", media_type="application/pdf", length=2048),)
    assert item.images == (Image(url=f"{HOME}files/bus.jpg"),)
    assert item.aliases == (
        identity.url_alias(f"{HOME}news/7/"),
        Alias(kind=AliasKind.GUID, value="https://www.marchshire.example/?p=7"),
    )


def test_an_atom_entry_gives_both_its_dates() -> None:
    body = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="cy"><entry>
      <id>urn:uuid:1</id><title type="html">Kits &amp;amp; buses</title><link href="/news/7"/>
      <published>2026-03-01</published><updated>2026-03-02T10:00:00Z</updated>
      <content type="html">&lt;p&gt;Fourteen buses.&lt;/p&gt;</content></entry></feed>"""
    (item,) = feed.read(URL, Site({URL: body})).items
    assert (item.url, item.title) == (f"{HOME}news/7", "Kits &amp; buses")
    assert (item.published.value, item.modified.value) == ("2026-03-01", "2026-03-02T10:00:00+00:00")
    assert (item.content, item.summary, item.language) == ("<p>Fourteen buses.</p>", "", "cy")


def test_rss_1_is_read_too() -> None:
    body = f"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
      <channel rdf:about="{URL}"><title>News</title></channel>
      <item rdf:about="{HOME}news/7"><title>Release 7</title><link>{HOME}news/7</link></item></rdf:RDF>"""
    assert [item.url for item in feed.read(URL, Site({URL: body})).items] == [f"{HOME}news/7"]


def test_a_json_feed_is_read_to_its_end() -> None:
    version = "https://jsonfeed.org/version/1.1"
    row = {
        "id": "7",
        "url": "/news/7",
        "title": "Kits & buses",
        "content_text": "One.\n\nTwo < three.",
        "date_published": "2026-03-01T10:00:00+00:00",
        "attachments": [{"url": "/plan.pdf", "mime_type": "application/pdf", "size_in_bytes": 12, "title": "Plan"}],
    }
    first = {"version": version, "items": [row, "rubbish"], "next_url": f"{HOME}older.json"}
    older = {"version": version, "items": [{"id": f"{HOME}news/6", "content_html": "<p>Six.</p>"}]}
    site = Site({URL: json.dumps(first), f"{HOME}older.json": json.dumps(older)})
    seven, six = feed.read(URL, site).items
    assert (seven.url, seven.title, seven.content) == (
        f"{HOME}news/7",
        "Kits &amp; buses",
        "<p>One.</p><p>Two &lt; three.</p>",
    )
    assert seven.attachments[0].length == 12
    assert seven.aliases[1] == Alias(kind=AliasKind.GUID, value="7", generation="marchshire.example")
    assert (six.url, six.content) == (f"{HOME}news/6", "<p>Six.</p>")


@pytest.mark.parametrize("date", ["Tuesday last", "", "0001-01-01T00:00:00Z", "Thu, 01 Jan 1970 00:00:00 +0000"])
def test_a_date_that_is_none_is_no_claim(date: str) -> None:
    (item,) = feed.read(URL, Site({URL: page(entry(1, f"<pubDate>{date}</pubDate>"))})).items
    assert not item.published.value


def test_a_time_without_an_offset_is_good_for_its_day() -> None:
    (item,) = feed.read(URL, Site({URL: page(entry(1, "<pubDate>2026-03-01T23:30:00</pubDate>"))})).items
    assert item.published.value == "2026-03-01"


def test_a_text_that_was_cut_is_no_content() -> None:
    cut = "<content:encoded><![CDATA[<p>Fourteen buses will [&#8230;]</p>]]></content:encoded>"
    (item,) = feed.read(URL, Site({URL: page(entry(1, cut))})).items
    assert item.content == ""


def test_english_is_not_believed_of_a_feed() -> None:
    (item,) = feed.read(URL, Site({URL: page(entry(1), head="<language>en-US</language>")})).items
    assert item.language == ""


# --- older pages


def test_the_pages_of_wordpress_are_read_to_the_answer_404() -> None:
    site = Site(
        {
            URL: page(entry(4), entry(3), head=WORDPRESS),
            f"{URL}?paged=2": page(entry(3), entry(2), head=WORDPRESS),
            f"{URL}?paged=3": page(head=WORDPRESS, status=404),
        }
    )
    reading = feed.read(URL, site)
    assert [item.title for item in reading.items] == ["Release 4", "Release 3", "Release 2"]
    assert (reading.extent, reading.remarks) == (Extent.PART, ())


def test_plain_permalinks_keep_their_query_on_older_pages() -> None:
    url = f"{HOME}?feed=rss2"
    site = Site({url: page(entry(2), head=WORDPRESS), f"{url}&paged=2": page(entry(1), head=WORDPRESS)})
    assert len(feed.read(url, site).items) == 2


def test_a_feed_that_gives_the_same_page_for_every_number_ends() -> None:
    same = page(entry(1), head=WORDPRESS)
    site = Site({URL: same, **{f"{URL}?paged={number}": same for number in range(2, 99)}})
    assert len(feed.read(URL, site).items) == 1
    assert len(site.asked) == 2


def test_archived_feeds_are_followed_and_a_circle_of_them_ends() -> None:
    first, older = (f'<atom:link rel="prev-archive" href="{HOME}{name}"/>' for name in ("1.xml", "feed/"))
    site = Site({URL: page(entry(2), head=first), f"{HOME}1.xml": page(entry(1), head=older)})
    assert len(feed.read(URL, site).items) == 2
    assert site.asked == [URL, f"{HOME}1.xml"]


def test_a_feed_without_an_end_is_left_after_a_limit() -> None:
    pages = {f"{URL}?paged={number}": page(entry(number), head=WORDPRESS) for number in range(2, 600)}
    site = Site({URL: page(entry(1), head=WORDPRESS), **pages})
    reading = feed.read(URL, site)
    assert len(site.asked) == 500
    assert reading.remarks == (f"{URL}: reading ended after 500 pages",)


def test_an_older_page_that_fails_leaves_the_cursor_as_it_was() -> None:
    site = Site({URL: page(entry(4), head=WORDPRESS), f"{URL}?paged=2": Page(status=503)})
    reading = feed.read(URL, site)
    assert len(reading.items) == 1
    assert reading.cursor == ""
    assert "paged=2 answered 503" in reading.remarks[0]


# --- again


def test_a_feed_that_has_not_changed_is_one_question() -> None:
    site = Site({URL: page(entry(1), etag='"a"')})
    cursor = feed.read(URL, site).cursor
    site.asked.clear()
    reading = feed.read(URL, site, cursor)
    assert (reading.items, reading.extent, reading.total, reading.cursor) == ((), Extent.PART, None, cursor)
    assert site.asked == [URL]


def test_what_was_seen_before_ends_a_later_reading() -> None:
    pages = {URL: page(entry(3), head=WORDPRESS), f"{URL}?paged=2": page(entry(2), head=WORDPRESS)}
    cursor = feed.read(URL, Site(pages)).cursor
    site = Site({**pages, URL: page(entry(4), entry(3), head=WORDPRESS)})
    assert [item.title for item in feed.read(URL, site, cursor).items] == ["Release 4", "Release 3"]
    assert site.asked == [URL]


def test_a_gap_since_the_last_reading_is_closed() -> None:
    cursor = feed.read(URL, Site({URL: page(entry(1), head=WORDPRESS)})).cursor
    site = Site(
        {
            URL: page(entry(4), head=WORDPRESS),
            f"{URL}?paged=2": page(entry(3), head=WORDPRESS),
            f"{URL}?paged=3": page(entry(1), head=WORDPRESS),
            f"{URL}?paged=4": page(entry(0), head=WORDPRESS),
        }
    )
    assert [item.title for item in feed.read(URL, site, cursor).items] == ["Release 4", "Release 3", "Release 1"]


def test_an_empty_feed_is_empty_because_it_says_so() -> None:
    reading = feed.read(URL, Site({URL: page()}))
    assert (reading.items, reading.total) == ((), 0)


def test_entries_without_an_address_are_no_empty_feed() -> None:
    with pytest.raises(DiscoverError, match="1 entries, none of which has an address"):
        feed.read(URL, Site({URL: page("<item><title>Kits</title></item>")}))


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (Page(status=404, body=rss(), media_type=RSS_TYPE), "answered 404 with application/rss"),
        (Page(body="<html><title>Just a moment...</title>"), "whether a human is there"),
        (Page(status=503), "answered 503"),
        (Page(body=b"", media_type=""), "an empty answer"),
        (Page(body='{"version": "2.0", "items": []}', media_type="application/json"), "application/json instead"),
    ],
)
def test_what_is_no_feed_is_an_error_that_says_what_came(answer: Page, words: str) -> None:
    with pytest.raises(DiscoverError, match=words) as caught:
        feed.read(URL, Site({URL: answer}))
    assert caught.value.hint


def test_a_site_that_cannot_be_reached_is_nobody_elses_error() -> None:
    with pytest.raises(FetchError, match="no answer"):
        feed.read(URL, Site({}, unreachable=frozenset({URL})))
