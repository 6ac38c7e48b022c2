"""JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/)."""

import json
from collections.abc import Iterable
from typing import Any

from archive.release import Attachment
from feeds.entry import Entry
from feeds.feed import Author, Feed

MEDIA_TYPE = "application/feed+json"
_LONG = 100_000  # characters; what is longer is told once, so that a document of its own stays below 250 KB
_START, _END = b'"items": [', b"]}\n"


def render(entry: Entry) -> bytes:
    """Return an item as it stands in a feed."""
    fields = {
        "id": entry.id,
        "url": entry.url,
        "title": entry.title,
        "content_html": entry.content,
        "content_text": entry.text if len(entry.content) < _LONG else "",
        "summary": entry.summary,
        "image": entry.image and entry.image.url,
        "date_published": entry.published and entry.published.isoformat(),
        "date_modified": entry.updated.isoformat() if entry.edited else None,
        "authors": [_author(entry.author)],
        "tags": [each.label for each in entry.categories],
        "language": entry.language,
        "attachments": [_attachment(each) for each in entry.enclosures],
        "_copperplate": _provenance(entry),
    }
    return _written({name: value for name, value in fields.items() if value})


def join(feed: Feed, items: Iterable[bytes]) -> bytes:
    """Return a feed with its rendered items, one a line."""
    fields = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "description": feed.subtitle,
        "home_page_url": feed.at.page,
        "feed_url": feed.at.json,
        "next_url": feed.paging.previous,
        "language": feed.language,
        "authors": [_author(feed.author)],
        "hubs": [{"type": "WebSub", "url": feed.hub}] if feed.hub and not feed.paging.current else [],
    }
    head = _written({name: value for name, value in fields.items() if value})
    listed = b",\n".join(items)
    return b"".join((head.removesuffix(b"}"), b", ", _START, b"\n" if listed else b"", listed, _END))


def _author(author: Author) -> dict[str, Any]:
    return {"name": author.name, "url": author.url}


def _attachment(attachment: Attachment) -> dict[str, Any]:
    size = {} if attachment.length is None else {"size_in_bytes": attachment.length}
    return {"url": attachment.url, "mime_type": attachment.media_type, "title": attachment.title, **size}


def _provenance(entry: Entry) -> dict[str, Any]:
    """Return our own extension: what the office claims, what we witnessed, and where our copy is."""
    known = entry.provenance
    if known is None:
        return {}
    seen = {} if known.last_seen is None else {"last_seen": known.last_seen.isoformat()}
    return {
        "page": entry.page,
        "office": known.office,
        "feed": entry.source.at.json,
        "status": known.status,
        "revision": known.revision,
        "first_seen": known.first_seen.isoformat(),
        **seen,
        "claimed": {
            "value": known.claimed.value,
            "precision": known.claimed.precision,
            "evidence": known.claimed.evidence,
            "inferred": known.claimed.inferred,
        },
    }


def _written(value: dict[str, Any]) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()
