"""A template that comes page by page, and the edits of an office, told apart."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from archive import boilerplate
from archive.boilerplate import Turnover
from archive.change import EventKind
from archive.release import LONDON
from archive.store import holdings
from tests.archive.store.archives import archive_in
from tests.archive.web import Hosted, Placed, Web

BANNER = "<p>Sign up to our alerts, and never miss what we do in the county.</p><p>3 minutes to read</p>"
ADDED = "<p>Correction: the patrols begin in June, not in May.</p>"
HOST = "www.ravenshire.example"


def post(number: int) -> Placed:
    """Return a post that is older the higher its number, so that each is asked at another time."""
    published = datetime(2026, 5, 20, 10, tzinfo=LONDON) - timedelta(days=60 * number)
    said = " ".join(f"harbour{number} bridge{number} towpath{step}" for step in range(30))
    body = f"<p>The Commissioner spoke about {said}.</p><p>The work on pier {number} goes on.</p>"
    title = f"Work on pier {number} of the harbour begins"
    return Placed(id=number, slug=f"pier-{number}", title=title, published=published, modified=published, body=body)


POSTS = tuple(post(number) for number in range(1, 10))


@pytest.fixture
def web(tmp_path: Path) -> Iterator[Web]:
    """Return an archive that has read the site for a while, so that its pages come up one by one."""
    with archive_in(tmp_path) as archive:
        read = Web(archive)
        read.hosts[HOST] = Hosted(posts=POSTS)
        for _ in range(6):
            read.run(9)
        yield read


def revised(web: Web) -> int:
    return sum(each.event.kind is EventKind.REVISED for each in holdings.happenings(web.archive.db, limit=1000))


@pytest.mark.parametrize(("before", "after"), [("", BANNER), (BANNER, ""), (BANNER, ADDED)])
def test_a_template_that_is_seen_a_few_pages_a_day_is_no_edit(web: Web, before: str, after: str) -> None:
    for extra in (before, after):
        web.hosts[HOST] = Hosted(posts=POSTS, extra=extra)
        for _ in range(12):
            web.run(3)
    assert revised(web) == 0
    shown = {each.release.text.count("Sign up") for each in holdings.every(web.archive.db)}
    assert shown == {after.count("Sign up")}, "the archive follows the page all the same"


def test_the_same_sentence_that_an_office_adds_to_three_releases_is_three_edits(web: Web) -> None:
    edited = tuple(replace(each, body=each.body + ADDED) if each.id in (2, 3, 5) else each for each in POSTS)
    web.hosts[HOST] = Hosted(posts=edited)
    for _ in range(12):
        web.run(3)
    assert revised(web) == 3


def test_an_edit_that_comes_with_a_new_template_is_an_edit(web: Web) -> None:
    edited = tuple(replace(each, body=each.body + ADDED) if each.id == 2 else each for each in POSTS)
    web.hosts[HOST] = Hosted(posts=edited, extra=BANNER)
    for _ in range(12):
        web.run(3)
    assert revised(web) == 1


def test_an_edit_costs_two_pages_more_at_the_most(web: Web) -> None:
    edited = tuple(replace(each, body=each.body + ADDED) if each.id == 1 else each for each in POSTS)
    quiet = len(web.asked)
    web.hosts[HOST] = Hosted(posts=edited)
    for _ in range(4):
        web.run(1)
        assert len(web.asked) <= max(quiet, 7) + 2


def test_without_another_page_to_look_at_a_change_is_the_offices() -> None:
    turned = boilerplate.turnover("One.\n\nTwo.", "One.\n\nThree.")
    assert turned == Turnover(came=frozenset({"three."}), went=frozenset({"two."}))
    assert not boilerplate.template([turned], {}, ["Two."])


def test_what_nobody_else_had_was_not_the_templates_to_lose() -> None:
    turned = boilerplate.turnover("One.\n\nTwo.", "One.")
    assert turned.without(boilerplate.template([turned], {2: "Other."}, ["Other."]))
    assert not turned.without(boilerplate.template([turned], {2: "Other."}, ["Other.\n\nTwo."]))


def test_a_block_in_which_only_a_number_changed_is_an_edit_unless_every_page_has_it() -> None:
    turned = boilerplate.turnover("Crime fell by 34 per cent.", "Crime fell by 31 per cent.")
    assert turned
    assert turned.without(boilerplate.template([turned], {2: "Other."}, []))
