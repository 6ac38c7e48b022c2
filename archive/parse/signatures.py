"""Who is named beneath a quotation that a page sets apart: every form of it becomes a cite element at its end."""

import re

from lxml import html

from archive.parse.tree import BLOCKS, Element, drop, labels, text_of

_NAMED = re.compile(
    r"(?<![a-z])(?:author|source|attribution|cit(?:e|ation)|credit|speaker|person|by-?line|name)(?![a-z])"
)
_QUOTED = re.compile(r"(?<![a-z])(?:testimonial|(?:block|pull)?-?quote)(?![a-z])")
_MOST_QUOTED = 200
_AROUND = re.compile(r"quot(?:e|ation)|testimonial")
_DASH = re.compile(r"^\s*(?:[–—―~]|--?\s)\s*(?=\S)")
_MOST_WORDS = 25


def settle(root: Element) -> None:
    """Make what signs a blockquote, in it or beside it, the cite at its end, in place."""
    for block in list(root.iter("div", "section", "figure")):
        if _is_quotation(block):
            block.tag = "blockquote"
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


def _is_quotation(block: Element) -> bool:
    """Tell whether a block says of itself that it is a quotation, and ends in a line that is named as its author's."""
    if not _QUOTED.search(labels(block)) or len(text_of(block).split()) > _MOST_QUOTED:
        return False
    if next(block.iterdescendants("blockquote", "img"), None) is not None or block.getparent().tag == "blockquote":
        return False
    last = next(block.iterchildren(reversed=True), None)
    return len(block) > 1 and last is not None and _is_signature(last)


def _within(quote: Element) -> Element | None:
    """Return what signs a blockquote inside it: a footer, a cite that ends it, a last line that is named or dashed."""
    footer = next(quote.iter("footer"), None)
    if footer is not None:
        return footer
    last = next(quote.iterchildren(reversed=True), None)
    while last is not None and not (last.tail or "").strip():
        if last.tag == "cite" or _is_signature(last):
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


def _is_signature(element: Element) -> bool:
    """Tell whether an element signs, or is the few words around one that does: a name, and an office beneath."""
    few = 0 < len(text_of(element).split()) <= _MOST_WORDS
    return _signs(element) or (few and any(_NAMED.search(labels(one)) for one in element.iterdescendants()))


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
