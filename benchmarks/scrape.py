"""Measure first and second runs over a site of 2,000 releases, beside Scrapy crawling the same site in the same run.

    python3 -m venv /tmp/scrapy && /tmp/scrapy/bin/pip install -q scrapy
    python benchmarks/scrape.py --scrapy /tmp/scrapy/bin/scrapy [--releases 2000]

The site is the sample office's, served on this machine in two shapes: its WordPress interface open, and pages only.
Nobody waits between requests; Copperplate makes one at a time, Scrapy eight. Copperplate keeps bytes, texts,
revisions, quotations and an index in SQLite, and asks the second time what has changed; Scrapy writes title, date and
text as JSON lines, and crawls again (with its HTTP cache: asks whether each page has changed). Requests and bytes are
the server's counts, bodies alone; memory is the peak of the crawling process.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
_KIB = 1024
_CACHE = ("HTTPCACHE_ENABLED=1", "HTTPCACHE_POLICY=scrapy.extensions.httpcache.RFC2616Policy")
_HEADINGS = ("", "releases", "requests", "MB", "seconds", "of CPU", "peak MB")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What one run has cost; bytes of bodies, peak memory in bytes."""

    releases: int
    requests: int
    bytes: int
    seconds: float
    cpu: float
    peak: int

    def cells(self, other: "Cost | None") -> list[str]:
        """Return the row of a table; with another cost, each as so many times that one."""
        shown = [f"{self.releases:,}", f"{self.requests:,}", f"{self.bytes / 1e6:.1f}"]
        shown += [f"{self.seconds:.1f}", f"{self.cpu:.1f}", f"{self.peak / _KIB / _KIB:.0f}"]
        if other is None:
            return shown
        pairs = zip(self.measures, other.measures, strict=True)
        ratios = [f" ({mine / theirs:.2f}×)" if theirs else "" for mine, theirs in pairs]
        return [shown[0], *(f"{cell}{ratio}" for cell, ratio in zip(shown[1:], ratios, strict=True))]

    @property
    def measures(self) -> tuple[float, ...]:
        """Return what is compared, in the order of the headings."""
        return self.requests, self.bytes, self.seconds, self.cpu, self.peak


class Site:
    """The server, in a process of its own."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        """Take the process that serves."""
        self._process = process
        self.url = self._said()

    def counts(self) -> tuple[int, int]:
        """Return requests and bytes since the last time."""
        assert self._process.stdin is not None, "it was opened with a pipe"
        self._process.stdin.write("\n")
        self._process.stdin.flush()
        requests, sent = self._said().split()
        return int(requests), int(sent)

    def _said(self) -> str:
        assert self._process.stdout is not None, "it was opened with a pipe"
        return self._process.stdout.readline().strip()


@contextmanager
def serving(shape: str, releases: int) -> Iterator[Site]:
    """Serve the site in one shape."""
    command = [sys.executable, str(HERE / "office.py"), shape, "--releases", str(releases)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        yield Site(process)
        assert process.stdin is not None, "it was opened with a pipe"
        process.stdin.close()


def measured(site: Site, command: list[str], found: Path) -> Cost:
    """Run a command to its end; found is the file to which it prints, or writes a line for each release."""
    site.counts()
    begun = time.perf_counter()
    with found.with_suffix(".out").open("wb") as out:
        process = subprocess.Popen(command, stdout=out)
        _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.perf_counter() - begun
    if process.returncode:
        raise SystemExit(f"{command[0]} ended with {process.returncode}")
    requests, sent = site.counts()
    lines = (
        found.read_bytes().count(b"\n") if found.exists() else int(found.with_suffix(".out").read_bytes().split()[0])
    )
    cpu = usage.ru_utime + usage.ru_stime
    # a child's peak begins with its parent's, so this process stays small: it imports nothing of ours
    return Cost(releases=lines, requests=requests, bytes=sent, seconds=seconds, cpu=cpu, peak=usage.ru_maxrss * _KIB)


def ours(site: Site, folder: Path) -> list[Cost]:
    """Run Copperplate twice, an hour apart."""
    command = [sys.executable, str(HERE / "visit.py"), f"{site.url}/", str(folder), "--hours"]
    return [measured(site, [*command, hours], folder / hours) for hours in ("0", "1")]


def theirs(site: Site, scrapy: str, folder: Path, *settings: str) -> list[Cost]:
    """Run Scrapy twice, with settings of its own."""
    found = folder / "releases.jsonl"
    command = [
        scrapy,
        "runspider",
        "-L",
        "ERROR",
        str(HERE / "spider.py"),
        "-a",
        f"start={site.url}/news/",
        "-O",
        str(found),
    ]
    told = [part for setting in settings for part in ("-s", setting)]
    return [measured(site, [*command, *told], found) for _ in range(2)]


def compared(shape: str, options: argparse.Namespace) -> Iterator[list[str]]:
    """Give the rows of one shape of the site: first runs, then second ones, with how they compare to Scrapy."""
    with tempfile.TemporaryDirectory() as name, serving(shape, options.releases) as site:
        folder = Path(name)
        mine = ours(site, folder)
        plain: list[Cost | None] = [None, None]
        rows = [("Copperplate", mine)]
        if options.scrapy:
            crawled = theirs(site, options.scrapy, folder)
            cache = ("HTTPCACHE_ENABLED=1", f"HTTPCACHE_DIR={folder / 'cache'}")
            policy = "HTTPCACHE_POLICY=scrapy.extensions.httpcache.RFC2616Policy"
            rows += [
                ("Scrapy", crawled),
                ("Scrapy with its HTTP cache", theirs(site, options.scrapy, folder, *cache, policy)),
            ]
            plain = [*crawled]
    for number, run in enumerate(("first run", "second run")):
        yield [f"{shape}, {run}"]
        for reader, costs in rows:
            yield [reader, *costs[number].cells(plain[number])]


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--scrapy", help="the command of an installed Scrapy; without it, ours alone is measured")
    parser.add_argument("--releases", type=int, default=2_000)
    options = parser.parse_args()
    if options.scrapy:
        subprocess.run([options.scrapy, "version"], check=True)  # and so that its first run does not compile it
    print("".join(f"{cell:>16}" if cell else " " * 28 for cell in _HEADINGS))
    for shape in ("wordpress", "listing"):
        for label, *cells in compared(shape, options):
            print(f"{label:<28}" + "".join(f"{cell:>16}" for cell in cells), flush=True)


if __name__ == "__main__":
    main()
