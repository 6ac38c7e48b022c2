"""The published pages in a real browser: they read well everywhere, search, ask nobody else, and run nothing."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path
from urllib.parse import urlencode

import pytest

from archive import query
from archive.sample import story
from archive.sample.server import Site as Sample
from archive.store import search
from archive.store.connection import opened_for_reading
from feeds.pages import language
from feeds.publish import publish
from feeds.site import Search
from tests.feeds.archives import SITE, newsroom
from tests.feeds.pages.test_security import fill, tamper
from tests.real import visits
from tests.real.newsroom import WELL, Newsroom, serving

pytestmark = [pytest.mark.real, pytest.mark.timeout(600), visits.needed]

PHONE, DESK = 375, 1280
HEAVIEST = 60_000  # bytes of a release's page with its stylesheet, without pictures
EDITED = f"marchshire/2026/{story.EDITED}/"
WELSH = "marchshire/2025/cyhoeddi-cynllun-heddlu-a-throseddu/"
KINDS = (
    *("", "all/", "all/2026/", "all/2026/09/", "marchshire/", "marchshire/2026/", "marchshire/cy/", EDITED, WELSH),
    *("topics/", "topics/budget-and-precept/", "people/", "people/marchshire/", "people/marchshire/hester-callowhill/"),
    *("changes/", "status/", "policy/", "search/", "search/?q=precept", "404.html"),
    *("cy/", "all/cy/2026/", "topics/cy/", "topics/budget-and-precept/cy/", "changes/cy/", "status/cy/"),
    *("people/cy/", "people/marchshire/cy/", "people/marchshire/hester-callowhill/cy/", "search/cy/?q=dioddefwyr"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """A published site, and where a plain server has it."""

    newsroom: Newsroom
    url: str


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Published]:
    """Publish two days of the sample office, with its pictures kept."""
    folder = tmp_path_factory.mktemp("site")
    with Sample() as sample:
        room = Newsroom(folder, office="marchshire", home=sample.url)
        path = folder / "copperplate.toml"
        path.write_text(path.read_text(encoding="utf-8").replace("preserve = 0", "preserve = 100"), encoding="utf-8")
        for day in (0, 1):
            sample.day = day
            assert room.run("run") == WELL
    with visits.plain_server(room.public) as url:
        yield Published(newsroom=room, url=url)


def test_every_kind_of_page_reads_well_on_a_phone_and_a_desk_by_day_and_by_night(site: Published) -> None:
    looks = product(KINDS, (PHONE, DESK), ("light", "dark"))
    found = visits.visits(
        {"url": site.url + path, "width": width, "scheme": scheme, "axe": True} for path, width, scheme in looks
    )
    assert [(each.url, each.violations) for each in found if each.violations] == []
    assert [(each.url, each.console) for each in found if each.console] == []
    assert [(each.url, each.strangers) for each in found if each.strangers] == []
    assert [each.url for each in found if each.wide] == []


def test_the_box_on_the_front_page_leads_to_a_search_that_finds_and_the_result_to_the_release(site: Published) -> None:
    typed = {"into": "#q", "words": "goose fair"}
    result = "#results article h2 a"
    [found, followed, welsh] = visits.visits(
        [
            {"url": site.url, "type": typed, "wait": result},
            {"url": site.url, "type": typed, "wait": result, "follow": result},
            {"url": f"{site.url}search/?q=dioddefwyr", "wait": result, "follow": result},
        ]
    )
    assert found.address == f"{site.url}search/?q=goose+fair"
    gone = next(post for post in story.posts(0) if post.slug == story.TAKEN_DOWN)
    assert gone.title in found.text
    assert followed.address == f"{site.url}marchshire/2026/{story.TAKEN_DOWN}/"
    assert followed.title.startswith(gone.title)
    assert welsh.address == site.url + WELSH
    for each in (found, followed, welsh):
        assert (each.console, each.strangers) == ((), set())


@pytest.mark.parametrize("words", ["immigration", "budgerigar", "qqqq", "goose zebra", "knife -crime", "zzz*"])
def test_the_search_in_the_browser_finds_nothing_where_nothing_is(site: Published, words: str) -> None:
    told = language.of("en").plain("nothing_found")
    wait = f"::-p-text({told})"
    [page] = visits.visits([{"url": f"{site.url}search/?{urlencode({'q': words})}", "wait": wait}])
    assert told in page.text
    assert page.console == ()


@pytest.mark.parametrize("words", ["precept budget", '"council tax"', "precept OR burglary", "burgl*", "101 -diary"])
def test_the_search_in_the_browser_finds_what_the_archive_does(site: Published, words: str) -> None:
    with opened_for_reading(site.newsroom.database) as archive:
        expected = {hit.title for hit in search.find(archive.db, query.parse(words))}
    [page] = visits.visits([{"url": f"{site.url}search/?{urlencode({'q': words})}", "wait": "#results article h2 a"}])
    assert language.of("en").count("listed", len(expected)) in page.text
    assert [title for title in expected if title not in page.text] == []


def test_a_welsh_release_is_read_in_welsh(site: Published) -> None:
    [page] = visits.visits([{"url": site.url + WELSH}])
    say = language.of("cy")
    assert all(say.plain(key) in page.text for key in ("all_releases", "provenance", "cite", "first_and_only"))


def test_a_search_in_welsh_counts_dates_and_leads_on_in_welsh(site: Published) -> None:
    result = "#results article h2 a"
    address = f"{site.url}search/cy/?q=cyhoeddi"
    [found, office] = visits.visits(
        [
            {"url": address, "wait": result},
            {"url": address, "wait": result, "follow": "#results article .meta a"},
        ]
    )
    assert "datganiad" in found.text
    assert "14 Mawrth 2025" in found.text
    assert office.address == f"{site.url}marchshire/cy/"
    assert (found.console, found.strangers) == ((), set())


def test_a_page_of_a_release_is_light(site: Published) -> None:
    public = site.newsroom.public
    around = (public / "static/style.css").stat().st_size + (public / "static/favicon.svg").stat().st_size
    pages = list(public.glob("marchshire/*/*/index.html"))
    assert len(pages) > 30
    assert max(path.stat().st_size for path in pages) + around <= HEAVIEST


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Publish what an attacker would write, and rows that were tampered with."""
    folder = tmp_path_factory.mktemp("hostile")
    with newsroom(folder) as room:
        fill(room)
        tamper(room)
        publish(room.db, replace(SITE, search=Search.PAGES), folder / "public")
    return folder


