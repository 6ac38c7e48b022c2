"""The sample site answers as real sites do."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from html import unescape

import feedparser
import pytest
import requests

from archive.release import LONDON
from archive.sample import fault, paper, picture, story
from archive.sample.server import Site

POSTS = "/wp-json/wp/v2/posts"


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as running:
        yield running


def get(site: Site, path: str, **headers: str) -> requests.Response:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    with requests.Session() as session:
        return session.get(f"{site.url}{path}", headers=named, timeout=5, allow_redirects=False)


def ids(site: Site, query: str = "") -> list[int]:
    return [post["id"] for post in get(site, f"{POSTS}?per_page=100{query}").json()]


def test_the_home_page_says_where_the_rest_interface_and_the_feed_are(site: Site) -> None:
    home = get(site, "/")
    assert home.headers["Link"] == f'<{site.url}/wp-json/>; rel="https://api.w.org/"'
    assert f'rel="https://api.w.org/" href="{site.url}/wp-json/"' in home.text
    assert f'href="{site.url}/feed/"' in home.text
    assert f'href="{site.url}/news/"' in home.text


@pytest.mark.parametrize(
    ("ways", "statuses"),
    [
        ({"wordpress"}, (200, 404, 404)),
        ({"feed"}, (404, 200, 404)),
        ({"listing"}, (404, 404, 200)),
        ({"wordpress", "feed", "listing"}, (200, 200, 200)),
    ],
)
def test_the_site_publishes_in_the_chosen_ways_only(ways: set[str], statuses: tuple[int, ...]) -> None:
    with Site(ways=frozenset(ways)) as site:
        assert tuple(get(site, path).status_code for path in (POSTS, "/feed/", "/news/")) == statuses
        home = get(site, "/")
        assert ("Link" in home.headers) == ("wordpress" in ways)
        assert ("application/rss+xml" in home.text) == ("feed" in ways)
        assert ("Latest news" in home.text) == ("listing" in ways)


def test_the_types_of_the_rest_interface_name_their_collections(site: Site) -> None:
    types = get(site, "/wp-json/wp/v2/types").json()
    assert types["post"]["rest_base"] == "posts"
    for kind in types.values():
        assert get(site, f"/wp-json/wp/v2/{kind['rest_base']}").status_code == 200


def test_pages_of_the_rest_interface_add_up_to_its_totals(site: Site) -> None:
    first = get(site, f"{POSTS}?per_page=10&orderby=id&order=asc")
    total, pages = (int(first.headers[name]) for name in ("X-WP-Total", "X-WP-TotalPages"))
    assert (total, pages) == (36, 4)
    seen = [
        post["id"]
        for number in range(1, pages + 1)
        for post in get(site, f"{POSTS}?per_page=10&orderby=id&order=asc&page={number}").json()
    ]
    assert seen == sorted({post.id for post in story.posts(0)})


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("per_page=101", "rest_invalid_param"),
        ("per_page=0", "rest_invalid_param"),
        ("page=x", "rest_invalid_param"),
        ("orderby=luck", "rest_invalid_param"),
        ("order=up", "rest_invalid_param"),
        ("modified_after=soon", "rest_invalid_param"),
        ("page=5", "rest_post_invalid_page_number"),
    ],
)
def test_a_wrong_question_is_answered_400_with_the_code_of_wordpress(site: Site, query: str, code: str) -> None:
    answer = get(site, f"{POSTS}?{query}")
    assert (answer.status_code, answer.json()["code"]) == (400, code)


def test_only_the_fields_that_were_asked_for_are_given(site: Site) -> None:
    (post,) = get(site, f"{POSTS}?per_page=1&_fields=id,title,unheard_of").json()
    assert set(post) == {"id", "title"}


def test_modified_after_gives_what_changed_and_an_empty_list_when_nothing_did(site: Site) -> None:
    since = story.START.isoformat().replace("+", "%2B")
    nothing = get(site, f"{POSTS}?modified_after={since}")
    assert (nothing.status_code, nothing.json(), nothing.headers["X-WP-Total"]) == (200, [], "0")
    site.day = 1
    assert len(ids(site, f"&modified_after={since}")) == 3
    assert ids(site, "&modified_after=2026-09-28T09:00:00") == ids(site, f"&modified_after={since}")


def test_a_post_is_as_wordpress_gives_it(site: Site) -> None:
    site.day = 1
    newest = get(site, f"{POSTS}?per_page=1").json()[0]
    assert newest["title"]["rendered"].endswith("on stop &#038; search")
    assert newest["date"] == "2026-09-29T07:30:00"
    assert newest["date_gmt"] == newest["modified_gmt"] == "2026-09-29T06:30:00"
    assert newest["guid"]["rendered"] == f"{site.url}/?p={newest['id']}"
    assert newest["excerpt"]["rendered"].startswith("<p>Twelve young people")
    assert "<p>For one evening in October" in newest["content"]["rendered"]
    assert get(site, f"{POSTS}/{newest['id']}").json() == newest
    assert get(site, newest["link"].removeprefix(site.url)).status_code == 200


def test_an_excerpt_that_nobody_wrote_is_cut_after_its_55th_word(site: Site) -> None:
    posts = {post["id"]: post for post in get(site, f"{POSTS}?per_page=100").json()}
    cut = unescape(posts[2798]["excerpt"]["rendered"]).removeprefix("<p>").removesuffix("</p>\n")
    assert cut.endswith(" […]")
    assert len(cut.split()) == 56


def test_the_feed_pages_on_to_the_oldest_release_and_ends_with_404_and_rss(site: Site) -> None:
    found = []
    for number in range(1, 5):
        feed = feedparser.parse(get(site, f"/feed/?paged={number}").content)
        assert not feed.bozo
        found += [(entry.title, entry.link) for entry in feed.entries]
        assert all(entry.content[0].value for entry in feed.entries)
    assert found == [(post.title, f"{site.url}{post.path}") for post in story.posts(0)]
    past = get(site, "/feed/?paged=5")
    assert past.status_code == 404
    assert past.headers["Content-Type"].startswith("application/rss+xml")
    assert feedparser.parse(past.content).version == "rss20"


def test_the_feed_has_dates_and_guids(site: Site) -> None:
    entry = feedparser.parse(get(site, "/feed/").content).entries[0]
    newest = story.posts(0)[0]
    assert entry.id == f"{site.url}/?p={newest.id}"
    assert entry.published == "Mon, 21 Sep 2026 10:15:00 +0000"


def test_the_news_leads_by_next_links_to_every_release(site: Site) -> None:
    path, seen = "/news/", ""
    while path:
        text = get(site, path).text
        seen += text
        after = text.partition('rel="next" href="')[2].partition('"')[0]
        path = after.removeprefix(site.url)
    assert all(f'href="{site.url}{post.path}"' in seen for post in story.posts(0))
    assert get(site, "/news/page/5/").status_code == get(site, "/news/page/0/").status_code == 404


def test_the_page_of_a_release_claims_its_day(site: Site) -> None:
    page = get(site, "/news/police-and-crime-plan-published/").text
    assert '<p class="date">Published 14 March 2025</p>' in page
    assert "<h1>Police and Crime Plan published in English and Welsh</h1>" in page
    assert "Related news" in page


def test_the_welsh_page_is_in_welsh_and_each_of_the_pair_names_the_other(site: Site) -> None:
    english, welsh = "/news/police-and-crime-plan-published/", "/cy/newyddion/cyhoeddi-cynllun-heddlu-a-throseddu/"
    page = get(site, welsh).text
    assert '<html lang="cy">' in page
    assert "Cyhoeddwyd 14 Mawrth 2025" in page
    assert f'hreflang="en" href="{site.url}{english}"' in page
    assert f'hreflang="cy" href="{site.url}{welsh}"' in get(site, english).text


@pytest.mark.parametrize("path", ["/", "/news/", "/feed/", "/news/statement-on-101-waiting-times/"])
def test_what_did_not_change_is_answered_304_until_it_does(site: Site, path: str) -> None:
    first = get(site, path)
    etag, stamp = first.headers["ETag"], first.headers["Last-Modified"]
    for unchanged in (get(site, path, If_None_Match=etag), get(site, path, If_Modified_Since=stamp)):
        assert (unchanged.status_code, unchanged.content) == (304, b"")
        assert unchanged.headers["ETag"] == etag
    site.day = 1
    assert get(site, path, If_None_Match=etag, If_Modified_Since=stamp).status_code == 200
    assert get(site, path, If_Modified_Since="yesterday").status_code == 200


def test_what_was_taken_down_is_not_found_from_then_on(site: Site) -> None:
    path = f"/news/{story.TAKEN_DOWN}/"
    assert get(site, path).status_code == 200
    for day in (1, 2, 3, 4):
        site.day = day
        gone = get(site, path)
        assert gone.status_code == 404
        assert "Page not found" in gone.text
        assert "ETag" not in gone.headers
        assert get(site, f"{POSTS}/2806").json()["code"] == "rest_post_invalid_id"


def test_old_forms_of_an_address_lead_to_the_new(site: Site) -> None:
    target = f"{site.url}/news/statement-on-101-waiting-times/"
    for path in ("/?p=2798", "/news/statement-on-101-waiting-times"):
        moved = get(site, path)
        assert (moved.status_code, moved.headers["Location"]) == (301, target)
    assert get(site, "/?p=1").status_code == 404


def test_every_file_of_every_release_is_served_as_what_it_is(site: Site) -> None:
    for post in story.posts(0):
        for one in post.papers:
            answer = get(site, f"/files/{one.name}")
            assert answer.content == paper.content(one)
            assert answer.headers["Content-Type"] == paper.MEDIA_TYPES[paper.suffix(one.name)]
        if post.picture:
            answer = get(site, f"/files/{post.picture.name}")
            assert answer.headers["Content-Type"] == picture.MEDIA_TYPE
            assert answer.content.startswith(b"\x89PNG")
    assert get(site, "/files/unheard-of.pdf").status_code == 404


def test_every_page_that_the_site_links_to_is_there(site: Site) -> None:
    home = get(site, "/").text
    links = {link.partition('"')[0] for link in home.split(f'href="{site.url}')[1:]}
    assert {"/contact/", "/your-commissioner/", "/news/"} <= links
    assert [get(site, link).status_code for link in sorted(links)] == [200] * len(links)


def test_the_clock_of_the_site_is_its_own(site: Site) -> None:
    site.day = 2
    assert get(site, "/").headers["Date"] == "Wed, 30 Sep 2026 08:00:00 GMT"
    assert story.START + timedelta(days=2) == datetime(2026, 9, 30, 9, tzinfo=LONDON)


def test_a_head_request_gets_the_headers_alone(site: Site) -> None:
    with requests.Session() as session:
        answer = session.head(f"{site.url}/robots.txt", timeout=5)
    assert (answer.status_code, answer.content) == (200, b"")
    assert int(answer.headers["Content-Length"]) > 0


def test_every_request_is_logged_with_its_status(site: Site) -> None:
    get(site, "/robots.txt")
    get(site, "/feed/?paged=9")
    assert site.requests == [("/robots.txt", 200), ("/feed/?paged=9", 404)]


def test_a_fault_answers_for_the_paths_below_it_and_can_be_mended(site: Site) -> None:
    site.faults["/news/"] = 503
    assert get(site, "/news/page/2/").status_code == 503
    assert get(site, "/feed/").status_code == 200
    site.faults.clear()
    assert get(site, "/news/page/2/").status_code == 200


def test_an_anti_bot_page_and_a_parked_domain_answer_200_to_everything(site: Site) -> None:
    site.faults["/"] = fault.challenge
    assert "Just a moment" in get(site, POSTS).text
    site.faults["/"] = fault.parked
    assert get(site, "/").content == get(site, "/news/page/2/").content
    assert get(site, "/feed/").headers["Content-Type"].startswith("text/html")


def test_the_office_has_this_site_as_its_source(site: Site) -> None:
    assert site.office.id == "marchshire"
    assert [source.url for source in site.office.sources] == [f"{site.url}/"]
