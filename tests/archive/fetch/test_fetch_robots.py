"""What robots.txt forbids is not asked."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.errors import FetchError, RefusedError
from archive.fetch.robots import Rules
from archive.response import RobotsFile
from tests.archive.fetch.faults import START, Clock, Step, answer, client, cut, redirect, serving

ROBOTS = b"""User-agent: *
Disallow: /

User-agent: Copperplate
Disallow: /private/
Allow: /private/but-this
Crawl-delay: 7

Sitemap: https://x.example/sitemap.xml
Sitemap: /news-sitemap.xml
Sitemap: https://x.example/sitemap.xml
"""
PAGES: dict[str, list[Step]] = {path: [answer(b"hello")] for path in ("/", "/private/", "/private/but-this")}


def test_what_robots_txt_forbids_to_us_is_refused() -> None:
    with serving(PAGES | {"/robots.txt": [answer(ROBOTS)]}) as server, client() as fetch:
        with pytest.raises(RefusedError) as refused:
            fetch(server.url("/private/"))
        assert str(refused.value) == (
            f"{server.url('/private/')}: refused, because the robots.txt of 127.0.0.1 forbids it to Copperplate"
        )
        assert fetch(server.url()).ok
        assert fetch(server.url("/private/but-this")).ok
        assert server.paths == ["/", "/private/but-this"]


def test_an_operator_with_an_agreement_may_set_robots_txt_aside() -> None:
    clock = Clock()
    script = PAGES | {"/robots.txt": [answer(ROBOTS)]}
    with serving(script) as server, client(clock, obey_robots=False) as fetch:
        assert fetch(server.url("/private/")).ok
        assert fetch.sitemaps(server.url())
        assert fetch(server.url("/private/")).ok
    assert clock.sleeps == [1.0, 1.0]


def test_robots_txt_is_asked_once_a_run_also_by_several_threads() -> None:
    with serving(PAGES | {"/robots.txt": [answer(ROBOTS)]}) as server, client() as fetch:
        with ThreadPoolExecutor(4) as pool:
            list(pool.map(fetch, [server.url()] * 8))
        assert [asked.path for asked in server.asked] == ["/robots.txt"] + ["/"] * 8


def test_where_a_redirect_leads_robots_txt_is_obeyed_too() -> None:
    script = PAGES | {"/robots.txt": [answer(ROBOTS)], "/moved": [redirect("/private/")]}
    with serving(script) as server, client() as fetch:
        with pytest.raises(RefusedError) as refused:
            fetch(server.url("/moved"))
        assert str(refused.value).startswith(f"{server.url('/moved')} redirects to {server.url('/private/')}: refused")
        assert server.paths == ["/moved"]


@pytest.mark.parametrize("status", ["404 Not Found", "401 Unauthorized", "403 Forbidden", "410 Gone"])
def test_a_site_without_robots_txt_forbids_nothing(status: str) -> None:
    with serving(PAGES | {"/robots.txt": [answer(ROBOTS, status=status)]}) as server, client() as fetch:
        assert fetch(server.url("/private/")).ok


@pytest.mark.parametrize("target", ["/robots.txt", "http://169.254.169.254/robots.txt"])
def test_a_robots_txt_that_leads_to_where_we_do_not_go_forbids_nothing(target: str) -> None:
    with serving(PAGES | {"/robots.txt": [redirect(target)]}) as server, client() as fetch:
        assert fetch(server.url("/private/")).ok
        assert fetch.robots == {}


def test_a_robots_txt_that_has_moved_is_followed() -> None:
    script = PAGES | {"/robots.txt": [redirect("/r")], "/r": [answer(ROBOTS)]}
    with serving(script) as server, client() as fetch, pytest.raises(RefusedError, match=r"the robots\.txt of"):
        fetch(server.url("/private/"))


UNREAD = "not asked, because its robots.txt cannot be read:"


@pytest.mark.parametrize(
    ("step", "words"),
    [
        (answer(status="503 Service Unavailable"), f"{UNREAD} {{}}/robots.txt answered 503"),
        (answer(status="429 Too Many Requests"), f"{UNREAD} {{}}/robots.txt answered 429"),
        (cut(b""), "the connection was closed before an answer came"),
    ],
)
def test_nothing_is_asked_of_a_site_whose_robots_txt_is_out_of_reach(step: Step, words: str) -> None:
    with serving(PAGES | {"/robots.txt": [step]}) as server, client(retries=1) as fetch:
        for _ in range(2):
            with pytest.raises(FetchError) as failure:
                fetch(server.url())
            assert not isinstance(failure.value, RefusedError)
            assert str(failure.value) == f"{server.url()}: {words.format(server.url(''))}"
        assert [asked.path for asked in server.asked] == ["/robots.txt"] * 2


@pytest.mark.parametrize(("asked", "kept"), [("7", 7.0), ("0.1", 1.0), ("86400", 30.0), ("soon", 1.0)])
def test_a_crawl_delay_is_kept_within_bounds(asked: str, kept: float) -> None:
    clock = Clock()
    robots = answer(f"User-agent: *\nCrawl-delay: {asked}\n".encode())
    with serving(PAGES | {"/robots.txt": [robots]}) as server, client(clock) as fetch:
        fetch(server.url())
        fetch(server.url())
    assert clock.sleeps == [kept, kept]


def test_the_sitemaps_that_robots_txt_names_are_told_in_order() -> None:
    with serving({"/robots.txt": [answer(ROBOTS)]}) as server, client() as fetch:
        assert fetch.sitemaps(server.url("/news/")) == (
            "https://x.example/sitemap.xml",
            server.url("/news-sitemap.xml"),
        )


def test_a_robots_txt_of_less_than_a_day_ago_is_not_asked_for_again() -> None:
    with serving(PAGES) as server, client() as fetch:
        fetch.robots[server.url("")] = RobotsFile(text=ROBOTS.decode(), fetched_at=START - timedelta(hours=23))
        with pytest.raises(RefusedError):
            fetch(server.url("/private/"))
        assert fetch(server.url()).ok
        assert [asked.path for asked in server.asked] == ["/"]


def test_a_robots_txt_of_a_day_ago_is_asked_for_again_and_kept() -> None:
    with serving(PAGES | {"/robots.txt": [answer(b"")]}) as server, client() as fetch:
        fetch.robots[server.url("")] = RobotsFile(text=ROBOTS.decode(), fetched_at=START - timedelta(hours=24))
        assert fetch(server.url("/private/")).ok
        assert fetch.robots[server.url("")] == RobotsFile(text="", fetched_at=START)


def test_an_old_robots_txt_holds_while_a_new_one_cannot_be_had() -> None:
    with serving(PAGES | {"/robots.txt": [answer(status="500 Oops")]}) as server, client() as fetch:
        fetch.robots[server.url("")] = RobotsFile(text=ROBOTS.decode(), fetched_at=START - timedelta(days=9))
        assert fetch(server.url()).ok
        with pytest.raises(RefusedError):
            fetch(server.url("/private/"))


def test_a_byte_order_mark_hides_no_rule() -> None:
    robots = answer(b"\xef\xbb\xbfUser-agent: *\nDisallow: /")
    with serving(PAGES | {"/robots.txt": [robots]}) as server, client() as fetch, pytest.raises(RefusedError):
        fetch(server.url())


@pytest.mark.parametrize(("padding", "read"), [(499, True), (501, False)])
def test_of_a_monstrous_robots_txt_the_first_500_kibibytes_are_read(padding: int, read: bool) -> None:  # noqa: FBT001
    robots = answer(b"#" * padding * 1024 + b"\nUser-agent: *\nDisallow: /")
    refused = pytest.raises(RefusedError) if read else nullcontext()
    with serving(PAGES | {"/robots.txt": [robots]}) as server, client() as fetch, refused:
        fetch(server.url())


@given(st.text())
def test_no_text_of_a_robots_txt_is_an_error(text: str) -> None:
    rules = Rules("https://x.example/robots.txt", f"User-agent: *\n{text}\nSitemap: {text}\nCrawl-delay: {text}")
    assert rules.allow("https://x.example/robots.txt")
    assert rules.delay >= 0
    assert all(rules.sitemaps)


@pytest.mark.parametrize("body", [b"<!doctype html><title>Welcome", b"\xff\xfe\x00nonsense", b"", b"Disallow: /"])
def test_a_robots_txt_that_says_nothing_forbids_nothing(body: bytes) -> None:
    with serving(PAGES | {"/robots.txt": [answer(body)]}) as server, client() as fetch:
        assert fetch(server.url()).ok
