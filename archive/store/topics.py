"""Topics, and which release belongs to which: saved searches, brought up to date after every run."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlite_utils import Database

from archive import query
from archive.store.connection import writing
from archive.store.search import SHOWN, conditions
from archive.topic import Topic

_ALL, _TOUCHED = "1", "r.id IN (SELECT release_id FROM unsorted)"
_SORTED = "r.id NOT IN (SELECT release_id FROM unsorted)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf(Topic):
    """A topic as the archive has it: how many releases are shown in it, and the latest day that one of them claims."""

    count: int
    newest: date | None


def keep(db: Database, topics: Iterable[Topic]) -> None:
    """Make the topics of an archive these, and sort into them what was written since the last time.

    A topic whose search means something else than before is searched for in everything. Of a release that is summed
    up only its title and its summary are, as of any search. Only what differs is written, in one transaction; nothing
    that happened to a release.
    """
    wanted = {topic.slug: topic for topic in topics}
    meanings = {slug: repr(query.parse(topic.query)) for slug, topic in wanted.items()}
    known = {
        slug: (Topic(slug=slug, name=name, name_cy=name_cy, query=asked), meaning)
        for slug, name, name_cy, asked, meaning in db.execute("SELECT slug, name, name_cy, query, meaning FROM topics")
    }
    touched = db.execute("SELECT 1 FROM unsorted LIMIT 1").fetchone() is not None
    if not touched and known == {slug: (topic, meanings[slug]) for slug, topic in wanted.items()}:
        return
    with writing(db):
        _drop(db, known.keys() - wanted.keys())
        for slug, topic in wanted.items():
            same = slug in known and known[slug][1] == meanings[slug]
            if known.get(slug) != (topic, meanings[slug]):
                _define(db, topic, meanings[slug])
            if touched or not same:
                _sort(db, topic, _TOUCHED if same else _ALL)
        db.execute("DELETE FROM unsorted")


def strayed(db: Database) -> list[Topic]:
    """Return the topics in which other releases are than their search finds; what waits for the next run apart."""
    rows = db.execute("SELECT slug, name, name_cy, query, meaning FROM topics ORDER BY slug").fetchall()
    defined = [
        Topic(slug=row[0], name=row[1], name_cy=row[2], query=row[3]) for row in rows if _current(row[3], row[4])
    ]
    return [topic for topic in defined if _found(db, topic, _SORTED) != _there(db, topic, _SORTED)]


def resort(db: Database, topic: Topic) -> None:
    """Sort a topic anew, in the transaction of the caller."""
    _sort(db, topic, _ALL)


def every(db: Database) -> tuple[Shelf, ...]:
    """Return the topics of an archive by name, with what is in them."""
    rows = db.execute(
        "SELECT t.slug, t.name, t.name_cy, t.query, count(r.id), max(r.published_day) FROM topics t "
        "LEFT JOIN release_topics x ON x.topic_id = t.id "
        f"LEFT JOIN releases r ON r.id = x.release_id AND {SHOWN} GROUP BY t.id ORDER BY t.name, t.slug"
    ).fetchall()
    return tuple(
        Shelf(
            slug=slug,
            name=name,
            name_cy=name_cy,
            query=asked,
            count=count,
            newest=date.fromisoformat(newest) if newest else None,
        )
        for slug, name, name_cy, asked, count, newest in rows
    )


def names(db: Database, language: str = "en") -> dict[str, str]:
    """Return the names of the topics in a language by slug, in the order of their English ones."""
    rows = db.execute("SELECT slug, name, name_cy FROM topics ORDER BY name, slug").fetchall()
    return {slug: Topic(slug=slug, name=name, name_cy=welsh, query="").named(language) for slug, name, welsh in rows}


def of(db: Database, row: int) -> tuple[Topic, ...]:
    """Return the topics of the release in a row, by name."""
    rows = db.execute(
        "SELECT t.slug, t.name, t.name_cy, t.query FROM release_topics x JOIN topics t ON t.id = x.topic_id "
        "WHERE x.release_id = ? ORDER BY t.name, t.slug",
        [row],
    ).fetchall()
    return tuple(Topic(slug=slug, name=name, name_cy=name_cy, query=asked) for slug, name, name_cy, asked in rows)


def _drop(db: Database, slugs: Iterable[str]) -> None:
    for slug in slugs:
        db.execute("DELETE FROM release_topics WHERE topic_id = (SELECT id FROM topics WHERE slug = ?)", [slug])
        db.execute("DELETE FROM topics WHERE slug = ?", [slug])


def _define(db: Database, topic: Topic, meaning: str) -> None:
    db.execute(
        "INSERT INTO topics (slug, name, name_cy, query, meaning) VALUES (?, ?, ?, ?, ?) ON CONFLICT (slug) DO UPDATE "
        "SET name = excluded.name, name_cy = excluded.name_cy, query = excluded.query, meaning = excluded.meaning",
        [topic.slug, topic.name, topic.name_cy, topic.query, meaning],
    )


def _sort(db: Database, topic: Topic, within: str) -> None:
    """Bring what belongs to a topic up to date, for the releases `r` that a test in SQL chooses."""
    (row,) = db.execute("SELECT id FROM topics WHERE slug = ?", [topic.slug]).fetchone()
    found, there = _found(db, topic, within), _there(db, topic, within)
    for release in there - found:
        db.execute("DELETE FROM release_topics WHERE release_id = ? AND topic_id = ?", [release, row])
    for release in sorted(found - there):
        db.execute("INSERT INTO release_topics (release_id, topic_id) VALUES (?, ?)", [release, row])


def _current(asked: str, meaning: str) -> bool:
    return repr(query.parse(asked)) == meaning


def _found(db: Database, topic: Topic, within: str) -> set[int]:
    tests, values = conditions(query.parse(topic.query))
    return _rows(db, f"SELECT r.id FROM releases r WHERE {within} AND {' AND '.join(tests)}", values)


def _there(db: Database, topic: Topic, within: str) -> set[int]:
    return _rows(
        db,
        "SELECT r.id FROM release_topics x JOIN topics t ON t.id = x.topic_id JOIN releases r ON r.id = x.release_id "
        f"WHERE t.slug = ? AND {within}",
        [topic.slug],
    )


def _rows(db: Database, sql: str, values: Sequence[object]) -> set[int]:
    return {row for (row,) in db.execute(sql, values).fetchall()}
