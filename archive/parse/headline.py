"""The headline of a page."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import TypeAlias

from archive.parse.closing import EMBARGO
from archive.parse.dates import find as find_date
from archive.parse.heads import Head
from archive.parse.tree import BLOCKS, HEADINGS, Element, text_of

_SEPARATOR = re.compile(r"\s+[-|–—·»:•/]+\s+|\s*[|»]\s*")
_NAMED = re.compile(r"head-?line|title", re.IGNORECASE)
_LARGE = re.compile(
    r"font-size\s?:\s?(?:1[89]|[2-9]\d)(?:\.\d+)?(?:px|pt)|font-size\s?:\s?(?:1\.[4-9]|[2-9])\d*r?em", re.IGNORECASE
)
_SENTENCE_END = re.compile(r"[.:;…]$")
# What kind of page it is says no headline.
_GENRE = re.compile(
    r"\W*(?:for immediate release|(?:(?:our|the|all|latest|recent|archived?|media|press|news|policing|official|"
    r"police and crime) ){0,3}(?:releases?|statements?|news(?:room)?|notices?|office|centre|stor(?:y|ies)|"
    r"articles?|bulletins?|updates?|items?|announcements?|information)(?: (?:archive|template|room|centre|\d{4}))?|"
    r"datganiad(?:au)?(?: i[’']?r wasg| newyddion)?|(?:y )?newyddion(?: diweddaraf)?|media|press)\W*",
    re.IGNORECASE,
)
_GENRE_BEFORE = re.compile(
    r"^(?:(?:media|press|news) )?(?:releases?|statements?|news)\s?[:|–—-]\s+|^datganiad i[’']?r wasg\s?[:–—-]\s+",
    re.IGNORECASE,
)
_OFFICE = re.compile(
    r"(?:(?:the )?(?:office of )?(?:the )?(?:[\w’'&-]+ ){0,4}"
    r"(?:police(?:,? (?:and )?fire)?,? (?:and|&) (?:fire and )?crime commissioner|(?:o?pcc|o?pfcc)|combined authority|"
    r"mayoral authority)(?:[’']s office)?(?: for [\w’' &-]{3,40})?|(?:the )?mayor of (?:[A-Z][\w’'-]+ ?(?:and )?){1,4}|"
    r"(?:swyddfa )?comisiynydd (?:yr )?heddlu a throseddu(?: [\w’' -]{3,40})?)",
    re.IGNORECASE,
)
_LONGEST = 400
_PROSE = 60
_FEWEST_WORDS = 3
_SITE_WORDS = 7
_NEAR = 4


def find(root: Element, head: Head, claimed: str = "", *, listing: bool = False) -> tuple[str, Element | None]:
    """Return the headline as shown and its element; ("", None) when the page shows and says none.

    claimed: the title under which a listing names the page. A heading that the head or the listing confirms comes
    first, then the first h1 that is not the site's name, then og:title, the listing, a line that the page sets as
    a headline, and the title element, unless it is too short to be more than a name. What only names the kind of
    page ("Press release") or the office counts where there is nothing else, and on a listing.
    """
    every = [(element, text) for element in _candidates(root) if (text := text_of(element)) and len(text) <= _LONGEST]
    said = [title for title in (head.headline, head.shared_title, claimed, head.title) if title]
    shown = [(element, text) for element, text in every if listing or not _is_label(text)]
    return (
        _shown(shown, head, said)
        or _told(shown, head, claimed, said)
        or _shown(every, head, said)
        or next(((text, element) for element, text in every if element.tag == "h1"), (head.title, None))
    )


_Shown: TypeAlias = list[tuple[Element, str]]


def _shown(shown: _Shown, head: Head, said: list[str]) -> tuple[str, Element] | None:
    """Return a heading that the page's own words confirm, or the first h1."""
    for element, text in shown:
        opens = element.tag in HEADINGS and any(_opens(title, text) for title in said)
        if (opens or any(_confirms(title, text) for title in said)) and not _is_site(text, head, said):
            return text, element
    for element, text in shown:
        if (element.tag == "h1" or element.get("itemprop") == "headline") and not _is_site(text, head, said):
            return text, element
    return None


def _told(shown: _Shown, head: Head, claimed: str, said: list[str]) -> tuple[str, Element | None] | None:
    """Return what the head or a listing says, else a line set like a headline, else what the title element says."""
    told = (_without_site(title, head) for title in (head.shared_title, claimed, head.headline))
    title = next((one for one in told if one and not _is_label(one)), "")
    if not title:
        for element, text in shown:
            if _is_display(element, text) and not _is_site(text, head, said):
                return text, element
        title = _without_site(head.title, head)
        title = "" if _is_label(title) else title
    if len(title.split()) < _FEWEST_WORDS:
        headings = ((text, element) for element, text in shown if element.tag in HEADINGS)
        found = next((pair for pair in headings if len(pair[0].split()) >= _FEWEST_WORDS), None)
        return found or ((title, None) if title else None)
    return title, None


def _is_label(text: str) -> bool:
    """Tell whether a line names the kind of page or the office, as a letterhead does, and nothing else."""
    return bool(_GENRE.fullmatch(text) or _OFFICE.fullmatch(text))


def plain(text: str) -> str:
    """Return the letters and digits of a text in lower case: what two spellings of one headline share."""
    return re.sub(r"[\W_]+", "", text).casefold()


def _candidates(root: Element) -> Iterator[Element]:
    """Yield what may be the headline: h1 elements, other headings, elements that are named so."""
    yield from root.xpath(".//*[@itemprop='headline'][not(self::meta)]")
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
        return _precedes_prose(element, 1)
    return bool(_NAMED.search(element.get("class", ""))) or _is_large(element) or _stands_alone(element, text)


def _precedes_prose(block: Element, lines: int) -> bool:
    """Tell whether prose follows a block, at most some blocks further on."""
    for following in islice(block.itersiblings(), lines):
        linked = sum(len(text_of(link)) for link in following.iter("a"))
        if len(text_of(following)) - linked > _PROSE:
            return True
    return False


def _stands_alone(element: Element, text: str) -> bool:
    """Tell whether a line in bold is all of its paragraph, some lines above prose, and no date or embargo."""
    block = next((one for one in element.iterancestors() if one.tag in BLOCKS), None)
    if block is None or element.tag not in {"strong", "b", "u"} or text_of(block) != text:
        return False
    return find_date(text) is None and not EMBARGO.search(text) and _precedes_prose(block, _NEAR)


def _is_large(element: Element) -> bool:
    size = element.get("size", "") if element.tag == "font" else ""
    return size in {"4", "5", "6", "7", "+1", "+2", "+3"} or bool(_LARGE.search(element.get("style", "")))


def _confirms(title: str, text: str) -> bool:
    """Tell whether a title is a heading's text, alone or beside the name of the site."""
    title = _GENRE_BEFORE.sub("", title)
    if plain(title) == plain(text):
        return True
    rest = title[len(text) :] if title.casefold().startswith(text.casefold()) else ""
    if _SEPARATOR.match(rest) and len(text.split()) > 1:
        return True
    return 2 * len(text) > len(title) and plain(_SEPARATOR.split(title)[-1]) == plain(text)


def _opens(title: str, text: str) -> bool:
    """Tell whether a title is no more than the beginning of a heading, up to a mark that divides it."""
    return len(title.split()) >= _FEWEST_WORDS and bool(
        re.match(rf"{re.escape(title)}\s?[:–—,?-]\s", text, re.IGNORECASE)
    )


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
