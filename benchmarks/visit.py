"""Run Copperplate's scraper once over one site, without its delay, into an archive in a folder.

    python benchmarks/visit.py http://127.0.0.1:8931/ FOLDER [--hours 0]

The clock stands at the sample office's first day and so many hours; preserving is left out, because a crawler has
nothing of the kind. It prints how many releases the archive holds then.
"""

import argparse
import time
from datetime import datetime, timedelta
from pathlib import Path

from archive import run
from archive.fetch import Client, Manners
from archive.office import Office, Source
from archive.sample import story
from archive.store import holdings
from archive.store.connection import opened
from archive.store.robots import RobotsShelf


def main() -> None:
    """Scrape."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("url")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--hours", type=float, default=0)
    options = parser.parse_args()
    office = Office(
        id="marchshire", name="Marchshire", area="Marchshire", home=options.url, sources=(Source(url=options.url),)
    )

    def now() -> datetime:
        return story.START + timedelta(hours=options.hours)

    with opened(options.folder / "copperplate.db", options.folder / "copperplate-captures.db") as archive:
        manners = Manners(delay=0, allow_private_addresses=True)
        robots = RobotsShelf(archive.db)
        client = Client(manners, now=now, sleep=time.sleep, monotonic=time.monotonic, robots=robots)
        orders = run.Orders(offices=(office,), client=client, clock=now, authority="benchmark.invalid,2026")
        report = run.scrape(archive, orders)
        print(holdings.count(archive.db), report.verdict, *(done.reason for done in report.sources))


if __name__ == "__main__":
    main()
