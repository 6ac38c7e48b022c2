"""The versions of a release, each with the words that differ from the one before."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from html import escape
from itertools import pairwise

from archive import diff
from archive.diff import PartKind
from archive.store.holdings import Revision

_CONTEXT = 160  # characters that are shown on either side of a change
_GAP = " … "
_MARK = len("<ins></ins>")


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A run of words; kind is a PartKind, or "gap" where equal words are left out."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What changed in one part of a release: "headline", "standfirst" or "text"."""

    name: str
    parts: tuple[Piece, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A version as a page tells it.

    changes: against the one before, none for the first
    before: the number of that one, 0 for the first
    came, went: how many words, where the changes are left out; None where they are not
    """

    number: int
    seen: datetime
    changes: tuple[Difference, ...] = ()
    before: int = 0
    came: int | None = None
    went: int | None = None


def told(revisions: Sequence[Revision]) -> tuple[Version, ...]:
    """Return the versions in their order."""
    first = tuple(Version(number=each.number, seen=each.seen) for each in revisions[:1])
    rest = (
        Version(number=after.number, seen=after.seen, changes=tuple(changes(before, after)), before=before.number)
        for before, after in pairwise(revisions)
    )
    return (*first, *rest)


def fitting(versions: Sequence[Version], most: int) -> tuple[Version, ...]:
    """Return the versions with the changes of the latest, as many as fit into so many bytes, and of the last always.

    Those of older ones are counted instead: a page that is rewritten daily would grow without end.
    """
    left, found = most, list[Version]()
    for version in reversed(versions):
        left -= sum(map(_weight, version.changes))
        whole = left >= 0 or not found or not version.changes
        found.append(version if whole else _counted(version))
    return tuple(reversed(found))


def _weight(change: Difference) -> int:
    return sum(_MARK + len(escape(piece.text).encode()) for piece in change.parts)


def _counted(version: Version) -> Version:
    pieces = [piece for change in version.changes for piece in change.parts]
    came, went = (
        sum(len(piece.text.split()) for piece in pieces if piece.kind == kind)
        for kind in (PartKind.INSERT, PartKind.DELETE)
    )
    return replace(version, changes=(), came=came, went=went)


def changes(before: Revision, after: Revision) -> Iterator[Difference]:
    """Yield what changed from one version to the next, part by part; a part is compared when it is asked for."""
    for name, old, new in (
        ("headline", before.title, after.title),
        ("standfirst", before.standfirst, after.standfirst),
        ("text", before.text, after.text),
    ):
        if old != new:
            yield Difference(name=name, parts=tuple(_folded(diff.words(old, new))))


def _folded(parts: tuple[diff.Part, ...]) -> Iterator[Piece]:
    """Yield the changes with the words around them; long runs that stayed are cut."""
    for index, part in enumerate(parts):
        if part.kind is not PartKind.EQUAL:
            yield from _marked(part)
        elif len(part.text) <= 2 * _CONTEXT:
            yield Piece(kind=part.kind, text=part.text)
        else:
            if index > 0:
                yield Piece(kind=part.kind, text=part.text[:_CONTEXT].rpartition(" ")[0])
            yield Piece(kind="gap", text=_GAP)
            if index < len(parts) - 1:
                yield Piece(kind=part.kind, text=part.text[-_CONTEXT:].partition(" ")[2])


def _marked(part: diff.Part) -> Iterator[Piece]:
    """Yield a change with the space before it outside, where no mark has to be drawn around it."""
    words = part.text.lstrip()
    if words and words != part.text:
        yield Piece(kind=PartKind.EQUAL, text=part.text[: -len(words)])
    yield Piece(kind=part.kind, text=words or part.text)
