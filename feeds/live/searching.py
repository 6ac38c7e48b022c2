"""The addresses below /search/: the page, the feeds and the downloads of any search."""

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import NamedTuple
from urllib.parse import parse_qsl

from datasette.utils import sqlite_timelimit

from archive import download
from archive.identity import slug
from archive.office import Office
from archive.recent import Recent
from archive.store import Database, almanac, borrowed, holdings, offices, register, search, topics
from archive.store.tally import Counts
from feeds import entry, feed
from feeds.feed import Feed
from feeds.live import files, results
from feeds.live.answer import SHARED, Answer, Asked, answer, given_up, moved, refused
from feeds.live.search import Names, Search, read
from feeds.pages import language
from feeds.pages.bilingual import FOLDER, Bilingual, Leaf
from feeds.pages.search import PATH
from feeds.site import Site

NEWEST = 50  # releases in a feed
_FEEDS_KEPT = 40  # of a quarter of a megabyte each
_ENTRIES_KEPT = 3000  # of eight kilobytes each; the newest are in the feeds of many searches
PATIENCE = 3000  # milliseconds for the SQL of one answer
_FEEDS = ("atom.xml", "rss.xml", "feed.json")
NAMES = ("", FOLDER, *_FEEDS, "results.csv", "results.jsonl")
_HTML = "text/html; charset=utf-8"
_NOTHING = "This address asks for no search: add words, as in ?q=budget\n"
_NO_WORD = "There is no word in {} that could be searched for\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """The published site, as far as the archive does not know it itself; see `feeds.site.Site`."""

    title: str
    url: str
    contact: str = ""


class _Written(NamedTuple):
    """An entry in one format, and when it was updated; aware, UTC."""

    updated: datetime
    entry: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """What a server remembers from one answer to the next; all of it follows the archive."""

    counts: Counts = field(default_factory=Counts)
    feeds: Recent[bytes] = field(default_factory=lambda: Recent(_FEEDS_KEPT))
    entries: Recent[_Written | None] = field(default_factory=lambda: Recent(_ENTRIES_KEPT))
    welsh: Recent[Bilingual] = field(default_factory=lambda: Recent(1))


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """One search on its way to an answer; it stays in the thread of its connection.

    memory: of the server
    leaf: the page, in the language in which it is asked
    untidy: whether its address has fields with nothing in them
    """

    db: Database
    memory: Memory
    site: Site
    leaf: Leaf
    offices: Mapping[str, Office]
    names: Names
    search: Search
    untidy: bool

    @property
    def feed(self) -> Feed:
        """The feed of the search, as it is without entries; that of all releases where none can be meant."""
        whole = self.search.whole
        if self.search.mistakes or self.search.query.empty:
            return feed.for_all(self.site, self.site.created)
        return feed.for_search(self.site, whole.address, whole.described(self.names))


def respond(
    connection: sqlite3.Connection, place: Place, memory: Memory, name: str, query_string: str, asked: Asked
) -> Answer:
    """Answer for a name below /search/ ("" is the page, "cy/" the same in Welsh, if the archive has any).

    Any query string at all has an answer.

    connection: of Datasette's, for this thread
    memory: one for all answers of a server
    Raises StoreError when the archive has not seen a run yet.
    """
    with borrowed.snapshot(connection) as db:
        authority, created = offices.founding(db)
        site = Site(title=place.title, url=place.url, contact=place.contact, authority=authority, created=created)
        known = {office.id: office for office in offices.every(db)}
        leaf = _leaf(db, memory, name)
        if leaf is None:
            return moved(f"../?{query_string}" if query_string else "../")
        called = {each.id: each.name for each in known.values()}
        names = Names(offices=called, topics=topics.names(db, leaf.language), language=leaf.language)
        desk = Desk(
            db=db,
            memory=memory,
            site=site,
            leaf=leaf,
            offices=known,
            names=names,
            search=read(query_string, names),
            untidy=any(not value.strip() for _, value in parse_qsl(query_string, keep_blank_values=True)),
        )
        write = _page if name in ("", FOLDER) else _document
        try:
            with sqlite_timelimit(connection, PATIENCE):
                return write(desk, name, asked)
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_INTERRUPT:
                raise
            stopped = replace(desk, search=replace(desk.search, mistakes={"q": leaf.say.plain("too_slow")}))
            return given_up(write(stopped, name, asked))


def _leaf(db: Database, memory: Memory, name: str) -> Leaf | None:
    """Return the page in the language of its name; None where the archive has nothing in that."""
    bilingual = memory.welsh.get(register.latest(db), lambda: Bilingual(almanac.welsh(db)))
    spoken = language.WELSH if name == FOLDER else language.ENGLISH
    return next((leaf for leaf in bilingual.leaves(PATH) if leaf.language == spoken), None)


def _page(desk: Desk, _name: str, asked: Asked) -> Answer:
    """Return the search page; a mistake is told beside its field, and nothing is looked up.

    What a form leaves empty is taken out of the address first: it is what people keep and send on.
    """
    mistaken = bool(desk.search.mistakes)
    if desk.untidy and not mistaken:
        return moved(desk.search.address or ".")
    found = results.look_up(desk.db, Search() if mistaken else desk.search, desk.memory.counts)
    page = results.page(desk.site, desk.feed, desk.search, found, desk.names, desk.leaf)
    return refused(asked, page, _HTML) if mistaken else answer(asked, page.encode(), {"content-type": _HTML})


def _document(desk: Desk, name: str, asked: Asked) -> Answer:
    """Return a feed or a download of the search, newest first, from its first page on."""
    if desk.search.mistakes:
        return refused(asked, "".join(f"{field}: {told}\n" for field, told in desk.search.mistakes.items()))
    if desk.search.query.empty:
        return refused(asked, _NO_WORD.format(desk.search.words) if desk.search.words else _NOTHING)
    headers = {"content-type": files.media_type(Path(name))} | SHARED
    if name in _FEEDS:
        frame = register.digest((desk.site, desk.offices, desk.names))
        key = (name, desk.search.whole.address, register.latest(desk.db), frame)
        return answer(asked, desk.memory.feeds.get(key, lambda: _feed(desk, name, frame)), headers)
    called = f"{slug(desk.search.described(Names())) or 'search'}{Path(name).suffix}"
    headers["content-disposition"] = f'attachment; filename="{called}"'
    return answer(asked, _file(desk, name), headers)


def _feed(desk: Desk, name: str, frame: str) -> bytes:
    """Return a feed of the search; frame: a mark of all that entries show beside their releases."""
    from feeds import document  # noqa: PLC0415 feedgen takes its time to load

    (render, join), about = document.FORMATS[name], desk.feed

    def written(row: int) -> _Written | None:
        holding = holdings.one(desk.db, row)
        made = entry.of(holding, desk.offices[holding.office], desk.site) if holding else None
        return _Written(made.updated, render(made, about)) if made else None

    hits = [hit.id for hit in search.every(desk.db, desk.search.query, limit=NEWEST)]
    kept = desk.memory.entries
    found = [
        each
        for row, stamp in register.stamps(desk.db, hits).items()
        if (each := kept.get((name, frame, row, stamp), partial(written, row)))
    ]
    updated = max((each.updated for each in found), default=desk.site.created)
    return join(replace(about, updated=updated), [each.entry for each in found])


def _file(desk: Desk, name: str) -> bytes:
    hits = search.every(desk.db, desk.search.query, limit=download.MOST)
    rows = [download.row(hit, desk.site.url) for hit in hits]
    return download.table(rows) if name == "results.csv" else download.lines(rows)
