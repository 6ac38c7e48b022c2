"""A scope: some of the releases, as feeds of their own."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from archive.store import register
from archive.store.register import Measure, Within
from feeds.feed import Feed
from feeds.rendered import Rendered
from feeds.sheet import Document, Sheet
from feeds.stock import NEWEST, Stock


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Some of the releases.

    path: the folder of its feeds, "northamptonshire/"
    measure: what they come to
    mark: of everything else that its entries show
    feed: what the feed says of itself
    """

    path: str
    within: Within
    measure: Measure
    mark: str
    feed: Feed


def sheets(stock: Stock, scope: Scope) -> Iterator[Sheet]:
    """Yield every sheet of feeds of a scope."""
    yield Sheet(
        name=f"{scope.path}feeds",
        key=f"{scope.measure.mark}:{scope.mark}",
        make=lambda: documents(
            scope.feed, scope.path, list(stock.rendered(register.newest(stock.db, scope.within, NEWEST)))
        ),
    )


def documents(feed: Feed, path: str, entries: Iterable[Rendered]) -> Iterator[Document]:
    """Yield a feed in every format, from its rendered entries."""
    from feeds import atom, jsonfeed, rss  # noqa: PLC0415 feedgen takes its time to load

    listed = list(entries)
    in_atom, in_rss = ((each.atom for each in listed), (each.rss for each in listed))
    if not feed.mixed:
        in_atom, in_rss = (atom.unsourced(each) for each in in_atom), (rss.unsourced(each) for each in in_rss)
    yield f"{path}atom.xml", atom.join(feed, in_atom)
    yield f"{path}rss.xml", rss.join(feed, in_rss)
    yield f"{path}feed.json", jsonfeed.join(feed, (each.json for each in listed))
