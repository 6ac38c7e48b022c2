"""Measure versions per second of `copperplate reparse`, on one core and on all of them.

    python benchmarks/reparse.py [--offices 20]

The sample office's pages are archived under so many names, each page a capture of its own, and read again twice in the
same run: in this process alone, and in one process for each core. Nothing is written.
"""

import argparse
import os
import tempfile
import time
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from archive import run
from archive.fetch import Client, Manners
from archive.reparse import Orders, reparse
from archive.sample import story
from archive.sample.server import Site
from archive.store.connection import Archive, opened


def now() -> datetime:
    """Return the sample office's day."""
    return story.START


def fill(archive: Archive, offices: int) -> None:
    """Archive the sample office under so many names."""
    with Site(ways=frozenset({"listing"})) as site:
        manners = Manners(delay=0, allow_private_addresses=True)
        client = Client(manners, now=now, sleep=time.sleep, monotonic=time.monotonic)
        names = tuple(replace(site.office, id=f"marchshire-{number}") for number in range(offices))
        orders = run.Orders(offices=names, client=client, clock=now, authority="benchmark.invalid,2026")
        run.scrape(archive, orders)


def measure(archive: Archive, processes: int) -> float:
    """Return how many versions a second are read again."""
    begun = time.perf_counter()
    count = sum(1 for _ in reparse(archive, Orders(processes=processes, write=False)))
    return count / (time.perf_counter() - begun)


def main() -> None:
    """Fill an archive, and print both rates and their ratio."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--offices", type=int, default=20)
    options = parser.parse_args()
    cores = os.cpu_count() or 1
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder)
        with opened(path / "copperplate.db", path / "copperplate-captures.db") as archive:
            fill(archive, options.offices)
            one, all_of_them = measure(archive, 1), measure(archive, cores)
    print(f"one process     {one:8.0f} versions a second")
    print(f"{cores} processes     {all_of_them:8.0f} versions a second, {all_of_them / one:.2f} times as many")


if __name__ == "__main__":
    main()
