"""A whole page of an unknown site → one release."""

from typing import TypeVar
from urllib.parse import urlsplit

from archive import identity
from archive.discover.reading import Item
from archive.errors import ParseError
from archive.parse import body, charset, furniture, heads, kind, language, layout, media, published, tree
from archive.parse.heads import Head
from archive.parse.tree import Element
from archive.release import NO_CLAIM, Alias, Attachment, Channel, Image, Kind, Release
from archive.response import Response

_TITLE_WORDS = 16
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
    root = tree.document(charset.decode(response.body, response.header("content-type")))
    head = heads.read(root)
    base = media.address(response.final_url, head.base) or response.final_url
    page = root.find("body")
    if page is None:
        raise ParseError("the page has no body")
    sections = _sections(page)
    furniture.prune(page)
    teasers, teased = _take_teasers(page)
    place = layout.read(page, head, tree.text_of(tree.fragment(item.title)) if item and item.title else "")
    times, near = layout.times(place), place.near
    images, attachments = layout.pictures(place, base), layout.documents(place, base)
    modified = published.modified(head, times, near)
    standfirst = place.standfirst
    found = body.read(place.container, base, place.title)
    title = place.title or first_words(found.text)
    if not title:
        raise ParseError("the page holds no text")
    now = response.fetched_at
    claim = published.claim(head, times, [*near, *found.dated], title, item.published if item else NO_CLAIM, now)
    signs = kind.Signs(
        url=response.final_url,
        title=title,
        text=found.text,
        sections=sections,
        dated=bool(claim.value),
        teasers=teasers,
        teased=teased,
    )
    what = kind.of(signs)
    if what is Kind.LISTING:
        claim = NO_CLAIM
    elif not claim.value and what is not Kind.INFORMATION:
        claim = published.fallback(response.final_url, found.text, now)
    url = _canonical(head, base, response)
    return Release(
        url=url,
        title=title,
        published=claim,
        modified=modified,
        standfirst="" if what is Kind.LISTING else standfirst or found.standfirst,
        html=found.html,
        text=found.text,
        language=language.of(f"{title} {found.text}", head.language),
        kind=what,
        channel=Channel.PAGE,
        images=unique([*images, *found.images]),
        attachments=unique([*found.attachments, *attachments]),
        aliases=_aliases(url, response, item),
    )


def _sections(page: Element) -> str:
    """Return the words by which a page places itself on the site: the breadcrumb's links and its categories."""
    crumbs = [
        tree.text_of(link)
        for holder in page.iter("nav", "div", "ol", "ul", "p")
        if "crumb" in tree.labels(holder) or "crumb" in holder.get("aria-label", "").lower()
        for link in holder.iter("a")
    ]
    tags = [tree.text_of(link) for link in page.iter("a") if "tag" in link.get("rel", "").lower().split()]
    return " / ".join(dict.fromkeys([*crumbs, *tags]))


def _take_teasers(page: Element) -> tuple[int, int]:
    """Take teasers of other news away unless they are all that the page has; return their number and their length."""
    teasers = furniture.teasers(page)
    teased = sum(len(tree.text_of(teaser)) for teaser in teasers)
    if teased < len(tree.text_of(page)) / 2:
        for teaser in teasers:
            tree.drop(teaser)
    return len(teasers), teased


def first_words(text: str) -> str:
    """Return the first sentence of a text, cut to the length of a headline."""
    words = text.partition("\n\n")[0].partition(". ")[0].split()
    return " ".join(words[:_TITLE_WORDS]) + (" …" if len(words) > _TITLE_WORDS else "")


def unique(found: list[_Media]) -> tuple[_Media, ...]:
    """Return pictures or documents once each, known by their address."""
    return tuple({one.url: one for one in reversed(found)}.values())[::-1]


def _canonical(head: Head, base: str, response: Response) -> str:
    """Return the address that the page gives as its own when it is one of the same host and no home page."""
    claimed = media.address(base, head.canonical)
    if not claimed or identity.host(claimed) != identity.host(response.final_url):
        return response.final_url
    return (
        claimed
        if urlsplit(claimed).path.strip("/") or not urlsplit(response.final_url).path.strip("/")
        else response.final_url
    )


def _aliases(url: str, response: Response, item: Item | None) -> tuple[Alias, ...]:
    own = [identity.url_alias(address) for address in (url, response.final_url, response.url)]
    return tuple(dict.fromkeys([*own, *(item.aliases if item else ())]))
