"""Where things stand on a page: the headline, the container of the text, and what is near them."""

import re
from dataclasses import dataclass, field
from itertools import islice, takewhile

from lxml import html

from archive.errors import ParseError
from archive.parse.body import CAPTION, is_date_line, is_standfirst
from archive.parse.closing import EMBARGO
from archive.parse.closing import opens as opens_closing
from archive.parse.container import find as find_container
from archive.parse.dates import find as find_date
from archive.parse.headline import find as find_headline
from archive.parse.headline import plain
from archive.parse.heads import Head
from archive.parse.lines import Line
from archive.parse.lines import read as read_lines
from archive.parse.media import attachment as attachment_of
from archive.parse.media import image as image_of
from archive.parse.tree import BLOCKS, HEADINGS, Element, drop, labels, text_of
from archive.release import Attachment, Image

_BEFORE, _AFTER, _CLOSING = 4, 4, 12
_EMBARGO_WORDS, _LEAST_LINKS = 30, 4
_REPEATED_WITHIN, _LABEL_WORDS = 10, 4
_SHARED = 40
_META = re.compile(r"(?<![a-z])(?:meta(?:data)?|by-?line|author|date|posted|info)(?![a-z])")
_LOGO = re.compile(r"(?<![a-z])logo(?![a-z])", re.IGNORECASE)


@dataclass(slots=True)
class Layout:
    """The parts of a pruned page.

    heading: the element of the headline; None when the page shows none
    container: holds the text, and nothing up to the headline
    region: the smallest element that holds both
    before, between, after: the lines near the headline and the container, in the order of the document
    times: the time elements of these lines and of the text
    pictures: those that stand outside the text; documents: of the page's own list of files
    listed: the number of links that the page is a list of, where it has no text besides
    """

    title: str
    heading: Element | None
    container: Element
    region: Element
    before: list[Line] = field(default_factory=list)
    between: list[Line] = field(default_factory=list)
    after: list[Line] = field(default_factory=list)
    times: list[Element] = field(default_factory=list)
    pictures: list[Image] = field(default_factory=list)
    documents: list[Attachment] = field(default_factory=list)
    listed: int = 0

    @property
    def near(self) -> list[str]:
        """The texts before the container, those that follow the headline first."""
        return [line.text for line in (*self.between, *self.before)]

    @property
    def below(self) -> list[str]:
        """The texts after the container, which may be of other news."""
        return [line.text for line in self.after]

    @property
    def standfirst(self) -> str:
        """What is set apart between headline and text, bullets joined by a space; "" when nothing is, or too much."""
        words = " ".join(line.text for line in self.between if _is_summary(line))
        return words if is_standfirst(words) else ""


def read(page: Element, head: Head, base: str, claimed: str, listing: Element | None = None) -> Layout:
    """Return the layout of a pruned page; ParseError when it holds no text.

    listing: holds the teasers of a page that has little else
    """
    title, heading = find_headline(page, head, claimed, listing=listing is not None)
    all_lines = read_lines(page)
    start = _line_of(heading, all_lines) if heading is not None else -1
    again = _repeated(all_lines[start + 1 :], title) if heading is not None else 0
    if again:
        start += again
        heading = all_lines[start].element
    following = all_lines[start + 1 :]
    container = find_container(following, heading)
    if container is None and (container := find_container(all_lines)) is None and (container := listing) is None:
        return _of_links(page, title, heading, all_lines)
    layout = Layout(title, heading, container, _region(heading, container))
    _place_lines(layout, all_lines[: max(start, 0)], following)
    layout.times = _times(layout)
    layout.pictures, layout.documents = _pictures(layout, base), _documents(layout, base)
    return layout


