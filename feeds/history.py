"""The documents of a feed: the one that is subscribed to, and the whole history as archives (RFC 5005 section 4).

An archive document holds the entries that were filed in a month, or a part of them where they are many. An entry never
moves to another document, so that what a reader has read changes for corrections alone: an edit, a removal, an old
release that is found late. The newest month is still filling. Atom and RSS are split by number; JSON Feed by length,
because its documents shall stay below 250 KB, and there a month's first part leads to its second, the last to the month
before.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from archive.store import register
from feeds import rendered
from feeds.feed import Addresses, Feed, Paging, addresses
from feeds.rendered import Rendered
from feeds.scope import Item, Scope
from feeds.sheet import Document, Sheet
from feeds.stock import NEWEST, Stock

ENTRIES = 250  # of an archive document in Atom and RSS; validators give up on some megabytes
WEIGHT = 140_000  # characters that the entries of one in JSON Feed had at first sight
BYTES = 230_000  # of a JSON Feed that is subscribed to
_ALONE = 2_000  # what an entry weighs beside its text


@dataclass(frozen=True, slots=True)
class _Month:
    """A month, how many parts it has in Atom and RSS, and the parts before and after all of them, "" for none."""

    name: str
    parts: int
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class History:
    """A scope as it is published."""

    stock: Stock
    scope: Scope

    def sheets(self) -> Iterator[Sheet]:
        """Yield the feed that is subscribed to, and its archives where it does not hold everything itself."""
        scope, whole = self.scope, register.together(self.scope.months.values())
        heavy = whole.weight + whole.total * _ALONE > WEIGHT
        months = self._months() if whole.count > NEWEST or heavy else []
        for month in months:
            key = f"{scope.months[month.name].mark}:{month}:{scope.mark}"
            yield Sheet(name=f"{scope.path}archive/{month.name}", key=key, make=_Making(self, month).archive)
        latest = months[-1] if months else _Month("", 0)
        key = f"{whole.mark}:{latest}:{scope.mark}:{scope.feed.updated}"
        yield Sheet(name=f"{scope.path}feeds", key=key, make=_Making(self, latest).subscription)

    def _months(self) -> list[_Month]:
        parts = {name: max(1, -(-measure.total // ENTRIES)) for name, measure in self.scope.months.items()}
        names = ["", *parts, ""]
        return [
            _Month(
                name=name,
                parts=parts[name],
                before=_numbered(before, parts[before]) if before else "",
                after=_numbered(after, 1) if after else "",
            )
            for (before, name), (_, after) in pairwise(pairwise(names))
        ]

    def at(self, part: str) -> Addresses:
        """Return where a part of the history is, each "" for none."""
        if not part:
            return Addresses(page="", atom="", rss="", json="")
        return addresses(self.stock.site, f"{self.scope.path}archive/{part}/")


@dataclass(frozen=True, slots=True)
class _Making:
    """The documents of one sheet."""

    history: History
    month: _Month

    def subscription(self) -> Iterator[Document]:
        """Yield the feed that is subscribed to; month: the latest of its archives."""
        scope, month = self.history.scope, self.month
        entries = list(rendered.entries(self.history.stock.press, scope.newest(NEWEST)))
        before = self.history.at(_numbered(month.name, month.parts) if month.name else "")
        yield from _xml(scope.feed, scope.path, entries, before=before)
        feed = replace(scope.feed, paging=Paging(previous=self.history.at(month.name).json))
        yield _json(feed, scope.path, list(_fitting(entries)) if month.name else entries)

    def archive(self) -> Iterator[Document]:
        """Yield the archive documents of the month."""
        items = self.history.scope.of_month(self.month.name)
        by_number = [items[start : start + ENTRIES] for start in range(0, len(items), ENTRIES)]
        names = [_numbered(self.month.name, number) for number in range(1, len(by_number) + 1)]
        places = [self.month.before, *names, self.month.after]
        for part, (before, name), (_, after) in zip(by_number, pairwise(places), pairwise(places[1:]), strict=False):
            yield from _xml(
                self._feed(name, part),
                f"{self.history.scope.path}archive/{name}/",
                self._shown(part),
                before=self.history.at(before),
                after=self.history.at(after),
                current=self.history.scope.feed.at,
            )
        yield from self._in_json(list(_by_weight(items)))

    def _in_json(self, parts: Sequence[Sequence[Item]]) -> Iterator[Document]:
        names = [_numbered(self.month.name, number) for number in range(1, len(parts) + 1)]
        earlier = self.month.before[: len("2015-03")]
        for part, (name, following) in zip(parts, pairwise([*names, earlier]), strict=True):
            current = self.history.scope.feed.at.json
            paging = Paging(current=current, previous=self.history.at(following).json)
            feed = replace(self._feed(name, part), paging=paging)
            yield _json(feed, f"{self.history.scope.path}archive/{name}/", self._shown(part))

    def _feed(self, name: str, items: Iterable[Item]) -> Feed:
        """Return what an archive document says of itself: as old as its own entries, whatever its month goes on to."""
        scope = self.history.scope
        at = replace(self.history.at(name), page=scope.feed.at.page)
        return replace(scope.feed, at=at, updated=max(each.updated for each in items))

    def _shown(self, items: Sequence[Item]) -> list[Rendered]:
        """Return the entries that may be shown, what was filed last first."""
        wanted = [item.wanted for item in reversed(items) if item.wanted]
        return list(rendered.entries(self.history.stock.press, wanted))


def documents(feed: Feed, path: str, entries: Iterable[Rendered]) -> Iterator[Document]:
    """Yield a feed without a history in every format, from its rendered entries; path: of its folder."""
    listed = list(entries)
    yield from _xml(feed, path, listed)
    yield _json(feed, path, listed)


_NOWHERE = Addresses(page="", atom="", rss="", json="")


def _xml(
    feed: Feed,
    path: str,
    entries: Sequence[Rendered],
    *,
    before: Addresses = _NOWHERE,
    after: Addresses = _NOWHERE,
    current: Addresses = _NOWHERE,
) -> Iterator[Document]:
    from feeds import atom, rss  # noqa: PLC0415 feedgen takes its time to load

    in_atom, in_rss = ((each.atom for each in entries), (each.rss for each in entries))
    if not feed.mixed:
        in_atom, in_rss = (atom.unsourced(each) for each in in_atom), (rss.unsourced(each) for each in in_rss)
    paging = Paging(current=current.atom, previous=before.atom, following=after.atom)
    yield f"{path}atom.xml", atom.join(replace(feed, paging=paging), in_atom)
    paging = Paging(current=current.rss, previous=before.rss, following=after.rss)
    yield f"{path}rss.xml", rss.join(replace(feed, paging=paging), in_rss)


def _json(feed: Feed, path: str, entries: Iterable[Rendered]) -> Document:
    from feeds import jsonfeed  # noqa: PLC0415 it is seldom wanted

    return f"{path}feed.json", jsonfeed.join(feed, (each.json for each in entries))


def _fitting(entries: Iterable[Rendered]) -> Iterator[Rendered]:
    """Yield as many entries as fit into a JSON Feed that is subscribed to, one at least."""
    length = 0
    for number, each in enumerate(entries):
        length += len(each.json)
        if number and length > BYTES:
            return
        yield each


def _by_weight(items: Iterable[Item]) -> Iterator[list[Item]]:
    """Yield runs of items that are no longer than a document in JSON Feed should be, unless one alone is."""
    part: list[Item] = []
    weight = 0
    for item in items:
        weight += item.weight + _ALONE
        if part and weight > WEIGHT:
            yield part
            part, weight = [], item.weight + _ALONE
        part.append(item)
    yield part


def _numbered(month: str, part: int) -> str:
    return f"{month}-{part}" if part > 1 else month
