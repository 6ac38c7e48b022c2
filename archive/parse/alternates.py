"""Where a page or a text says that the same release stands in the other language."""

import re
from collections.abc import Iterable, Iterator

from archive.identity import url_alias
from archive.parse.media import address
from archive.parse.tree import Element, text_of
from archive.release import Alias

_LANGUAGES = ("cy", "en")
# What a switcher says: the name of a language alone. A link in a text says more, and has to name the language.
_SWITCHES = frozenset({"cymraeg", "cym", "cy", "english", "saesneg", "eng", "en"})
_LONGEST = 12  # characters
_LETTERS = re.compile(r"[^a-z]+")


def elsewhere(root: Element) -> tuple[str, ...]:
    """Return the addresses, as they are written, that stand for the same in Welsh or English; its own may be there.

    Links in the head, links that name the language of what they lead to, and language switchers.
    """
    return tuple(dict.fromkeys(_found(root)))


def aliases(found: Iterable[str], base: str) -> tuple[Alias, ...]:
    """Return addresses as aliases; what is no address of a page is left out."""
    urls = (address(base, each) for each in found)
    return tuple(url_alias(url) for url in urls if url)


def _found(root: Element) -> Iterator[str]:
    for link in root.iter("link", "a"):
        if link.tag == "link" and ("alternate" not in _rel(link) or "xml" in link.get("type", "")):
            continue
        if link.get("hreflang", "").lower()[:2] in _LANGUAGES or (link.tag == "a" and _switches(link)):
            yield link.get("href", "")


def _rel(link: Element) -> list[str]:
    return str(link.get("rel", "")).lower().split()


def _switches(link: Element) -> bool:
    """Whether a link says nothing but the name of a language."""
    words = text_of(link)
    return len(words) <= _LONGEST and _LETTERS.sub("", words.lower()) in _SWITCHES