def _of_links(page: Element, title: str, heading: Element | None, lines: list[Line]) -> Layout:
    """Return the layout of a page that lists links and holds nothing else; ParseError when it does not even that."""
    linked = sum(line.linked > len(line.text) // 2 for line in lines)
    if linked < _LEAST_LINKS:
        raise ParseError("the page holds no text")
    return Layout(title, heading, page, page, listed=linked)


def _line_of(heading: Element, lines: list[Line]) -> int:
    """Return the index of the headline's line; of the line before, where the headline shares its line with the text."""
    holder = next((one for one in (heading, *heading.iterancestors()) if one.tag in BLOCKS), heading)
    inside = {holder, *heading.iter()}
    index = next((index for index, line in enumerate(lines) if line.element in inside), -1)
    shared = index >= 0 and len(lines[index].text) > len(text_of(heading)) + _SHARED
    return index - 1 if shared else index


def _repeated(following: list[Line], title: str) -> int:
    """Return how many lines below the headline it stands again as a heading, after a letterhead; 0 when it does not."""
    for index, line in enumerate(following[:_REPEATED_WITHIN], 1):
        if line.element.tag in HEADINGS and plain(line.text) == plain(title):
            return index
        if not (line.linked or find_date(line.text) or len(line.text.split()) <= _LABEL_WORDS):
            return 0
    return 0


def _place_lines(layout: Layout, preceding: list[Line], following: list[Line]) -> None:
    """Tell the lines around the text apart; leave in the container what follows the headline and closes the text."""
    container, held = layout.container, set(layout.container.iter())
    own = [index for index, line in enumerate(following) if line.element in held]
    first, last = (own[0], own[-1]) if own else (0, 0)
    layout.between = following[:first]
    own_still = takewhile(lambda line: line.element.tag not in HEADINGS, following[last + 1 :])
    layout.after = [line for line in own_still if _is_beside(line, container)][:_AFTER]
    layout.before = [line for line in preceding[-_BEFORE:] if _is_within(line.element, layout.region)]
    if not layout.before and preceding and is_date_line(preceding[-1].text):
        layout.before = preceding[-1:]
    if layout.heading is not None and layout.heading in held:
        _cut(container, layout.heading)
    _keep_embargo(layout)
    _gather(layout, following[last + 1 :])


def _keep_embargo(layout: Layout) -> None:
    """Put an embargo that stands outside the text at its head: it must not be overlooked."""
    for line in reversed([*layout.before, *layout.between]):
        if EMBARGO.search(line.text) and len(line.text.split()) <= _EMBARGO_WORDS:
            paragraph = html.Element("p")
            paragraph.text, paragraph.tail, layout.container.text = line.text, layout.container.text, None
            layout.container.insert(0, paragraph)


def _pictures(layout: Layout, base: str) -> list[Image]:
    """Return the pictures of the release that stand outside its text: above it, below or over the headline."""
    if layout.region.tag in {"body", "html"} and layout.heading is None:
        return []
    found = []
    for element in layout.region.iter():
        if element is layout.container:
            break
        if element.tag == "img" and (picture := image_of(element, base)) and element.getparent().tag != "a":
            found.append(picture)
    return [one for one in found if not _LOGO.search(f"{one.alt} {one.url.rpartition('/')[2]}")]


def _documents(layout: Layout, base: str) -> list[Attachment]:
    """Return the documents of the page's own file list: blocks after the text that link to nothing else."""
    found: list[Attachment] = []
    for block in islice(layout.container.itersiblings(), _AFTER):
        linked = [attachment_of(link, base) for link in block.iter("a")]
        if linked and None not in linked:
            found += [document for document in linked if document]
    return found


def _times(layout: Layout) -> list[Element]:
    """Return the time elements near the headline and the text."""
    near = {id(line.element): line.element for line in (*layout.between, *layout.before, *layout.after)}
    found = [element for holder in near.values() for element in holder.iter("time")]
    return found + list(layout.container.iter("time"))


def _region(heading: Element | None, container: Element) -> Element:
    if heading is None:
        parent = container.getparent()
        return container if parent is None else parent
    above = [container, *container.iterancestors()]
    return next((element for element in (heading, *heading.iterancestors()) if element in above), container)


def _is_within(element: Element, region: Element) -> bool:
    return region.tag not in {"body", "html"} and any(up is region for up in element.iterancestors())


def _is_beside(line: Line, container: Element) -> bool:
    """Tell whether a line stands in the element right around the container."""
    parent = container.getparent()
    return parent is not None and parent.tag != "body" and parent in (line.element, *line.element.iterancestors())


def _is_summary(line: Line) -> bool:
    if line.linked > len(line.text) // 2 or is_date_line(line.text) or not is_standfirst(line.text):
        return False
    if line.element.find(".//time") is not None:
        return False
    return not any(
        up.tag == "figcaption" or CAPTION.search(labels(up)) or _META.search(labels(up))
        for up in (line.element, *islice(line.element.iterancestors(), 2))
    )


def _gather(layout: Layout, after: list[Line]) -> None:
    """Move what closes the release into the container where a page keeps it in elements of its own."""
    container, above = layout.container, set(layout.container.iterancestors())
    inside = [line for line in after[:_CLOSING] if _is_within(line.element, layout.region)]
    for line, following in zip(inside, [*inside[1:], None], strict=False):
        if not opens_closing(line.text):
            continue
        own = [_child_of(one.element, above) for one in (line, following) if one]
        for block in dict.fromkeys(own):
            if block is not None and block is not container:  # what was moved before stands in the container
                container.append(block)


def _child_of(element: Element, above: set[Element]) -> Element | None:
    """Return the element around another that stands right in one of some elements."""
    around = (element, *element.iterancestors())
    return next((one for one in around if one.getparent() in above and one not in above), None)


def _cut(container: Element, heading: Element) -> None:
    """Take away the headline and all that precedes it in the container."""
    node = heading
    while node is not container:
        parent = node.getparent()
        for sibling in list(node.itersiblings(preceding=True)):
            drop(sibling)
        parent.text = None
        node = parent
    drop(heading)
