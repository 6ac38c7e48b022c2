"""What a strict validator would say of a feed, in our own words: the rules that our documents could come to break."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime
from io import BytesIO
from xml.etree import ElementTree as ET

import html5lib

from tests.feeds.pages import inspection

_ATOM = "{http://www.w3.org/2005/Atom}"
_ARCHIVE = "{http://purl.org/syndication/history/1.0}archive"
_ENCODED = "{http://purl.org/rss/1.0/modules/content/}encoded"
_NAMESPACES = {
    "http://www.w3.org/2005/Atom": "atom",
    "http://search.yahoo.com/mrss/": "media",
    "http://purl.org/rss/1.0/modules/content/": "content",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/syndication/history/1.0": "fh",
}
_RELATIONS = frozenset("alternate current enclosure hub next-archive prev-archive related self".split())
_TEXTS = frozenset("title subtitle summary name description category source creator".split())
_NAME = r"(?:[\w.~!$&'()*+,;=-]|%[\da-fA-F]{2})"  # RFC 3986, section 3.2.2
_CHARACTER = r"(?:[\w;/?:@&=+$.~!*'(),-]|%[\da-fA-F]{2})"
_HOST = rf"https?://(?:(?:{_NAME}|:)*@)?(?:\[[\da-fA-F:.]+\]|{_NAME}+)(?::\d*)?(?=[/?#]|\Z)"
_URI = re.compile(rf"(?:{_HOST}|tag:){_CHARACTER}*(?:#{_CHARACTER}*)?", re.ASCII)
_TAG = re.compile(r"tag:[a-z0-9.-]+,\d{4}:[\w/?:@&=+$.~!*'(),%-]*", re.ASCII)
_FILE = re.compile(r"https?://(?:[a-z0-9-]+\.)+[a-z0-9-]+(?::\d+)?/", re.ASCII | re.IGNORECASE)
_TYPE = re.compile(r"[\w.+-]+/[\w.+-]+", re.ASCII)
_BAD = re.compile("[\x80-\x9f\ufffd]|[\xc2\xc3][\x80-\xbf]")
_TAGS = re.compile(r"</\w+>")
_RELATIVE = re.compile(r"""(?:href|src)=["'](?![a-z]+:)""", re.IGNORECASE)
_DATES = frozenset("updated published pubDate lastBuildDate".split())
_WEB = datetime(1990, 1, 1, tzinfo=UTC)
_MOST = 2_000_000  # bytes


def of_feed(content: bytes, url: str = "") -> Iterator[str]:
    """Yield what is wrong with an Atom or RSS document; url: where it is, "" where that is all the same."""
    root = ET.fromstring(content)  # noqa: S314 our own
    yield from _of_bytes(content)
    yield from _of_characters(root)
    head = root if root.tag == f"{_ATOM}feed" else root[0]
    yield from _of_links(head, url)
    yield from _of_texts(root)
    yield from _of_dates(root)
    yield from (_of_atom(root) if head is root else _of_rss(head))


def of_opml(content: bytes) -> Iterator[str]:
    """Yield what is wrong with a list of feeds."""
    root = ET.fromstring(content)  # noqa: S314 our own
    yield from _of_characters(root)
    for outline in root.iter("outline"):
        subscribed = {"type", "text", "title", "description", "xmlUrl", "htmlUrl"}
        if set(outline.attrib) not in ({"text"}, subscribed):
            yield f"an outline has {sorted(outline.attrib)}"
        yield from (error for name in ("text", "title") for error in _of_html(outline.get(name, "")))


def _of_bytes(content: bytes) -> Iterator[str]:
    if not content.startswith(b"<?xml version='1.0' encoding='UTF-8'?>"):
        yield "no encoding is declared"
    if len(content) > _MOST:
        yield "it is too long"
    if b"&amp;" in content or b"&lt;" in content:
        yield "an entity could be taken for a second one"
    for _, (prefix, uri) in ET.iterparse(BytesIO(content), events=["start-ns"]):  # noqa: S314
        if prefix not in (_NAMESPACES.get(uri), "") or (prefix == "atom" and b"<feed" in content):
            yield f"the namespace {prefix}={uri}"


def _of_characters(root: ET.Element) -> Iterator[str]:
    for element in root.iter():
        for value in (element.text or "", element.tail or "", *element.attrib.values()):
            if _BAD.search(value):
                yield f"{element.tag} has bad characters: {value[:80]}"


