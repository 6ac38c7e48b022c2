"""Which words differ between two versions of a text."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import groupby, pairwise, takewhile
from typing import TypeAlias

_Tokens: TypeAlias = list[tuple[str, str]]  # a gap, and the word or mark behind it

# "commissioner's", "£3,400.50" and "12%" are one word; the last one is empty, so that the gap at the end is kept too.
_TOKEN = re.compile(r"(\s*)([£€$]?\w+(?:['’.,]\w+)*%?|[^\w\s]|\Z)")
# What one look of SequenceMatcher costs: the pairs of equal words. Two texts of 2,500 words that share only
# their small words have this many, and take a tenth of a second; the worst text with as many took three.
_MOST_PAIRS = 200_000
_FEW = 4  # words and marks


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
    What is deleted comes before what is inserted in its place. Where a comparison would take many seconds, all
    from the first changed paragraph to the last is told as deleted and inserted.
    """
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    start, end = _shared_paragraphs(old, new)
    return _joined(
        [
            (PartKind.EQUAL, _text(old[:start])),
            *_pieces(old[start : len(old) - end], new[start : len(new) - end]),
            (PartKind.EQUAL, _text(old[len(old) - end :])),
        ]
    )


def _shared_paragraphs(old: _Tokens, new: _Tokens) -> tuple[int, int]:
    """Return how many tokens of whole paragraphs both have in common at the beginning, and at the end."""
    start = _shared(old, new)
    while not (_begins(old, start) and _begins(new, start)):
        start -= 1
    end = _shared(old[start:][::-1], new[start:][::-1])
    while not (_begins(old, len(old) - end) and _begins(new, len(new) - end)):
        end -= 1
    return start, end


def _shared(old: _Tokens, new: _Tokens) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(old, new, strict=False)))


def _begins(tokens: _Tokens, index: int) -> bool:
    """Tell whether a paragraph begins at a token, or the text ends before it."""
    return index in (0, len(tokens)) or "\n" in tokens[index][0] or not tokens[index][1]


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
    blocks = [list(block) for block in SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks()]
    for block, following in pairwise(blocks):
        _slide(block, following, old, new)
    at_old, at_new = 0, 0
    for in_old, in_new, size in _telling(blocks):
        yield False, old[at_old:in_old], new[at_new:in_new]
        yield True, old[in_old : in_old + size], new[in_new : in_new + size]
        at_old, at_new = in_old + size, in_new + size


def _slide(block: list[int], following: list[int], old: _Tokens, new: _Tokens) -> None:
    """Move what was only inserted or only deleted between two blocks to where a paragraph begins, if it can.

    "A. [B.] C." and "A[. B]. C." say the same, but nobody edits like the second.
    """
    runs = [(tokens, block[side] + block[2], following[side]) for side, tokens in ((0, old), (1, new))]
    moving = [run for run in runs if run[1] < run[2]]
    if len(moving) != 1:
        return
    [(tokens, start, end)] = moving
    shifts = _shifts([word for _, word in tokens], start, end, (block[2], following[2]))
    shift = next((shift for shift in shifts if _begins(tokens, start + shift)), 0)
    block[2] += shift
    following[:] = [following[0] + shift, following[1] + shift, following[2] - shift]


def _shifts(text: list[str], start: int, end: int, room: tuple[int, int]) -> Iterator[int]:
    """Yield how far a run can move between its neighbours without a change to what is read; room is on either side."""
    yield 0
    left = takewhile(lambda shift: text[start - shift] == text[end - shift], range(1, room[0] + 1))
    yield from (-shift for shift in left)
    yield from (
        shift + 1 for shift in takewhile(lambda shift: text[start + shift] == text[end + shift], range(room[1]))
    )


def _telling(blocks: list[list[int]]) -> list[list[int]]:
    """Return the blocks without those that say nothing: a few words in common amid as many that differ."""
    kept = [[0, 0, 0]]
    for block, following in pairwise(blocks):
        before = max(block[side] - kept[-1][side] for side in (0, 1)) - kept[-1][2]
        after = max(following[side] - block[side] for side in (0, 1)) - block[2]
        if block[2] > min(before, after, _FEW):
            kept.append(block)
    return [*kept, blocks[-1]]


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
