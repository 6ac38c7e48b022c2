"""Releases by when their offices date them: how many in which month, and the long lists of a month or a year."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from archive.release import Claim, Status
from archive.store.connection import moment
from archive.store.redating import redated
from archive.store.visibility import shown

_TOPIC = "{} IN (SELECT release_id FROM release_topics WHERE topic_id = (SELECT id FROM topics WHERE slug = ?))"


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A release as a long list names it; see `archive.release.Holding` for its fields."""

    office: str
    path: str
    title: str
    language: str
    published: Claim
    status: Status
    revision: int
    first_seen: datetime
    redated: bool = False


def months(db: Database, *, topic: str = "") -> Mapping[str, Mapping[str, int]]:
    """Return the numbers of releases that may be shown, of one topic or of all, by office and period.

    A period is "2015-03", "2015" where no month is claimed, "" without a date.
    """
    where = f"g.shown = 1 AND {_TOPIC.format('g.release_id')}" if topic else "g.shown = 1"
    found: dict[str, dict[str, int]] = {}
    for office, period, count in db.execute(
        "SELECT o.slug, g.period, count(*) FROM register g JOIN offices o ON o.id = g.office_id "
        f"WHERE {where} GROUP BY g.office_id, g.period ORDER BY o.slug, g.period",
        [topic] if topic else [],
    ).fetchall():
        found.setdefault(office, {})[period] = count
    return found


def lines(db: Database, period: str, *, office: str = "", topic: str = "") -> list[Line]:
    """Return the releases that are dated in a year, "2015", or a month, "2015-03", latest first; "": those undated.

    office, topic: of these alone
    """
    tests, values = [shown()], []
    if period:
        tests.append("r.published_day >= ? AND r.published_day < ?")
        values += [period, f"{period}~"]  # behind every digit and hyphen
    else:
        tests.append("r.published_day IS NULL")
    for test, value in (
        ("r.office_id = (SELECT id FROM offices WHERE slug = ?)", office),
        (_TOPIC.format("r.id"), topic),
    ):
        if value:
            tests.append(test)
            values.append(value)
    if len(period) == len("2015-03"):
        tests.append("r.published_precision != 'year'")
    rows = db.execute(
        "SELECT o.slug, r.path, r.title, r.language, r.published, r.published_evidence, r.published_inferred, "
        f"r.status, r.revision, r.first_seen, {redated()} FROM releases r JOIN offices o ON o.id = r.office_id "
        f"WHERE {' AND '.join(tests)} ORDER BY r.published_day DESC, r.published_at DESC, r.id DESC",
        values,
    ).fetchall()
    return [
        Line(
            office=slug,
            path=path,
            title=title,
            language=language,
            published=Claim(value=value, evidence=evidence, inferred=bool(inferred)),
            status=Status(status),
            revision=revision,
            first_seen=moment(seen),
            redated=bool(dated_anew),
        )
        for slug, path, title, language, value, evidence, inferred, status, revision, seen, dated_anew in rows
    ]


def welsh(db: Database) -> frozenset[str]:
    """Return the offices of which releases in Welsh may be shown.

    In an archive without Welsh, SQLite would think one language as likely as another, and read every release.
    """
    rows = db.execute(
        "SELECT DISTINCT o.slug FROM releases r JOIN offices o ON o.id = r.office_id "
        f"WHERE unlikely(r.language = 'cy') AND {shown()}"
    ).fetchall()
    return frozenset(slug for (slug,) in rows)
