"""Whether a run saw enough."""

import pytest

from archive import health


@pytest.mark.parametrize(
    ("listed", "before", "whole", "doubted"),
    [
        (20, 20, True, False),
        (0, 20, True, True),
        (0, 20, False, True),
        (0, 0, True, False),
        (0, None, True, False),
        (None, 20, True, False),
        (17, 20, True, False),
        (15, 20, True, True),
        (10, 2000, False, False),
        (1500, 2000, True, True),
        (1700, 2000, True, False),
    ],
)
def test_an_empty_listing_or_a_sudden_drop_is_not_believed(
    listed: int | None, before: int | None, *, whole: bool, doubted: bool
) -> None:
    assert (health.doubt_listing(listed, before, whole=whole) is not None) is doubted


def test_a_doubt_says_how_many_there_were() -> None:
    doubt = health.doubt_listing(0, 20, whole=True)
    assert doubt is not None
    assert doubt.reason == "the site answered but lists no releases (last time: 20)"


@pytest.mark.parametrize(
    ("changed", "known", "doubted"), [(3, 3, False), (4, 5, True), (30, 100, False), (31, 100, True)]
)
def test_many_changes_at_once_are_a_new_template(changed: int, known: int, *, doubted: bool) -> None:
    assert (health.doubt_changes(changed, known) is not None) is doubted
