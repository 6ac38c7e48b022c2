"""Clean HTML as blocks of text: the paragraphs, headings and list items that `Release.text` is made of."""

import re
from dataclasses import dataclass
from enum import StrEnum
from itertools import takewhile

from archive.parse.tree import HEADINGS, Element, fold, fragment, lines_of, text_of


class BlockKind(StrEnum):
    """What a block is in its HTML."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    ITEM = "item"
    ROW = "row"


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One block of text.

    text: folded
    lined: the same with a line feed for each line break
    start: its offset in the whole text, where blocks stand a blank line apart
    quoted: within a blockquote
    strong: set in bold from end to end
    cited: the line of a blockquote that says whose words it holds
    links: what it links to, "mailto:" and "tel:" included; linked: the words of each link
    """

    text: str
    lined: str = ""
    start: int = 0
    kind: BlockKind = BlockKind.PARAGRAPH
    quoted: bool = False
    strong: bool = False
    cited: bool = False
    links: tuple[str, ...] = ()
    linked: tuple[str, ...] = ()

    @property
    def end(self) -> int:
        """The offset after its last character."""
        return self.start + len(self.text)


_SEPARATOR = "\n\n"
_LEAVES = {"p": BlockKind.PARAGRAPH, "pre": BlockKind.PARAGRAPH, "li": BlockKind.ITEM}
_LEAVES |= dict.fromkeys(("tr", "dt", "dd"), BlockKind.ROW)
_LEAVES |= dict.fromkeys(HEADINGS, BlockKind.HEADING)
_NESTED = ("p", "ul", "ol", "blockquote", *HEADINGS)


def read(html: str) -> list[Block]:
    """Return the blocks of clean HTML in order."""
    if not html.strip():
        return []
    found: list[Block] = []
    start = 0
    for element in fragment(html).iter(*_LEAVES):
        text = _own_text(element)
        if text:
            found.append(_block(element, text, start))
            start = found[-1].end + len(_SEPARATOR)
    return found


def plain(text: str) -> list[Block]:
    """Return the blocks of text that has no HTML."""
    found, start = [], 0
    for piece in text.split(_SEPARATOR):
        if piece.strip():
            found.append(Block(text=piece, lined=piece, start=start))
        start += len(piece) + len(_SEPARATOR)
    return found


def joined(blocks: list[Block]) -> str:
    """Return the text that the blocks' offsets count in."""
    return _SEPARATOR.join(block.text for block in blocks)


def _block(element: Element, text: str, start: int) -> Block:
    quoted = next(element.iterancestors("blockquote"), None) is not None
    lines = lines_of(element) if element.find(".//br") is not None else text
    return Block(
        text=text,
        lined=lines if len(lines) == len(text) else text,
        start=start,
        kind=_LEAVES[element.tag],
        quoted=quoted,
        strong=is_strong(element),
        cited=quoted and _is_all(element, "cite"),
        links=tuple(link.get("href", "") for link in element.iter("a")),
        linked=tuple(text_of(link) for link in element.iter("a")),
    )


def is_strong(element: Element) -> bool:
    """Tell whether all the text of an element is bold or underlined."""
    return _is_all(element, "strong", "b", "u")


def _is_all(element: Element, *tags: str) -> bool:
    """Tell whether all the text of an element stands in elements of some kind."""
    inner = "".join(text_of(part) for part in element.iter(*tags))
    return bool(inner) and _letters(inner) == _letters(text_of(element))


def _letters(text: str) -> str:
    return re.sub(r"\W+", "", text)


def _own_text(element: Element) -> str:
    """Return the text of a leaf; of an item that holds further blocks, what stands outside these.

    A row of a table and a term with its definitions are one text.
    """
    if element.tag == "tr":
        return " | ".join(filter(None, map(text_of, element)))
    if element.tag == "dt":
        return " | ".join(filter(None, map(text_of, [element, *_definitions(element)])))
    if (
        element.tag == "dd"
        and next(element.itersiblings("dt", preceding=True), None) is not None
        and _is_simple(element)
    ):
        return ""
    if element.tag != "li" and next(element.iterancestors("tr"), None) is not None:
        return ""
    if next(element.iterchildren(*_NESTED), None) is None:
        return text_of(element)
    pieces = [element.text or ""]
    for child in element:
        pieces += ["" if child.tag in _NESTED else text_of(child), child.tail or ""]
    return fold(" ".join(pieces))


def _definitions(term: Element) -> list[Element]:
    """Return what defines a term, as far as it is no text of several blocks."""
    following = takewhile(lambda one: one.tag == "dd", term.itersiblings())
    return [one for one in following if _is_simple(one)]


def _is_simple(element: Element) -> bool:
    return next(element.iterdescendants(*_NESTED), None) is None
