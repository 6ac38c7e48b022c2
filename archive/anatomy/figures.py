"""Amounts of money and percentages, each with its sentence."""

import re
from collections.abc import Iterator
from decimal import Decimal

from archive.anatomy.parts import Figure, Measure, Passage
from archive.parse.blocks import Block

_NUMBER = r"\d{1,3}(?:,\d{3}){1,4}(?:\.\d{1,4})?|\d{1,12}(?:\.\d{1,4})?"
_MONEY = re.compile(
    rf"£\s?(?P<number>{_NUMBER})(?:\s?(?P<scale>million|miliwn|billion|biliwn|thousand|mil|bn|m|k)\b)?", re.IGNORECASE
)
_PERCENTAGE = re.compile(rf"(?<![\w.,])(?P<number>{_NUMBER})\s?(?:%|per\s?cent\b|y cant\b)", re.IGNORECASE)
_SCALES = {"thousand": 3, "mil": 3, "k": 3, "million": 6, "miliwn": 6, "m": 6, "billion": 9, "biliwn": 9, "bn": 9}
_SENTENCE_END = re.compile(r"(?<=[a-z0-9)”\"’'][.!?])[”\"’']?\s+(?=[^\Wa-z])")


def read(blocks: list[Block]) -> tuple[Figure, ...]:
    """Return the figures of some blocks in order."""
    return tuple(figure for block in blocks for figure in sorted(_of(block), key=lambda one: one.passage.start))


def _of(block: Block) -> Iterator[Figure]:
    for measure, pattern in ((Measure.MONEY, _MONEY), (Measure.PERCENTAGE, _PERCENTAGE)):
        for match in pattern.finditer(block.text):
            yield Figure(
                measure=measure,
                value=_value(match),
                passage=Passage(text=match[0], start=block.start + match.start(), end=block.start + match.end()),
                sentence=_sentence(block.text, match.start()),
            )


def _value(match: re.Match[str]) -> str:
    scale = _SCALES.get((match.groupdict().get("scale") or "").lower(), 0)
    value = Decimal(match["number"].replace(",", "")).scaleb(scale)
    return f"{value.normalize():f}"


def _sentence(text: str, place: int) -> str:
    """Return the sentence of a text that holds a place."""
    start = 0
    for end in _SENTENCE_END.finditer(text):
        if end.start() > place:
            return text[start : end.start()].strip()
        start = end.end()
    return text[start:].strip()
