"""A whole page of an unknown site → one release."""

from dataclasses import replace
from typing import TypeVar
from urllib.parse import urlsplit

from lxml import html

from archive.discover.reading import Item
from archive.errors import ParseError
from archive.identity import host, url_alias
from archive.parse.alternates import aliases
from archive.parse.body import read as read_body
from archive.parse.charset import decode, is_text
from archive.parse.furniture import prune
from archive.parse.furniture import teasers as find_teasers
from archive.parse.heads import Head
from archive.parse.heads import read as read_head
from archive.parse.kind import Signs
from archive.parse.kind import of as kind_of
from archive.parse.language import of as language_of
from archive.parse.layout import read as read_layout
from archive.parse.media import address
from archive.parse.published import Signs as DateSigns
from archive.parse.published import claimed, fallback, modified
from archive.parse.tree import Element, document, drop, fragment, labels, text_of
from archive.release import NO_CLAIM, Alias, Attachment, Channel, Claim, Image, Kind, Release
from archive.response import Response

_TITLE_WORDS = 16
_READABLE = ("", "text/html", "application/xhtml+xml", "application/xml", "text/xml", "text/plain")
_Media = TypeVar("_Media", Image, Attachment)


def from_page(response: Response, item: Item | None = None) -> Release:
    """Return the release that a page holds; the item's title and date fill what the page does not give.

    ParseError when there is nothing to read. The kind says whether it is a release at all.
    """
    try:
        return _read(response, item)
    except ParseError as error:
        raise ParseError(f"{response.url}: {error}", hint="open the address in a browser and look") from error


def _read(response: Response, item: Item | None) -> Release:
    root = _document(response)
    head = read_head(root)
    base = address(response.final_url, head.base) or response.final_url
    page = _wrapped(root.find("body"))
    dates = DateSigns.of(head, page, response.final_url)
    sections = _sections(page)
    prune(page)
    teasers, teased, listing = _take_teasers(page)
    layout = read_layout(page, head, base, text_of(fragment(item.title)) if item and item.title else "", listing)
    found = read_body(layout.container, base, layout.title)
    title = layout.title or first_words(found.text)
    if not title:
        raise ParseError("the page holds no text")
    near = [*layout.near, *found.dated, *layout.below]
    dates.near, dates.times = [*near, title], layout.times
    claim = claimed(dates, item.published if item else NO_CLAIM, response.fetched_at)
    teasers, teased = (layout.listed, len(found.text)) if layout.listed else (teasers, teased)
    signs = Signs(response.final_url, title, found.text, sections, bool(claim.value), teasers, teased)
    kind = kind_of(signs)
    url = _canonical(head, base, response)
    release = Release(
        url=url,
        title=title,
        published=claim if claim.value else _guessed(kind, response, found.text),
        modified=modified(head, layout.times, near),
        standfirst=" ".join(filter(None, (layout.standfirst, found.standfirst))),
        html=found.html,
        text=found.text,
        language=language_of(f"{title} {found.text}", head.language),
        kind=kind,
        channel=Channel.PAGE,
        images=unique([*layout.pictures, *found.images]),
        attachments=unique([*found.attachments, *layout.documents]),
        links=found.links,
        aliases=_aliases(url, response, item),
        translations=aliases(head.spoken, base),
    )
    return replace(release, published=NO_CLAIM, standfirst="") if kind is Kind.LISTING else release


def _document(response: Response) -> Element:
    if response.media_type not in _READABLE or response.body.lstrip()[:5] == b"%PDF-":
        raise ParseError(f"this is {response.media_type or 'a document'}, not a page")
    characters = decode(response.body, response.header("content-type"))
    if not is_text(characters):
        raise ParseError("this is no text")
    return document(characters)


def _guessed(kind: Kind, response: Response, text: str) -> Claim:
    """Return what address and text together say of the date; nothing of a page that is only information."""
    return NO_CLAIM if kind is Kind.INFORMATION else fallback(response.final_url, text, response.fetched_at)


def _wrapped(body: Element | None) -> Element:
    """Return the body with all its content in one element, as most pages have it and some do not."""
    if body is None:
        raise ParseError("the page has no body")
    holder = html.Element("div")
    holder.text, body.text = body.text, None
    holder.extend(list(body))
    body.append(holder)
    return body


def _sections(page: Element) -> str:
    """Return the words by which a page places itself on the site: the breadcrumb's links and its categories."""
    crumbs = [
        text_of(link)
        for holder in page.iter("nav", "div", "ol", "ul", "p")
        if "crumb" in labels(holder) or "crumb" in holder.get("aria-label", "").lower()
        for link in holder.iter("a")
    ]
    tags = [text_of(link) for link in page.iter("a") if "tag" in link.get("rel", "").lower().split()]
    return " / ".join(dict.fromkeys([*crumbs, *tags]))


def _take_teasers(page: Element) -> tuple[int, int, Element | None]:
    """Take teasers of other news away unless they are all that the page has.

    Return their number, their length, and what holds them where they are what the page has.
    """
    teasers = find_teasers(page)
    teased = sum(len(text_of(teaser)) for teaser in teasers)
    if teased >= len(text_of(page)) / 2:
        return len(teasers), teased, teasers[0].getparent() if teasers else None
    for teaser in teasers:
        drop(teaser)
    return len(teasers), teased, None


def first_words(text: str) -> str:
    """Return the first sentence of a text, cut to the length of a headline."""
    words = text.partition("\n\n")[0].partition(". ")[0].split()
    return " ".join(words[:_TITLE_WORDS]) + (" …" if len(words) > _TITLE_WORDS else "")


def unique(found: list[_Media]) -> tuple[_Media, ...]:
    """Return pictures or documents once each, known by their address."""
    return tuple({one.url: one for one in reversed(found)}.values())[::-1]


def _canonical(head: Head, base: str, response: Response) -> str:
    """Return the address that the page gives as its own when it is one of the same host and no home page."""
    own, asked = address(base, head.canonical), response.final_url
    if not own or host(own) != host(asked):
        return asked
    return own if urlsplit(own).path.strip("/") or not urlsplit(asked).path.strip("/") else asked


def _aliases(url: str, response: Response, item: Item | None) -> tuple[Alias, ...]:
    own = [url_alias(one) for one in (url, response.final_url, response.url)]
    return tuple(dict.fromkeys([*own, *(item.aliases if item else ())]))
