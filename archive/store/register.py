"""Reading the register: what has changed since something was published, and in which order releases stand.

Everything here is quick, whatever the releases weigh; `archive.store.triggers` says how the register is kept.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from sqlite_utils import Database

from archive.store.connection import moment

_FILED = "SELECT g.release_id, g.stamp, g.shown, g.updated, g.month, g.weight, g.path FROM register g"
_NOTHING = "''"
_QUOTED = "SELECT DISTINCT release_id, person_id FROM quotes WHERE person_id IS NOT NULL"
# What releases can be of: how they are joined to it, and what it is called.
_OF = {
    "": ("", _NOTHING),
    "office": ("JOIN offices o ON o.id = g.office_id", "o.slug"),
    "topic": (
        "JOIN release_topics x ON x.release_id = g.release_id JOIN topics o ON o.id = x.topic_id",
        "o.slug",
    ),
    "person": (f"JOIN ({_QUOTED}) o ON o.release_id = g.release_id", "o.person_id"),
}
_HEALTH = ("health", "health_since", "health_evidence", "health_hint")
_TOPICS = "SELECT slug, name, name_cy, query FROM topics ORDER BY slug"
_STANDINGS = (
    "SELECT slug, health, health_since, health_evidence, health_hint FROM offices ORDER BY slug",
    "SELECT id, office_id, before, standing, at, evidence, hint FROM standings ORDER BY id DESC LIMIT 100",
    "SELECT entries, head, at FROM seals ORDER BY id DESC LIMIT 1",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Within:
    """Some of the releases; "" is any.

    office, topic: by their ids
    person: the row in `people` of somebody whom they quote; 0 is anybody
    month: in which they are filed for good, "2026-03"
    period: that they claim now, as in `archive.store.almanac`
    """

    office: str = ""
    topic: str = ""
    person: int = 0
    month: str = ""
    period: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """What a set of releases comes to; when nothing shown of it changes, its mark does not.

    count: how many may be shown
    stamp: the highest of them all, those that may not be shown too
    weight: how long all of them were at first sight, in characters
    updated: the last significant change of any of them; aware, UTC; None without releases
    """

    count: int = 0
    total: int = 0
    stamp: int = 0
    weight: int = 0
    updated: datetime | None = None

    @property
    def mark(self) -> str:
        """What changes whenever the set or anything shown of it does."""
        return f"{self.count}/{self.total}@{self.stamp}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Filed:
    """A release in the register.

    id: its row
    month: in which it is filed for good, "2026-03"
    updated: its last significant change, or when it was last hidden; aware, UTC
    weight: how long it was at first sight, in characters
    """

    id: int
    stamp: int
    shown: bool
    updated: datetime
    month: str
    weight: int
    path: str


def edition(db: Database) -> str:
    """Return a mark of everything that can be published, the standings apart: equal marks, nothing to publish."""
    rows = [db.execute("SELECT count(*), max(stamp) FROM register").fetchone()]
    return digest([*rows, tuple(marks(db).items()), topics(db)])


def marks(db: Database) -> dict[str, str]:
    """Return a mark of each office by its id: what is said of it in releases' pages and entries, health apart."""
    cursor = db.execute("SELECT * FROM offices ORDER BY slug")
    names = [column[0] for column in cursor.description]
    rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    return {row["slug"]: digest({name: value for name, value in row.items() if name not in _HEALTH}) for row in rows}


def topics(db: Database) -> str:
    """Return a mark of the topics there are; which releases are under them is in the stamps of those."""
    return digest(db.execute(_TOPICS).fetchall())


def standings(db: Database) -> str:
    """Return a mark of how the offices stand, of what changed, and of the ledger's head."""
    return digest([db.execute(sql).fetchall() for sql in _STANDINGS])


