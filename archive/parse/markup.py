"""The body of a release as clean HTML: even in structure, safe to show anywhere."""

import re

from lxml import html

from archive import safe
from archive.parse.masks import remove as remove_masks
from archive.parse.media import address
from archive.parse.media import image as image_of
from archive.parse.tree import BLOCKS, Element, drop

# Which block holds which; everything else that is a block is taken apart into these.
_KEPT = frozenset("p pre ul ol dl blockquote table figure hr h2 h3 h4 h5 h6".split())
_NUMBER = re.compile(r"^\s*(?P<number>\d{1,2})[.)]\s")
_BULLET = re.compile(r"^\s*[•·‣▪◦●∙*]\s*")


def even(root: Element) -> Element:
    """Return a div of the blocks that an element holds, one level deep; the element is used up."""
    target = html.Element("div")
    _even_out(root, target)
    _gather_bullets(target)
    return target


def sanitised(root: Element) -> str:
    """Return what an element holds as safe HTML: text-level markup, lists, tables, headings, links, images."""
    return safe.clean("".join(html.tostring(child, encoding="unicode") for child in root))


def resolve(root: Element, base: str) -> None:
    """Make addresses absolute, repair lazy images and unmask e-mail addresses, in place."""
    remove_masks(root)
    for element in list(root.iter("a", "img")):
        if element.tag == "img":
            _resolve_image(element, base)
        else:
            _resolve_link(element, base)


def _resolve_image(element: Element, base: str) -> None:
    picture = image_of(element, base)
    if picture is None:
        drop(element)
    else:
        element.set("src", picture.url)


def _resolve_link(element: Element, base: str) -> None:
    href = (element.get("href") or "").strip()
    if href.lower().startswith(("mailto:", "tel:")):
        return
    url = address(base, href)
    if url:
        element.set("href", url)
    else:
        element.attrib.pop("href", None)


def _even_out(source: Element, target: Element) -> None:
    """Copy the blocks of an element; loose text, and text between two line breaks, becomes paragraphs."""
    paragraph = html.Element("p")

    def flush() -> None:
        nonlocal paragraph
        if paragraph.text_content().strip() or paragraph.find(".//img") is not None:
            _strip_breaks(paragraph)
            target.append(paragraph)
        paragraph = html.Element("p")

    def add(text: str | None) -> None:
        if text:
            _append_text(paragraph, text)

    add(source.text)
    for child in list(source):
        tail, child.tail = child.tail, None
        if child.tag == "br" and _ends_line(tail, paragraph):
            flush()
        elif _is_signature(child, tail):
            flush()
            paragraph.append(child)
            flush()
        elif _holds_blocks(child):
            flush()
            _copy_block(child, target)
        else:
            paragraph.append(child)
        add(tail)
    flush()


def _holds_blocks(element: Element) -> bool:
    """Tell whether an element is a block, or an inline one around blocks or several lines."""
    return next(element.iter(*BLOCKS), None) is not None or len(element.findall(".//br")) > 1


def _is_signature(element: Element, tail: str | None) -> bool:
    """Tell whether an element says, at the end of a blockquote or of a part of it, whose words it holds."""
    if element.tag != "cite" or (tail or "").strip() or element.getnext() is not None:
        return False
    return next(element.iterancestors("blockquote"), None) is not None


def _append_text(paragraph: Element, text: str) -> None:
    last = _last(paragraph)
    if last is not None:
        last.tail = (last.tail or "") + text
    else:
        paragraph.text = (paragraph.text or "") + text


def _last(element: Element) -> Element | None:
    """Return the last child; lxml counts all of them to answer len()."""
    return next(element.iterchildren(reversed=True), None)


def _ends_line(tail: str | None, paragraph: Element) -> bool:
    """Tell whether a break divides paragraphs: a second one in a row, or one before a typed bullet or number."""
    last = _last(paragraph)
    if last is not None and last.tag == "br" and not (last.tail or "").strip():
        return True
    opening = next((text for text in paragraph.itertext() if text.strip()), "")
    if _BULLET.match(tail or "") or _BULLET.match(opening):
        return True
    number = _NUMBER.match(tail or "")
    return number is not None and (number["number"] == "1" or bool(_NUMBER.match(opening)))


def _copy_block(block: Element, target: Element) -> None:
    if block.tag in {"p", "blockquote"}:
        inner = html.Element("div")
        _even_out(block, inner)
        if block.tag == "p":
            for paragraph in inner.iterchildren("p"):
                paragraph.set("class", block.get("class", ""))
            target.extend(list(inner))
        else:
            holder = html.Element("blockquote", {"class": block.get("class", "")})
            holder.extend(list(inner))
            target.append(holder)
    elif block.tag == "h1":
        block.tag = "h2"
        target.append(block)
    elif block.tag in _KEPT and not (_is_layout(block) or _is_quotation(block)):
        target.append(block)
    else:
        before = _last(target)
        _even_out(block, target)
        only = _last(target)
        if only is not None and only is not before and only.getprevious() is before and only.tag == "p":
            only.set("class", f"{block.get('class', '')} {only.get('class', '')}".strip())


def _is_quotation(block: Element) -> bool:
    """Tell whether a figure only holds a quotation."""
    return block.tag == "figure" and block.find(".//blockquote") is not None and block.find(".//img") is None


def _is_layout(block: Element) -> bool:
    """Tell whether a table only places things on the page: one cell a row, or cells of several paragraphs."""
    if block.tag != "table":
        return False
    rows = [len(row.findall("td")) + len(row.findall("th")) for row in block.iter("tr")]
    nested = block.find(".//table") is not None
    return nested or max(rows, default=0) <= 1 or any(len(cell.findall("p")) > 1 for cell in block.iter("td"))


def _strip_breaks(paragraph: Element) -> None:
    """Take away line breaks at the edges of a paragraph."""
    while len(paragraph) and paragraph[0].tag == "br" and not (paragraph.text or "").strip():
        paragraph[0].drop_tag()
    while len(paragraph) and paragraph[-1].tag == "br" and not (paragraph[-1].tail or "").strip():
        paragraph[-1].drop_tag()


def _gather_bullets(root: Element) -> None:
    """Make lists of paragraphs that each begin with a typed bullet."""
    listing: Element | None = None
    for paragraph in list(root):
        if paragraph.tag != "p" or not _BULLET.match(paragraph.text_content()):
            listing = None
            continue
        if listing is None:
            listing = html.Element("ul")
            paragraph.addprevious(listing)
        paragraph.tag = "li"
        _strip_bullet(paragraph)
        listing.append(paragraph)


def _strip_bullet(item: Element) -> None:
    for element in item.iter():
        if element.text and element.text.strip():
            element.text = _BULLET.sub("", element.text)
            return
        if element is not item and element.tail and element.tail.strip():
            element.tail = _BULLET.sub("", element.tail)
            return
