"""How many releases a search finds: in all, by office, by year."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlite_utils import Database

from archive.query import Query
from archive.store.search import conditions


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Numbers of releases.

    offices: by the id of the office, most first
    years: by the year that the office claims, latest first; "" for those without a date, last
    """

    offices: Mapping[str, int] = field(default_factory=dict)
    years: Mapping[str, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """How many releases there are in all."""
        return sum(self.offices.values())


def tally(db: Database, query: Query) -> Tally:
    """Count what a search finds; nothing when it asks for nothing.

    One walk through the index by office and day, which holds all that is counted.
    """
    if query.empty:
        return Tally()
    where, values = conditions(query)
    names = dict(db.execute("SELECT id, slug FROM offices").fetchall())
    offices: Counter[str] = Counter()
    years: Counter[str] = Counter()
    for office, year, count in db.execute(
        "SELECT r.office_id, coalesce(substr(r.published_day, 1, 4), '') AS year, count(*) FROM releases r "
        f"WHERE {' AND '.join(where)} GROUP BY r.office_id, year",
        values,
    ).fetchall():
        offices[names[office]] += count
        years[year] += count
    return Tally(offices=dict(offices.most_common()), years=dict(sorted(years.items(), reverse=True)))
