"""Which blocks came to a text and went from it, and whether they are its own or every page's; pure."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from archive import identity

_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Turnover:
    """The blocks, paragraphs or items, by which two versions of a text differ; each as `key` folds it."""

    came: frozenset[str]
    went: frozenset[str]

    def __bool__(self) -> bool:
        """Whether anything came or went."""
        return bool(self.came or self.went)

    def without(self, template: "Turnover") -> "Turnover":
        """Return what is left when what came to every page, and went from every page, does not count."""
        return Turnover(came=self.came - template.came, went=self.went - template.went)


def blocks(text: str) -> frozenset[str]:
    """Return the blocks of a text, numbers apart: "3 minutes to read" stands on every page in its own way."""
    folded = (identity.folded(block).casefold() for block in text.split("\n\n"))
    return frozenset(_NUMBER.sub("0", block) for block in folded if block)


def turnover(before: str, after: str) -> Turnover:
    """Return what came and what went between two versions; a block in which but numbers changed did both."""
    old, new = ({identity.folded(block).casefold() for block in text.split("\n\n")} - {""} for text in (before, after))
    came, went = (frozenset(_NUMBER.sub("0", block) for block in each) for each in (new - old, old - new))
    return Turnover(came=came, went=went)


def template(changed: Iterable[Turnover], witnesses: Mapping[int, str], others: Iterable[str]) -> Turnover:
    """Return what came and went in releases that changed because it did on every page.

    witnesses: texts of other releases as their pages show them today; what one of them shows otherwise is no template's
    others: texts of other releases as they were: what nobody else had was no template's to lose
    """
    shown = [blocks(text) for text in witnesses.values()]
    turned = list(changed)
    if not shown:
        return Turnover(came=frozenset(), went=frozenset())
    came = frozenset().union(*(each.came for each in turned)).intersection(*shown)
    went = frozenset().union(*(each.went for each in turned)).difference(*shown)
    had = went and frozenset().union(*(blocks(text) for text in others))
    return Turnover(came=came, went=went & frozenset(had))
