"""What search engines ask for: robots.txt and the sitemap (https://www.sitemaps.org/protocol.html)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from html import escape
from itertools import islice
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


def sitemaps(site: Site, places: Iterable[Place], *, most: int = _MOST) -> Iterator[tuple[str, str]]:
    """Yield the path and the text of each sitemap; one of many is followed by their index, sitemap.xml."""
    rest = iter(places)
    parts = iter(lambda: list(islice(rest, most)), [])
    first, second = next(parts, []), next(parts, [])
    if not second:
        yield "sitemap.xml", _set(site, first)
        return
    names = []
    for number, part in enumerate((first, second, *parts), start=1):
        names.append(f"sitemap-{number}.xml")
        yield names[-1], _set(site, part)
    entries = "".join(f"<sitemap><loc>{escape(site.address(name))}</loc></sitemap>\n" for name in names)
    yield "sitemap.xml", f"{_DECLARATION}<sitemapindex {_NAMESPACE}>\n{entries}</sitemapindex>\n"


def _set(site: Site, places: Iterable[Place]) -> str:
    entries = "".join(
        f"<url><loc>{escape(site.address(place.path))}</loc>"
        + (f"<lastmod>{wording.machine(place.changed)}</lastmod>" if place.changed else "")
        + "</url>\n"
        for place in places
    )
    return f"{_DECLARATION}<urlset {_NAMESPACE}>\n{entries}</urlset>\n"
