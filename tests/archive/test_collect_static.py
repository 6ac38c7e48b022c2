"""A plain static site: one news page with eight links to releases of past years, read every hour or so."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from archive.change import EventKind
from archive.sample import page, story
from archive.sample.post import Post
from archive.store import holdings
from tests.archive.newsroom import Newsroom, newsroom

OLD = tuple(replace(post, published=post.published.replace(year=2019)) for post in story.posts(0)[:8])
TAKEN_DOWN = OLD[3]
HOUR = 1 / 24


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Newsroom]:
    """Return a newsroom that has read the site once, and an hour later."""
    with newsroom(tmp_path, frozenset({"listing"})) as room:
        room.site.tells = lambda _day: OLD
        assert room.run(0).count(EventKind.PUBLISHED) == len(OLD)
        room.run(HOUR)
        yield room


def without(post: Post) -> tuple[Post, ...]:
    return tuple(each for each in OLD if each is not post)


def asked(room: Newsroom, post: Post) -> int:
    return sum(path == post.path for path, _ in room.site.requests)


@pytest.mark.parametrize("post", [OLD[0], TAKEN_DOWN, OLD[-1]], ids=["the first", "in the midst", "the last"])
@pytest.mark.parametrize("day", [2 * HOUR, 7.5], ids=["between two sweeps", "in a sweep"])
def test_what_the_list_drops_is_missing_in_that_run_and_removed_two_days_later(
    room: Newsroom, post: Post, day: float
) -> None:
    room.run(day - HOUR)
    room.site.tells = lambda _day: without(post)
    assert room.run(day).count(EventKind.MISSING) == 1
    assert asked(room, post) == 1
    room.run(day + HOUR)
    assert asked(room, post) == 1, "one that is missing is asked for in every run"
    assert room.run(day + 1).count(EventKind.REMOVED) == 0
    assert room.run(day + 2).count(EventKind.REMOVED) == 1


def test_a_page_that_the_list_drops_and_that_stays_up_is_asked_for_once(room: Newsroom) -> None:
    whole = room.site.view
    room.site.tells = lambda _day: without(TAKEN_DOWN)
    room.site.faults[TAKEN_DOWN.path] = lambda asked: page.answer(whole, asked) or page.not_found(whole)
    for hours in (2, 3, 4):
        assert room.run(hours * HOUR).summary() == "1 office: nothing new"
        assert asked(room, TAKEN_DOWN) == (hours == 2)
    assert {each.status for each in holdings.every(room.archive.db)} == {"live"}


def test_what_a_new_release_pushes_off_the_page_is_not_asked_for(room: Newsroom) -> None:
    new = story.posts(0)[8]
    room.site.tells = lambda _day: (new, *OLD[:-1])
    assert room.run(2 * HOUR).count(EventKind.PUBLISHED) == 1
    assert asked(room, OLD[-1]) == 0


def test_an_edit_of_an_old_release_is_seen_a_day_later_while_it_is_new_to_us(room: Newsroom) -> None:
    body = f"{TAKEN_DOWN.body}\n<p>The meeting has been moved to Friday.</p>"
    edited = replace(TAKEN_DOWN, title=f"{TAKEN_DOWN.title}, and moved", body=body)
    room.site.tells = lambda _day: tuple(edited if each is TAKEN_DOWN else each for each in OLD)
    assert room.run(1 + HOUR).count(EventKind.REVISED) == 1
    told = holdings.happenings(room.archive.db, limit=1)[0].event.evidence
    assert told == "the office changed the headline and the text"
    room.run(1 + 2 * HOUR)
    assert len(room.site.requests) <= 3
