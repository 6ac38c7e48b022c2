"""The way through the documents of a sitemap: from an index to what it lists, within bounds."""

import re
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass, replace

from archive import identity
from archive.discover.answer import unexpected
from archive.discover.ledger import Leaf, Ledger, marks
from archive.discover.section import NEWS, leads, within
from archive.discover.urlset import Document, Entry, read_document
from archive.release import Alias
from archive.response import NO_VALIDATORS, Fetch, Response

ACCEPT = "application/xml, text/xml, text/plain;q=0.9, application/gzip;q=0.9, */*;q=0.1"
_OTHERS = re.compile(
    r"categor|tag|taxonom|author|users?\b|image|video|attachment|product|event|location|people|profile", re.IGNORECASE
)
_POSTS = re.compile(r"(?<![a-z])posts?(?![a-z])", re.IGNORECASE)
_PAGES = re.compile(r"(?<![a-z])pages?(?![a-z])", re.IGNORECASE)
_OF_ALL = re.compile(r"wp-sitemap-posts|sitemap|index|\.xml|\.gz", re.IGNORECASE)  # what says nothing in a name
_MOST_DOCUMENTS = 200
_MOST_DEPTH = 3  # an index may not list indexes, but some do
_MOST_ENTRIES = 200_000
_NOT_MODIFIED = 304
_DAY = len("2026-03-01")
_FEW = 3  # pages that may well have been changed on one day


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One document that lists pages.

    leaf: what to remember of it; None when it could not be read and never was
    response: what it was read from; None when it is as it was the last time, and then nothing is in the others
    listed: every address in it
    releases: what can be one; a lastmod that tells when the sitemap was made, and not the page, is taken away
    trouble: why it is not, or not whole; ""
    """

    url: str
    leaf: Leaf | None
    response: Response | None = None
    listed: frozenset[Alias] = frozenset()
    releases: tuple[Entry, ...] = ()
    trouble: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stop:
    """An address to ask: what its index says of it, how deep it is, and whether its name says that it has news."""

    url: str
    lastmod: str = ""
    depth: int = 0
    news: bool = False


def sheets(place: str, fetch: Fetch, before: Ledger) -> Iterator[Sheet]:
    """Give the documents of a sitemap that can list releases, the sections being the fragment of the place.

    DiscoverError when there is none; what is wrong with one further down is its trouble.
    """
    root, _, fragment = place.partition("#")
    sections = [section for section in fragment.split(",") if section]
    stops = deque([_Stop(url=root)])
    asked: set[str] = set()
    entries = 0
    while stops:
        stop = stops.popleft()
        if stop.url in asked:
            continue
        if len(asked) == _MOST_DOCUMENTS or entries > _MOST_ENTRIES:
            yield Sheet(url=stop.url, leaf=None, trouble=f"{root}: reading ended after {len(asked)} documents")
            return
        asked.add(stop.url)
        found = _asked(stop, fetch, before.get(stop.url))
        if isinstance(found, Sheet):
            yield found
            continue
        response, document = found
        entries += len(document.entries)
        if document.index:
            stops.extend(_further(document, stop, root))
        else:
            yield _sheet(stop, response, document, sections)


def _asked(stop: _Stop, fetch: Fetch, leaf: Leaf | None) -> Sheet | tuple[Response, Document]:
    """Return what a document says, or that it is as it was, or cannot be read."""
    if leaf and stop.lastmod and leaf.lastmod == stop.lastmod:
        return Sheet(url=stop.url, leaf=leaf)
    response = fetch(stop.url, accept=ACCEPT, validators=leaf.validators if leaf else NO_VALIDATORS)
    if leaf and response.status == _NOT_MODIFIED:
        return Sheet(url=stop.url, leaf=replace(leaf, lastmod=stop.lastmod))
    document = read_document(response) if response.ok else None
    if document:
        return response, document
    problem = unexpected(response, "a sitemap")
    if not stop.depth:
        raise problem
    return Sheet(url=stop.url, leaf=leaf, trouble=str(problem))


def _further(index: Document, stop: _Stop, root: str) -> Iterator[_Stop]:
    """Give the sitemaps of an index which can hold releases: those named for posts or news, else all but the others."""
    if stop.depth == _MOST_DEPTH:
        return
    names = {entry.url: _OF_ALL.sub("", entry.url.rpartition("/")[2]) for entry in index.entries}
    news = {url for url, name in names.items() if _POSTS.search(name) or NEWS.search(name)}
    for entry in index.entries:
        name = names[entry.url]
        other = _OTHERS.search(name) or (news and _PAGES.search(name))
        if identity.host(entry.url) == identity.host(root) and not other:
            yield _Stop(url=entry.url, lastmod=entry.lastmod, depth=stop.depth + 1, news=entry.url in news)


def _sheet(stop: _Stop, response: Response, document: Document, sections: list[str]) -> Sheet:
    base = response.final_url
    chosen = (
        entry
        for entry in document.entries
        if leads(entry.url, base) and (stop.news or entry.published or within(entry.url, sections))
    )
    releases = _trusted(list(chosen))
    validators = response.validators
    return Sheet(
        url=stop.url,
        leaf=Leaf(
            etag=validators.etag,
            last_modified=validators.last_modified,
            lastmod=stop.lastmod,
            marks=marks(releases),
        ),
        response=response,
        listed=frozenset(identity.url_alias(entry.url) for entry in document.entries),
        releases=tuple(releases),
        trouble="" if document.whole else f"{stop.url} is cut short or ill-formed",
    )


def _trusted(entries: list[Entry]) -> list[Entry]:
    """Take away a lastmod that most entries share: it is of the day when they were all generated, or moved here."""
    days = Counter(entry.lastmod[:_DAY] for entry in entries if entry.lastmod)
    common = {day for day, count in days.items() if count > max(_FEW, len(entries) / 2)}
    return [replace(entry, lastmod="") if entry.lastmod[:_DAY] in common else entry for entry in entries]
