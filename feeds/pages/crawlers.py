"""What search engines ask for: robots.txt and the sitemap (https://www.sitemaps.org/protocol.html)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from html import escape
from itertools import chain, islice
from urllib.parse import urlsplit

from archive import wording
from feeds.site import Site

_MOST = 50_000  # addresses that one sitemap may hold
_NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A page of the site and when it last changed; None when that is not worth telling."""

    path: str
    changed: datetime | None = None


def robots(site: Site) -> str:
    """Return robots.txt: everything may be read, and only what is worth finding is listed."""
    search = urlsplit(site.address("search/")).path
    return f"User-agent: *\nDisallow: {search}\n\nSitemap: {site.address('sitemap.xml')}\n"


def sitemaps(site: Site, name: str, places: Iterable[Place], *, most: int = _MOST) -> Iterator[tuple[str, str]]:
    """Yield the path and the text of each sitemap of some pages: `names` says how they are called."""
    rest = iter(places)
    parts = chain([list(islice(rest, most))], iter(lambda: list(islice(rest, most)), []))
    for number, part in enumerate(parts):
        yield _numbered(name, number), _set(site, part)


def names(name: str, count: int, *, most: int = _MOST) -> list[str]:
    """Return the paths of the sitemaps of so many pages: "sitemap.xml", "sitemap-2.xml"."""
    return [_numbered(name, number) for number in range(max(1, -(-count // most)))]


def index(site: Site, paths: Iterable[str]) -> str:
    """Return the index of all sitemaps."""
    entries = "".join(f"<sitemap><loc>{escape(site.address(path))}</loc></sitemap>\n" for path in paths)
    return f"{_DECLARATION}<sitemapindex {_NAMESPACE}>\n{entries}</sitemapindex>\n"


def _numbered(name: str, number: int) -> str:
    return f"{name}-{number + 1}.xml" if number else f"{name}.xml"


def _set(site: Site, places: Iterable[Place]) -> str:
    entries = "".join(
        f"<url><loc>{escape(site.address(place.path))}</loc>"
        + (f"<lastmod>{wording.machine(place.changed)}</lastmod>" if place.changed else "")
        + "</url>\n"
        for place in places
    )
    return f"{_DECLARATION}<urlset {_NAMESPACE}>\n{entries}</urlset>\n"
