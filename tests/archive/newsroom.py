"""A newsroom with one office: an archive, and the sample office's site on loopback."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from threading import Event

from archive import run
from archive.change import EventKind
from archive.fetch import Client, Manners
from archive.office import Office
from archive.release import ARCHIVED, Kind
from archive.run import Orders, Report
from archive.sample import story
from archive.sample.server import WAYS, Site
from archive.store import holdings
from archive.store.connection import Archive
from archive.store.robots import RobotsShelf
from tests.archive.store.archives import archive_in


class Newsroom:
    """Runs the scraper against the sample office, a day after the other."""

    def __init__(self, archive: Archive, site: Site) -> None:
        """Take an archive and a site."""
        self.archive = archive
        self.site = site
        self.offices: tuple[Office, ...] = (site.office,)
        self.preserve = 0
        self.kinds: tuple[Kind, ...] = ARCHIVED
        self.contacts = True

    def run(self, day: float, *, stop_after: int = 0) -> Report:
        """Scrape on a day of the story; the site logs this run's requests alone.

        stop_after: listed releases after which the run is told to stop; 0 for never
        """
        self.site.day = int(day)
        self.site.requests.clear()
        return run.scrape(self.archive, self._orders(story.START + timedelta(days=day), stop_after))

    def told(self, day: int) -> list[tuple[EventKind, str]]:
        """Return what the archive says happened on a day, by kind and slug."""
        at = story.START + timedelta(days=day)
        happenings = [each for each in holdings.happenings(self.archive.db, limit=1000) if each.at == at]
        return sorted((each.event.kind, each.path.split("/")[2]) for each in happenings)

    def _orders(self, now: datetime, stop_after: int) -> Orders:
        stop = Event()

        def progress(_office: str, done: int, _total: int) -> None:
            if done == stop_after:
                stop.set()

        manners = Manners(delay=0, retries=0, allow_private_addresses=True)
        client = Client(
            manners,
            now=lambda: now,
            sleep=lambda _seconds: None,
            monotonic=time.monotonic,
            robots=RobotsShelf(self.archive.db),
        )
        return Orders(
            offices=self.offices,
            client=client,
            clock=lambda: now,
            authority="example.org,2026",
            progress=progress,
            stop=stop,
            preserve=self.preserve,
            kinds=self.kinds,
            contacts=self.contacts,
        )


@contextmanager
def newsroom(folder: Path, ways: frozenset[str] = WAYS) -> Iterator[Newsroom]:
    """Open an archive in a folder, and the sample office's site in some ways of publishing."""
    with archive_in(folder) as archive, Site(ways=ways) as site:
        yield Newsroom(archive, site)
