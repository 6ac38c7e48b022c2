"""OPML 2.0 (https://opml.org/spec2.opml): every feed in groups, for readers to import."""

from collections.abc import Iterable
from dataclasses import dataclass
from email.utils import format_datetime
from xml.etree import ElementTree as ET

from feeds.characters import line
from feeds.feed import Feed
from feeds.site import Site

MEDIA_TYPE = "text/x-opml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Feeds that belong together, in the order in which they are shown."""

    title: str
    feeds: tuple[Feed, ...]


def document(site: Site, groups: Iterable[Group]) -> bytes:
    """Return the list of feeds, which changes when there is another feed, and not with what they carry."""
    opml = ET.Element("opml", version="2.0")
    head = ET.SubElement(opml, "head")
    ET.SubElement(head, "title").text = line(site.title)
    ET.SubElement(head, "dateCreated").text = format_datetime(site.created)
    body = ET.SubElement(opml, "body")
    for group in groups:
        outline = ET.SubElement(body, "outline", text=line(group.title))
        for feed in group.feeds:
            ET.SubElement(outline, "outline", _attributes(feed))
    ET.indent(opml)
    written: bytes = ET.tostring(opml, encoding="UTF-8", xml_declaration=True)
    return written + b"\n"


def _attributes(feed: Feed) -> dict[str, str]:
    """Return a subscription; its type is "rss" whatever the format is."""
    return {
        "type": "rss",
        "text": feed.title,
        "title": feed.title,
        "description": feed.subtitle,
        "xmlUrl": feed.at.atom,
        "htmlUrl": feed.at.page,
    }
