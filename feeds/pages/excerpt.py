"""A change in a line: the first words that went or came, with a few around them."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import takewhile

from archive.diff import PartKind
from archive.store.holdings import Revision
from feeds.pages import versions
from feeds.pages.versions import Piece

_AROUND = 60  # characters on either side
_MARKED = 120  # characters of what went, or came
_ROOM = 300  # characters from the first change on
_CUT = "…"
_SPACE = re.compile(r"\s+")


def of(revisions: Sequence[Revision]) -> tuple[Piece, ...]:
    """Return the first change between the last two versions on one line; nothing where no word differs.

    A longer text is cut at a word: "… the beat will [double] [grow] from Easter, the Commissioner …".
    """
    for change in versions.changes(*revisions[-2:]) if len(revisions) > 1 else ():
        found = next((index for index, part in enumerate(change.parts) if _tells(part)), None)
        if found is not None:
            before = "".join(part.text for part in takewhile(lambda part: not _tells(part), change.parts[:found]))
            return tuple(each for each in (_ending(before), *_following(change.parts[found:])) if each.text)
    return ()


def _tells(part: Piece) -> bool:
    """Tell whether words went or came, and not white space alone."""
    return part.kind in {PartKind.DELETE, PartKind.INSERT} and not part.text.isspace()


def _ending(text: str) -> Piece:
    """Return the end of what stayed before a change."""
    text = _SPACE.sub(" ", text)
    kept = text if len(text) <= _AROUND else f"{_CUT} {text[-_AROUND:].partition(' ')[2].lstrip()}"
    return Piece(kind=PartKind.EQUAL, text=kept.lstrip())


def _following(parts: Iterable[Piece]) -> Iterator[Piece]:
    """Yield a change and what follows it, up to words that stayed for long."""
    left = _ROOM
    for part in parts:
        text = _SPACE.sub(" ", part.text)
        kept = _beginning(text, min(left, _MARKED if _tells(part) else _AROUND))
        yield Piece(kind=part.kind, text=kept)
        left -= len(kept)
        if left <= 0 or (kept != text and not _tells(part)):
            return


def _beginning(text: str, most: int) -> str:
    """Return a text of at most so many characters, or nearly."""
    return text if len(text) <= most else f"{text[:most].rpartition(' ')[0] or text[:most]} {_CUT}"
