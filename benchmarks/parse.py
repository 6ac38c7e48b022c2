"""Measure pages per second, from bytes to record, beside trafilatura and newspaper4k on the same pages.

    python benchmarks/parse.py [FOLDER…] [--seconds 5]

Every page.html below the folders is read over and over on one core, each reader in turn. Our record is the whole of
it, with quotations, notes and contacts; theirs is the text with its metadata. Readers that are not installed are
named as absent; trafilatura needs lxml_html_clean as well.
"""

import argparse
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path

from archive import anatomy, parse
from archive.errors import ParseError
from archive.response import Response

SITES = Path(__file__).parents[1] / "tests" / "sites"
NOW = datetime(2026, 11, 1, tzinfo=UTC)
ADDRESS = "https://www.example.org/news/a-page/"
Reader = Callable[[bytes], object]


def ours(body: bytes) -> object:
    """Read a page into a release."""
    return parse.from_page(Response(url=ADDRESS, final_url=ADDRESS, status=200, body=body, fetched_at=NOW))


def ours_with_anatomy(body: bytes) -> object:
    """Read a page into a release and its parts."""
    answer = Response(url=ADDRESS, final_url=ADDRESS, status=200, body=body, fetched_at=NOW)
    return anatomy.read(parse.from_page(answer))


def trafilatura() -> Reader:
    """Return trafilatura as it is used for articles: text with metadata."""
    library = import_module("trafilatura")

    return lambda body: library.bare_extraction(body, url=ADDRESS, with_metadata=True, include_comments=False)


def newspaper() -> Reader:
    """Return newspaper4k, kept from fetching images."""
    library = import_module("newspaper")

    def read(body: bytes) -> object:
        article = library.Article(ADDRESS, fetch_images=False)
        article.download(input_html=body.decode("utf-8", "replace"))
        article.parse()
        return article

    return read


def readers() -> Iterator[tuple[str, Reader]]:
    """Yield the readers that can be had."""
    yield "copperplate: page to release", ours
    yield "copperplate: and its anatomy", ours_with_anatomy
    for name, make in (("trafilatura with metadata", trafilatura), ("newspaper4k", newspaper)):
        try:
            yield name, make()
        except ImportError as error:
            print(f"{name:<30} absent ({error})")


def rate(read: Reader, pages: list[bytes], seconds: float) -> float:
    """Return pages per second of process time, after one round to warm up."""
    for page in pages:
        read(page)
    count, begun = 0, time.process_time()
    while (spent := time.process_time() - begun) < seconds:
        for page in pages:
            read(page)
        count += len(pages)
    return count / spent


def readable(pages: list[bytes]) -> list[bytes]:
    """Return the pages that hold a text at all."""
    kept = []
    for page in pages:
        try:
            ours(page)
        except ParseError:
            continue
        kept.append(page)
    return kept


def main() -> None:
    """Print one line a reader."""
    parser = argparse.ArgumentParser(description="Pages per second, beside other readers of articles.")
    parser.add_argument("folders", nargs="*", type=Path, default=[SITES])
    parser.add_argument("--seconds", type=float, default=5)
    options = parser.parse_args()
    pages = readable([path.read_bytes() for folder in options.folders for path in sorted(folder.rglob("page.html"))])
    size = sum(map(len, pages)) / max(1, len(pages)) / 1024
    print(f"{len(pages)} pages, {size:.0f} KB on average")
    for name, read in readers():
        print(f"{name:<30} {rate(read, pages, options.seconds):8.0f} pages a second")


if __name__ == "__main__":
    main()
