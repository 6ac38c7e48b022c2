"""Finding releases by what they say."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlite_utils import Database

from archive.query import Query
from archive.release import Claim, Kind, Status
from archive.store.redating import redated
from archive.store.snippet import Passage, Pieces, passages
from archive.store.visibility import hidden

# The unary plus makes SQLite walk the index by day and test membership, not sort every hit.
_WORDS = "+r.id IN (SELECT rowid FROM releases_fts WHERE releases_fts MATCH ?)"
_EACH = "EXISTS (SELECT 1 FROM releases_fts WHERE rowid = r.id AND releases_fts MATCH ?)"
_MATCHED = "releases_fts MATCH ?"
_BY_HITS = "releases_fts f CROSS JOIN releases r ON r.id = f.rowid"  # in this order, whatever SQLite supposes
_FEW = 500  # hits, which are sorted in less time than the index by day is walked
_MOST, _FIRST = 5, 100  # where one release in five is a hit, the first hundred are near
_NOT_WORDS = "+r.id NOT IN (SELECT rowid FROM releases_fts WHERE releases_fts MATCH ?)"
_QUOTED = "r.id IN (SELECT release_id FROM quotes WHERE id IN (SELECT rowid FROM quotes_fts WHERE quotes_fts MATCH ?))"
NOTHING = '""'  # the expression that no text matches; an empty one is an error
# By their own index, so that no row is read only to learn that it may be shown.
SHOWN = f"+r.id NOT IN (SELECT id FROM releases WHERE {hidden('releases')})"
_COLUMNS = (
    "r.id, o.slug, o.name, r.title, r.standfirst, r.published, r.published_evidence, r.published_inferred, "
    f"r.url, r.path, r.tag, r.status, r.revision, r.kind, r.language, {redated()}"
)


class Order(StrEnum):
    """Which hits come first."""

    NEWEST = "newest"
    BEST = "best"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A release that a search found.

    office, office_name: its id and its name
    heading, snippet: the title, and the passage that matched, in pieces: the text, and whether the search asked for it;
        () where they were not wanted
    """

    id: int
    office: str
    office_name: str
    title: str
    standfirst: str
    published: Claim
    url: str
    path: str
    tag: str
    status: Status
    revision: int
    kind: Kind
    language: str
    redated: bool = False
    heading: Pieces = ()
    snippet: Pieces = ()


def find(
    db: Database,
    query: Query,
    *,
    order: Order = Order.NEWEST,
    limit: int = 20,
    offset: int = 0,
    hits: int | None = None,
) -> list[Hit]:
    """Return the releases that a search means, with the passages that matched; none when it asks for nothing.

    hits: how many there are in all, where that is known: they are found sooner
    """
    rows = _rows(db, query, order, f"{_COLUMNS}, r.text", (limit, offset), hits)
    found = passages([(row[0], row[3], row[4], row[-1]) for row in rows], query.wanted)
    return [_hit(row, found[row[0]]) for row in rows]


def every(db: Database, query: Query, *, limit: int) -> list[Hit]:
    """Return the newest releases that a search means, without their passages: many are had quickly."""
    return [_hit(row) for row in _rows(db, query, Order.NEWEST, _COLUMNS, (limit, 0))]


def conditions(query: Query) -> tuple[list[str], list[object]]:
    """Return what a row `r` of `releases` has to satisfy to be found, as SQL, and its values."""
    tests: list[tuple[str, object]] = []
    if query.wanted:
        tests.append((_WORDS, query.wanted))
    if query.office:
        tests.append(("r.office_id = (SELECT id FROM offices WHERE slug = ?)", query.office))
    if query.kind:
        tests.append(("r.kind = ?", query.kind))
    if query.speaker:
        tests.append((_QUOTED, f"speaker : ({query.voice})" if query.voice else NOTHING))
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
    if query.unwanted:
        tests.append((_NOT_WORDS, query.unwanted))
    return [*(test for test, _ in tests), SHOWN], [value for _, value in tests]


def _rows(
    db: Database, query: Query, order: Order, columns: str, bounds: tuple[int, int], hits: int | None = None
) -> list[Sequence[Any]]:
    """Return columns of the hits; bounds: how many at the most, and after how many others.

    The hits are chosen before anything long is read of them.
    """
    if query.empty:
        return []
    where, values = conditions(query)
    source, by, place = "releases r", "r.published_day DESC, r.id DESC", "r.published_day"
    if query.wanted and order is Order.BEST:
        source, by, place, where[0] = "releases_fts f JOIN releases r ON r.id = f.rowid", "f.rank", "-f.rank", _MATCHED
    elif query.wanted:
        source, where[0] = _plan(db, query, sum(bounds), hits)
    return db.execute(
        f"SELECT {columns} FROM (SELECT r.id AS hit, {place} AS place FROM {source} WHERE {' AND '.join(where)} "
        f"ORDER BY {by} LIMIT ? OFFSET ?) JOIN releases r ON r.id = hit JOIN offices o ON o.id = r.office_id "
        "ORDER BY place DESC, hit DESC",
        [*values, *bounds],
    ).fetchall()


def _plan(db: Database, query: Query, first: int, hits: int | None) -> tuple[str, str]:
    """Return where to look for words, newest first, and the test to make there: it depends on how many hits there are.

    first: how many hits are wanted, from the first on
    """
    if '"*' in query.wanted:  # a beginning takes as long to look up for one release as for all
        return "releases r", _WORDS
    (releases,) = db.execute("SELECT coalesce(max(id), 0) FROM releases").fetchone()
    many = max(_FEW, releases // _MOST)
    nothing_else = query == Query(match=query.match, titled=query.titled)
    if hits is None or not nothing_else:  # of the words alone: what narrows them is looked up beside them
        hits = _counted(db, query.wanted, many + 1)
    if hits <= _FEW:
        return _BY_HITS, _MATCHED
    return "releases r", _EACH if hits > many and nothing_else and first <= _FIRST else _WORDS


def _counted(db: Database, match: str, most: int) -> int:
    sql = "SELECT count(*) FROM (SELECT 1 FROM releases_fts WHERE releases_fts MATCH ? LIMIT ?)"
    return int(db.execute(sql, [match, most]).fetchone()[0])


def _hit(row: Sequence[Any], passage: Passage | None = None) -> Hit:
    return Hit(
        id=row[0],
        office=row[1],
        office_name=row[2],
        title=row[3],
        standfirst=row[4],
        published=Claim(value=row[5], evidence=row[6], inferred=bool(row[7])),
        url=row[8],
        path=row[9],
        tag=row[10],
        status=Status(row[11]),
        revision=row[12],
        kind=Kind(row[13]),
        language=row[14],
        redated=bool(row[15]),
        heading=passage.heading if passage else (),
        snippet=passage.snippet if passage else (),
    )
