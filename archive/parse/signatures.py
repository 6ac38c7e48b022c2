"""Who is named beneath a quotation that a page sets apart: every form of it becomes a cite element at its end."""

import re

from lxml import html

from archive.parse.tree import BLOCKS, Element, drop, labels, text_of

_NAMED = re.compile(
    r"(?<![a-z])(?:author|source|attribution|cit(?:e|ation)|credit|speaker|person|by-?line|name)(?![a-z])"
)
_AROUND = re.compile(r"quot(?:e|ation)|testimonial")
_DASH = re.compile(r"^\s*(?:[–—―~]|--?\s)\s*(?=\S)")
_MOST_WORDS = 25


def settle(root: Element) -> None:
    """Make what signs a blockquote, in it or beside it, the cite at its end, in place."""
    for quote in list(root.iter("blockquote")):
        signature = _within(quote)
        if signature is None:
            signature = _beside(quote)
        if signature is not None:
            words = _words(signature)
            drop(signature)
            cite = html.Element("cite")
            cite.text = words
            quote.append(cite)


def _within(quote: Element) -> Element | None:
    """Return what signs a blockquote inside it: a footer, a cite that ends it, a last line that is named or dashed."""
    footer = next(quote.iter("footer"), None)
    if footer is not None:
        return footer
    last = next(quote.iterchildren(reversed=True), None)
    while last is not None and not (last.tail or "").strip():
        if last.tag == "cite" or _signs(last):
            return last
        if last.tag not in BLOCKS or last.tag == "p":
            return None
        last = next(last.iterchildren(reversed=True), None)
    return None


def _beside(quote: Element) -> Element | None:
    """Return what signs a blockquote beside it: the caption of its figure, or a line that a block of both holds."""
    figure = next(quote.iterancestors("figure"), None)
    if figure is not None and figure.find(".//img") is None:
        return figure.find(".//figcaption")
    following = quote.getnext()
    around = quote.getparent()
    if following is None or around is None or not _AROUND.search(labels(around)):
        return None
    return following if _signs(following) else None


def _signs(element: Element) -> bool:
    words = text_of(element)
    if not words or len(words.split()) > _MOST_WORDS or element.tag == "blockquote":
        return False
    return bool(_NAMED.search(labels(element)) or (element.tag != "li" and _DASH.match(words)))


def _words(signature: Element) -> str:
    """Return the words of a signature in one line: the name, a comma, the office."""
    leaves = [one for one in signature.iter() if one.tag in BLOCKS | {"span"} and not len(one)]
    joined = ", ".join(filter(None, (text_of(leaf).strip(" ,") for leaf in leaves)))
    whole = text_of(signature)
    return _DASH.sub("", joined if len(leaves) > 1 and _letters(joined) == _letters(whole) else whole).strip()


def _letters(text: str) -> str:
    return re.sub(r"\W+", "", text)
