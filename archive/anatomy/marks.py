"""Quotation marks within one paragraph, however carelessly they were set."""

import re
from dataclasses import dataclass

from archive.anatomy.speech import is_open

_OPENING = re.compile(r"(?:(?<=[\s(\[:,–—-])|^)(?P<mark>[‘']{2}|[“\"‘'])(?=\S)|(?<=[\s(])(?P<wrong>”)(?=\w)")
_DOUBLE_CLOSING = re.compile(r"[”\"]|(?<=\S)“(?=[.,;]?(?:\s|$))")
_PAIR_CLOSING = re.compile(r"[’']{2}")
_SINGLE_CLOSING = re.compile(r"[’'](?![^\W_])")
_WORD = re.compile(r"\w")
_STOPS = ".,!?…"
_SCARE_WORDS = 4


@dataclass(frozen=True, slots=True)
class Run:
    """Words between two marks.

    start, end: offsets of the words, without the marks
    outer: the offsets with the marks
    opened, closed: whether the mark is there
    double: whether the marks are double
    """

    start: int
    end: int
    outer: tuple[int, int]
    opened: bool = True
    closed: bool = True
    double: bool = True


def runs(text: str) -> list[Run]:
    """Return the runs of a paragraph in order; marks nested in another pair are part of its words."""
    found: list[Run] = []
    place = 0
    first = _OPENING.search(text)
    stray = _stray(text, first.start() if first else len(text))
    if stray is not None:
        found.append(stray)
        place = stray.outer[1]
    while opening := _OPENING.search(text, place):
        run = _run(text, opening)
        if run is None:
            place = opening.end()
            continue
        found.append(run)
        place = run.outer[1]
    return [run for run in found if _WORD.search(text, run.start, run.end)]


def _run(text: str, opening: re.Match[str]) -> Run | None:
    """Return the run that a mark opens, None for an apostrophe."""
    double = opening[0] in '“”"' or len(opening[0]) > 1
    start = opening.end()
    closing = _closing(text, start, double=double, paired=len(opening[0]) > 1)
    if closing is None:
        announced = opening.start() == 0 or is_open(text[: opening.start()])
        if not double and not announced:
            return None
        return Run(start, len(text), (opening.start(), len(text)), closed=False, double=double)
    return Run(start, closing, (opening.start(), closing + len(opening[0])), double=double)


def _closing(text: str, start: int, *, double: bool, paired: bool) -> int | None:
    if double:
        found = (_PAIR_CLOSING if paired else _DOUBLE_CLOSING).search(text, start)
        return found.start() if found else None
    opening = re.compile(r"\s[‘']\w").search(text, start)
    limit = opening.start() if opening else len(text)
    candidates = [match.start() for match in _SINGLE_CLOSING.finditer(text, start, limit)]
    stopped = next((place for place in candidates if text[place - 1] in _STOPS), None)
    if not candidates or (stopped is None and len(text[start : candidates[0]].split()) > _SCARE_WORDS):
        return None if opening or not candidates or stopped else _last(text, candidates)
    first = candidates[0]
    scare = len(text[start:first].split()) <= _SCARE_WORDS and (text[first - 1] != "s" or stopped is None)
    return first if scare or stopped is None else stopped


def _last(text: str, candidates: list[int]) -> int | None:
    """Return the last candidate where it ends the paragraph: a quotation closed without a full stop."""
    return candidates[-1] if candidates[-1] >= len(text.rstrip(" .")) - 1 else None


def _stray(text: str, limit: int) -> Run | None:
    """Return the run up to a closing mark that nothing opens, from the beginning of the paragraph."""
    match = _DOUBLE_CLOSING.search(text, 0, limit)
    if match is None and limit == len(text) and text.endswith(("’", "'")) and text[-2:-1] in tuple(_STOPS):
        return Run(0, len(text) - 1, (0, len(text)), opened=False, double=False)
    if match is None or match.start() == 0 or text[match.start() - 1] not in _STOPS:
        return None
    return Run(0, match.start(), (0, match.end()), opened=False)
