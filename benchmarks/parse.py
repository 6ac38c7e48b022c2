"""Measure pages per second, from bytes to record, beside trafilatura and newspaper4k on the same pages.

    python benchmarks/parse.py [FOLDER…] [--seconds 5] [--frame 30]

Every page.html below the folders is read over and over on one core, each reader in turn. The golden pages are written
without most of what stands around a release on a real site, whose pages have some 60 KB: each is given a frame of
styles, menus and links first (--frame 0 leaves them as they are). Our record is the whole of
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


def framed(page: bytes, kilobytes: int) -> bytes:
    """Return a page with styles, a menu and a footer around it, of some kilobytes together."""
    start = page.lower().find(b"<body")
    inside = page.find(b">", start) + 1
    if start < 0 or not kilobytes:
        return page
    entry = '<li class="menu-item menu-item-{0}"><a href="/section/{0}/">What we do, page {0}</a></li>'
    links = "".join(entry.format(number) for number in range(kilobytes * 3))
    rules = "".join(f".block-{number}{{margin:0 auto;color:#123456}}" for number in range(kilobytes * 10))
    head = f"<style>{rules}</style><nav class='menu'><ul>{links}</ul></nav>".encode()
    foot = f"<footer><ul>{links}</ul><p>&copy; The office</p></footer>".encode()
    before, body, after = page[inside:].rpartition(b"</body>")
    return page[:inside] + head + (before or after) + foot + body + (after if before else b"")


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
    parser.add_argument("--frame", type=int, default=30, metavar="KB", help="what is put around each page")
    options = parser.parse_args()
    found = [path.read_bytes() for folder in options.folders for path in sorted(folder.rglob("page.html"))]
    pages = readable([framed(page, options.frame) for page in found])
    size = sum(map(len, pages)) / max(1, len(pages)) / 1024
    print(f"{len(pages)} pages, {size:.0f} KB on average")
    for name, read in readers():
        print(f"{name:<30} {rate(read, pages, options.seconds):8.0f} pages a second")


if __name__ == "__main__":
    main()
