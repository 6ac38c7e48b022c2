"""How many releases a search finds: in all, by office, by year, by topic, by who is quoted."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlite_utils import Database

from archive.query import Query
from archive.store.search import conditions

_SPEAKERS = 10
_MANY = 10_000  # releases; topics and speakers of so many take longer to count than they tell


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Numbers of releases.

    offices: by the id of the office, most first
    years: by the year that the office claims, latest first; "" for those without a date, last
    topics: by the slug of the topic, most first; none where there are too many
    speakers: by the name, those who are quoted in most of them first; not all, and none where there are too many
    """

    offices: Mapping[str, int] = field(default_factory=dict)
    years: Mapping[str, int] = field(default_factory=dict)
    topics: Mapping[str, int] = field(default_factory=dict)
    speakers: Mapping[str, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """How many releases there are in all."""
        return sum(self.offices.values())


def tally(db: Database, query: Query) -> Tally:
    """Count what a search finds; nothing when it asks for nothing."""
    if query.empty:
        return Tally()
    where, values = conditions(query)
    hits = f"FROM releases r WHERE {' AND '.join(where)}"
    offices, years = _by_office_and_year(db, hits, values)
    few = sum(offices.values()) <= _MANY
    return Tally(
        offices=dict(offices.most_common()),
        years=dict(sorted(years.items(), reverse=True)),
        topics=_by_topic(db, hits, values) if few else {},
        speakers=_by_speaker(db, hits, values) if few else {},
    )


def _by_office_and_year(db: Database, hits: str, values: list[object]) -> tuple[Counter[str], Counter[str]]:
    """Count in one walk through the index by office and day, which holds all that is counted."""
    names = dict(db.execute("SELECT id, slug FROM offices").fetchall())
    offices: Counter[str] = Counter()
    years: Counter[str] = Counter()
    for office, year, count in db.execute(
        f"SELECT r.office_id, coalesce(substr(r.published_day, 1, 4), '') AS year, count(*) {hits} "
        "GROUP BY r.office_id, year",
        values,
    ).fetchall():
        offices[names[office]] += count
        years[year] += count
    return offices, years


def _by_topic(db: Database, hits: str, values: list[object]) -> dict[str, int]:
    rows = db.execute(
        f"WITH hits AS MATERIALIZED (SELECT r.id {hits}) SELECT t.slug, x.count FROM (SELECT topic_id, "
        "count(*) AS count FROM release_topics WHERE release_id IN (SELECT id FROM hits) GROUP BY topic_id) x "
        "JOIN topics t ON t.id = x.topic_id ORDER BY x.count DESC, t.name",
        values,
    ).fetchall()
    return dict(rows)


def _by_speaker(db: Database, hits: str, values: list[object]) -> dict[str, int]:
    rows = db.execute(
        f"WITH hits AS MATERIALIZED (SELECT r.id {hits}) SELECT p.name, count(DISTINCT q.release_id) AS count "
        "FROM hits JOIN quotes q ON q.release_id = hits.id JOIN people p ON p.id = q.person_id "
        "GROUP BY p.slug ORDER BY count DESC, p.name LIMIT ?",
        [*values, _SPEAKERS],
    ).fetchall()
    return dict(rows)