def paths(public: Path) -> list[str]:
    return sorted(path.relative_to(public).as_posix().removesuffix("index.html") for path in public.rglob("*.html"))


def test_nothing_of_an_attackers_runs_on_any_page_even_without_the_pages_own_policy(hostile: Path) -> None:
    public = hostile / "public"
    searches = ["search/?q=pwned", "search/?q=%3Cscript%3Epwned()%3C/script%3E&office=%22onload=pwned()"]
    with visits.plain_server(public) as url:
        found = visits.visits({"url": url + path, "bypass": True} for path in (*paths(public), *searches))
    assert len(found) > 150
    assert [each.url for each in found if each.pwned] == []
    assert [(each.url, each.strangers) for each in found if each.strangers] == []


def test_the_policy_of_no_page_has_to_stop_anything(hostile: Path) -> None:
    public = hostile / "public"
    with visits.plain_server(public) as url:
        found = visits.visits({"url": url + path} for path in paths(public)[::5])
    assert [(each.url, each.console) for each in found if each.console] == []


def test_nothing_of_an_attackers_runs_in_the_live_archive(hostile: Path) -> None:
    (hostile / "copperplate.toml").write_text(
        f'[archive]\nauthority = "{SITE.authority}"\ndatabase = "archive.db"\ncaptures = "captures.db"\n',
        encoding="utf-8",
    )
    asked = [
        *(
            "search/?q=pwned",
            "search/?q=%22%3E%3Cscript%3Epwned()%3C/script%3E",
            "search/?office=%3Cimg+src=x",
        ),
        *("copperplate", "copperplate/releases", "copperplate/quotes", "copperplate/people", "copperplate/attachments"),
        *("copperplate/events", "copperplate/images", "copperplate/topics", "copperplate/releases?_search=pwned"),
        *(f"copperplate/releases/{row}" for row in range(1, 160, 8)),
        *(f"copperplate/revisions/{row}" for row in range(1, 160, 24)),
    ]
    with serving(hostile, "serve", "--port", "0") as live:
        found = visits.visits({"url": live.url + path, "bypass": True} for path in asked)
    assert [each.url for each in found if each.pwned] == []
