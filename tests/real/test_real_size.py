"""A real WordPress with two thousand releases, read in few requests; nothing that happens there is overlooked."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from time import monotonic

import pytest

from tests.real import material
from tests.real.newsroom import WELL, Ended, Newsroom
from tests.real.wordpress import WordPress

pytestmark = [pytest.mark.real, pytest.mark.timeout(240)]

OFFICE = "marchshire"
MANY = 2_000
FOUND_BACKDATED = 9_001
FOUND_TODAY = 9_002
TRASHED = 1_234


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """One run, and what it wrote; seconds is how long it took."""

    ended: Ended
    requests: list[str]
    seconds: float
    events: list[tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Days:
    """Two thousand posts; nothing new; one more, dated back by years; one more of today, and one in the trash."""

    newsroom: Newsroom
    first: Day
    quiet: Day
    backdated: Day
    swapped: Day


@pytest.fixture(scope="module")
def days(wordpress: WordPress, tmp_path_factory: pytest.TempPathFactory) -> Days:
    wordpress.reset()
    wordpress.publish(material.many(MANY))
    newsroom = Newsroom(tmp_path_factory.mktemp("size"), office=OFFICE, home=wordpress.url)
    first, quiet = day(newsroom, wordpress), day(newsroom, wordpress)
    wordpress.publish([material.one(FOUND_BACKDATED, datetime(2013, 5, 6, 9, tzinfo=UTC))])
    backdated = day(newsroom, wordpress)
    wordpress.trash(f"patrol-number-{TRASHED}")
    wordpress.publish([material.one(FOUND_TODAY, datetime.now(UTC) - timedelta(minutes=1))])
    return Days(newsroom=newsroom, first=first, quiet=quiet, backdated=backdated, swapped=day(newsroom, wordpress))


def day(newsroom: Newsroom, wordpress: WordPress) -> Day:
    began = monotonic()
    with wordpress.watched() as requests:
        ended = newsroom.run("run")
    return Day(ended=ended, requests=requests, seconds=monotonic() - began, events=newsroom.happened())


def test_two_thousand_releases_are_read_in_thirty_requests(days: Days) -> None:
    assert days.first.ended == WELL
    assert len(days.first.events) == MANY
    assert {kind for kind, _ in days.first.events} == {"published"}
    assert len(days.first.requests) <= 30
    assert len(set(days.first.requests)) >= MANY // 100


def test_a_quiet_run_asks_at_most_three_questions(days: Days) -> None:
    assert (days.quiet.ended, days.quiet.events) == (WELL, [])
    assert len(days.quiet.requests) <= 3


def test_a_release_that_is_dated_back_by_years_is_found_in_the_next_run(days: Days) -> None:
    assert days.backdated.ended == WELL
    assert days.backdated.events == [("published", f"patrol-number-{FOUND_BACKDATED}")]


def test_a_release_that_goes_while_another_comes_is_missing_although_the_total_is_the_same(days: Days) -> None:
    assert days.swapped.ended == WELL
    assert sorted(days.swapped.events) == [
        ("missing", f"patrol-number-{TRASHED}"),
        ("published", f"patrol-number-{FOUND_TODAY}"),
    ]


def test_the_requests_that_are_counted_are_those_that_the_site_was_asked(days: Days) -> None:
    counted = [row["requests"] for row in days.newsroom.rows("SELECT requests FROM runs ORDER BY id")]
    asked = [len(each.requests) for each in (days.first, days.quiet, days.backdated, days.swapped)]
    assert counted == asked


def test_no_run_takes_longer_than_an_operator_would_wait(days: Days) -> None:
    assert days.first.seconds < 60
    assert days.quiet.seconds < 15
