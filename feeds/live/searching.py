"""The addresses below /search/: the page, the feeds and the downloads of any search."""

import sqlite3
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from datasette.utils import sqlite_timelimit

from archive.identity import slug
from archive.office import Office
from archive.store import Database, borrowed, holdings, offices, search
from feeds import entry, feed
from feeds.entry import Entry
from feeds.feed import Feed
from feeds.live import download, results
from feeds.live.answer import SHARED, Answer, Asked, answer
from feeds.live.search import Search, read
from feeds.site import Site

NEWEST = 50  # releases in a feed
MOST = 10_000  # releases in a download
_TIME = 3000  # milliseconds
_HTML = "text/html; charset=utf-8"
_PLAIN = "text/plain; charset=utf-8"
_NOTHING = "This address asks for no search: add words, as in ?q=budget\n"
_TOO_SLOW = "This search takes too long: write longer words, or fewer of them."


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """The published site, as far as the archive does not know it itself; see `feeds.site.Site`."""

    title: str
    url: str
    contact: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """One search on its way to an answer; it stays in the thread of its connection."""

    db: Database
    site: Site
    offices: Mapping[str, Office]
    search: Search

    @property
    def names(self) -> dict[str, str]:
        """The names of the offices, by their ids."""
        return {office.id: office.name for office in self.offices.values()}

    @property
    def feed(self) -> Feed:
        """The feed of the search, as it is without entries; that of all releases where none can be meant."""
        whole = self.search.whole
        if self.search.mistakes or self.search.query.empty:
            return feed.for_all(self.site, self.site.created)
        return feed.for_search(self.site, whole.address, whole.described(self.names))


def respond(connection: sqlite3.Connection, place: Place, name: str, query_string: str, asked: Asked) -> Answer:
    """Answer for a name below /search/ ("" is the page); any query string at all has an answer.

    connection: of Datasette's, for this thread
    Raises StoreError when the archive has not seen a run yet.
    """
    db = borrowed.database(connection)
    authority, created = offices.founding(db)
    site = Site(title=place.title, url=place.url, contact=place.contact, authority=authority, created=created)
    known = {office.id: office for office in offices.every(db)}
    desk = Desk(db=db, site=site, offices=known, search=read(query_string, known))
    try:
        with sqlite_timelimit(connection, _TIME):
            return _document(desk, name, asked) if name else _page(desk, asked)
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode != sqlite3.SQLITE_INTERRUPT:
            raise
        slow = replace(desk, search=replace(desk.search, mistakes={"q": _TOO_SLOW}))
        return _document(slow, name, asked) if name else _page(slow, asked)


def _page(desk: Desk, asked: Asked) -> Answer:
    """Return the search page; a mistake is told beside its field, and nothing is looked up."""
    mistaken = bool(desk.search.mistakes)
    found = results.look_up(desk.db, Search() if mistaken else desk.search)
    page = results.page(desk.site, desk.feed, desk.search, found, desk.names)
    return _refused(page, _HTML) if mistaken else answer(asked, page.encode(), {"content-type": _HTML})


def _document(desk: Desk, name: str, asked: Asked) -> Answer:
    """Return a feed or a download of the search, newest first, from its first page on."""
    if desk.search.mistakes:
        return _refused("".join(f"{field}: {told}\n" for field, told in desk.search.mistakes.items()))
    if desk.search.query.empty:
        return _refused(_NOTHING)
    content_type, make = _DOCUMENTS[name]
    headers = {"content-type": content_type} | SHARED
    if name.startswith("results."):
        file = f"{slug(desk.search.described({})) or 'search'}{name.removeprefix('results')}"
        headers["content-disposition"] = f'attachment; filename="{file}"'
    return answer(asked, make(desk), headers)


def _refused(text: str, content_type: str = _PLAIN) -> Answer:
    return Answer(status=400, headers={"content-type": content_type}, body=text.encode())


def _entries(desk: Desk) -> list[Entry]:
    hits = search.every(desk.db, desk.search.query, limit=NEWEST)
    found = filter(None, (holdings.one(desk.db, hit.id) for hit in hits))
    return [entry.of(each, desk.offices[each.office], desk.site) for each in found]


def _rows(desk: Desk) -> list[download.Row]:
    return [download.row(hit, desk.site) for hit in search.every(desk.db, desk.search.query, limit=MOST)]


def _feed(write: str) -> Callable[[Desk], bytes]:
    def make(desk: Desk) -> bytes:
        from feeds import document  # noqa: PLC0415 feedgen takes its time to load

        entries = _entries(desk)
        updated = max((each.updated for each in entries), default=desk.site.created)
        written: bytes = getattr(document, write)(replace(desk.feed, updated=updated), entries)
        return written

    return make


_DOCUMENTS: Mapping[str, tuple[str, Callable[[Desk], bytes]]] = {
    "atom.xml": ("application/atom+xml", _feed("atom")),
    "rss.xml": ("application/rss+xml", _feed("rss")),
    "feed.json": ("application/feed+json", _feed("json_feed")),
    "results.csv": ("text/csv; charset=utf-8; header=present", lambda desk: download.table(_rows(desk))),
    "results.jsonl": ("application/x-ndjson; charset=utf-8", lambda desk: download.lines(_rows(desk))),
}
NAMES = ("", *_DOCUMENTS)
