"""The search page in a real browser: it reads well everywhere, and its address is what was asked."""

from collections.abc import Iterator
from itertools import product

import pytest

from archive.sample.server import Site as Sample
from tests.real import visits
from tests.real.newsroom import WELL, Newsroom, serving

pytestmark = [pytest.mark.real, pytest.mark.timeout(600), visits.needed]

ASKED = (
    *("", "?q=police", "?q=police&topic=roads&from=2025", "?speaker=callowhill&order=best&page=2"),
    *("?q=zebra", "?q=police&from=yesterday&topic=x"),
)


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the sample office as it is on its first day."""
    folder = tmp_path_factory.mktemp("search")
    with Sample() as sample:
        assert Newsroom(folder, office="marchshire", home=sample.url).run("run") == WELL
    with serving(folder, "serve", "--port", "0") as live:
        yield f"{live.url}search/"


def test_the_search_reads_well_on_a_phone_and_a_desk_by_day_and_by_night(url: str) -> None:
    looks = product(ASKED, (360, 1280), ("light", "dark"))
    found = visits.visits(
        {"url": url + asked, "width": width, "scheme": scheme, "axe": True} for asked, width, scheme in looks
    )
    assert [(each.url, each.violations) for each in found if each.violations] == []
    refused = "the server responded with a status of 400"
    assert [each.console for each in found if not all(refused in line for line in each.console)] == []
    assert [(each.url, each.strangers) for each in found if each.strangers] == []
    assert [each.url for each in found if each.wide] == []


def test_words_and_the_enter_key_are_all_that_a_search_needs(url: str) -> None:
    [found, followed] = visits.visits(
        [
            {"url": url, "type": {"into": "#q", "words": "anti-social"}, "wait": "article", "axe": True},
            {"url": f"{url}?q=antisocial", "follow": "article h3 a"},
        ]
    )
    assert found.address == f"{url}?q=anti-social"
    assert "“anti-social”" in found.title
    assert found.violations == ()
    assert followed.title.startswith("Patrols cut anti-social behaviour")
