"""Where on a page the text of the release is."""

import re
from collections import defaultdict

from archive.parse.lines import Line
from archive.parse.tree import Element

# What the systems that publish call the element of the text; schema.org calls it articleBody.
_TEXT_LABELS = re.compile(
    r"(?<![a-z])(?:(?:entry|post|article|story|news|page|main|node|content|body|field|blog|item|release|bulletin|"
    r"detail|e)[-_]{0,2}(?:item-|name-)?(?:content|body|text)|rich-?text|wysiwyg|text-formatted|editor-content|prose|"
    r"govspeak)(?![a-z])",
    re.IGNORECASE,
)
_PARAGRAPHS = frozenset("p li blockquote dd dt pre h2 h3 h4 h5 h6 td th figcaption".split())
_LEAST_LINE = 25
_LONG = 400
_COMMA = 12
_DECAY = (1.0, 0.5, 0.25)
_LABELLED_SHARE = 0.6
_SPREAD = 1.1
_LEAST_TEXT, _LEAST_SHARE = 150, 0.1


def find(lines: list[Line], heading: Element | None = None) -> Element | None:
    """Return the smallest element that holds the text of a pruned page; None when there is no text.

    lines: those that follow the headline
    heading: the headline; text right around it goes before a larger mass elsewhere, a sidebar or comments
    """
    everything = _masses(lines)
    if not everything:
        return None
    around = _around(heading, lines, everything)
    if around is not None:
        held = set(around.iter())
        lines = [line for line in lines if line.element in held]
    masses = _masses(lines)
    labelled = _labelled(masses)
    if labelled is not None:
        return labelled
    scores: dict[Element, float] = defaultdict(float)
    for line in lines:
        for element, share in zip(_chain(line), _DECAY, strict=False):
            scores[element] += _mass(line) * share
    best = max(scores, key=scores.__getitem__)
    return _widened(best, everything)


def _around(heading: Element | None, lines: list[Line], masses: dict[Element, float]) -> Element | None:
    """Return the smallest element around the headline that holds paragraphs of text; None when only the page does."""
    if heading is None:
        return None
    least = max(_LEAST_TEXT, _LEAST_SHARE * max(masses.values()))
    for ancestor in heading.iterancestors():
        if ancestor.tag == "header" or masses.get(ancestor, 0.0) < least:
            continue
        held = set(ancestor.iter())
        if sum(_mass(line) > 0 and line.element in held for line in lines) > 1:
            return ancestor
    return None


def _mass(line: Line) -> float:
    """Return how much a line weighs as prose: characters outside links, and commas."""
    free = len(line.text) - line.linked
    if free < _LEAST_LINE or free < line.linked:
        return 0.0
    return free + _COMMA * line.text.count(",")


def _masses(lines: list[Line]) -> dict[Element, float]:
    """Return the prose within each element."""
    masses: dict[Element, float] = defaultdict(float)
    for line in lines:
        if mass := _mass(line):
            masses[line.element] += mass
            for ancestor in line.element.iterancestors():
                masses[ancestor] += mass
    return masses


def _chain(line: Line) -> list[Element]:
    """Return the elements that a line speaks for, the nearest first."""
    holder = line.element
    itself = holder.tag not in _PARAGRAPHS and (line.breaks > 1 or len(line.text) > _LONG)
    return [*([holder] if itself else []), *holder.iterancestors()]


def _labelled(masses: dict[Element, float]) -> Element | None:
    """Return the smallest element that says of itself that it holds the text, if it holds most of the prose."""
    most = _LABELLED_SHARE * max(masses.values())
    named = [element for element, mass in masses.items() if mass >= most and _is_labelled(element)]
    return min(named, key=masses.__getitem__, default=None)


def _is_labelled(element: Element) -> bool:
    if element.get("itemprop") == "articleBody":
        return True
    return element.tag not in {"html", "body"} and bool(_TEXT_LABELS.search(element.get("class", "")))


def _widened(best: Element, masses: dict[Element, float]) -> Element:
    """Climb to the element that also holds the siblings in kind of the best one: a text in several sections."""
    found = best
    for ancestor in best.iterancestors():
        if ancestor.tag in {"body", "html"}:
            break
        alike = [one for one in ancestor.iter(best.tag) if _is_like(one, best)]
        if _mass_of(alike, masses) >= _SPREAD * masses[found]:
            found = ancestor
    return found


def _is_like(one: Element, other: Element) -> bool:
    """Tell whether two elements are of one kind: the same classes, or one of them in common."""
    mine, theirs = one.get("class", "").split(), other.get("class", "").split()
    if one.tag == "div" and not (mine or theirs) and one.get("id") != other.get("id"):
        return False  # columns of a layout, each with a name of its own
    return mine == theirs or not set(mine).isdisjoint(theirs)


def _mass_of(elements: list[Element], masses: dict[Element, float]) -> float:
    """Return the prose within some elements, what lies within two of them once."""
    chosen = set(elements)
    outer = (one for one in elements if not any(above in chosen for above in one.iterancestors()))
    return sum(masses.get(one, 0.0) for one in outer)
