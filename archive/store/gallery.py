"""Everybody whom releases quote by name: who they are, and how often."""

from dataclasses import dataclass

from sqlite_utils import Database

from archive.store.visibility import shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """A person of an office.

    row: in `people`
    office, slug: together what the page of the person is called
    role: the latest that is given, ""
    quotes, releases: how many there are that may be shown
    first, last: the days of the earliest and the latest, ""
    """

    row: int
    office: str
    slug: str
    name: str
    role: str
    quotes: int
    releases: int
    first: str
    last: str


def every(db: Database, *, office: str = "") -> list[Face]:
    """Return everybody who is quoted by name in what may be shown, of one office or of all, by name."""
    where = shown() + (" AND o.slug = ?" if office else "")
    rows = db.execute(
        "SELECT p.id, o.slug, p.slug, p.name, coalesce((SELECT role FROM roles WHERE person_id = p.id "
        "ORDER BY last_day DESC, quotes DESC, id LIMIT 1), ''), count(*), count(DISTINCT q.release_id), "
        "coalesce(min(r.published_day), ''), coalesce(max(r.published_day), '') "
        "FROM people p JOIN offices o ON o.id = p.office_id JOIN quotes q ON q.person_id = p.id "
        f"JOIN releases r ON r.id = q.release_id WHERE {where} GROUP BY p.id ORDER BY p.slug, p.id",
        [office] if office else [],
    ).fetchall()
    return [
        Face(
            row=row,
            office=slug,
            slug=own,
            name=name,
            role=role,
            quotes=quotes,
            releases=releases,
            first=first,
            last=last,
        )
        for row, slug, own, name, role, quotes, releases, first, last in rows
    ]
