"""HTML as an lxml tree, and what is asked of its elements everywhere."""

import re
import unicodedata
from collections.abc import Iterator

from lxml import etree, html
from lxml.html import HtmlElement as Element

from archive.errors import ParseError

__all__ = ["BLOCKS", "HEADINGS", "Element", "document", "drop", "fold", "fragment", "labels", "lines_of", "text_of"]

BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure "
    "footer form h1 h2 h3 h4 h5 h6 header hr html legend li main nav ol p pre section summary table tbody td "
    "tfoot th thead tr ul".split()
)
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_ZERO_WIDTH = re.compile(r"[\u200b\u2060\ufeff]+")
# Controls and noncharacters have no place in HTML: a NUL cuts the text of libxml2 short, lxml refuses the others.
_CONTROLS = re.compile(
    r"[\x00-\x08\x0b\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]+|"
    r"&#(?:0{0,4}(?:[0-8]|1[124-9]|2\d|3[01])(?!\d)|"
    r"x0{0,4}(?:[0-8bcef]|1[0-9a-f]|fff[ef]|d[89a-f][0-9a-f]{2})(?![0-9a-f]));?",
    re.IGNORECASE,
)
_BREAK = "\x1e"
_SOFT_HYPHEN = "\u00ad"


def document(text: str) -> Element:
    """Return the tree of a whole page; ParseError when there is none."""
    text = _CONTROLS.sub("", text.replace("\f", " "))
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        return html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError) as error:
        raise ParseError("the page is empty or no HTML") from error


def fragment(text: str) -> Element:
    """Return a div that holds a piece of HTML."""
    body = document(f"<html><body><div>{text}</div></body></html>").find("body")
    if body is None:
        raise ParseError("the content is no HTML")
    body.tag = "div"
    return body


def fold(text: str) -> str:
    """Return text in NFC with whitespace folded to single spaces."""
    if text.isascii():
        return " ".join(text.split())
    spaced = " ".join(_ZERO_WIDTH.sub(" ", text).split())
    return unicodedata.normalize("NFC", spaced.replace(_SOFT_HYPHEN, "")).strip()


def text_of(element: Element) -> str:
    """Return the folded text of an element; line breaks and the edges of blocks are spaces."""
    return fold("".join(_pieces(element)))


def lines_of(element: Element) -> str:
    """Return the folded text of an element with a line feed for each line break."""
    lines = "".join(_pieces(element, at_break=_BREAK)).split(_BREAK)
    return "\n".join(filter(None, map(fold, lines)))


def _pieces(element: Element, at_break: str = " ") -> Iterator[str]:
    for event, node in etree.iterwalk(element, events=("start", "end")):
        edge = node.tag in BLOCKS or node.tag == "br"
        if event == "start":
            yield (at_break if node.tag == "br" else " ") if edge else ""
            yield node.text or ""
        elif node is not element:
            yield " " if edge else ""
            yield node.tail or ""


def labels(element: Element) -> str:
    """Return class and id of an element in lower case, its words set apart by spaces."""
    return f"{element.get('class', '')} {element.get('id', '')}".lower()


def drop(element: Element) -> None:
    """Take an element away and leave the text that follows it."""
    if element.getparent() is not None:
        element.drop_tree()
