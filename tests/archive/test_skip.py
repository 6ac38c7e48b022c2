"""What is passed over, and when it is looked at again."""

from datetime import UTC, datetime, timedelta

import pytest

from archive.skip import Cause, Skip

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


def skip(cause: Cause, *, since: float = 3, at: float = 3, detail: str = "") -> Skip:
    """Return what was passed over so many days ago, first and last."""
    first, last = NOW - timedelta(days=since), NOW - timedelta(days=at)
    return Skip(url="https://x.test/news/1/", cause=cause, reason="", detail=detail, since=first, at=last)


def test_a_page_of_an_unwanted_kind_rests_until_that_kind_is_wanted_or_a_month_is_over() -> None:
    assert skip(Cause.KIND, detail="blog").rests(NOW, ["release"], "")
    assert not skip(Cause.KIND, detail="blog").rests(NOW, ["release", "blog"], "")
    assert not skip(Cause.KIND, detail="blog", at=31).rests(NOW, ["release"], "")


def test_a_page_that_met_no_filter_rests_until_there_is_another() -> None:
    assert skip(Cause.FILTER, detail="police").rests(NOW, [], "police")
    assert not skip(Cause.FILTER, detail="police").rests(NOW, [], "police OR crime")


def test_what_was_passed_over_is_reopened_when_the_reason_is_none_any_more() -> None:
    assert skip(Cause.KIND, detail="blog").reopened(["blog"], "")
    assert not skip(Cause.KIND, detail="blog").reopened(["release"], "police")
    assert skip(Cause.FILTER, detail="police").reopened([], "")
    assert not skip(Cause.FILTER, detail="police").reopened([], "police")
    assert not skip(Cause.GONE).reopened(["blog"], "police")


@pytest.mark.parametrize("cause", [Cause.GONE, Cause.UNREADABLE])
def test_what_could_not_be_had_is_asked_daily_for_ten_days_and_then_rests(cause: Cause) -> None:
    assert skip(cause, since=0.5, at=0.5).rests(NOW, [], "")
    assert skip(cause, since=1, at=1).second_look(NOW)
    assert skip(cause, since=9, at=1).second_look(NOW)
    assert not skip(cause, since=9, at=1).rests(NOW, [], "")
    assert not skip(cause, since=11, at=1).second_look(NOW)
    assert skip(cause, since=11, at=1).rests(NOW, [], "")


def test_a_page_that_could_not_be_kept_is_read_all_the_same() -> None:
    assert not skip(Cause.UNKEPT).rests(NOW, [], "")
    assert not skip(Cause.UNKEPT).second_look(NOW)
