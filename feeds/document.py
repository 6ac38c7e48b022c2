"""Feeds as documents: entries in the order that they are given in, to bytes; equal input gives equal bytes.

Import this module where feeds are written and nowhere else: feedgen takes its time to load.
"""

from collections.abc import Iterable

import feeds.atom
import feeds.jsonfeed
import feeds.opml
import feeds.rss
from feeds.entry import Entry
from feeds.feed import Feed
from feeds.opml import Group
from feeds.site import Site


def atom(feed: Feed, entries: Iterable[Entry]) -> bytes:
    """Return an Atom feed."""
    return feeds.atom.join(feed, (feeds.atom.render(each, sourced=feed.mixed) for each in entries))


def rss(feed: Feed, entries: Iterable[Entry]) -> bytes:
    """Return an RSS feed."""
    return feeds.rss.join(feed, (feeds.rss.render(each, sourced=feed.mixed) for each in entries))


def json_feed(feed: Feed, entries: Iterable[Entry]) -> bytes:
    """Return a JSON Feed."""
    return feeds.jsonfeed.join(feed, (feeds.jsonfeed.render(each) for each in entries))


def opml(site: Site, groups: Iterable[Group]) -> bytes:
    """Return the list of all feeds."""
    return feeds.opml.document(site, groups)
