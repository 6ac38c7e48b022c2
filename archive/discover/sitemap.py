"""The way of sitemaps: every page that the site has; addresses and names tell which are releases.

The fragment of the address to read from names the sections in which releases lie, as they were seen on the site's
news page: https://www.example.org/sitemap.xml#/news/*/,/press-releases/ (see archive.discover.section).
"""

import re
from collections.abc import Iterator
from html import escape
from itertools import chain, islice
from urllib.parse import urldefrag, urljoin

from archive import identity
from archive.discover.blocks import find_blocks
from archive.discover.itinerary import Sheet, sheets
from archive.discover.ledger import every_mark, key, remembered, written
from archive.discover.listing import news_page
from archive.discover.page import address, elements
from archive.discover.reading import Extent, Item, Reading
from archive.discover.section import common
from archive.discover.software import speaks_of_wordpress
from archive.discover.stamp import stamped
from archive.discover.urlset import Entry, read_document
from archive.errors import DiscoverError, RefusedError
from archive.release import Channel
from archive.response import Fetch, Response

_NAMED = re.compile(r"^[ \t]*sitemap[ \t]*:[ \t]*(\S+)", re.IGNORECASE | re.MULTILINE)
_USUAL = ("/sitemap.xml",)
_USUAL_OF_WORDPRESS = ("/sitemap.xml", "/sitemap_index.xml", "/wp-sitemap.xml")
_MOST_NAMED = 10
_FEWEST = 3


def detect(home: Response, fetch: Fetch) -> str | None:
    """Return the address of the first sitemap that lists releases: one that robots.txt names, one in a usual place."""
    if read_document(home):
        return home.url if _shows_releases(home.url, fetch) else None
    sections = ",".join(_sections(home, fetch))
    places = (f"{url}#{sections}" if sections else url for url in _candidates(home, fetch))
    return next((place for place in places if _shows_releases(place, fetch)), None)


def complete(_url: str, _fetch: Fetch) -> bool:
    """Return False: a sitemap may be stale, or of some pages only."""
    return False


def read(url: str, fetch: Fetch, cursor: str = "") -> Reading:
    """Read a sitemap: all of it, or with a cursor what is new in it, or has another lastmod.

    Documents that have not changed are not read again; when an address has gone from one, all are, since only that
    shows what there still is. Extent.SAME needs a lastmod for every release: else one can change unseen.
    """
    before = remembered(cursor)
    read_now = list(sheets(url, fetch, before))
    ledger = {sheet.url: sheet.leaf for sheet in read_now if sheet.leaf}
    known, listed = every_mark(before), every_mark(ledger)
    remarks = tuple(sheet.trouble for sheet in read_now if sheet.trouble)
    if known and not remarks and known.keys() - listed.keys():
        return read(url, fetch)
    if not listed:
        raise DiscoverError(
            f"{urldefrag(url).url} is a sitemap, but lists nothing that could be a release",
            hint="Open the site: its releases may have moved to another section.",
        )
    items = {item.url: item for sheet in read_now for item in _items(sheet, known)}
    extent = _extent(read_now, first=not known, dated=all(listed.values()))
    return Reading(
        items=tuple(items.values()),
        extent=extent,
        present=frozenset(chain.from_iterable(sheet.listed for sheet in read_now))
        if extent is Extent.WHOLE
        else frozenset(),
        total=None if extent is Extent.PART else len(listed),
        cursor=written(ledger),
        remarks=remarks,
    )


def _shows_releases(place: str, fetch: Fetch) -> bool:
    """Tell whether there is a sitemap in a place, with at least a few releases."""
    try:
        found = chain.from_iterable(sheet.releases for sheet in sheets(place, fetch, {}))
        return len(list(islice(found, _FEWEST))) == _FEWEST
    except (DiscoverError, RefusedError):
        return False


def _candidates(home: Response, fetch: Fetch) -> Iterator[str]:
    """Give the places where a sitemap can be: those that robots.txt names on this host, and the usual ones."""
    robots = fetch(urljoin(home.final_url, "/robots.txt"), accept="text/plain, */*;q=0.1")
    text = robots.body.decode("utf-8-sig", "replace") if robots.ok else ""
    named = [address(robots.final_url, found) for found in _NAMED.findall(text)[:_MOST_NAMED]]
    places = _USUAL_OF_WORDPRESS if speaks_of_wordpress(home) else _USUAL
    usual = [urljoin(home.final_url, place) for place in places]
    host = identity.host(home.final_url)
    yield from (url for url in dict.fromkeys([*named, *usual]) if url and identity.host(url) == host)


def _sections(home: Response, fetch: Fetch) -> list[str]:
    """Return the sections of what the site's news page lists, or the page itself when nothing better is linked."""
    page = news_page(home, fetch)
    if page is None:
        return []
    return common(block.url for block in find_blocks(elements(page), page.final_url))


def _items(sheet: Sheet, known: dict[str, str]) -> Iterator[Item]:
    """Give what is new in a document, or has another lastmod."""
    marks = sheet.leaf.marks if sheet.leaf else {}
    for entry in sheet.releases:
        name = key(entry)
        if sheet.response and (name not in known or known[name] != marks[name]):
            yield _item(entry, sheet.response)


def _item(entry: Entry, response: Response) -> Item:
    return Item(
        url=entry.url,
        channel=Channel.PAGE,
        response=response,
        title=escape(entry.title, quote=False),
        published=stamped(entry.published, "sitemap: news publication_date"),
        modified=stamped(entry.lastmod, "sitemap: lastmod"),
        aliases=(identity.url_alias(entry.url),),
    )


def _extent(read_now: list[Sheet], *, first: bool, dated: bool) -> Extent:
    """Return what a reading says of what is not among its items; a sitemap of news holds two days only."""
    fresh = [entry for sheet in read_now for entry in sheet.releases]
    if any(sheet.trouble for sheet in read_now) or (fresh and all(entry.published for entry in fresh)):
        return Extent.PART
    if first:
        return Extent.WHOLE
    return Extent.SAME if dated else Extent.PART
