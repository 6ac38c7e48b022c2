"""Measure publishing: everything, nothing new, and one new release, beside feedgen writing the same feeds by itself.

    python benchmarks/publish.py [--releases 1000 10000 100000] [--keep FOLDER] [--feedgen-most 10000]

Each publish is a process of its own, whose peak memory is told (Linux only). Run it from a copy of the code that nobody
edits meanwhile: another version of ours makes everything again. Ours writes pages and every feed in three formats with
its whole history; feedgen writes Atom and RSS of all releases and of each office, the same documents with the same
entries, as a plain script does: it makes every entry again for every document. It cannot know that nothing is new.
"""

import sys
from pathlib import Path

if Path(sys.path[0]) == Path(__file__).parent:  # where "archive" would be benchmarks/archive.py
    sys.path[0] = str(Path(__file__).parent.parent)
    sys.modules.pop("archive", None)

import argparse
import json
import re
import subprocess
import tempfile
import time
from functools import partial
from typing import TYPE_CHECKING

from feedgen.feed import FeedGenerator

from archive import topic
from archive.release import Holding
from archive.store import holdings, register, topics
from archive.store.connection import opened, opened_for_reading
from archive.store.register import Within
from benchmarks import synthetic
from feeds.publish import publish
from feeds.site import Site

if TYPE_CHECKING:
    from collections.abc import Callable

SITE = Site(
    title="Benchmark",
    url="https://press.example/",
    authority="benchmark.invalid,2026",
    created=synthetic.NOW,
)
_MEGABYTE = 1024  # kilobytes
# Linux's own; getrusage counts what the process before exec had, which is the one that filled the archive.
_PEAK = re.compile(r"VmHWM:\s+(\d+) kB")
_ENTRIES, _NEWEST = 250, 50


def main() -> None:
    """Print a table for each size."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--releases", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    parser.add_argument("--keep", type=Path, metavar="FOLDER")
    parser.add_argument("--feedgen-most", type=int, default=10_000, help="Spare feedgen larger archives.")
    parser.add_argument("--measure", choices=["ours", "feedgen"], help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.measure:
        measured(options.keep, options.measure)
        return
    with tempfile.TemporaryDirectory() as temporary:
        for count in options.releases:
            folder = (options.keep or Path(temporary)) / str(count)
            folder.mkdir(parents=True, exist_ok=True)
            table(folder, count, feedgen=count <= options.feedgen_most)


def table(folder: Path, count: int, *, feedgen: bool) -> None:
    """Print how long each publish of an archive takes, how much memory, and how many files it writes."""
    if not (folder / "copperplate.db").exists():
        _filled(folder, 0, count)
    plain = _run(folder, "feedgen") if feedgen else None
    for name in ("full", "unchanged", "one new"):
        if name == "one new":
            _filled(folder, count + int(time.time()), 1)
        done = _run(folder, "ours")
        ratio = f"{done['seconds'] / plain['seconds']:.2f} of feedgen" if plain else ""
        _row(f"{count:,} releases, {name}", done, ratio)
    if plain:
        _row(f"{count:,} releases, feedgen", plain, "Atom and RSS of all and of offices")


def measured(folder: Path, what: str) -> None:
    """Publish the archive of a folder once, and print what that took as JSON."""
    publishing: dict[str, Callable[[], int]] = {"ours": partial(ours, folder), "feedgen": partial(by_feedgen, folder)}
    begun = time.perf_counter()
    written = publishing[what]()
    seconds = time.perf_counter() - begun
    memory = int(_PEAK.search(Path("/proc/self/status").read_text(encoding="ascii"))[1]) / _MEGABYTE  # type: ignore[index]
    print(json.dumps({"seconds": seconds, "memory": memory, "written": written}))


def ours(folder: Path) -> int:
    """Publish as the command does; return how many files were written."""
    with opened_for_reading(folder / "copperplate.db") as archive:
        return publish(archive.db, SITE, folder / "public", press=folder / "press.db").written


def by_feedgen(folder: Path) -> int:
    """Write the feeds of all releases and of each office with nothing but feedgen; return how many files."""
    written = 0
    with opened_for_reading(folder / "copperplate.db") as archive:
        for office in ("", *(each.id for each in synthetic.OFFICES)):
            within = Within(office=office)
            newest = [each.id for each in register.newest(archive.db, within, _NEWEST)]
            parts = [("newest", newest)]
            measures = register.measures(archive.db, of="office" if office else "", by="month")
            for month in [each.month for each in measures if each.office == office]:
                rows = [each.id for each in register.filed(archive.db, Within(office=office, month=month))]
                parts += [(f"{month}-{at}", rows[at : at + _ENTRIES]) for at in range(0, len(rows), _ENTRIES)]
            for name, rows in parts:
                found = [holding for row in rows if (holding := holdings.one(archive.db, row))]
                _written(folder / "plain" / (office or "all") / name, found)
                written += 2
    return written


def _written(path: Path, listed: list[Holding]) -> None:
    feed = FeedGenerator()
    feed.id(f"https://press.example/{path.parent.name}/")
    feed.title(path.parent.name)
    feed.description("Press releases")
    feed.link(href=f"https://press.example/{path.parent.name}/", rel="alternate")
    feed.author(name="Benchmark")
    for holding in listed:
        entry = feed.add_entry(order="append")
        entry.id(holding.tag)
        entry.title(holding.release.title)
        entry.link(href=holding.release.url)
        entry.published(holding.release.published.at or holding.first_seen)
        entry.updated(holding.changed)
        entry.author(name=holding.office)
        entry.summary(holding.release.standfirst)
        entry.content(holding.release.html, type="html")
    path.mkdir(parents=True, exist_ok=True)
    feed.atom_file(str(path / "atom.xml"))
    feed.rss_file(str(path / "rss.xml"))


def _filled(folder: Path, first: int, count: int) -> None:
    with opened(folder / "copperplate.db", folder / "copperplate-captures.db") as archive:
        synthetic.fill(archive, (synthetic.make(number) for number in range(first, first + count)))
        topics.keep(archive.db, topic.starters().values())


def _run(folder: Path, what: str) -> dict[str, float]:
    command = [sys.executable, __file__, "--measure", what, "--keep", str(folder)]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def _row(name: str, done: dict[str, float], remark: str) -> None:
    cells = f"{done['seconds']:9.2f} s {done['memory']:7.0f} MB {done['written']:9,.0f} files"
    print(f"{name:28}{cells}   {remark}", flush=True)


if __name__ == "__main__":
    main()