def _of_links(head: ET.Element, url: str) -> Iterator[str]:
    own = [link.get("href") for link in head.findall(f"{_ATOM}link") if link.get("rel") == "self"]
    if len(own) != 1 or (url and own != [url]):
        yield f"it calls itself {own}"
    for link in head.iter(f"{_ATOM}link"):
        if link.get("rel") not in _RELATIONS or link.get("title") == "" or not _URI.fullmatch(link.get("href", "")):
            yield f"a link has {link.attrib}"
        if not _TYPE.fullmatch(link.get("type", "text/html")):
            yield f"a link has the type {link.get('type')}"


def _of_texts(root: ET.Element) -> Iterator[str]:
    for element in root.iter():
        name, words = element.tag.rpartition("}")[2], element.text or ""
        is_html = element.get("type") == "html" or element.tag in ("description", _ENCODED)
        if is_html and element is not root.find("channel/description"):
            yield from _of_html(words)
            if root.tag == "rss" and _RELATIVE.search(words):
                yield f"{name} has a relative address"
        elif name in _TEXTS and len(element) == 0 and "term" not in element.attrib:
            if not words.strip():
                yield f"{name} is blank"
            if _TAGS.search(words):
                yield f"{name} shows a tag: {words[:80]}"
        yield from (f"@{key} shows a tag" for key in ("title", "label") if _TAGS.search(element.get(key, "")))


def _of_html(words: str) -> Iterator[str]:
    parser = html5lib.HTMLParser()
    parser.parseFragment(words)
    yield from (f"HTML: {code} in {words[:80]}" for _, code, _ in parser.errors)
    yield from inspection.of_fragment(words)


def _of_dates(root: ET.Element) -> Iterator[str]:
    """Yield dates that are none, or that are before the Web or after the feed itself: its readers' clocks are later."""
    dates = [each for each in root.iter() if each.tag.rpartition("}")[2] in _DATES]
    times = {each: _time(each.text or "") for each in dates}
    made = times[next(each for each in dates if each.tag in (f"{_ATOM}updated", "lastBuildDate"))]
    for each, when in times.items():
        if not _WEB <= when <= made + timedelta(seconds=1):
            yield f"the date {each.text} is implausible"
        if each.tag in _DATES and each.text != format_datetime(when):
            yield f"the date {each.text} is not written as RSS has it"


def _time(words: str) -> datetime:
    return datetime.fromisoformat(words) if words[:1].isdigit() else parsedate_to_datetime(words)


def _of_atom(feed: ET.Element) -> Iterator[str]:
    entries = feed.findall(f"{_ATOM}entry")
    names = [each.tag for each in feed]
    if f"{_ATOM}entry" in names and set(names[names.index(f"{_ATOM}entry") :]) != {f"{_ATOM}entry"}:
        yield "something stands after the first entry"
    for place in (feed, *entries, *feed.iter(f"{_ATOM}source")):
        yield from (f"{place.tag} has no {name}" for name in ("id", "title", "updated") if not _text(place, name))
    yield from (
        f"the id {each.text} is no tag" for each in feed.iter(f"{_ATOM}id") if not _TAG.fullmatch(each.text or "")
    )
    yield from _twice("id", (_text(each, "id") for each in entries))
    yield from _twice("time", (_text(each, "updated") for each in entries))
    relations = {link.get("rel") for link in feed.findall(f"{_ATOM}link")}
    if feed.find(_ARCHIVE) is not None and not (
        "current" in relations and relations & {"prev-archive", "next-archive"}
    ):
        yield f"an archive leads only to {relations}"


def _of_rss(channel: ET.Element) -> Iterator[str]:
    names = [each.tag for each in channel]
    items = channel.findall("item")
    if "item" in names and set(names[names.index("item") :]) != {"item"}:
        yield "something stands after the first item"
    yield from (
        f"the channel has no {name}" for name in ("title", "link", "description", "language") if name not in names
    )
    yield from _twice("guid", (item.findtext("guid", "") for item in items))
    for item in items:
        order = [each.tag for each in item]
        if "description" not in order or (_ENCODED in order and order.index("description") > order.index(_ENCODED)):
            yield "an item has no description before its content"
        if not _URI.fullmatch(item.findtext("link", "")):
            yield f"an item leads to {item.findtext('link')}"
        for paper in item.findall("enclosure"):
            url, kind, length = paper.get("url", ""), paper.get("type", ""), paper.get("length", "")
            if not (_FILE.match(url) and _URI.fullmatch(url) and _TYPE.fullmatch(kind) and length.isdigit()):
                yield f"an enclosure is {paper.attrib}"


def _text(place: ET.Element, name: str) -> str:
    return place.findtext(f"{_ATOM}{name}", "")


def _twice(what: str, values: Iterable[str]) -> Iterator[str]:
    yield from (f"two have the {what} {value}" for value, count in Counter(values).items() if count > 1)
