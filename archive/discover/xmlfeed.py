"""One document of RSS 2.0, RSS 1.0 or Atom, as items."""

import html
import re
from io import BytesIO
from typing import Any

import feedparser

from archive.discover.document import Document, aliases
from archive.discover.page import address
from archive.discover.reading import Item
from archive.discover.stamp import stamped, welsh
from archive.release import Attachment, Channel, Image
from archive.response import Response

_ROOT = re.compile(  # what may stand before the root element: a mark, declarations, comments; then its name
    rb"^(?:\xef\xbb\xbf)?(?>\s+|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>)*<(?:[\w.-]+:)?(rss|RDF|feed)[\s>/]",
    re.DOTALL,
)
_HTML_TYPES = frozenset({"text/html", "application/xhtml+xml"})
_OLDER = ("prev-archive", "next")  # RFC 5005, sections 4 and 3: archived and paged feeds
_CUT = re.compile(r"\[(?:…|&#8230;|&hellip;|\.{3})\]\s*(?:</p>\s*)?$")

Entry = dict[str, Any]


def read_xml(response: Response) -> Document | None:
    """Read a feed, however ill-formed; None when the root element, which alone decides, is not a feed's.

    HTML stays as the feed gives it; archive.parse sanitises it.
    """
    if not _ROOT.match(_utf8(response.body)):
        return None
    headers = {"content-type": response.header("content-type"), "content-location": response.final_url}
    parsed = feedparser.parse(  # a stream, because feedparser opens a string that looks like an address or a file
        BytesIO(response.body), response_headers=headers, resolve_relative_uris=False, sanitize_html=False
    )
    entries: list[Entry] = [dict(entry) for entry in parsed.entries]
    language = welsh(str(parsed.feed.get("language", "")))
    items = (_item(entry, response, language) for entry in entries)
    links = {link.get("rel", ""): link.get("href", "") for link in parsed.feed.get("links", [])}
    return Document(
        items=tuple(found for found in items if found),
        entries=len(entries),
        older=next((address(response.final_url, links[rel]) for rel in _OLDER if links.get(rel)), ""),
        wordpress="wordpress.org" in str(parsed.feed.get("generator", "")),
    )


def _item(entry: Entry, response: Response, language: str) -> Item | None:
    """Return the item of an entry as feedparser gives it; None without an address."""
    url = address(response.final_url, str(entry.get("link") or entry.get("id") or ""))
    if not url:
        return None
    content = _content(entry)
    summary = _html(entry.get("summary_detail"))
    attachments, images = _enclosures(entry, response.final_url)
    return Item(
        url=url,
        channel=Channel.FEED,
        response=response,
        title=_html(entry.get("title_detail")),
        published=stamped(entry.get("published"), "feed published"),
        modified=stamped(entry.get("updated"), "feed updated"),
        summary="" if summary == content else summary,
        content=content,
        language=language,
        aliases=aliases(url, str(entry.get("id") or ""), response),
        attachments=attachments,
        images=images,
    )


def _content(entry: Entry) -> str:
    """Return the whole text, if the entry has it; what WordPress cuts to a summary ends in "[…]"."""
    longest = max((_html(part) for part in entry.get("content") or []), key=len, default="")
    return "" if _CUT.search(longest) else longest


def _html(detail: dict[str, Any] | None) -> str:
    value = str((detail or {}).get("value") or "").strip()
    return value if (detail or {}).get("type") in _HTML_TYPES else html.escape(value, quote=False)


def _enclosures(entry: Entry, base: str) -> tuple[tuple[Attachment, ...], tuple[Image, ...]]:
    attachments, images = [], []
    for link in entry.get("links", []):
        url = address(base, str(link.get("href", "")))
        if link.get("rel") != "enclosure" or not url:
            continue
        media_type, length = str(link.get("type", "")), str(link.get("length", ""))
        if media_type.startswith("image/"):
            images.append(Image(url=url))
        else:
            size = int(length) if length.isdecimal() and int(length) else None
            attachments.append(Attachment(url=url, media_type=media_type, length=size))
    return tuple(attachments), tuple(images)


def _utf8(body: bytes) -> bytes:
    """Return the beginning of a document in UTF-8, when a mark says that it is in UTF-16."""
    head = body[:20_000]
    return head.decode("utf-16", "replace").encode() if head[:2] in {b"\xff\xfe", b"\xfe\xff"} else head
