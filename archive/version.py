"""One version of a release in the archive, with what is needed to read it again."""

from dataclasses import dataclass

from archive.change import Listed
from archive.release import Alias, Channel


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One version of a release that was seen, and the answer that it was read from.

    release: its row in `releases`
    revision: its row in `revisions`; None when the release was read from another answer since, with nothing edited
    current: whether it is the one that `releases` shows
    capture: the row of the answer
    addresses: by which the release is known; one of them names it among others in the same answer
    language: of everything at its source, "" when the text says it itself
    """

    release: int
    revision: int | None
    current: bool
    capture: int
    office: str
    path: str
    channel: Channel
    language: str
    listed: Listed
    addresses: frozenset[Alias]
