"""When pages are asked again."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from archive import schedule
from archive.release import Claim, Status
from tests.archive.releases import NOW, known, seen_again

FIRST = NOW - timedelta(days=4)


@pytest.mark.parametrize(
    ("age_days", "asked_days", "due"),
    [
        (3, 0.9, False),
        (3, 1, True),
        (100, 4, False),
        (100, 5, True),
        (3000, 29, False),
        (3000, 30, True),
    ],
)
def test_old_pages_are_asked_less_often(age_days: int, asked_days: float, *, due: bool) -> None:
    published = Claim(value=(NOW - timedelta(days=age_days)).isoformat(timespec="seconds"))
    page = known(seen_again(published=published), asked=NOW - timedelta(days=asked_days))
    assert schedule.due(page, NOW) is due


@pytest.mark.parametrize(
    ("asked_hours", "modified", "due"),
    [
        (2, NOW - timedelta(hours=1), True),
        (2, NOW - timedelta(hours=3), False),
        (2, NOW + timedelta(hours=1), False),  # a clock that is wrong
        (2, NOW.date(), True),
        (2, NOW.date() - timedelta(days=1), False),
        (30, NOW.date() - timedelta(days=1), True),
    ],
)
def test_a_page_that_is_said_to_have_changed_since_is_asked_at_once(
    asked_hours: int, modified: date, *, due: bool
) -> None:
    page = known(asked=NOW - timedelta(hours=asked_hours))
    assert schedule.due(page, NOW, Claim(value=modified.isoformat())) is due


@pytest.mark.parametrize(("seen_days", "asked_days", "asked"), [(3, 1, True), (3, 0.5, False), (100, 4, False)])
def test_an_old_page_that_is_new_to_us_is_asked_as_if_it_were_new(
    seen_days: float, asked_days: float, *, asked: bool
) -> None:
    old = seen_again(published=Claim(value="2015-06-01"))
    page = known(old, first_seen=NOW - timedelta(days=seen_days), asked=NOW - timedelta(days=asked_days))
    assert not schedule.due(page, NOW)
    assert (page.id in schedule.newcomers([page], NOW)) is asked


def test_of_many_pages_that_are_new_to_us_a_hundred_are_asked_in_a_day_those_that_waited_longest_first() -> None:
    pages = [known(id=row, asked=NOW - timedelta(hours=30 + row)) for row in range(300)]
    first = schedule.newcomers(pages, NOW)
    assert first == set(range(200, 300))
    after = [replace(page, asked=NOW) if page.id in first else page for page in pages]
    assert schedule.newcomers(after, NOW + timedelta(hours=1)) == set()
    assert schedule.newcomers(after, NOW + timedelta(days=1)) == set(range(100, 200))


@pytest.mark.parametrize(
    ("asked", "checked", "at_once"),
    [
        (None, FIRST, True),
        (FIRST, None, True),
        (FIRST, FIRST, True),  # in the run that read the list
        (NOW, FIRST, False),  # since, while what that run saw was doubted
    ],
)
def test_what_a_list_has_dropped_is_asked_for_once(
    asked: datetime | None, checked: datetime | None, *, at_once: bool
) -> None:
    assert schedule.unnamed(known(asked=asked), checked) is at_once
    assert not schedule.unnamed(known(asked=asked, status=Status.MISSING), checked), "it is asked in every run anyway"


def test_a_missing_page_is_asked_in_every_run() -> None:
    assert schedule.due(known(status=Status.MISSING, asked=NOW - timedelta(minutes=5)), NOW)


@pytest.mark.parametrize(
    ("asked", "seen", "at_once"),
    [
        (None, 0, True),
        (FIRST, 0, True),  # its page was read when it was found
        (NOW - timedelta(days=1), 0, False),
        (NOW - timedelta(days=2), 1, True),  # listed once more since
    ],
)
def test_what_has_left_a_whole_listing_is_asked_for_once(asked: datetime | None, seen: int, *, at_once: bool) -> None:
    last_seen = NOW - timedelta(days=seen) if seen else asked or FIRST
    assert schedule.unlisted(known(asked=asked, first_seen=FIRST, last_seen=last_seen)) is at_once


def test_a_source_is_read_in_full_once_a_week() -> None:
    assert schedule.sweep_due(None, NOW)
    assert schedule.sweep_due(NOW - timedelta(days=7), NOW)
    assert not schedule.sweep_due(NOW - timedelta(days=6), NOW)


def test_a_reading_in_full_that_could_not_be_believed_is_repeated_daily_and_not_in_every_run() -> None:
    assert schedule.sweep_due(NOW - timedelta(days=1), NOW, doubted=True)
    assert not schedule.sweep_due(NOW - timedelta(hours=2), NOW, doubted=True)
