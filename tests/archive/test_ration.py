"""What a first look may cost a site."""

from contextlib import suppress
from itertools import count

import pytest

from archive.errors import DiscoverError, FetchError
from archive.ration import Ration
from tests.archive.discover.discover_site import HOME, Site

NUMBERS = count()


def test_an_address_is_asked_once_whether_it_answers_or_not() -> None:
    site = Site({HOME: "home"}, unreachable=frozenset({f"{HOME}down"}))
    ration = Ration(site, 10)
    assert ration(HOME) == ration(HOME, accept="text/html")
    for _ in range(2):
        with pytest.raises(FetchError, match="no answer"):
            ration(f"{HOME}down")
    assert (site.asked, ration.requests) == ([HOME, f"{HOME}down"], 2)


def test_a_reading_ends_after_its_share_and_says_so_and_the_rest_is_left_for_others() -> None:
    ration = Ration(Site({}), 5)
    assert [reads(ration, wanted=2, most=2), reads(ration, wanted=3, most=2), reads(ration, wanted=1, most=9)] == [
        "all",
        "cut short",
        "all",
    ]
    assert ration.requests == 5
    assert reads(ration, wanted=1, most=9) == "cut short"


def reads(ration: Ration, *, wanted: int, most: int) -> str:
    """Ask for as many new addresses within a reading, and tell how that went."""
    with ration.reading(most):
        for _ in range(wanted):
            with suppress(DiscoverError):
                ration(f"{HOME}{next(NUMBERS)}")
    return "cut short" if ration.cut_short else "all"
