"""What sites hear in a run, by their own logs: one request at a time, the delay, conditional questions."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path

from archive import run
from archive.fetch import Client, Manners
from archive.office import Office, Source
from archive.run import Orders
from archive.sample import story
from archive.sample.answer import Answer, Asked, conditional
from archive.sample.post import Post
from archive.sample.server import Site
from archive.store.connection import Archive
from archive.store.robots import RobotsShelf
from tests.archive.store.archives import archive_in

DELAY = 0.02


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """One request as a site heard it, from its beginning to the answer; seconds of the machine's clock."""

    path: str
    headers: Mapping[str, str]
    began: float
    ended: float
    status: int


def few(_day: int) -> tuple[Post, ...]:
    return story.posts(0)[:14]


class LoggingSite(Site):
    """The sample office's site, with fourteen releases, which keeps a log; host is how it calls itself."""

    def __init__(self, *ways: str, host: str = "127.0.0.1") -> None:
        """Publish in these ways."""
        super().__init__(ways=frozenset(ways), posts=few)
        self.host = host
        self.heard: list[Heard] = []

    @property
    def url(self) -> str:
        """The address of the site, without a last slash."""
        return super().url.replace("127.0.0.1", self.host)

    def answer(self, asked: Asked) -> Answer:
        """Answer after a moment, so that requests at once would be seen to be."""
        began = time.monotonic()
        time.sleep(DELAY / 4)
        found = super().answer(asked)
        ended = time.monotonic()
        self.heard.append(Heard(path=asked.path, headers=asked.headers, began=began, ended=ended, status=found.status))
        return found


def office(name: str, home: str) -> Office:
    """Return an office with its source."""
    return Office(id=name, name=name.title(), area="", home=home, sources=(Source(url=home),))


def scrape(archive: Archive, offices: tuple[Office, ...], now: datetime) -> run.Report:
    """Run over several offices, on the machine's own clock."""
    manners = Manners(delay=DELAY, retries=1, allow_private_addresses=True)
    client = Client(
        manners, now=lambda: now, sleep=time.sleep, monotonic=time.monotonic, robots=RobotsShelf(archive.db)
    )
    orders = Orders(offices=offices, client=client, clock=lambda: now, authority="example.org,2026")
    return run.scrape(archive, orders)


def sitemap_of(site: Site) -> Callable[[Asked], Answer]:
    def answer(asked: Asked) -> Answer:
        rows = "".join(
            f"<url><loc>{site.url}{post.path}</loc><lastmod>{post.modified.isoformat()}</lastmod></url>"
            for post in few(0)
        )
        found = Answer(body=f"<urlset>{rows}</urlset>".encode(), media_type="application/xml", changed=story.START)
        return conditional(found, asked)

    return answer


def test_sites_are_asked_side_by_side_and_each_of_them_one_question_at_a_time(tmp_path: Path) -> None:
    sites = (LoggingSite("listing"), LoggingSite("listing", host="localhost"))
    with archive_in(tmp_path) as archive, sites[0] as one, sites[1] as other:
        both = (office("marchshire", f"{one.url}/"), office("wold", f"{other.url}/"))
        assert scrape(archive, both, story.START).exit_code == 0
    for site in sites:
        assert all(after.began >= before.ended for before, after in pairwise(site.heard)), "two requests at once"
        starts = [each.began for each in site.heard]
        assert len(starts) > 15
        assert starts[-1] - starts[0] >= DELAY * 0.95 * (len(starts) - 1)
    first, second = ((site.heard[0].began, site.heard[-1].ended) for site in sites)
    assert max(first[0], second[0]) < min(first[1], second[1]), "the hosts were not asked side by side"


def test_every_list_is_asked_conditionally_the_second_time(tmp_path: Path) -> None:
    with archive_in(tmp_path) as archive, LoggingSite("feed", "listing") as site:
        site.faults["/sitemap.xml"] = sitemap_of(site)
        asking = (office("marchshire", f"{site.url}/"),)
        scrape(archive, asking, story.START)
        site.heard.clear()
        scrape(archive, asking, story.START + timedelta(hours=1))
    assert [(each.path, each.status) for each in site.heard] == [("/feed/", 304), ("/sitemap.xml", 304)]
    for each in site.heard:
        assert each.headers["if-none-match"]
        assert each.headers["if-modified-since"]
        assert each.headers["user-agent"].startswith("Copperplate/")


def test_a_crawl_delay_is_kept_between_all_requests_of_a_run(tmp_path: Path) -> None:
    slept: list[float] = []
    with archive_in(tmp_path) as archive, Site(ways=frozenset({"listing"}), posts=few) as site:
        site.faults["/robots.txt"] = lambda _: Answer(body=b"User-agent: *\nCrawl-delay: 7\n", media_type="text/plain")
        manners = Manners(delay=1.0, retries=0, allow_private_addresses=True)
        client = Client(manners, now=lambda: story.START, sleep=slept.append, monotonic=lambda: sum(slept))
        orders = Orders(offices=(site.office,), client=client, clock=lambda: story.START, authority="example.org,2026")
        run.scrape(archive, orders)
        asked = len(site.requests)
    assert slept == [7.0] * (asked - 1)
