"""What a subscriber gets out of a feed, read with another program's parser."""

import json
from calendar import timegm
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import feedparser

FEEDS = ("atom.xml", "rss.xml", "feed.json")


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """One entry; content is HTML, published is UTC."""

    id: str
    title: str
    url: str
    published: datetime
    summary: str
    content: str


def read(path: Path) -> list[Read]:
    """Return the entries of a feed in their order; AssertionError when it is not well-formed."""
    content = path.read_bytes()
    return _from_json(content) if path.suffix == ".json" else _from_xml(content)


def _from_json(content: bytes) -> list[Read]:
    return [
        Read(
            id=item["id"],
            title=item["title"],
            url=item["url"],
            published=datetime.fromisoformat(item["date_published"]),
            summary=item.get("summary", ""),
            content=item["content_html"],
        )
        for item in json.loads(content)["items"]
    ]


def _from_xml(content: bytes) -> list[Read]:
    found = feedparser.parse(content)
    assert not found.bozo, found.bozo_exception
    return [
        Read(
            id=entry.id,
            title=entry.title,
            url=entry.link,
            published=datetime.fromtimestamp(timegm(entry.published_parsed), UTC),
            summary=entry.get("summary", ""),
            # without a summary, an item of RSS has its text in the description, and readers take it from there
            content=entry.content[0].value if "content" in entry else entry.summary,
        )
        for entry in found.entries
    ]
