"""The headline of a page."""

import re
from collections.abc import Iterator

from archive.parse.heads import Head
from archive.parse.tree import HEADINGS, Element, text_of

_SEPARATOR = re.compile(r"\s+[-|–—·»:•/]+\s+|\s*[|»]\s*")
_NAMED = re.compile(r"head-?line|title", re.IGNORECASE)
_LARGE = re.compile(
    r"font-size\s?:\s?(?:1[89]|[2-9]\d)(?:\.\d+)?(?:px|pt)|font-size\s?:\s?(?:1\.[4-9]|[2-9])\d*r?em", re.IGNORECASE
)
_SENTENCE_END = re.compile(r"[.:;…]$")
_LONGEST = 400
_PROSE = 60
_FEWEST_WORDS = 3
_SITE_WORDS = 7


def find(root: Element, head: Head, claimed: str = "") -> tuple[str, Element | None]:
    """Return the headline as shown and its element; ("", None) when the page shows and says none.

    claimed: the title under which a listing names the page. A heading that the head or the listing confirms comes
    first, then the first h1 that is not the site's name, then og:title, the listing, a line that the page sets as
    a headline, and the title element, unless it is too short to be more than a name.
    """
    shown = [(element, text) for element in _candidates(root) if (text := text_of(element)) and len(text) <= _LONGEST]
    said = [title for title in (head.headline, head.shared_title, claimed, head.title) if title]
    for element, text in shown:
        if any(_confirms(title, text) for title in said) and not _is_site(text, head, said):
            return text, element
    for element, text in shown:
        if element.tag == "h1" and not _is_site(text, head, said):
            return text, element
    told = (_without_site(title, head) for title in (head.shared_title, claimed, head.headline))
    title = next(filter(None, told), "")
    if not title:
        for element, text in shown:
            if _is_display(element, text) and not _is_site(text, head, said):
                return text, element
        title = _without_site(head.title, head)
    if len(title.split()) < _FEWEST_WORDS:
        headings = ((text, element) for element, text in shown if element.tag in HEADINGS)
        return next((pair for pair in headings if len(pair[0].split()) >= _FEWEST_WORDS), (title, None))
    return title, None


def plain(text: str) -> str:
    """Return the letters and digits of a text in lower case: what two spellings of one headline share."""
    return re.sub(r"[\W_]+", "", text).casefold()


def _candidates(root: Element) -> Iterator[Element]:
    """Yield what may be the headline: h1 elements, other headings, elements that are named so."""
    yield from root.iter("h1")
    yield from root.iter(*HEADINGS[1:4])
    for element in root.iter("div", "p", "span", "td", "strong", "b", "font"):
        if element.tag in {"strong", "b"} or _NAMED.search(element.get("class", "")) or _is_large(element):
            yield element


def _is_display(element: Element, text: str) -> bool:
    """Tell whether a line is set like a headline: right above prose, or by class or size, and no sentence."""
    if len(text.split()) < _FEWEST_WORDS or _SENTENCE_END.search(text):
        return False
    if next(element.iterdescendants("a"), None) is not None or next(element.iterancestors("a"), None) is not None:
        return False
    if element.tag in HEADINGS:
        following = element.getnext()
        linked = sum(len(text_of(link)) for link in following.iter("a")) if following is not None else 0
        return following is not None and len(text_of(following)) - linked > _PROSE
    return bool(_NAMED.search(element.get("class", ""))) or _is_large(element)


def _is_large(element: Element) -> bool:
    size = element.get("size", "") if element.tag == "font" else ""
    return size in {"4", "5", "6", "7", "+1", "+2", "+3"} or bool(_LARGE.search(element.get("style", "")))


def _confirms(title: str, text: str) -> bool:
    """Tell whether a title is a heading's text, alone or beside the name of the site."""
    if plain(title) == plain(text):
        return True
    rest = title[len(text) :] if title.casefold().startswith(text.casefold()) else ""
    if _SEPARATOR.match(rest) and len(text.split()) > 1:
        return True
    return 2 * len(text) > len(title) and plain(_SEPARATOR.split(title)[-1]) == plain(text)


def _is_site(text: str, head: Head, said: list[str]) -> bool:
    """Tell whether a heading is the site's name: og:site_name, or what every title ends in."""
    name = plain(text)
    if head.site and name == plain(head.site):
        return True
    return any(name in map(plain, _SEPARATOR.split(title)[1:]) and len(text) < len(title) / 2 for title in said)


def _without_site(title: str, head: Head) -> str:
    """Return a title without the site's name at its end."""
    parts = list(_SEPARATOR.finditer(title))
    if not parts:
        return "" if head.site and plain(title) == plain(head.site) else title
    if plain(title[: parts[0].start()]) == plain(head.site):
        return title[parts[0].end() :]
    kept, name = title[: parts[-1].start()], title[parts[-1].end() :]
    known = plain(name) in {plain(head.site), plain(head.title)}
    shorter = len(name.split()) <= _SITE_WORDS and len(name) < len(kept)
    return kept if kept and (known or shorter) else title
