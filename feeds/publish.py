"""Writing the site: feeds, pages and all that belongs to them, into a folder that any web server can serve."""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from importlib.resources import files
from pathlib import Path
from xml.parsers import expat

from archive.errors import PublishError
from archive.office import Office
from archive.release import Holding
from archive.store import Database, holdings, offices, outline, standings
from feeds import entry, feed, folder, turn
from feeds.entry import Entry
from feeds.feed import Feed
from feeds.opml import Group
from feeds.pages import changes, crawlers, listing, missing, policy, release, search, status
from feeds.pages.crawlers import Place
from feeds.pages.listing import Shelf
from feeds.pages.release import Record
from feeds.site import Site

NEWEST = 50  # releases in a feed that is subscribed to, and on the page that shows the same
_FRONT = 20  # releases on the home page
_CHANGES = 100
_FRONT_CHANGES = 6
_TURNS = 50

Progress = Callable[[int, int], None]  # told how many releases are written, and how many there are
Document = tuple[str, bytes]  # a path in the folder, and what has to stand there


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """What a publish did, in files."""

    written: int
    unchanged: int
    removed: int

    @property
    def files(self) -> int:
        """How many files are published now."""
        return self.written + self.unchanged


def publish(db: Database, site: Site, path: Path, *, progress: Progress = lambda _done, _total: None) -> Published:
    """Bring a folder up to date with the archive: write what changed, remove what is no longer wanted.

    Releases are written before the pages and feeds that lead to them. Raises PublishError when the folder is not ours
    or cannot be written; what was published before stays.
    """
    target = folder.opened(path)
    for name, content in _Edition(db=db, site=site, progress=progress).documents():
        target.write(name, _checked(name, content))
    removed = target.finish()
    return Published(written=target.written, unchanged=len(target.wanted) - target.written, removed=removed)


def _checked(name: str, content: bytes) -> bytes:
    """Return a document after having read it once more; PublishError when a feed reader could not."""
    try:
        if name.endswith((".xml", ".opml")):
            expat.ParserCreate().Parse(content, True)  # noqa: FBT003 the parser's own signature
        elif name.endswith(".json"):
            json.loads(content)
    except (expat.ExpatError, ValueError) as error:
        raise PublishError(
            f"{name}: what was to be published is not well-formed ({error}); the last good one stays",
            hint="Report this: it is a mistake of ours.",
        ) from error
    return content


@dataclass(slots=True, kw_only=True)
class _Edition:
    """Everything that is published at one time; what is gathered on the way is small."""

    db: Database
    site: Site
    progress: Progress
    shelves: dict[str, Shelf] = field(default_factory=dict)
    places: list[Place] = field(default_factory=list)

    def documents(self) -> Iterator[Document]:
        """Yield every document of the site, one at a time."""
        for file in sorted(files("feeds.pages").joinpath("static").iterdir(), key=lambda each: each.name):
            yield f"static/{file.name}", file.read_bytes()
        for office in offices.every(self.db):
            yield from self._office(office)
        yield from self._status()
        yield from self._together()

    def _office(self, office: Office) -> Iterator[Document]:
        latest = holdings.newest(self.db, office=office.id, limit=NEWEST)
        entries = [entry.of(each, office, self.site) for each in latest]
        shelf = Shelf(
            office=office,
            feed=feed.for_office(office, self.site, self._updated(entries)),
            count=holdings.count(self.db, office=office.id),
            newest=latest[0] if latest else None,
        )
        self.shelves[office.id] = shelf
        yield from self._releases(shelf)
        yield from self._feeds(f"{office.id}/", shelf.feed, entries)
        yield self._page(f"{office.id}/", listing.office(self.site, shelf, latest))

    def _releases(self, shelf: Shelf) -> Iterator[Document]:
        done, total = sum(each.count for each in self.shelves.values()) - shelf.count, holdings.count(self.db)
        for holding in holdings.every(self.db, office=shelf.office.id):
            record = Record(
                office=shelf.office,
                holding=holding,
                revisions=holdings.revisions(self.db, holding.id),
                history=holdings.happenings(self.db, release=holding.id),
                outline=outline.of(self.db, holding.id),
            )
            yield self._page(holding.path, release.page(self.site, shelf.feed, record), holding)
            done += 1
            self.progress(done, total)

    def _status(self) -> Iterator[Document]:
        turns = [turn.of(each, self.site) for each in standings.turns(self.db, limit=_TURNS)]
        own = feed.for_status(self.site, self._updated(turns))
        yield from self._feeds(turn.PATH, own, turns)
        yield self._page(turn.PATH, status.page(self.site, own, standings.every(self.db), turns))

    def _together(self) -> Iterator[Document]:
        """Yield what shows all offices, after everything that it leads to."""
        latest = holdings.newest(self.db, limit=NEWEST)
        entries = [entry.of(each, self.shelves[each.office].office, self.site) for each in latest]
        own = feed.for_all(self.site, self._updated(entries))
        happened = holdings.happenings(self.db, limit=_CHANGES, changes=True)
        yield from self._feeds("all/", own, entries)
        yield self._page("all/", listing.everything(self.site, own, self.shelves, latest))
        yield self._page("changes/", changes.page(self.site, own, self.shelves, happened))
        yield self._page("", listing.home(self.site, own, self.shelves, latest[:_FRONT], happened[:_FRONT_CHANGES]))
        yield self._page(policy.PATH, policy.page(self.site, own))
        yield f"{search.PATH}index.html", search.page(self.site, own, self.shelves).encode()
        yield "404.html", missing.page(self.site, own).encode()
        yield from self._lists(own)

    def _lists(self, own: Feed) -> Iterator[Document]:
        from feeds import document  # noqa: PLC0415 feedgen takes its time to load

        groups = [
            Group(title="All offices", feeds=(own,)),
            Group(title="Offices", feeds=tuple(shelf.feed for shelf in self.shelves.values())),
            Group(title="Status", feeds=(feed.for_status(self.site, self.site.created),)),  # the list is no news of it
        ]
        yield "feeds.opml", document.opml(self.site, groups)
        yield "robots.txt", crawlers.robots(self.site).encode()
        for name, text in crawlers.sitemaps(self.site, self.places):
            yield name, text.encode()

    def _feeds(self, path: str, own: Feed, entries: Sequence[Entry]) -> Iterator[Document]:
        from feeds import document  # noqa: PLC0415 feedgen takes its time to load

        yield f"{path}atom.xml", document.atom(own, entries)
        yield f"{path}rss.xml", document.rss(own, entries)
        yield f"{path}feed.json", document.json_feed(own, entries)

    def _page(self, path: str, text: str, holding: Holding | None = None) -> Document:
        self.places.append(Place(path=path, changed=holding.changed if holding else None))
        return f"{path}index.html", text.encode()

    def _updated(self, entries: Iterable[Entry]) -> datetime:
        return max((each.updated for each in entries), default=self.site.created)
