"""Finding quotations by who is said to have spoken, and by the words."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlite_utils import Database

from archive.query import Query
from archive.release import Claim, Status
from archive.store.search import NOTHING, Order, conditions
from archive.store.snippet import Pieces, passages

_COLUMNS = (
    "q.id, q.speaker, q.role, q.text, r.title, r.published, r.published_evidence, r.published_inferred, r.url, r.path, "
    "r.status, o.slug, r.id, r.language"
)
_JOINED = "JOIN releases r ON r.id = q.release_id JOIN offices o ON o.id = r.office_id"
_NEWEST = "r.published_day DESC, r.id DESC, q.start"
_WORDS = "q.id IN (SELECT rowid FROM quotes_fts WHERE quotes_fts MATCH ?)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A quotation that a search found, and the release that it stands in.

    release: its row
    speaker, role: as the release gives them, "" when it does not
    pieces: the words quoted, in pieces: the text, and whether the search asked for it
    title, language, published, url, path, status: of the release
    office: its id
    """

    id: int
    release: int
    speaker: str
    role: str
    text: str
    pieces: Pieces
    title: str
    language: str
    published: Claim
    url: str
    path: str
    status: Status
    office: str


def find(db: Database, query: Query, *, order: Order = Order.NEWEST, limit: int = 20) -> list[Said]:
    """Return the quotations that a search means: its words within one quotation, all else of the release."""
    if query.empty:
        return []
    tests, values = conditions(replace(query, match="", exclude="", speaker=""))
    said = _expression(query)
    for test, value in ((_WORDS, said), (f"NOT {_WORDS}", f"text : ({query.exclude})" if query.exclude else "")):
        if value:
            tests.append(test)
            values.append(value)
    source, by = "quotes q", _NEWEST
    if order is Order.BEST and query.match:
        source, by = "quotes_fts f JOIN quotes q ON q.id = f.rowid", "f.rank"
        tests[tests.index(_WORDS)] = "quotes_fts MATCH ?"
    rows = _rows(db, f"{source} {_JOINED} WHERE {' AND '.join(tests)} ORDER BY {by} LIMIT ?", [*values, limit])
    marked = passages([(row[0], row[3], "", "") for row in rows], query.match)
    return [_said(row, marked[row[0]].heading) for row in rows]


def speaks(db: Database, query: Query) -> bool:
    """Tell whether anybody is quoted whose name a search asks for."""
    return bool(query.voice) and bool(
        db.execute(
            "SELECT 1 FROM quotes_fts WHERE quotes_fts MATCH ? LIMIT 1", [f"speaker : ({query.voice})"]
        ).fetchone()
    )


def of_person(db: Database, person: int, *, limit: int) -> list[Said]:
    """Return the newest quotations of a person, by the row in `people`."""
    tests, values = conditions(Query())
    where = " AND ".join(["q.person_id = ?", *tests])
    rows = _rows(db, f"quotes q {_JOINED} WHERE {where} ORDER BY {_NEWEST} LIMIT ?", [person, *values, limit])
    return [_said(row, ((row[3], False),)) for row in rows]


def _expression(query: Query) -> str:
    """Return the FTS5 expression that a quotation has to match, "" for none."""
    words = f"text : ({query.match})" if query.match else ""
    if not query.speaker:
        return words
    return " AND ".join(filter(None, (words, f"speaker : ({query.voice})" if query.voice else NOTHING)))


def _rows(db: Database, source: str, values: Sequence[object]) -> list[Sequence[Any]]:
    return db.execute(f"SELECT {_COLUMNS} FROM {source}", values).fetchall()


def _said(row: Sequence[Any], pieces: Pieces) -> Said:
    return Said(
        id=row[0],
        release=row[12],
        speaker=row[1],
        role=row[2],
        text=row[3],
        pieces=pieces,
        title=row[4],
        language=row[13],
        published=Claim(value=row[5], evidence=row[6], inferred=bool(row[7])),
        url=row[8],
        path=row[9],
        status=Status(row[10]),
        office=row[11],
    )
