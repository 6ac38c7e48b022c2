"""What is published: every document of the site, and a mark of what each of them shows.

A new page is one line in `_pages`: its path, a mark of what it shows, and the function that makes it; long lists are in
`feeds.browsing`.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from importlib.resources import files
from itertools import chain

from archive.change import EventKind
from archive.release import Holding
from archive.store import (
    amendments,
    holdings,
    ledger,
    outline,
    redirects,
    register,
    standings,
    stubs,
    topics,
    translations,
)
from archive.store.amendments import Amendment
from archive.store.register import Filed, Within
from feeds import feed, finder, history, rendered, scopes, turn
from feeds.browsing import Browsing
from feeds.entry import Entry
from feeds.feed import Feed
from feeds.history import History
from feeds.opml import Group
from feeds.pages import (
    changes,
    crawlers,
    excerpt,
    listing,
    missing,
    person,
    policy,
    redirect,
    release,
    search,
    status,
    topic,
    withheld,
)
from feeds.pages.bilingual import Leaf
from feeds.pages.changes import Told
from feeds.pages.crawlers import Place
from feeds.pages.listing import Front
from feeds.pages.release import Record
from feeds.pages.volume import Link, Page, Series, where
from feeds.sheet import Document, Sheet, of_pages, of_text
from feeds.site import Site
from feeds.stock import NEWEST, Stock

_FRONT = 20  # releases on the home page
_CHANGES = 100
_EXCERPTS = 30  # edits on the page of the latest changes that show words: it is made again whenever anything is new
_FRONT_CHANGES = 6
_TURNS = 50

Progress = Callable[[int, int], None]  # told how many releases are written, and how many there are


@dataclass(slots=True, kw_only=True)
class Edition:
    """Everything that is published at one time; what is gathered on the way is small."""

    stock: Stock
    progress: Progress
    browsing: Browsing = field(init=False)

    def __post_init__(self) -> None:
        """Let the long lists draw on the same."""
        self.browsing = Browsing(stock=self.stock)

    def sheets(self) -> Iterator[Sheet]:
        """Yield every sheet of the site: releases first, then what leads to them."""
        yield Sheet(name="static/", key="", make=_static)
        yield from self._releases()
        yield from self._redirects()
        for scope in scopes.every(self.stock):
            yield from History(self.stock, scope).sheets()
        listed = []
        for page in chain(self._pages(), self.browsing.sheets()):
            listed += [] if page.listed is None else [page.listed]
            yield page
        yield from self._sitemaps(listed)

    def _pages(self) -> Iterator[Sheet]:
        """Yield every page that is neither about one release nor a long list."""
        stock, site, everything = self.stock, self.stock.site, self.stock.mark("")
        for office in stock.offices:
            for series in self.browsing.of_office(office):
                yield of_pages(series.path, stock.mark(office), partial(self._office, office, series))
        for series in self.browsing.of_all():
            yield of_pages(series.path, everything, partial(self._all, series))
        yield from self._changes()
        yield from self.standing()
        for leaf in stock.bilingual.leaves(""):
            yield of_pages(leaf.path, everything, partial(self._home, leaf))
        yield of_pages(policy.PATH, "", lambda: [(policy.PATH, policy.page(site, stock.all))])
        yield from self._search()
        spoken = str(bool(stock.bilingual.offices))
        yield of_text("404.html", spoken, lambda: missing.page(site, stock.all, stock.bilingual))
        yield of_text("robots.txt", "", lambda: crawlers.robots(site))
        voices = [(each.office, each.slug, each.name) for each in stock.voices]
        yield Sheet(name="feeds.opml", key=register.digest((stock.frame, voices)), make=self._opml)

    def standing(self) -> Iterator[Sheet]:
        """Yield what tells how the offices stand, which is all that a quiet run may change."""
        key = f"{register.standings(self.stock.db)}:{self.stock.mark('')}"
        for leaf in self.stock.bilingual.leaves(turn.PATH):
            yield of_pages(leaf.path, key, partial(self._status, leaf))
        yield Sheet(name=f"{turn.PATH}feeds", key=key, make=self._status_feeds)

    def _search(self) -> Iterator[Sheet]:
        """Yield the search page, and the indexes that it searches when the pages can search for themselves."""
        stock = self.stock
        found = finder.years(stock) if finder.at_work(stock.site, stock.measures[""].count) else {}
        yield from finder.sheets(stock, found)
        key = register.digest([stock.mark(""), *found])
        for leaf in stock.bilingual.leaves(search.PATH):
            make = partial(search.page, stock.site, stock.all, stock.shelves, [*found], leaf)
            yield of_text(f"{leaf.path}index.html", key, make)

    def _releases(self) -> Iterator[Sheet]:
        stock = self.stock
        total = stock.measures[""].count
        done = 0
        for office in stock.offices:
            for filed in register.newest(stock.db, Within(office=office), -1):
                done += 1
                yield Sheet(
                    name=filed.path,
                    key=f"{filed.stamp}:{stock.marks[office]}",
                    make=partial(self._release, office, filed, (done, total)),
                )
            for stub in stubs.withheld(stock.db, office=office):
                leads = [stock.bilingual.where(path, stub.language) for path in ("", f"{office}/")]
                key = f"{stub.since}:{stub.language}:{stock.marks[office]}:{leads}"
                make = partial(withheld.page, stock.site, stock.of_office(office), stub, stock.bilingual)
                yield of_text(f"{stub.path}index.html", key, make)

    def _redirects(self) -> Iterator[Sheet]:
        """Yield the page of every record that was merged into another one."""
        stock = self.stock
        for each in redirects.every(stock.db):
            key = register.digest((each.target, each.title, each.language))
            yield of_text(f"{each.path}index.html", key, partial(redirect.page, stock.site, stock.all, each))

    def _release(self, office: str, filed: Filed, progress: tuple[int, int]) -> Iterator[Document]:
        """Yield the page of a release, and keep its entry: both show the same."""
        stock = self.stock
        holding = holdings.one(stock.db, filed.id)
        assert holding is not None, "the register says that it may be shown"
        copies = stock.pictures(holding)
        record = Record(
            office=stock.offices[office],
            holding=holding,
            revisions=holdings.revisions(stock.db, holding.id),
            history=holdings.happenings(stock.db, release=holding.id),
            outline=outline.of(stock.db, holding.id),
            topics=self._filed_under(holding),
            people=stock.bilingual.where(f"{person.people(office)}{{}}/", holding.release.language),
            pictures={url: path for url, (path, _) in copies.items()},
            translation=translations.of(stock.db, holding.id),
            bilingual=stock.bilingual,
        )
        yield from copies.values()
        yield f"{holding.path}index.html", release.page(stock.site, stock.of_office(office), record).encode()
        rendered.keep(stock.press, stock.wanted(filed), stock.entry(holding))
        self.progress(*progress)

    def _filed_under(self, holding: Holding) -> dict[str, str]:
        """Return where the pages of a release's topics are, by their names in its language."""
        language = holding.release.language
        found = topics.of(self.stock.db, holding.id)
        return {each.named(language): topic.where(each.slug) for each in found}

    def _office(self, office: str, series: Series) -> Iterator[Page]:
        stock = self.stock
        latest = holdings.newest(stock.db, office=office, limit=NEWEST)
        yield series.path, listing.office(stock.site, stock.shelf(office), latest, series)

    def _all(self, series: Series) -> Iterator[Page]:
        stock = self.stock
        yield series.path, listing.everything(stock.site, stock.all, stock.shelves, self._newest(NEWEST), series)

    def _changes(self) -> Iterator[Sheet]:
        """Yield the page of the latest changes, and those of every month, in every language that the archive has."""
        stock, site, own = self.stock, self.stock.site, self.stock.changes
        months = {month: measure for month, measure in amendments.months(stock.db).items() if measure.count}
        counts = {month: measure.count for month, measure in months.items()}

        def latest(leaf: Leaf) -> Iterator[Page]:
            newest = amendments.newest(stock.db, _CHANGES)
            yield leaf.path, changes.page(site, own, stock.shelves, self._told(newest, _EXCERPTS), counts, leaf)

        def of_month(month: str, leaf: Leaf) -> Iterator[Page]:
            shown = [each for each in amendments.of_month(stock.db, month) if each.shown]
            return changes.month(site, own, stock.shelves, month, self._told(shown[::-1], len(shown)), leaf)

        for leaf in stock.bilingual.leaves(changes.PATH):
            yield of_pages(leaf.path, stock.mark(""), partial(latest, leaf))
            for month, measure in months.items():
                key = f"{measure.mark}:{stock.frame}:{leaf.around}"
                yield of_pages(where(leaf.path, month), key, partial(of_month, month, leaf))

    def _home(self, leaf: Leaf) -> Iterator[Page]:
        stock = self.stock
        front = Front(
            latest=self._newest(_FRONT),
            changes=amendments.newest(stock.db, _FRONT_CHANGES),
            topics=[
                Link(each.named(leaf.language), topic.where(each.slug), each.count)
                for each in topic.ordered(topics.every(stock.db), leaf.language)
                if each.count
            ],
        )
        yield leaf.path, listing.home(stock.site, stock.all, stock.shelves, front, leaf)

    def _status(self, leaf: Leaf) -> Iterator[Page]:
        stock, turns = self.stock, self._turns()
        stood, seal = standings.every(stock.db), ledger.latest(stock.db)
        yield leaf.path, status.page(stock.site, self._of_status(turns), stood, turns, seal, leaf)

    def _newest(self, limit: int) -> list[Holding]:
        return holdings.newest(self.stock.db, limit=limit)

    def _told(self, found: Sequence[Amendment], excerpts: int) -> list[Told]:
        """Return changes as the pages list them; excerpts: how many edits, from the first on, show words."""
        edits = [each for each in found if each.event.kind is EventKind.REVISED]
        of = {each.id: excerpt.of(self.stock.versions(each)) for each in edits[:excerpts]}
        return [Told(amendment=each, excerpt=of.get(each.id, ())) for each in found]

    def _status_feeds(self) -> Iterator[Document]:
        turns = self._turns()
        made = [rendered.render(each) for each in turns]
        yield from history.documents(self._of_status(turns), turn.PATH, made)

    def _turns(self) -> list[Entry]:
        return [turn.of(each, self.stock.site) for each in standings.turns(self.stock.db, limit=_TURNS)]

    def _of_status(self, turns: Iterable[Entry]) -> Feed:
        site = self.stock.site
        return feed.for_status(site, max((each.updated for each in turns), default=site.created))

    def _opml(self) -> Iterator[Document]:
        from feeds import opml  # noqa: PLC0415 it is seldom wanted

        stock = self.stock
        groups = [
            Group(title="All offices", feeds=(stock.all,)),
            Group(title="Offices", feeds=tuple(stock.of_office(office) for office in stock.offices)),
            Group(title="Topics", feeds=tuple(stock.of_topic(each) for each in topics.every(stock.db))),
            Group(title="Changes", feeds=(stock.changes,)),
            Group(title="People", feeds=tuple(stock.of_person(each) for each in stock.voices)),
            Group(title="Status", feeds=(self._of_status(()),)),
        ]
        yield "feeds.opml", opml.document(stock.site, groups)

    def _sitemaps(self, listed: Sequence[str]) -> Iterator[Sheet]:
        """Yield the sitemap of each office, of all other pages, and their index."""
        stock, paths = self.stock, []
        for office in stock.offices:
            name = f"{office}/sitemap"
            paths += crawlers.names(name, stock.measures[office].count)
            yield Sheet(name=name, key=stock.measures[office].mark, make=partial(self._sitemap, office))
        name = "sitemap-pages"
        paths += crawlers.names(name, len(listed))
        places = (Place(path=path) for path in listed)
        yield Sheet(name=name, key=register.digest(listed), make=lambda: _maps(stock.site, name, places))
        yield of_text("sitemap.xml", register.digest(paths), lambda: crawlers.index(stock.site, paths))

    def _sitemap(self, office: str) -> Iterator[Document]:
        newest = register.newest(self.stock.db, Within(office=office), -1)
        places = (Place(path=each.path, changed=each.updated) for each in newest)
        return _maps(self.stock.site, f"{office}/sitemap", places)


def _maps(site: Site, name: str, places: Iterable[Place]) -> Iterator[Document]:
    for path, text in crawlers.sitemaps(site, name, places):
        yield path, text.encode()


def _static() -> Iterator[Document]:
    for file in sorted(files("feeds.pages").joinpath("static").iterdir(), key=lambda each: each.name):
        yield f"static/{file.name}", file.read_bytes()
