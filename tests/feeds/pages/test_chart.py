"""Activity, drawn."""

import re
from collections.abc import Mapping
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from feeds.pages import chart

PERIODS = st.dictionaries(
    st.builds("{:04}-{:02}".format, st.integers(2010, 2014), st.integers(1, 12)), st.integers(1, 90), max_size=30
)


@given(periods=PERIODS)
def test_every_month_with_releases_has_a_bar_within_the_drawing(periods: Mapping[str, int]) -> None:
    drawn = chart.bars(periods)
    if len(periods) < 2:
        assert drawn is None
        return
    assert drawn
    bars = re.findall(r"M(\d+) 40v-(\d+)h4v(\d+)z", drawn.path)
    assert len(bars) == len(periods)
    assert all(int(left) + chart.BAR <= drawn.width and 1 <= int(up) <= chart.TALL for left, up, _ in bars)
    assert periods[drawn.most] == drawn.count == max(periods.values())


def test_years_and_undated_are_not_drawn_as_months() -> None:
    assert chart.bars({"": 4, "2015": 3, "2015-02": 1}) is None


def test_the_highest_month_reaches_the_top_and_a_small_one_is_still_seen() -> None:
    drawn = chart.bars({"2015-01": 1, "2015-03": 1000})
    assert drawn
    assert drawn.path == "M0 40v-1h4v1zM10 40v-40h4v40z"
    assert (drawn.first, drawn.last, drawn.most, drawn.count) == ("2015-01", "2015-03", "2015-03", 1000)


@given(st.integers(1999, 2030), st.dictionaries(st.integers(0, 365), st.integers(1, 9), min_size=1, max_size=40))
def test_every_day_of_a_year_has_a_square(year: int, numbers: Mapping[int, int]) -> None:
    counts = {date(year, 1, 1) + timedelta(days=day): count for day, count in numbers.items()}
    drawn = chart.days(year, counts)
    within = [day for day in counts if day.year == year]
    if not within:
        assert drawn is None
        return
    assert drawn
    assert drawn.blank.count("M") in (365, 366)
    assert sum(level.count("M") for level in drawn.levels) == len(within)
    assert len(drawn.key) == 1 + len(drawn.levels) <= 5
    assert len(set(re.findall(r"M\d+ \d+", drawn.blank))) == drawn.blank.count("M")
    assert max(int(left) for left in re.findall(r"M(\d+)", drawn.blank)) < drawn.width
