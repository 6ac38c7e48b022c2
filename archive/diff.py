"""Which words differ between two versions of a text."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import groupby, takewhile
from typing import TypeAlias

_Tokens: TypeAlias = list[tuple[str, str]]  # a gap, and the word or mark behind it

# "commissioner's" and "3,400.50" are one word; the last one is empty, so that the gap at the end is kept too.
_TOKEN = re.compile(r"(\s*)(\w+(?:['’.,]\w+)*|[^\w\s]|\Z)")
# What one look of SequenceMatcher costs: the pairs of equal words. Two texts of 2,500 words that share only
# their small words have this many, and take a tenth of a second; the worst text with as many took three.
_MOST_PAIRS = 200_000


class PartKind(StrEnum):
    """What became of a part of a text."""

    EQUAL = "equal"
    DELETE = "delete"
    INSERT = "insert"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A run of words that stayed, went or came; text is never empty."""

    kind: PartKind
    text: str


def words(before: str, after: str) -> tuple[Part, ...]:
    """Return how one text became the other, word by word, in the order of reading.

    The parts that are equal or deleted, joined, are `before`; those that are equal or inserted are `after`.
    What is deleted comes before what is inserted in its place. Where a comparison would take many seconds,
    all from the first change to the last is told as deleted and inserted.
    """
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    start = _shared(old, new)
    end = _shared(old[start:][::-1], new[start:][::-1])
    return _joined(
        [
            (PartKind.EQUAL, _text(old[:start])),
            *_pieces(old[start : len(old) - end], new[start : len(new) - end]),
            (PartKind.EQUAL, _text(old[len(old) - end :])),
        ]
    )


def _shared(old: _Tokens, new: _Tokens) -> int:
    """Return how many tokens two lists have in common at the beginning."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(old, new, strict=False)))


def _text(tokens: _Tokens) -> str:
    return "".join(gap + word for gap, word in tokens)


def _pieces(old: _Tokens, new: _Tokens) -> Iterator[tuple[PartKind, str]]:
    """Yield what stayed, went and came; words are matched without their gaps, which may differ too."""
    for stayed, gone, come in _matched(old, new):
        if not stayed:
            yield PartKind.DELETE, _text(gone)
            yield PartKind.INSERT, _text(come)
            continue
        for (old_gap, word), (new_gap, _) in zip(gone, come, strict=True):
            if old_gap == new_gap:
                yield PartKind.EQUAL, old_gap + word
            else:
                yield PartKind.DELETE, old_gap
                yield PartKind.INSERT, new_gap
                yield PartKind.EQUAL, word


def _matched(old: _Tokens, new: _Tokens) -> Iterator[tuple[bool, _Tokens, _Tokens]]:
    """Yield runs of both lists in order, and whether they hold the same words."""
    before, after = [word for _, word in old], [word for _, word in new]
    counts = Counter(after)
    if sum(counts[word] for word in before) > _MOST_PAIRS:
        yield False, old, new
        return
    for operation, *at in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        yield operation == "equal", old[at[0] : at[1]], new[at[2] : at[3]]


def _joined(pieces: Iterable[tuple[PartKind, str]]) -> tuple[Part, ...]:
    """Join neighbours of one kind; between two words that stayed, what went comes before what came."""
    parts: list[Part] = []
    told = (piece for piece in pieces if piece[1])
    for stayed, run in groupby(told, key=lambda piece: piece[0] is PartKind.EQUAL):
        texts: dict[PartKind, str] = {}
        for kind, text in run:
            texts[kind] = texts.get(kind, "") + text
        order = (PartKind.EQUAL,) if stayed else (PartKind.DELETE, PartKind.INSERT)
        parts += [Part(kind=kind, text=texts[kind]) for kind in order if kind in texts]
    return tuple(parts)
