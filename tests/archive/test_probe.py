"""A first look at a site, against the sample office's real server and against small sites made of a dict."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta

import pytest

from archive.errors import FetchError
from archive.fetch import Client, Manners
from archive.probe import probe
from archive.proof import Confidence, Proof, Tried, as_json
from archive.release import Kind
from archive.sample import fault, story
from archive.sample.answer import Answer, Asked
from archive.sample.server import Site
from tests.archive.discover import discover_site
from tests.archive.discover.discover_site import HOME, Page

EVERY = len(story.posts(0))


@contextmanager
def looking(*ways: str) -> Iterator[tuple[Site, Client]]:
    now = story.START + timedelta(hours=1)
    manners = Manners(delay=0, retries=0, allow_private_addresses=True)
    with (
        Site(ways=frozenset(ways)) as site,
        Client(manners, now=lambda: now, sleep=lambda _: None, monotonic=time.monotonic) as client,
    ):
        yield site, client


def looked(*ways: str) -> Proof:
    with looking(*ways) as (site, client):
        return probe(f"{site.url}/", client)


def way(proof: Proof, name: str) -> Tried:
    (found,) = [tried for tried in proof.tried if tried.way == name]
    return found


def test_every_way_is_tried_and_the_best_is_used() -> None:
    proof = looked("wordpress", "feed", "listing")
    assert proof.used == way(proof, "wordpress")
    assert [(way(proof, name).listed, way(proof, name).whole) for name in ("wordpress", "listing")] == [
        (EVERY, True)
    ] * 2
    assert way(proof, "feed").listed == 10
    assert (way(proof, "sitemap").url, way(proof, "sitemap").problem) == ("", "not offered")
    assert proof.why == (
        f"it lists {EVERY} releases, dates each, and tells what has changed since; "
        f"of the others, feed 10 releases, listing {EVERY} releases, sitemap none"
    )
    assert (proof.verdict.confidence, proof.verdict.doubts, proof.undone) == (Confidence.HIGH, (), ())
    assert proof.requests <= 15


@pytest.mark.parametrize(("ways", "most"), [(("listing",), 12), (("feed", "listing"), 8), (("feed",), 6)])
def test_a_look_costs_little(ways: tuple[str, ...], most: int) -> None:
    with looking(*ways) as (site, client):
        proof = probe(f"{site.url}/", client)
        assert proof.used is not None
        assert len(site.requests) <= most


def test_a_way_says_from_when_to_when_it_lists() -> None:
    wordpress = looked("wordpress").tried[0]
    posts = sorted(post.published for post in story.posts(0))
    assert (wordpress.first.at, wordpress.last.at) == (posts[0], posts[-1])


@pytest.mark.parametrize("name", ["wordpress", "feed", "listing"])
def test_the_newest_three_are_shown_as_they_would_be_stored(name: str) -> None:
    proof = looked(name)
    newest = sorted(story.posts(0), key=lambda post: post.published, reverse=True)[:3]
    assert proof.used is not None
    assert proof.used.way == name
    assert [sample.title for sample in proof.newest] == [post.title for post in newest]
    assert [sample.published.day for sample in proof.newest] == [post.published.date() for post in newest]
    assert all(sample.published.evidence and sample.begins and sample.words > 100 for sample in proof.newest)
    assert [sample.quotes for sample in proof.newest] == [2, 1, 2]
    assert [one.title for one in proof.newest[2].attachments] == ["Hotspot patrols, summer 2026"]
    assert proof.newest[1].kind is Kind.STATEMENT


def test_a_feed_of_ten_alone_is_a_doubt_and_a_listing_beside_it_settles_that() -> None:
    alone, settled = looked("feed"), looked("feed", "listing")
    assert alone.verdict.confidence is Confidence.MEDIUM
    assert alone.verdict.doubts == ("only 10 are listed: older ones may be out of reach",)
    assert settled.verdict.confidence is Confidence.HIGH
    assert any("older releases are looked for by listing too" in merit for merit in settled.verdict.merits)


def test_pages_that_were_opened_are_told_as_the_part_that_was_looked_at() -> None:
    assert looked("listing").undone == ("only 3 pages of releases were opened; the first run opens the others",)


def test_a_way_that_is_asked_for_is_used_though_a_better_one_is_there() -> None:
    with looking("wordpress", "feed") as (site, client):
        proof = probe(f"{site.url}/", client, ("feed",))
    assert proof.used is not None
    assert proof.used.way == "feed"
    assert proof.why == "it was asked for; it lists 10 releases in a form made for programs, the newest first"
    assert way(proof, "wordpress").listed == EVERY


@pytest.mark.parametrize("answer", [fault.parked, fault.challenge, 403, 404])
def test_a_page_that_is_no_office_has_nothing_to_add_and_says_why(answer: int | fault.Fault) -> None:
    with looking() as (site, client):
        site.faults["/"] = answer
        proof = probe(f"{site.url}/", client)
    assert (proof.used, proof.newest, proof.verdict.confidence) == (None, (), Confidence.LOW)
    assert all(tried.problem for tried in proof.tried)
    assert str(answer) in proof.why if isinstance(answer, int) else proof.why


def test_an_unreachable_site_is_one_sentence() -> None:
    with looking() as (_, client), pytest.raises(FetchError, match=r"127\.0\.0\.1:9/: the connection was refused"):
        probe("http://127.0.0.1:9/", client)


def test_a_way_that_fails_when_it_is_read_is_its_own_problem_and_never_ends_the_look() -> None:
    with looking("wordpress", "feed") as (site, client):
        site.faults["/feed"] = 503
        proof = probe(f"{site.url}/", client)
    assert proof.used == way(proof, "wordpress")
    assert "answered 503" in way(proof, "feed").problem


def test_what_a_run_would_use_and_cannot_be_read_is_not_passed_over_in_silence() -> None:
    with looking("wordpress", "feed") as (site, client):
        site.faults["/wp-json/wp/v2/posts"] = _ids_alone
        proof = probe(f"{site.url}/", client)
    assert (proof.used, way(proof, "feed").listed) == (None, 10)
    assert proof.why.startswith("wordpress would be used, but ")
    assert "answered 500" in proof.why


def test_releases_that_look_alike_have_no_date_or_no_text_make_confidence_low() -> None:
    items = "".join(f'<article><h3><a href="/news/{n}/">News</a></h3><p>Read on</p></article>' for n in range(8))
    pages: dict[str, str | Page] = {
        HOME: f"<title>Shop</title><main>{items}</main>",
        f"{HOME}news/": f"<main>{items}</main>",
    }
    pages |= {f"{HOME}news/{n}/": "<title>News</title><h1>News</h1><main><p>Words.</p></main>" for n in range(8)}
    proof = probe(f"{HOME}news/", discover_site.Site(pages))
    assert proof.used is not None
    assert proof.verdict.confidence is Confidence.LOW
    said = " / ".join(proof.verdict.doubts)
    assert "the site says nothing of police" in said
    assert "same title: News" in said or "could be read as a release" in said


def test_a_long_list_is_not_read_to_its_end_and_says_so() -> None:
    def page(number: int) -> str:
        rows = "".join(
            f'<li><h3><a href="/news/r{number}-{n}/">Commissioner opens station {number}-{n}</a></h3>'
            f"<time datetime='2026-03-0{n + 1}'>0{n + 1} March 2026</time></li>"
            for n in range(5)
        )
        return f'<main><ul>{rows}</ul></main><a rel="next" href="/news/page/{number + 1}/">Older</a>'

    pages: dict[str, str | Page] = {f"{HOME}news/page/{n}/": page(n) for n in range(2, 60)}
    site = discover_site.Site({f"{HOME}news/": page(1), **pages})
    proof = probe(f"{HOME}news/", site)
    assert proof.used is not None
    assert (proof.used.way, proof.used.whole, proof.used.listed) == ("listing", False, 20)
    assert any("not read to its end" in undone for undone in proof.undone)
    assert len(site.asked) == proof.requests <= 40


def test_a_proof_has_a_json_form_with_all_that_was_shown() -> None:
    proof = looked("wordpress", "feed")
    found = as_json(proof)
    assert (found["used"], found["confidence"], found["requests"]) == ("wordpress", "high", proof.requests)
    assert [row["way"] for row in found["ways"]] == ["wordpress", "feed", "listing", "sitemap"]
    assert found["newest"][0]["published"]["evidence"] == "REST date_gmt"
    assert as_json(replace(proof, used=None))["used"] is None


def _ids_alone(asked: Asked) -> Answer:
    """Answer like WordPress where a plugin fails as soon as texts are asked for."""
    if "content" in asked.query["_fields"]:
        return Answer(body=b"<p>There has been a critical error.</p>", status=500)
    headers = (("X-WP-Total", "1"), ("X-WP-TotalPages", "1"))
    return Answer(body=b'[{"id": 1, "link": "/x/"}]', media_type="application/json", headers=headers)
