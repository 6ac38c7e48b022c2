"""Real sites of other software than WordPress: found without a hand-written selector, whole, and read again quietly."""

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Protocol

import pytest

from archive import run
from archive.change import EventKind
from archive.fetch import Client, Manners
from archive.office import Office, Source
from archive.run import Orders, Report
from archive.store import holdings
from archive.store.connection import Archive, opened
from archive.store.robots import RobotsShelf
from archive.store.runs import Verdict
from tests.real import material
from tests.real.pelican import Pelican
from tests.real.wagtail import Wagtail

pytestmark = [pytest.mark.real, pytest.mark.timeout(600)]

POSTS = material.many(43)
EDITED, REMOVED = "patrol-number-41", "patrol-number-42"
SENTENCE = "has asked for this since the spring.”"


class Server(Protocol):
    """A site that runs."""

    @property
    def url(self) -> str:
        """Its home page."""
        ...

    @property
    def requests(self) -> list[str]:
        """Every request so far."""
        ...

    def edit(self, slug: str, was: str, becomes: str) -> None:
        """Replace words in a release."""
        ...

    def remove(self, slug: str) -> None:
        """Take a release away."""
        ...


class Desk:
    """Scrapes a site into an archive, at any time of our choosing after now."""

    def __init__(self, archive: Archive, site: Server) -> None:
        """Take an archive and a site."""
        self.archive = archive
        self.site = site
        source = Source(url=site.url)
        self.office = Office(id="marchshire", name="Marchshire", area="", home=site.url, sources=(source,))
        self.requests: list[str] = []
        self.began = datetime.now(UTC)

    def run(self, *, hours: float) -> Report:
        """Scrape so many hours after the first run."""
        before = len(self.site.requests)
        now = self.began + timedelta(hours=hours)
        client = Client(
            Manners(delay=0, retries=0, allow_private_addresses=True),
            now=lambda: now,
            sleep=lambda _seconds: None,
            monotonic=time.monotonic,
            robots=RobotsShelf(self.archive.db),
        )
        orders = Orders(offices=(self.office,), client=client, clock=lambda: now, authority="example.org,2026")
        report = run.scrape(self.archive, orders)
        self.requests = self.site.requests[before:]
        return report

    @property
    def ways(self) -> tuple[str, ...]:
        """The ways by which the site is read, that of the newest releases first."""
        (told,) = self.archive.db.execute("SELECT reads_from FROM sources").fetchone()
        return tuple(str(told).split()[::2])

    def happened(self) -> list[tuple[EventKind, str]]:
        """Return what happened to releases since the first run."""
        found = holdings.happenings(self.archive.db, limit=1000)
        return sorted((each.event.kind, each.path.split("/")[2]) for each in found if each.at > self.began)


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A site, the ways by which it is read, and after how many days what happens there is seen at the latest."""

    build: Callable[[], AbstractContextManager[Server]]
    ways: tuple[str, ...]
    days: int


SITES = {
    "wagtail": Case(build=lambda: Wagtail(POSTS), ways=("listing", "sitemap"), days=1),
    "pelican": Case(build=lambda: Pelican(POSTS, feed=True, sitemap=False), ways=("feed", "listing"), days=8),
    # the releases lie beside all other pages, so that nothing in the sitemap tells them from those
    "pelican-with-all": Case(build=lambda: Pelican(POSTS, feed=True, sitemap=True), ways=("feed", "listing"), days=8),
    # without a feed or a sitemap, only the page itself shows that an old release was changed; it is asked monthly
    "pelican-with-nothing": Case(build=lambda: Pelican(POSTS, feed=False, sitemap=False), ways=("listing",), days=31),
}


@pytest.fixture(params=SITES)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def desk(name: str, tmp_path: Path) -> Iterator[Desk]:
    with SITES[name].build() as site, opened(tmp_path / "a.db", tmp_path / "captures.db") as archive:
        yield Desk(archive, site)


def test_every_release_is_found_with_its_title_and_its_day(desk: Desk, name: str) -> None:
    report = desk.run(hours=0)
    assert (report.verdict, report.count(EventKind.PUBLISHED)) == (Verdict.CHANGED, len(POSTS)), report
    kept = holdings.newest(desk.archive.db, limit=100)
    assert {(each.release.title, each.release.published.day) for each in kept} == {
        (each.title, each.published.date()) for each in POSTS
    }
    assert all(SENTENCE in each.release.text for each in kept)
    assert desk.ways == SITES[name].ways


def test_a_second_run_is_quiet(desk: Desk) -> None:
    desk.run(hours=0)
    report = desk.run(hours=1)
    assert (report.verdict, report.summary()) == (Verdict.UNCHANGED, "1 office: nothing new")
    assert len(desk.requests) <= 3, desk.requests


def test_an_edited_and_a_deleted_release_are_noticed(desk: Desk, name: str) -> None:
    desk.run(hours=0)
    desk.site.edit(EDITED, SENTENCE, f"{SENTENCE} So have others.")
    desk.site.remove(REMOVED)
    assert desk.run(hours=24 * SITES[name].days).exit_code == 0
    assert desk.happened() == [(EventKind.MISSING, REMOVED), (EventKind.REVISED, EDITED)]
