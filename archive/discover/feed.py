"""The way of feeds: RSS, Atom and JSON Feed, with their older pages when they are read for the first time."""

import json
import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from archive.discover.answer import GONE, unexpected
from archive.discover.document import Document
from archive.discover.jsonfeed import read_json
from archive.discover.listing import news_page
from archive.discover.order import short_name
from archive.discover.page import attribute, elements
from archive.discover.reading import Item, Reading
from archive.discover.software import speaks_of_wordpress
from archive.discover.xmlfeed import read_xml
from archive.errors import BudgetError, DiscoverError, FetchError
from archive.response import NO_VALIDATORS, Fetch, Response, Validators

_ACCEPT = "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, */*;q=0.1"
_TYPES = frozenset({"application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json"})
_USUAL = ("/feed/", "/rss.xml")  # of feeds that no page names; static generators name theirs
_USUAL_OF_WORDPRESS = ("/feed/", "/?feed=rss2")
_COMMENTS = re.compile(r"\bcomments?\b|\bsylwadau\b")
_BAD_REQUEST = 400
_PAST_THE_END = frozenset({_BAD_REQUEST, *GONE})
_NOT_MODIFIED = 304
_MOST_PAGES = 500


def detect(home: Response, fetch: Fetch) -> str | None:
    """Return the address of the first feed with entries: the page, one that it or its news page names, a usual place.

    A feed that the page names, but which is none, is a DiscoverError.
    """
    if _document(home):
        return home.final_url
    problem: DiscoverError | None = None
    named = []
    for url in _named_for(home, fetch):
        named.append(url)
        try:
            if _expected(fetch(url, accept=_ACCEPT)).items:
                return url
        except DiscoverError as error:
            problem = problem or error
    for usual in _USUAL_OF_WORDPRESS if speaks_of_wordpress(home) else _USUAL:
        url = urljoin(home.final_url, usual)
        found = None if url in named else _document(fetch(url, accept=_ACCEPT))
        if found and found.items:
            return url
    if problem:
        raise problem
    return None


def complete(url: str, fetch: Fetch) -> bool:
    """Tell whether a feed goes on to older pages; most hold the newest entries only."""
    found = _document(fetch(url, accept=_ACCEPT))
    return bool(found and (found.wordpress or found.older))


def read(url: str, fetch: Fetch, cursor: str = "") -> Reading:
    """Read a feed: to its last page without a cursor, else its first, and on to what was seen the last time.

    What a feed does not list says nothing, since most hold the newest only: Extent.PART. When an older page fails,
    the cursor is handed back as it was, so that the next reading tries again.
    """
    validators, seen = _remembered(cursor)
    response = fetch(url, accept=_ACCEPT, validators=validators)
    if response.status == _NOT_MODIFIED and cursor:
        return Reading(items=(), cursor=cursor)
    first = _expected(response)
    if first.entries and not first.items:
        raise DiscoverError(
            f"{response.final_url} is a feed with {first.entries} entries, none of which has an address",
            hint="Give the address of the page that lists the releases instead.",
        )
    items: dict[str, Item] = {}
    count = 0
    try:
        for found in _documents(response, first, fetch):
            count += 1
            fresh = {_key(item): item for item in found.items if _key(item) not in items}
            items |= fresh
            if not fresh or seen & fresh.keys():
                break
    except DiscoverError as error:
        return Reading(items=tuple(items.values()), cursor=cursor, remarks=(f"the older pages are left: {error}",))
    return Reading(
        items=tuple(items.values()),
        total=None if items else 0,
        cursor=_written(response.validators, first),
        remarks=(f"{url}: reading ended after {count} pages",) if count == _MOST_PAGES else (),
        shown=_order(first),
        ends=True,
    )


def _named_for(home: Response, fetch: Fetch) -> Iterator[str]:
    """Give the feeds that a page names, or else those that its news page does, which is asked anyway."""
    named = list(_named(home))
    yield from named
    if named:
        return
    try:
        page = news_page(home, fetch)
    except BudgetError:
        raise
    except FetchError:  # which the way of lists tells of; a feed may be there all the same
        return
    if page:
        yield from _named(page)


def _named(home: Response) -> Iterator[str]:
    """Give the feeds that a page names in its head, those of comments left out."""
    for link in elements(home).find_all("link", rel="alternate", href=True):
        url = attribute(link, "href")
        names = f"{attribute(link, 'title')} {url}".lower()
        if attribute(link, "type").lower() in _TYPES and url and not _COMMENTS.search(names):
            yield url


def _document(response: Response) -> Document | None:
    """Return the feed in an answer, whatever its status and type; None when its root element is another."""
    return read_xml(response) or read_json(response)


def _expected(response: Response) -> Document:
    found = _document(response)
    if found is None or not (response.ok or found.items):
        raise unexpected(response, "a feed")
    return found


def _documents(response: Response, first: Document, fetch: Fetch) -> Iterator[Document]:
    """Give the first document and the older ones; past the end WordPress answers 404, with a feed or without."""
    yield first
    current = first
    asked = {response.url, response.final_url}
    for number in range(2, _MOST_PAGES + 1):
        url = current.older or (_paged(response.final_url, number) if first.wordpress else "")
        if not url or url in asked:
            return
        asked.add(url)
        answered = fetch(url, accept=_ACCEPT)
        found = _document(answered)
        if found is None and not answered.ok and answered.status not in _PAST_THE_END:
            raise unexpected(answered, "an older page of the feed")
        if found is None or not found.items:
            return
        yield found
        current = found


def _paged(url: str, number: int) -> str:
    parts = urlsplit(url)
    query = urlencode({**dict(parse_qsl(parts.query)), "paged": str(number)})
    return urlunsplit(parts._replace(query=query))


def _key(item: Item) -> str:
    """Return a short name for an item's address, to know it by the next time."""
    return short_name(item.url)


def _written(validators: Validators, first: Document) -> str:
    fields = {"etag": validators.etag, "last_modified": validators.last_modified, "order": _order(first)}
    return json.dumps(fields)


def _order(document: Document) -> tuple[str, ...]:
    return tuple(dict.fromkeys(map(_key, document.items)))


def _remembered(cursor: str) -> tuple[Validators, frozenset[str]]:
    """Return the last reading's validators and what it saw; nothing from a cursor that is not ours."""
    try:
        value = json.loads(cursor)
        validators = Validators(etag=str(value["etag"]), last_modified=str(value["last_modified"]))
        return validators, frozenset(map(str, value.get("order") or value["seen"]))
    except (ValueError, TypeError, KeyError):
        return NO_VALIDATORS, frozenset()
