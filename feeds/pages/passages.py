"""The text of a release as its page shows it: quotations set apart under who spoke, notes to editors folded.

Not a word is added to the text or taken from it. Where its parts cannot be told, it stays as the office wrote it.
"""

import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape, unescape
from itertools import pairwise

from archive import safe
from archive.release import Release
from archive.store.outline import Outline, Quotation
from feeds.pages import language

_TAG = re.compile(r'<(?P<end>/?)(?P<name>[a-z][a-z0-9]*)(?:[^">]|"[^"]*")*>')
_EMPTY = frozenset("br hr img".split())  # elements without an end
_LINE = re.compile(r"<(?:p|h[2-6])>")
_PLAIN = re.compile(r"<p>([^<]*)</p>")
_LEAST = 0.6  # of a paragraph, that has to be quoted for all of it to be set apart
_BREAK = "\n\n"  # between two blocks of a text
_MARKS = 2  # characters that may open a quotation before its words
_OPENING = " “”\"‘’'"


@dataclass(frozen=True, slots=True, kw_only=True)
class Passages:
    """The HTML of a release.

    body: up to its end mark
    heading, notes: what follows, and under which name; both "" where nothing does
    """

    body: str
    heading: str = ""
    notes: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Element:
    """An element of the first level, with its text and where that stands in the whole; "" for a picture or a rule."""

    html: str
    start: int
    text: str

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def told(release: Release, outline: Outline, people: str = "") -> Passages:
    """Return the text of a release by its parts, sanitised once more: a stored row may have been tampered with.

    people: where the pages of people are that speakers are linked to, "../people/kent/{}/"; "" for none
    """
    html = safe.clean(release.html)
    whole = Passages(body=html)
    if not outline.quotes and outline.body_end is None:
        return whole
    elements = _elements(html)
    if _BREAK.join(each.text for each in elements if each.text) != release.text:
        return whole
    split = outline.body_end or len(release.text)
    count = next((index for index, each in enumerate(elements) if each.text and each.start >= split), len(elements))
    heading, notes = _headed(elements[count:], release.language)
    return Passages(
        body=_joined(_set_apart(elements[:count], outline.quotes, people)),
        heading=heading,
        notes=_joined(each.html for each in notes),
    )


def _headed(notes: list[_Element], written: str) -> tuple[str, list[_Element]]:
    """Return the heading that the office gives its notes, and the rest of them; a heading of ours where it has none."""
    from archive.parse import closing  # noqa: PLC0415 the parsers take their time to load

    found = closing.NOTES.fullmatch(notes[0].text) if len(notes) > 1 else None
    if found and not found["rest"]:
        return notes[0].text.rstrip(" :"), notes[1:]
    return language.of(written).plain("notes") if notes else "", notes


def _elements(html: str) -> list[_Element]:
    """Return the elements of the first level of clean HTML, in order."""
    found: list[_Element] = []
    start = 0
    for piece in (html[begin:end] for begin, end in pairwise(_edges(html))):
        if piece.strip():
            found.append(_Element(html=piece, start=start, text=_text(piece)))
            start = found[-1].end + (len(_BREAK) if found[-1].text else 0)
    return found


def _edges(html: str) -> Iterator[int]:
    """Yield where elements of the first level begin, and the end of the last."""
    yield 0
    depth = 0
    for tag in _TAG.finditer(html):
        if depth == 0 and not tag["end"]:
            yield tag.start()
        if tag["name"] not in _EMPTY:
            depth += -1 if tag["end"] else 1
    yield len(html)


def _text(piece: str) -> str:
    """Return the text of an element as `Release.text` has it; what holds other blocks takes a parser."""
    from archive.parse import blocks, tree  # noqa: PLC0415 as above

    if _LINE.match(piece):
        return tree.fold(unescape(_TAG.sub(lambda tag: " " if tag["name"] == "br" else "", piece)))
    return blocks.joined(blocks.read(piece))


def _set_apart(elements: Iterable[_Element], quotes: Iterable[Quotation], people: str) -> list[str]:
    """Return the elements with each quotation in a figure, under the name of its speaker."""
    shown: list[str] = []
    rest = deque(elements)
    for quote in quotes:
        while rest and rest[0].end <= quote.start:
            shown.append(rest.popleft().html)
        if rest and (pair := _divided(rest[0], quote)):
            shown.append(pair[0].html)
            rest[0] = pair[1]
        said: list[_Element] = []
        while rest and _is_quoted(rest[0], quote):
            said.append(rest.popleft())
        if said:
            shown.append(_figure(said, quote, people))
    return [*shown, *(each.html for each in rest)]


def _is_quoted(element: _Element, quote: Quotation) -> bool:
    """Tell whether an element is a quotation's, from its beginning on and for the most part."""
    if not element.text or quote.start > element.start + _MARKS:
        return False
    return min(element.end, quote.end) - element.start >= _LEAST * (element.end - element.start)


def _divided(element: _Element, quote: Quotation) -> tuple[_Element, _Element] | None:
    """Return a plain paragraph in two, where it announces a quotation with a colon and then gives it; else None."""
    plain = _PLAIN.fullmatch(element.html.strip())
    if not plain or quote.start <= element.start:
        return None
    announced = element.text[: quote.start - element.start].rstrip(_OPENING)
    if not announced.endswith(":"):
        return None
    colons = (found.end() for found in re.finditer(":", plain[1]))
    place = next((end for end in colons if unescape(plain[1][:end]) == announced), None)
    if place is None:
        return None
    said = element.text[len(announced) :].lstrip()
    return (
        _Element(html=f"<p>{plain[1][:place]}</p>", start=element.start, text=announced),
        _Element(html=f"<p>{plain[1][place:].lstrip()}</p>", start=element.end - len(said), text=said),
    )


def _figure(elements: Sequence[_Element], quote: Quotation, people: str) -> str:
    said = _joined(each.html for each in elements)
    if not said.startswith("<blockquote"):
        said = f"<blockquote>\n{said}\n</blockquote>"
    return f'<figure class="quote">\n{said}\n{_caption(elements, quote, people)}</figure>\n'


def _caption(elements: Sequence[_Element], quote: Quotation, people: str) -> str:
    """Return who spoke; nothing where the paragraphs say it themselves."""
    text = " ".join(each.text for each in elements)
    if not quote.speaker or quote.speaker.split()[-1] in text.replace(quote.text, ""):
        return ""
    role = f", {escape(quote.role)}" if quote.role else ""
    name = f"<b>{escape(quote.speaker)}</b>"
    if people and quote.slug:
        name = f'<a href="{people.format(quote.slug)}">{name}</a>'
    return f"<figcaption>{name}{role}</figcaption>\n"


def _joined(pieces: Iterable[str]) -> str:
    return "\n".join(piece.strip() for piece in pieces)
