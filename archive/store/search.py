"""Finding releases by what they say."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from enum import StrEnum

from sqlite_utils import Database

from archive.query import Query
from archive.release import Claim, Status
from archive.store.schema import TOKENIZER

_OPEN, _CLOSE = "\x02", "\x03"
_SNIPPET_WORDS = 24


class Order(StrEnum):
    """Which hits come first."""

    NEWEST = "newest"
    BEST = "best"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A release that a search found.

    office, office_name: its id and its name
    snippet: the passage that matched, in pieces: the text, and whether the search asked for it
    """

    id: int
    office: str
    office_name: str
    title: str
    published: Claim
    url: str
    path: str
    status: Status
    snippet: tuple[tuple[str, bool], ...]


def find(db: Database, query: Query, *, order: Order = Order.NEWEST, limit: int = 20, offset: int = 0) -> list[Hit]:
    """Return the releases that a search means; none when it asks for nothing."""
    if query.empty:
        return []
    where, values = _where(query)
    if order is Order.BEST and query.match:
        source = "releases_fts f JOIN releases r ON r.id = f.rowid"
        where, values = [*where, "releases_fts MATCH ?"], [*values, query.match]
        by = "f.rank"
    else:
        source, by = "releases r", "r.published_day DESC, r.id DESC"
        if query.match:
            # The unary plus makes SQLite walk the index by day and test membership, not sort every hit.
            where = [*where, "+r.id IN (SELECT rowid FROM releases_fts WHERE releases_fts MATCH ?)"]
            values = [*values, query.match]
    rows = db.execute(
        "SELECT r.id, o.slug, o.name, r.title, r.published, r.published_evidence, r.url, r.path, r.status, "
        f"r.standfirst, r.text FROM {source} JOIN offices o ON o.id = r.office_id "
        f"WHERE {' AND '.join(where)} ORDER BY {by} LIMIT ? OFFSET ?",
        [*values, limit, offset],
    ).fetchall()
    snippets = _snippets([(row[0], row[3], row[9], row[10]) for row in rows], query.match)
    return [
        Hit(
            id=row[0],
            office=row[1],
            office_name=row[2],
            title=row[3],
            published=Claim(value=row[4], evidence=row[5]),
            url=row[6],
            path=row[7],
            status=Status(row[8]),
            snippet=snippets[row[0]],
        )
        for row in rows
    ]


def _where(query: Query) -> tuple[list[str], list[object]]:
    """Return the conditions of a search, the words it asks for apart, and their values."""
    tests: list[tuple[str, object]] = []
    if query.office:
        tests.append(("r.office_id IN (SELECT id FROM offices WHERE slug = ?)", query.office))
    if query.speaker:
        tests.append(("r.id IN (SELECT release_id FROM quotes WHERE speaker LIKE ?)", f"%{query.speaker}%"))
    if query.topic:
        tests.append(
            (
                "r.id IN (SELECT release_id FROM release_topics t JOIN topics ON id = topic_id WHERE slug = ?)",
                query.topic,
            )
        )
    if query.since:
        tests.append(("r.published_day >= ?", query.since.isoformat()))
    if query.until:
        tests.append(("r.published_day <= ?", query.until.isoformat()))
    if query.exclude:
        tests.append(("+r.id NOT IN (SELECT rowid FROM releases_fts WHERE releases_fts MATCH ?)", query.exclude))
    shown = "r.status NOT IN ('embargoed', 'withheld')"
    return [shown, *(test for test, _ in tests)], [value for _, value in tests]


def _snippets(rows: Sequence[tuple[int, str, str, str]], match: str) -> dict[int, tuple[tuple[str, bool], ...]]:
    """Return the passage of each row that matched, or its beginning.

    The few hits of a page are indexed anew in memory: snippet() on the whole index costs seconds for a common word.
    """
    if not match:
        begun = {row: (standfirst or text).split()[:_SNIPPET_WORDS] for row, _, standfirst, text in rows}
        return {row: ((" ".join(words), False),) for row, words in begun.items()}
    with closing(sqlite3.connect(":memory:")) as memory:
        memory.execute(f"CREATE VIRTUAL TABLE page USING fts5(title, standfirst, text, tokenize='{TOKENIZER}')")
        memory.executemany("INSERT INTO page (rowid, title, standfirst, text) VALUES (?, ?, ?, ?)", rows)
        found = memory.execute(
            "SELECT rowid, snippet(page, -1, ?, ?, '…', ?) FROM page WHERE page MATCH ?",
            [_OPEN, _CLOSE, _SNIPPET_WORDS, match],
        ).fetchall()
    return {row: _pieces(snippet) for row, snippet in found}


def _pieces(snippet: str) -> tuple[tuple[str, bool], ...]:
    pieces: list[tuple[str, bool]] = []
    for part in " ".join(snippet.split()).split(_OPEN):
        marked, close, rest = part.partition(_CLOSE)
        pieces += [(marked, True), (rest, False)] if close else [(marked, False)]
    return tuple(piece for piece in pieces if piece[0])
