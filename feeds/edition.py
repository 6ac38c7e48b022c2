"""What is published: every document of the site, and a mark of what each of them shows.

A new page is one line in `_pages`: its path, the mark of what it shows, and the function that makes it.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from importlib.resources import files

from archive.release import Holding
from archive.store import holdings, merging, outline, register, standings
from archive.store.holdings import Happening
from archive.store.register import Filed, Within
from feeds import feed, finder, rendered, scope, turn
from feeds.entry import Entry
from feeds.feed import Feed
from feeds.opml import Group
from feeds.pages import changes, crawlers, listing, missing, policy, redirect, release, search, status
from feeds.pages.crawlers import Place
from feeds.pages.release import Record
from feeds.scope import Scope
from feeds.sheet import Document, Sheet
from feeds.stock import Stock

_FRONT = 20  # releases on the home page
_CHANGES = 100
_FRONT_CHANGES = 6
_TURNS = 50

Progress = Callable[[int, int], None]  # told how many releases are written, and how many there are


@dataclass(slots=True, kw_only=True)
class Edition:
    """Everything that is published at one time; what is gathered on the way is small."""

    stock: Stock
    progress: Progress
    _paths: list[str] = field(default_factory=list)

    def sheets(self) -> Iterator[Sheet]:
        """Yield every sheet of the site: releases first, then what leads to them."""
        yield Sheet(name="static/", key="", make=_static)
        yield from self._releases()
        yield from self._redirects()
        for each in self._scopes():
            yield from scope.sheets(self.stock, each)
        yield from self._pages()
        yield from self._sitemaps()

    def _scopes(self) -> Iterator[Scope]:
        """Yield every set of releases that has feeds of its own."""
        stock = self.stock
        for office in stock.offices:
            yield Scope(
                path=f"{office}/",
                within=Within(office=office),
                measure=stock.measures[office],
                mark=stock.marks[office],
                feed=stock.of_office(office),
            )
        yield Scope(path="all/", within=Within(), measure=stock.measures[""], mark=stock.frame, feed=stock.all)

    def _pages(self) -> Iterator[Sheet]:
        """Yield every page that is not about one release."""
        stock, site, everything = self.stock, self.stock.site, self.stock.mark("")
        for office in stock.offices:
            yield self._page(f"{office}/", stock.mark(office), partial(self._office, office))
        yield self._page("all/", everything, lambda: listing.everything(site, stock.all, stock.shelves, self._newest()))
        yield self._page(
            "changes/", everything, lambda: changes.page(site, stock.all, stock.shelves, self._happened(_CHANGES))
        )
        standing = f"{register.standings(stock.db)}:{everything}"
        yield self._page(turn.PATH, standing, self._status)
        yield Sheet(name=f"{turn.PATH}feeds", key=standing, make=self._status_feeds)
        yield self._page("", everything, self._home)
        yield self._page(policy.PATH, "", lambda: policy.page(site, stock.all))
        yield from self._search()
        yield _file("404.html", "", lambda: missing.page(site, stock.all))
        yield _file("robots.txt", "", lambda: crawlers.robots(site))
        yield Sheet(name="feeds.opml", key=stock.frame, make=self._opml)

    def _search(self) -> Iterator[Sheet]:
        """Yield the search page, and the indexes that it searches when the pages can search for themselves."""
        stock = self.stock
        found = finder.years(stock) if finder.at_work(stock.site, stock.measures[""].count) else {}
        yield from finder.sheets(stock, found)
        key = register.digest([stock.mark(""), *found])
        yield self._page(
            search.PATH, key, lambda: search.page(stock.site, stock.all, stock.shelves, [*found]), listed=False
        )

    def _page(self, path: str, key: str, make: Callable[[], str], *, listed: bool = True) -> Sheet:
        """Return the sheet of a page; listed: it is in the sitemap."""
        self._paths += [path] * listed
        return _file(f"{path}index.html", key, make)

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

    def _redirects(self) -> Iterator[Sheet]:
        """Yield the page of every record that was merged into another one."""
        stock = self.stock
        for each in merging.redirects(stock.db):
            key = register.digest((each.target, each.title, each.language))
            yield _file(f"{each.path}index.html", key, partial(redirect.page, stock.site, stock.all, each))

    def _release(self, office: str, filed: Filed, progress: tuple[int, int]) -> Iterator[Document]:
        """Yield the page of a release, and keep its entry: both show the same."""
        stock = self.stock
        holding = holdings.one(stock.db, filed.id)
        assert holding is not None, "the register says that it may be shown"
        record = Record(
            office=stock.offices[office],
            holding=holding,
            revisions=holdings.revisions(stock.db, holding.id),
            history=holdings.happenings(stock.db, release=holding.id),
            outline=outline.of(stock.db, holding.id),
        )
        yield f"{holding.path}index.html", release.page(stock.site, stock.of_office(office), record).encode()
        rendered.keep(stock.press, stock.wanted(filed), stock.entry(holding))
        self.progress(*progress)

    def _office(self, office: str) -> str:
        latest = holdings.newest(self.stock.db, office=office, limit=scope.NEWEST)
        return listing.office(self.stock.site, self.stock.shelf(office), latest)

    def _home(self) -> str:
        stock, happened = self.stock, self._happened(_FRONT_CHANGES)
        return listing.home(stock.site, stock.all, stock.shelves, self._newest(_FRONT), happened)

    def _newest(self, limit: int = scope.NEWEST) -> list[Holding]:
        return holdings.newest(self.stock.db, limit=limit)

    def _happened(self, limit: int) -> list[Happening]:
        return holdings.happenings(self.stock.db, limit=limit, changes=True)

    def _status(self) -> str:
        stock, turns = self.stock, self._turns()
        return status.page(stock.site, self._of_status(turns), standings.every(stock.db), turns)

    def _status_feeds(self) -> Iterator[Document]:
        turns = self._turns()
        made = [rendered.render(each) for each in turns]
        yield from scope.documents(self._of_status(turns), turn.PATH, made)

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
            Group(title="Status", feeds=(self._of_status(()),)),
        ]
        yield "feeds.opml", opml.document(stock.site, groups)

    def _sitemaps(self) -> Iterator[Sheet]:
        """Yield the sitemap of each office, of the other pages, and their index."""
        stock, paths = self.stock, []
        for office in stock.offices:
            name = f"{office}/sitemap"
            paths += crawlers.names(name, stock.measures[office].count)
            yield Sheet(name=name, key=stock.measures[office].mark, make=partial(self._sitemap, office))
        yield Sheet(name="sitemap-pages", key=register.digest(self._paths), make=self._sitemap_of_pages)
        paths += crawlers.names("sitemap-pages", len(self._paths))
        yield _file("sitemap.xml", register.digest(paths), lambda: crawlers.index(stock.site, paths))

    def _sitemap(self, office: str) -> Iterator[Document]:
        stock = self.stock
        newest = register.newest(stock.db, Within(office=office), -1)
        places = (Place(path=each.path, changed=each.updated) for each in newest)
        for path, text in crawlers.sitemaps(stock.site, f"{office}/sitemap", places):
            yield path, text.encode()

    def _sitemap_of_pages(self) -> Iterator[Document]:
        places = (Place(path=path) for path in self._paths)
        for path, text in crawlers.sitemaps(self.stock.site, "sitemap-pages", places):
            yield path, text.encode()


def _static() -> Iterator[Document]:
    for file in sorted(files("feeds.pages").joinpath("static").iterdir(), key=lambda each: each.name):
        yield f"static/{file.name}", file.read_bytes()


def _file(path: str, key: str, make: Callable[[], str]) -> Sheet:
    """Return the sheet of one document that is text."""
    return Sheet(name=path, key=key, make=lambda: [(path, make().encode())])
