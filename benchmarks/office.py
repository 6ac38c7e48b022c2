"""Serve the sample office's site with thousands of generated releases, and count what it is asked.

    python benchmarks/office.py wordpress|listing [--releases 2000]

It prints its address; then, for each line that it reads, the requests and the bytes of bodies since the last one.
"""

import argparse
import sys
from dataclasses import replace
from datetime import timedelta
from functools import cache

from archive.sample import post, story
from archive.sample.answer import Answer, Asked
from archive.sample.post import Post
from archive.sample.server import Site

SHAPES = {
    "wordpress": frozenset({"wordpress", "listing"}),  # the REST interface is open, and there are pages too
    "listing": frozenset({"listing"}),
}
_YEARS = 10


@cache
def releases(count: int) -> tuple[Post, ...]:
    """Return so many releases over the ten years before the sample's first day, newest first, no text twice."""
    sample = [one for one in post.every() if not one.translation]
    step = timedelta(days=_YEARS * 365) / count
    return tuple(_copied(sample[number % len(sample)], number, step * (number + 1)) for number in range(count))


def _copied(one: Post, number: int, age: timedelta) -> Post:
    published = (story.START - age).replace(microsecond=0)
    return replace(
        one,
        id=100_000 - number,
        slug=f"{one.slug}-{number}",
        title=f"{one.title} ({number})",
        published=published,
        modified=published,
        body=f"{one.body}\n<p>This is release {number} of those that the office has made for a benchmark.</p>",
    )


class CountingSite(Site):
    """A site that counts the bytes of its bodies."""

    sent = 0

    def answer(self, asked: Asked) -> Answer:
        """Return what the site answers, and count it."""
        found = super().answer(asked)
        self.sent += len(found.body)
        return found

    def counts(self) -> tuple[int, int]:
        """Return requests and bytes, and begin again."""
        told = len(self.requests), self.sent
        self.requests.clear()
        self.sent = 0
        return told


def main() -> None:
    """Serve until standard input ends."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shape", choices=SHAPES)
    parser.add_argument("--releases", type=int, default=2_000)
    options = parser.parse_args()
    shown = releases(options.releases)
    with CountingSite(ways=SHAPES[options.shape], posts=lambda _day: shown) as site:
        print(site.url, flush=True)
        for _ in sys.stdin:
            print(*site.counts(), flush=True)


if __name__ == "__main__":
    main()
