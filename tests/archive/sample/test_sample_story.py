"""What happens at the sample office, and what does not."""

from datetime import timedelta

import pytest

from archive.sample import story
from archive.sample.post import Post

LATER = (1, 2, 3, 4)


def by_id(day: int) -> dict[int, Post]:
    return {post.id: post for post in story.posts(day)}


@pytest.mark.parametrize("day", LATER)
def test_one_release_is_new_and_one_is_gone(day: int) -> None:
    before, after = by_id(0), by_id(day)
    (new,) = after.keys() - before.keys()
    (gone,) = before.keys() - after.keys()
    assert story.START < after[new].published < story.START + timedelta(days=1)
    assert before[gone].slug == story.TAKEN_DOWN


@pytest.mark.parametrize("day", LATER)
def test_one_release_is_edited_and_one_is_redated_and_the_others_stay(day: int) -> None:
    before, after = by_id(0), by_id(day)
    differing = {after[id_].slug for id_ in before.keys() & after.keys() if before[id_] != after[id_]}
    assert differing == {story.EDITED, story.REDATED}


def test_the_edit_corrects_figures_and_adds_a_sentence_and_keeps_the_date() -> None:
    before, after = (next(p for p in story.posts(day) if p.slug == story.EDITED) for day in (0, 1))
    assert "34 per cent" in before.body
    assert "34 per cent" not in after.body
    assert "31 per cent this summer, from 1,482 to 1,023," in after.body
    assert "left out incidents that were reported online" in after.body
    assert after.published == before.published
    assert before.modified < story.START < after.modified


def test_the_redating_moves_the_date_and_keeps_the_words() -> None:
    before, after = (next(p for p in story.posts(day) if p.slug == story.REDATED) for day in (0, 1))
    assert after.published < before.published
    assert (after.title, after.body) == (before.title, before.body)
    assert before.modified < story.START < after.modified


def test_nothing_more_happens_after_the_first_day() -> None:
    assert story.posts(1) == story.posts(2) == story.posts(4)
    assert story.changed(1) == story.changed(4)


def test_the_site_shows_the_newest_first_and_nothing_from_the_future() -> None:
    for day in (0, *LATER):
        times = [post.published for post in story.posts(day)]
        assert times == sorted(times, reverse=True)
        assert max(times) <= story.changed(day) <= story.START + timedelta(days=day)


def test_the_story_is_told_in_a_line_for_each_thing_that_happens() -> None:
    assert story.describe(0) == ("the site shows 36 releases, the oldest of 3 October 2024",)
    assert [line.split(" ")[0].rstrip(":") for line in story.describe(1)] == ["new", "edited", "redated", "taken"]
    assert story.describe(2) == story.describe(4) == ()
