"""RSS 2.0, by the RSS Advisory Board's profile (https://www.rssboard.org/rss-profile)."""

import re
from collections.abc import Iterable
from email.utils import format_datetime
from html import escape
from typing import Any

from feedgen.entry import FeedEntry
from feedgen.ext.base import BaseExtension
from feedgen.feed import FeedGenerator
from feedgen.util import xml_elem
from lxml import etree

from archive.release import Attachment
from feeds import media, paging
from feeds.characters import hexadecimal
from feeds.entry import Entry
from feeds.feed import Feed

MEDIA_TYPE = "application/rss+xml"
_ATOM = "http://www.w3.org/2005/Atom"
_DC = "http://purl.org/dc/elements/1.1/"
_NAMESPACES = {"dc": _DC, "media": media.NAMESPACE}
_FEEDGENS_NAMESPACES = {"atom": _ATOM, "content": "http://purl.org/rss/1.0/modules/content/"}
_END = b"</channel></rss>"
_ENCLOSED = re.compile(r"https?://(?:[a-z0-9-]+\.)+[a-z0-9-]+(?::[0-9]+)?(?:/|$)", re.IGNORECASE)


class RssItem(FeedEntry):  # type: ignore[misc]
    """An item with what feedgen leaves out: an author without an e-mail address, the time of an edit."""

    def __init__(self, entry: Entry, *, sourced: bool) -> None:
        """Tell feedgen what it can write; without a summary it makes the content the description."""
        super().__init__()
        self._entry = entry
        self.title(entry.title)
        self.guid(entry.id, permalink=False)
        self.link(href=entry.url, rel="alternate")
        if entry.summary:
            self.description(escape(entry.summary))
        self.content(entry.content, type="html")
        for each in entry.categories:
            self.category(term=each.term, scheme=each.scheme, label=each.label)
        if paper := _main(entry):
            self.enclosure(paper.url, str(paper.length or 0), paper.media_type)
        if sourced:
            self.source(entry.source.at.rss, entry.source.title)

    def rss_entry(self, extensions: bool = True) -> Any:  # noqa: ANN401, FBT001, FBT002
        """Return the element, with a line to itself."""
        item = super().rss_entry(extensions)
        if self._entry.published:
            xml_elem("pubDate", item).text = format_datetime(self._entry.published)
        if self._entry.edited:
            xml_elem(f"{{{_ATOM}}}updated", item).text = self._entry.updated.isoformat()
        xml_elem(f"{{{_DC}}}creator", item).text = self._entry.author.name
        if self._entry.image:
            media.append(item, self._entry.image)
        item.tail = "\n"
        return item


class RssFeed(FeedGenerator):  # type: ignore[misc]
    """A channel whose dates are written without `locale.setlocale`, which is for the whole process."""

    def __init__(self, feed: Feed) -> None:
        """Describe the channel; its page is the last link, because feedgen takes that for <link>."""
        super().__init__()
        self._FeedGenerator__rss_lastBuildDate = None  # there is no other way to keep feedgen from writing it
        self.register_extension("head", lambda: _Head(feed))
        self.title(feed.title)
        self.description(feed.subtitle)
        self.language(feed.language)
        self.generator("Copperplate")
        self.link(rel="self", type=MEDIA_TYPE, href=feed.at.rss)
        self.link(rel="alternate", type="text/html", href=feed.at.page)


class _Head(BaseExtension):  # type: ignore[misc]
    """What feedgen asks extensions for, and cannot be told otherwise."""

    def __init__(self, feed: Feed) -> None:
        self._feed = feed

    def extend_ns(self) -> dict[str, str]:
        """Return the namespaces of the root."""
        return _NAMESPACES | paging.namespaces(self._feed)

    def extend_rss(self, rss: Any) -> Any:  # noqa: ANN401
        """End the head with what RSS has from Atom and RFC 5005, the date and a line."""
        for rel, href in paging.links(self._feed):
            xml_elem(f"{{{_ATOM}}}link", rss[0], rel=rel, href=href)
        if paging.is_archive(self._feed):
            xml_elem(paging.ARCHIVE, rss[0])
        built = xml_elem("lastBuildDate", rss[0])
        built.text = format_datetime(self._feed.updated)
        built.tail = "\n"
        return rss


def render(entry: Entry, *, sourced: bool) -> bytes:
    """Return an item as it stands in a feed; sourced: with the feed that it comes from."""
    root = xml_elem("rss", nsmap=_NAMESPACES | _FEEDGENS_NAMESPACES)
    root.append(RssItem(entry, sourced=sourced).rss_entry())
    whole: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=False)
    return hexadecimal(whole[whole.index(b">") + 1 : -len(b"</rss>")])


def _main(entry: Entry) -> Attachment | None:
    """Return the one paper that an item can enclose: the first at a host that validators take for one, or the first."""
    first = entry.enclosures[0] if entry.enclosures else None
    return next((each for each in entry.enclosures if _ENCLOSED.match(each.url)), first)


def unsourced(item: bytes) -> bytes:
    """Return an item that was rendered with its source as it is without; its text is escaped, so no other is found."""
    before, _, rest = item.partition(b"<source ")
    return before + rest.partition(b"</source>")[2] if rest else item


def join(feed: Feed, items: Iterable[bytes]) -> bytes:
    """Return a feed with its rendered items: the bytes that feedgen makes of both at once."""
    empty: bytes = RssFeed(feed).rss_str()
    return b"".join((hexadecimal(empty.removesuffix(_END)), *items, _END))
