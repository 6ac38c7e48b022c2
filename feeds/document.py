"""Feeds as documents: entries in the order that they are given in, to bytes; equal input gives equal bytes.

Import this module where feeds are written and nowhere else: feedgen takes its time to load.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import TypeAlias

import feeds.atom
import feeds.jsonfeed
import feeds.opml
import feeds.rss
from feeds.entry import Entry
from feeds.feed import Feed
from feeds.opml import Group
from feeds.site import Site

Render: TypeAlias = Callable[[Entry, Feed], bytes]  # an entry as it stands in a feed
Join: TypeAlias = Callable[[Feed, Iterable[bytes]], bytes]

# By the name of the document: what writes an entry, and what makes a feed of written ones.
FORMATS: Mapping[str, tuple[Render, Join]] = {
    "atom.xml": (lambda entry, feed: feeds.atom.render(entry, sourced=feed.mixed), feeds.atom.join),
    "rss.xml": (lambda entry, feed: feeds.rss.render(entry, sourced=feed.mixed), feeds.rss.join),
    "feed.json": (lambda entry, _feed: feeds.jsonfeed.render(entry), feeds.jsonfeed.join),
}


def atom(feed: Feed, entries: Iterable[Entry]) -> bytes:
    """Return an Atom feed."""
    return _written("atom.xml", feed, entries)


def rss(feed: Feed, entries: Iterable[Entry]) -> bytes:
    """Return an RSS feed."""
    return _written("rss.xml", feed, entries)


def json_feed(feed: Feed, entries: Iterable[Entry]) -> bytes:
    """Return a JSON Feed."""
    return _written("feed.json", feed, entries)


def opml(site: Site, groups: Iterable[Group]) -> bytes:
    """Return the list of all feeds."""
    return feeds.opml.document(site, groups)


def _written(name: str, feed: Feed, entries: Iterable[Entry]) -> bytes:
    render, join = FORMATS[name]
    return join(feed, (render(each, feed) for each in entries))
