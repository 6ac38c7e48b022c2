"""One document of a JSON Feed (jsonfeed.org/version/1.1), as items."""

import html
import json
from typing import Any

from archive.discover.document import Document, aliases
from archive.discover.page import address
from archive.discover.reading import Item
from archive.discover.stamp import stamped, welsh
from archive.release import Attachment, Channel, Image
from archive.response import Response

_VERSION = "https://jsonfeed.org/version/"

Row = dict[str, Any]


def read_json(response: Response) -> Document | None:
    """Read a JSON Feed; None when the document does not name its version."""
    feed = _object(response.body)
    if feed is None:
        return None
    rows = [row for row in feed["items"] if isinstance(row, dict)]
    language = _string(feed, "language")
    items = (_item(row, response, _string(row, "language") or language) for row in rows)
    return Document(
        items=tuple(found for found in items if found),
        entries=len(rows),
        older=address(response.final_url, _string(feed, "next_url")),
    )


def _object(body: bytes) -> Row | None:
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        return None
    if not isinstance(value, dict) or not isinstance(value.get("items"), list):
        return None
    return value if _string(value, "version").startswith(_VERSION) else None


def _item(row: Row, response: Response, language: str) -> Item | None:
    guid = _string(row, "id")
    url = address(response.final_url, _string(row, "url") or guid)
    if not url:
        return None
    image = address(response.final_url, _string(row, "image"))
    return Item(
        url=url,
        channel=Channel.FEED,
        response=response,
        title=html.escape(_string(row, "title"), quote=False),
        published=stamped(row.get("date_published"), "feed date_published"),
        modified=stamped(row.get("date_modified"), "feed date_modified"),
        summary=html.escape(_string(row, "summary"), quote=False),
        content=_string(row, "content_html") or _paragraphs(_string(row, "content_text")),
        language=welsh(language),
        aliases=aliases(url, guid, response),
        images=(Image(url=image),) if image else (),
        attachments=_attachments(row, response.final_url),
    )


def _attachments(row: Row, base: str) -> tuple[Attachment, ...]:
    listed = row.get("attachments")
    found = []
    for part in listed if isinstance(listed, list) else []:
        if not isinstance(part, dict) or not (url := address(base, _string(part, "url"))):
            continue
        size = part.get("size_in_bytes")
        found.append(
            Attachment(
                url=url,
                title=_string(part, "title"),
                media_type=_string(part, "mime_type"),
                length=size if type(size) is int and size > 0 else None,
            )
        )
    return tuple(found)


def _paragraphs(text: str) -> str:
    blocks = (html.escape(block.strip(), quote=False) for block in text.split("\n\n"))
    return "".join(f"<p>{block}</p>" for block in blocks if block)


def _string(row: Row, field: str) -> str:
    value = row.get(field)
    return value.strip() if isinstance(value, str) else ""
