"""One document of a feed, RSS 2.0, RSS 1.0 or Atom: its items, and where the older ones are."""

import html
import re
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import feedparser

from archive import identity
from archive.discover import page, stamp
from archive.discover.reading import Item
from archive.release import Alias, AliasKind, Attachment, Channel, Image
from archive.response import Response

_ROOT = re.compile(  # what may stand before the root element: a mark, declarations, comments; then its name
    rb"^(?:\xef\xbb\xbf)?(?>\s+|<\?.*?\?>|<!--.*?-->|<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>)*+<(?:[\w.-]+:)?(rss|RDF|feed)[\s>/]",
    re.DOTALL,
)
_HTML_TYPES = frozenset({"text/html", "application/xhtml+xml"})
_OLDER = ("prev-archive", "next")  # RFC 5005, sections 4 and 3: archived and paged feeds
_CUT = re.compile(r"\[(?:…|&#8230;|&hellip;|\.{3})\]\s*(?:</p>\s*)?$")
_GLOBAL = re.compile(r"^[a-z][a-z0-9+.-]*:", re.IGNORECASE)

Entry = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What one document of a feed holds.

    items: the entries that have an address
    entries: how many entries there are, with an address or without
    older: the address of the document with the entries before these, as the feed says; ""
    wordpress: whether WordPress wrote it, which turns pages by ?paged=2
    """

    items: tuple[Item, ...]
    entries: int
    older: str = ""
    wordpress: bool = False


def is_feed(body: bytes) -> bool:
    """Tell by its root element, not by its status or type, whether a document is a feed."""
    return bool(_ROOT.match(_utf8(body)))


def parse(response: Response) -> Document:
    """Read a feed, however ill-formed; HTML stays as the feed gives it (archive.parse sanitises it)."""
    headers = {"content-type": response.header("content-type"), "content-location": response.final_url}
    parsed = feedparser.parse(  # a stream, because feedparser opens a string that looks like an address or a file
        BytesIO(response.body), response_headers=headers, resolve_relative_uris=False, sanitize_html=False
    )
    entries: list[Entry] = [dict(entry) for entry in parsed.entries]
    language = stamp.language(str(parsed.feed.get("language", "")))
    items = (item(entry, response, language) for entry in entries)
    links = {link.get("rel", ""): link.get("href", "") for link in parsed.feed.get("links", [])}
    return Document(
        items=tuple(found for found in items if found),
        entries=len(entries),
        older=next((page.address(response.final_url, links[rel]) for rel in _OLDER if links.get(rel)), ""),
        wordpress="wordpress.org" in str(parsed.feed.get("generator", "")),
    )


def item(entry: Entry, response: Response, language: str) -> Item | None:
    """Return the item of an entry as feedparser gives it; None without an address."""
    url = page.address(response.final_url, str(entry.get("link") or entry.get("id") or ""))
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
        published=stamp.claim(entry.get("published"), "feed published"),
        modified=stamp.claim(entry.get("updated"), "feed updated"),
        summary="" if summary == content else summary,
        content=content,
        language=language,
        aliases=aliases(url, str(entry.get("id") or ""), response),
        attachments=attachments,
        images=images,
    )


def aliases(url: str, guid: str, response: Response) -> tuple[Alias, ...]:
    """Return the aliases of an entry; a GUID that is no URI, such as "123", has a meaning on its own site only."""
    found = (identity.url_alias(url),)
    if not guid:
        return found
    generation = "" if _GLOBAL.match(guid) else identity.host(response.final_url)
    return (*found, Alias(kind=AliasKind.GUID, value=guid, generation=generation))


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
        url = page.address(base, str(link.get("href", "")))
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
