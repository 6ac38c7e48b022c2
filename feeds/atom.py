"""Atom 1.0 (RFC 4287)."""

from collections.abc import Iterable, Iterator
from typing import Any

from feedgen.entry import FeedEntry
from feedgen.ext.base import BaseExtension
from feedgen.feed import FeedGenerator
from feedgen.util import xml_elem
from lxml import etree

from feeds import media, paging
from feeds.characters import hexadecimal
from feeds.entry import Entry
from feeds.feed import Feed

MEDIA_TYPE = "application/atom+xml"
_ATOM = "http://www.w3.org/2005/Atom"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_NAMESPACES = {"media": media.NAMESPACE}
_END = b"</feed>"


class AtomEntry(FeedEntry):  # type: ignore[misc]
    """An entry whose links say what they are.

    feedgen writes nothing of a link but its address: a PDF becomes the entry's second page, and readers open
    that as the release. So links are kept from feedgen and written here.
    """

    def __init__(self, entry: Entry, *, sourced: bool) -> None:
        """Tell feedgen what it can write, all dates included: it would fill in the time of now."""
        super().__init__()
        self._entry = entry
        self._sourced = sourced
        self.id(entry.id)
        self.title(entry.title)
        self.updated(entry.updated)
        self.published(entry.published)
        self.author(name=entry.author.name, uri=entry.author.url)
        self.content(entry.content, type="html")
        if entry.summary:
            self.summary(entry.summary)
        for each in entry.categories:
            self.category(term=each.term, scheme=each.scheme, label=each.label)

    def atom_entry(self, extensions: bool = True) -> Any:  # noqa: ANN401, FBT001, FBT002
        """Return the element, with a line to itself."""
        element = super().atom_entry(extensions)
        element.set(_LANGUAGE, self._entry.language)
        for link in _links(self._entry):
            xml_elem("link", element, **link)
        if self._entry.image:
            media.append(element, self._entry.image)
        if self._sourced:
            _append_source(element, self._entry.source)
        element.tail = "\n"
        return element


class AtomFeed(FeedGenerator):  # type: ignore[misc]
    """A feed that says when it was updated; feedgen would say now."""

    def __init__(self, feed: Feed) -> None:
        """Describe the feed; it has no entries yet."""
        super().__init__()
        self.register_extension("head", lambda: _Head(feed))
        self.id(feed.id)
        self.title(feed.title)
        self.subtitle(feed.subtitle)
        self.updated(feed.updated)
        self.language(feed.language)
        self.author(name=feed.author.name, uri=feed.author.url)
        self.generator("Copperplate")
        for rel, href in paging.links(feed):
            self.link(rel=rel, href=href)
        self.link(rel="self", type=MEDIA_TYPE, href=feed.at.atom)
        self.link(rel="alternate", type="text/html", href=feed.at.page)


class _Head(BaseExtension):  # type: ignore[misc]
    """What feedgen asks extensions for, and cannot be told otherwise."""

    def __init__(self, feed: Feed) -> None:
        self._feed = feed

    def extend_ns(self) -> dict[str, str]:
        """Return the namespaces of the root."""
        return _NAMESPACES | paging.namespaces(self._feed)

    def extend_atom(self, feed: Any) -> Any:  # noqa: ANN401
        """Say that the document is an archive if it is one, and end the head with a line."""
        if paging.is_archive(self._feed):
            xml_elem(paging.ARCHIVE, feed)
        feed[-1].tail = "\n"
        return feed


def render(entry: Entry, *, sourced: bool) -> bytes:
    """Return an entry as it stands in a feed; sourced: with the feed that it comes from."""
    root = xml_elem("feed", xmlns=_ATOM, nsmap=_NAMESPACES)
    root.append(AtomEntry(entry, sourced=sourced).atom_entry())
    whole: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=False)
    return hexadecimal(whole[whole.index(b">") + 1 : -len(_END)])


def unsourced(entry: bytes) -> bytes:
    """Return an entry that was rendered with its source as it is without; its text is escaped, so no other is found."""
    before, _, rest = entry.partition(b"<source>")
    return before + rest.partition(b"</source>")[2] if rest else entry


def join(feed: Feed, entries: Iterable[bytes]) -> bytes:
    """Return a feed with its rendered entries: the bytes that feedgen makes of both at once."""
    empty: bytes = AtomFeed(feed).atom_str()
    return b"".join((hexadecimal(empty.removesuffix(_END)), *entries, _END))


def _links(entry: Entry) -> Iterator[dict[str, str]]:
    """Yield the attributes of an entry's links."""
    yield {"rel": "alternate", "type": "text/html", "hreflang": entry.language, "href": entry.url}
    if entry.page != entry.url:
        yield {"rel": "related", "type": "text/html", "title": "Archived copy", "href": entry.page}
    for each in entry.enclosures:
        length = {} if each.length is None else {"length": str(each.length)}
        yield {"rel": "enclosure", "type": each.media_type, **length, "title": each.title, "href": each.url}


def _append_source(element: Any, feed: Feed) -> None:  # noqa: ANN401
    """Add where an entry comes from (RFC 4287 section 4.2.11)."""
    source = xml_elem("source", element)
    xml_elem("id", source).text = feed.id
    xml_elem("title", source).text = feed.title
    xml_elem("updated", source).text = feed.updated.isoformat()
    xml_elem("link", source, rel="self", type=MEDIA_TYPE, href=feed.at.atom)
