"""One document of a sitemap (sitemaps.org/protocol.html), with the extension for news."""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree

from archive.discover.page import address
from archive.response import Response

_GZIP = b"\x1f\x8b"
_MOST_BYTES = 50 * 1024 * 1024  # the protocol's own bound, uncompressed
_ROOTS = {"urlset": "url", "sitemapindex": "sitemap"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One address as a sitemap lists it.

    url: absolute
    lastmod, published: as written; published and title (plain) are the news extension's; "" when not given
    """

    url: str
    lastmod: str = ""
    title: str = ""
    published: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What one document lists: pages, or in an index further sitemaps; not `whole` when cut short or ill-formed."""

    entries: tuple[Entry, ...]
    index: bool
    whole: bool


def read_document(response: Response) -> Document | None:
    """Read a sitemap in XML or plain text, compressed or not; None when it is none."""
    body, whole = _plain(response.body)
    if not body.lstrip().startswith(b"<") and not body.startswith(b"\xef\xbb\xbf<"):
        return _lines(body, response, whole=whole)
    # what is declared inside of a document could blow it up, and what is outside is not asked for
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, remove_comments=True)
    try:
        root = etree.fromstring(body, parser)  # as above
    except etree.XMLSyntaxError:
        return None
    kind = _name(root) if root is not None else ""
    if kind not in _ROOTS:
        return None
    found = (_entry(element, response.final_url) for element in root if _name(element) == _ROOTS[kind])
    return Document(
        entries=tuple(entry for entry in found if entry.url),
        index=kind == "sitemapindex",
        whole=whole and not len(parser.error_log),
    )


def _plain(body: bytes) -> tuple[bytes, bool]:
    """Return a body uncompressed, and whether that is all of it."""
    if not body.startswith(_GZIP):
        return body, True
    unzip = zlib.decompressobj(zlib.MAX_WBITS | 16)  # 16: with the header of gzip
    try:
        return unzip.decompress(body, _MOST_BYTES), unzip.eof
    except zlib.error:
        return b"", False


def _lines(body: bytes, response: Response, *, whole: bool) -> Document | None:
    """Read a sitemap that is a plain list, an address a line."""
    lines = body.decode("utf-8-sig", "replace").split()
    if not lines or not all(line.startswith(("http://", "https://")) for line in lines):
        return None
    urls = (address(response.final_url, line) for line in lines)
    return Document(entries=tuple(Entry(url=url) for url in urls if url), index=False, whole=whole)


def _entry(element: Any, base: str) -> Entry:  # noqa: ANN401  # lxml has no types
    fields = dict(_fields(element))
    return Entry(
        url=address(base, fields.get("loc", "")),
        lastmod=fields.get("lastmod", ""),
        title=fields.get("title", ""),
        published=fields.get("publication_date", ""),
    )


def _fields(element: Any) -> Iterator[tuple[str, str]]:  # noqa: ANN401  # as above
    """Give the texts of an entry by name: its own, and those of its news."""
    for child in element:
        name = _name(child)
        if name == "news":
            yield from _fields(child)
        elif name:
            yield name, (child.text or "").strip()


def _name(element: Any) -> str:  # noqa: ANN401  # as above
    """Return the name of an element without its namespace, which some sites get wrong; "" for what is no element."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""
