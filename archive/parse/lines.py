"""A page as lines: runs of inline text, each with the block that holds it."""

from dataclasses import dataclass

from archive.parse.tree import BLOCKS, Element, fold


@dataclass(slots=True)
class Line:
    """One run of text between two edges of blocks.

    element: the block that holds it
    text: folded, never empty
    linked: how many of its characters are links
    breaks: how many line breaks it holds
    """

    element: Element
    text: str
    linked: int = 0
    breaks: int = 0


def read(root: Element) -> list[Line]:
    """Return the lines of a tree in the order of the document."""
    found: list[Line] = []
    pieces: list[str] = []
    linked = breaks = 0

    def flush(holder: Element) -> None:
        nonlocal linked, breaks
        if text := fold("".join(pieces)):
            found.append(Line(holder, text, linked, breaks))
        pieces.clear()
        linked = breaks = 0

    def walk(element: Element, holder: Element, in_link: bool) -> None:  # noqa: FBT001
        nonlocal linked, breaks
        block = element.tag in BLOCKS
        if block:
            flush(holder)
            holder = element
        elif element.tag == "br":
            breaks += 1
            pieces.append(" ")
        in_link = in_link or element.tag == "a"
        if element.text:
            pieces.append(element.text)
            linked += len(element.text) if in_link else 0
        for child in element:
            walk(child, holder, in_link)
            if child.tail:
                pieces.append(child.tail)
                linked += len(child.tail) if in_link else 0
        if block:
            flush(holder)

    walk(root, root, in_link=False)
    flush(root)
    return found
