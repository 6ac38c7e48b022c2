"""Whether what was seen can be believed."""

from datetime import UTC, date, datetime

import pytest

from archive import health
from archive.errors import BudgetError, CopperplateError, DiscoverError, FetchError, OutageError, ParseError
from archive.health import Glimpse, Sign

SEEN = datetime(2026, 3, 5, 9, 10, tzinfo=UTC)


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


@pytest.mark.parametrize(
    ("error", "sign"),
    [
        (FetchError("no answer"), Sign.UNREACHABLE),
        (OutageError("answered 503"), Sign.UNREACHABLE),
        (DiscoverError("shows no releases"), Sign.UNREADABLE),
        (ParseError("is no page"), Sign.UNREADABLE),
        (BudgetError("spent"), Sign.CUT),
    ],
)
def test_a_site_that_answers_with_something_else_is_not_out_of_reach(error: CopperplateError, sign: Sign) -> None:
    assert health.sign_of(error) is sign


def test_our_own_budget_is_nothing_that_an_office_did() -> None:
    failed, spent = (health.doubt_pages(["/a: it failed", "/b"], spent=spent) for spent in (False, True))
    assert failed is not None
    assert spent is not None
    assert (failed.sign, spent.sign) == (Sign.PAGES, Sign.CUT)
    assert failed.reason == "2 pages could not be had, the first: /a: it failed"
    assert health.doubt_pages([], spent=False) is None


def glimpse(number: int = 0, **facts: object) -> Glimpse:
    """Return a release that nobody doubts; what is given replaces what it is."""
    plain: dict[str, object] = {
        "title": f"Release number {number}",
        "published": date(2026, 3, 4),
        "first_seen": SEEN,
        "words": 400,
    }
    return Glimpse(**(plain | facts))  # type: ignore[arg-type]


def sign(latest: list[Glimpse], total: int = 100, dated: int = 100) -> Sign | None:
    """Return what the latest releases are doubted for."""
    doubt = health.doubt_releases(latest, total, dated)
    return doubt.sign if doubt else None


PLAIN = [glimpse(number) for number in range(10)]


@pytest.mark.parametrize(
    ("latest", "doubted"),
    [
        (PLAIN, None),
        ([], None),
        ([*[glimpse(number, words=3) for number in range(6)], *PLAIN[:4]], Sign.BODIES),
        ([*[glimpse(number, words=3) for number in range(5)], *PLAIN[:5]], None),
        ([glimpse(number, words=3, documents=True) for number in range(10)], None),
        ([glimpse(1, words=0), glimpse(2, words=0)], None),
        ([glimpse(number, title="News") for number in range(6)], Sign.TITLES),
        ([*[glimpse(number, title="News") for number in range(4)], *PLAIN[:6]], None),
        ([glimpse(1, published=date(2026, 8, 3)), glimpse(2, published=date(2026, 9, 3)), *PLAIN[:8]], Sign.FUTURE),
        ([glimpse(1, published=date(2026, 8, 3)), *PLAIN[:9]], None),
        ([glimpse(number, published=date(2026, 3, 6)) for number in range(9)], None),
    ],
)
def test_missing_texts_one_title_for_all_and_days_to_come_are_not_believed(
    latest: list[Glimpse], doubted: Sign | None
) -> None:
    assert sign(latest) is doubted


def test_missing_dates_are_doubted_only_of_new_releases_where_the_office_always_gave_them() -> None:
    fresh = [glimpse(number, published=None, fresh=True) for number in range(3)]
    first = [glimpse(number, published=None) for number in range(3)]
    assert sign([*fresh, *PLAIN], total=103, dated=100) is Sign.UNDATED
    assert sign([*fresh, *PLAIN], total=103, dated=80) is None
    assert sign([*fresh[:2], *PLAIN], total=102, dated=100) is None
    assert sign(fresh, total=10, dated=7) is None
    assert sign([*first, *PLAIN], total=103, dated=100) is None
