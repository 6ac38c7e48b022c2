"""How often an office publishes."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.health import Cadence

DAYS = st.lists(st.dates(date(2012, 1, 1), date(2028, 1, 1)), max_size=90)
SOME = st.lists(st.dates(date(2012, 1, 1), date(2028, 1, 1)), min_size=6, max_size=90, unique=True)


def every(gap: int, times: int) -> list[date]:
    return [date(2026, 3, 5) + timedelta(days=gap * number) for number in range(times)]


@pytest.mark.parametrize(
    ("gap", "words", "patience"),
    [
        (1, "every day", 14),
        (7, "every 7 days", 14),
        (30, "every 30 days", 60),
    ],
)
def test_a_steady_office_is_known_by_its_gap(gap: int, words: str, patience: int) -> None:
    cadence = Cadence.of(every(gap, 20))
    assert cadence is not None
    assert (str(cadence), cadence.patience) == (words, patience)


def test_an_uneven_office_is_known_by_its_long_gaps_too() -> None:
    cadence = Cadence.of(day for day in every(1, 90) if day.weekday() < 5)
    assert str(cadence) == "every day, seldom over 3 days apart"


def test_too_little_history_tells_nothing() -> None:
    assert Cadence.of([]) is None
    assert Cadence.of(every(7, 5)) is None
    assert Cadence.of(every(0, 50)) is None, "many releases on one day"


def test_one_long_silence_among_many_gaps_does_not_make_an_office_slow() -> None:
    days = every(2, 50)
    assert Cadence.of([*days, days[-1] + timedelta(days=200)]) == Cadence(usual=2, long=2)


def test_christmas_is_not_quiet_at_an_office_that_publishes_on_every_working_day() -> None:
    working = [day for day in every(1, 120) if day.weekday() < 5]
    cadence = Cadence.of(working)
    assert cadence is not None
    assert not cadence.silent(date(2026, 12, 23), date(2027, 1, 5))
    assert cadence.silent(date(2026, 12, 23), date(2027, 1, 11))


def test_an_office_is_known_by_its_latest_ways() -> None:
    busy, slow = every(1, 100), [date(2026, 7, 1) + timedelta(days=30 * month) for month in range(61)]
    assert Cadence.of([*busy, *slow]) == Cadence(usual=30, long=30)


@given(DAYS, st.randoms(use_true_random=False))
def test_neither_the_order_of_days_nor_a_second_release_on_one_matters(days: list[date], chance: object) -> None:
    shuffled = days + days[:3]
    chance.shuffle(shuffled)  # type: ignore[attr-defined]
    assert Cadence.of(shuffled) == Cadence.of(days)


@given(SOME, st.integers(-400, 400))
def test_another_year_is_another_year_and_no_other_cadence(days: list[date], shift: int) -> None:
    assert Cadence.of(day + timedelta(days=shift) for day in days) == Cadence.of(days)


@given(SOME, st.integers(0, 900))
def test_an_office_is_never_quiet_within_its_long_gap_and_stays_quiet(days: list[date], silence: int) -> None:
    cadence = Cadence.of(days)
    assert cadence is not None
    assert 1 <= cadence.usual <= cadence.long <= cadence.patience
    last = max(days)
    quiet = cadence.silent(last, last + timedelta(days=silence))
    assert quiet is (silence > cadence.patience)
    assert not quiet or cadence.silent(last, last + timedelta(days=silence + 1))
