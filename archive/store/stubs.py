"""What is left in the served file of releases that are withheld."""

from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from archive.store.connection import moment


@dataclass(frozen=True, slots=True, kw_only=True)
class Stub:
    """A release that is withheld: its path on our site, the id of its office, since when (aware, UTC)."""

    path: str
    office: str
    language: str
    since: datetime


def withheld(db: Database, *, office: str) -> list[Stub]:
    """Return the releases of an office that are withheld and were shown before, in the order of their rows."""
    rows = db.execute(
        "SELECT r.path, o.slug, r.language, r.changed_at FROM releases r JOIN offices o ON o.id = r.office_id "
        "WHERE r.status = 'withheld' AND o.slug = ? AND r.path NOT LIKE '%/embargoed/%' ORDER BY r.id",
        [office],
    ).fetchall()
    return [Stub(path=path, office=slug, language=language, since=moment(at)) for path, slug, language, at in rows]