def measures(db: Database, *, of: str = "", by: str = "") -> dict[Within, Measure]:
    """Return what releases come to, in the order of what they are of, and within it of the months or periods.

    of: "office", "topic" or "person"; "" for all of them together
    by: "month" in which they are filed, "period" that they claim; "" for the whole
    """
    join, name = _OF[of]
    rows = db.execute(
        f"SELECT {name}, {f'g.{by}' if by else _NOTHING}, sum(g.shown), count(*), max(g.stamp), sum(g.weight), "
        f"max(g.updated) FROM register g {join} GROUP BY 1, 2 ORDER BY 1, 2"
    ).fetchall()
    return {
        Within(**{of: which} if of else {}, **{by: when} if by else {}): Measure(
            count=count, total=total, stamp=stamp, weight=weight, updated=moment(updated)
        )
        for which, when, count, total, stamp, weight, updated in rows
    }


def departures(db: Database) -> dict[tuple[str, str], datetime]:
    """Return when something last left a feed; by kind, and by the id of the topic or the row of the person, or ""."""
    rows = db.execute(
        "SELECT d.feed, CASE d.feed WHEN 'topic' THEN t.slug WHEN 'person' THEN d.number ELSE '' END, d.updated "
        "FROM departures d LEFT JOIN topics t ON t.id = d.number"
    ).fetchall()
    return {(feed, str(number)): moment(updated) for feed, number, updated in rows}


def together(measures: Iterable[Measure]) -> Measure:
    """Return what several sets come to, which have no release in common."""
    listed = list(measures)
    return Measure(
        count=sum(each.count for each in listed),
        total=sum(each.total for each in listed),
        stamp=max((each.stamp for each in listed), default=0),
        weight=sum(each.weight for each in listed),
        updated=max((each.updated for each in listed if each.updated), default=None),
    )


def newest(db: Database, within: Within, limit: int) -> list[Filed]:
    """Return the newest releases that may be shown, the newest first; a negative limit is none."""
    where, values = _where(within)
    sql = f"{_FILED} WHERE g.shown = 1{where} ORDER BY g.rank DESC, g.release_id DESC LIMIT ?"
    return [_filed(row) for row in db.execute(sql, [*values, limit]).fetchall()]


def latest(db: Database) -> int:
    """Return the stamp of the newest change; 0 without releases."""
    return int(db.execute("SELECT coalesce(max(stamp), 0) FROM register").fetchone()[0])


def stamps(db: Database, rows: Sequence[int]) -> dict[int, int]:
    """Return the stamps of some releases, in their order."""
    marks = ", ".join("?" * len(rows))
    found = dict(
        db.execute(f"SELECT release_id, stamp FROM register WHERE release_id IN ({marks})", list(rows)).fetchall()
    )
    return {row: found[row] for row in rows}


def count(db: Database, within: Within) -> int:
    """Return how many releases may be shown."""
    where, values = _where(within)
    return int(db.execute(f"SELECT count(*) FROM register g WHERE g.shown = 1{where}", values).fetchone()[0])


def filed(db: Database, within: Within) -> list[Filed]:
    """Return releases in the order in which they were filed, those that may not be shown too."""
    where, values = _where(within)
    return [_filed(row) for row in db.execute(f"{_FILED} WHERE 1{where} ORDER BY g.release_id", values).fetchall()]


def hidden(db: Database) -> list[int]:
    """Return the rows of the releases that may not be shown, or are gone."""
    return [row for (row,) in db.execute("SELECT release_id FROM register WHERE shown = 0").fetchall()]


def digest(value: object) -> str:
    """Return a short mark of a value that is made of plain values."""
    return sha256(repr(value).encode()).hexdigest()[:16]


def _filed(row: tuple[int, int, int, str, str, int, str]) -> Filed:
    release, stamp, shown, updated, month, weight, path = row
    return Filed(
        id=release, stamp=stamp, shown=bool(shown), updated=moment(updated), month=month, weight=weight, path=path
    )


def _where(within: Within) -> tuple[str, list[object]]:
    conditions = {
        "g.office_id = (SELECT id FROM offices WHERE slug = ?)": within.office,
        "g.release_id IN (SELECT x.release_id FROM release_topics x JOIN topics t ON t.id = x.topic_id "
        "WHERE t.slug = ?)": within.topic,
        "g.release_id IN (SELECT release_id FROM quotes WHERE person_id = ?)": within.person,
        "g.month = ?": within.month,
    }
    asked = {condition: value for condition, value in conditions.items() if value}
    return "".join(f" AND {condition}" for condition in asked), list(asked.values())
