"""Entries as they stand in feeds, each rendered once and kept until something that it shows has changed."""

import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from archive.store.press import Press
from feeds.entry import Entry

_BATCH = 100
_LEVEL = 1  # they are read far more often than written


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """One entry in every format, as in a feed of several offices: with the feed that it comes from."""

    atom: bytes
    rss: bytes
    json: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """An entry that is wanted.

    name: its own for good
    release: the row of the release that it is about
    key: a mark of everything that it shows
    make: makes it when it is not kept
    """

    name: str
    release: int
    key: str
    make: Callable[[], Entry]


def render(entry: Entry) -> Rendered:
    """Return an entry in every format."""
    from feeds import atom, jsonfeed, rss  # noqa: PLC0415 feedgen takes its time to load

    return Rendered(
        atom=atom.render(entry, sourced=True), rss=rss.render(entry, sourced=True), json=jsonfeed.render(entry)
    )


def entries(press: Press, wanted: Iterable[Wanted]) -> Iterator[Rendered]:
    """Yield the entries in their order; those that are not kept are made, and kept."""
    rest = iter(wanted)
    while batch := list(islice(rest, _BATCH)):
        kept = press.entries(each.name for each in batch)
        for each in batch:
            key, *formats = kept.get(each.name, ("",))
            yield (_unpacked(formats) if key == each.key else None) or keep(press, each, each.make())


def _unpacked(formats: Iterable[bytes]) -> Rendered | None:
    """Return an entry that was kept; None when its bytes are damaged: it can be made again."""
    try:
        atom, rss, json = map(zlib.decompress, formats)
    except zlib.error:
        return None
    return Rendered(atom=atom, rss=rss, json=json)


def keep(press: Press, wanted: Wanted, entry: Entry) -> Rendered:
    """Render an entry and keep it."""
    made = render(entry)
    atom, rss, json = (zlib.compress(each, _LEVEL) for each in (made.atom, made.rss, made.json))
    press.keep_entry(wanted.name, wanted.release, wanted.key, (atom, rss, json))
    return made
