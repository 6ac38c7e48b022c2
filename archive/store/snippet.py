"""The passage of a release that a search was looking for."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import TypeAlias

from archive.store.schema import TOKENIZER

Pieces: TypeAlias = tuple[tuple[str, bool], ...]

_OPEN, _CLOSE = "\x02", "\x03"
_WORDS = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """What a release says, in pieces: the text, and whether the search asked for it.

    heading: the whole title
    snippet: from the standfirst or the text, where the words are there, else their beginning
    """

    heading: Pieces
    snippet: Pieces


@contextmanager
def indexed(rows: Iterable[tuple[object, ...]]) -> Iterator[sqlite3.Connection]:
    """Index some releases in memory, in a table `page`, as the archive indexes them; rows are as in `passages`."""
    with closing(sqlite3.connect(":memory:")) as memory:
        memory.execute(f"CREATE VIRTUAL TABLE page USING fts5(title, standfirst, text, tokenize='{TOKENIZER}')")
        memory.executemany("INSERT INTO page (rowid, title, standfirst, text) VALUES (?, ?, ?, ?)", rows)
        yield memory


def passages(rows: Sequence[tuple[int, str, str, str]], match: str) -> dict[int, Passage]:
    """Return the passages of releases, by row, for an FTS5 expression ("" for none).

    rows: the row, the title, the standfirst, the text
    The few hits of a page are indexed anew in memory: snippet() on the whole index costs seconds for a common word.
    """
    plain = {row: (title, standfirst, text) for row, title, standfirst, text in rows}
    found = {row: _beginning(*texts) for row, texts in plain.items()}
    if not match:
        return found
    with indexed((row, *(_unmarked(text) for text in texts)) for row, texts in plain.items()) as memory:
        marks = [_OPEN, _CLOSE]
        for row, title, standfirst, text in memory.execute(
            "SELECT rowid, highlight(page, 0, ?, ?), snippet(page, 1, ?, ?, '…', ?), snippet(page, 2, ?, ?, '…', ?) "
            "FROM page WHERE page MATCH ?",
            [*marks, *marks, _WORDS, *marks, _WORDS, match],
        ).fetchall():
            marked = next((each for each in (standfirst, text) if _OPEN in each), None)
            snippet = _pieces(marked) if marked else found[row].snippet
            found[row] = Passage(heading=_pieces(title), snippet=snippet)
    return found


def _unmarked(text: str) -> str:
    return text.replace(_OPEN, "").replace(_CLOSE, "")


def _beginning(title: str, standfirst: str, text: str) -> Passage:
    words = (standfirst or text).split()
    begun = " ".join(words[:_WORDS]) + ("…" if len(words) > _WORDS else "")
    return Passage(heading=((title, False),), snippet=((begun, False),) if begun else ())


def _pieces(marked: str) -> Pieces:
    pieces: list[tuple[str, bool]] = []
    for part in " ".join(marked.split()).split(_OPEN):
        found, close, rest = part.partition(_CLOSE)
        pieces += [(found, True), (rest, False)] if close else [(found, False)]
    return tuple(piece for piece in pieces if piece[0])
