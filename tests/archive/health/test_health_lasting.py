"""What lasts is believed in the end, and no outage is."""

from datetime import UTC, datetime, timedelta

import pytest

from archive import health
from archive.change import Absence
from archive.health import Drop

NOW = datetime(2026, 3, 20, 9, tzinfo=UTC)


def drops(*found: tuple[float, int]) -> list[Drop]:
    """Return what runs so many days ago have found."""
    return [Drop(at=NOW - timedelta(days=days), listed=listed) for days, listed in found]


@pytest.mark.parametrize(
    ("before", "believed"),
    [
        ([(10, 400), (5, 401)], True),
        ([(30, 380), (20, 390), (5, 410)], True),
        ([(10, 400)], False),  # two lists
        ([(9, 400), (8, 400), (7, 400), (1, 400)], False),  # no ten days
        ([(12, 30), (5, 400)], False),  # it was another list then
        ([], False),
    ],
)
def test_a_list_that_has_stayed_as_short_for_ten_days_is_what_the_office_lists(
    before: list[tuple[float, int]],
    believed: bool,  # noqa: FBT001
) -> None:
    assert health.settled(drops(*before), 400, NOW) is believed


@pytest.mark.parametrize(
    ("days", "checks", "whole", "gone"),
    [(10, 3, True, True), (9.9, 40, True, False), (10, 2, True, False), (10, 9, False, False), (30, 9, False, True)],
)
def test_a_page_that_went_with_many_others_is_gone_after_many_looks(
    days: float,
    checks: int,
    whole: bool,  # noqa: FBT001
    gone: bool,  # noqa: FBT001
) -> None:
    absence = Absence(since=NOW - timedelta(days=days), latest=NOW, checks=checks)
    assert health.proven(absence, NOW, whole=whole) is gone
