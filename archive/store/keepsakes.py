"""What belongs to releases and has not been kept yet: their pages, documents and pictures."""

from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from archive.response import Response
from archive.store.connection import text, writing


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """One address to be kept, and the source at which its release was seen."""

    url: str
    source_row: int


def wanted(db: Database, office_row: int, since: datetime, limit: int) -> list[Wanted]:
    """Return what to keep next of an office, the newest releases first, each page before what it carries.

    since: what was given up since then is not tried again
    """
    rows = db.execute(
        "SELECT url, min(source_id) FROM ("
        "SELECT id, published_day, 0 AS rank, url, source_id FROM releases WHERE office_id = ?1 AND status = 'live' "
        "UNION ALL SELECT r.id, r.published_day, 1, a.url, r.source_id FROM attachments a JOIN releases r "
        "ON r.id = a.release_id WHERE r.office_id = ?1 AND r.status = 'live' "
        "UNION ALL SELECT r.id, r.published_day, 2, i.url, r.source_id FROM images i JOIN releases r "
        "ON r.id = i.release_id WHERE r.office_id = ?1 AND r.status = 'live') AS each "
        "WHERE NOT EXISTS (SELECT 1 FROM captures c WHERE c.url = each.url) "
        "AND NOT EXISTS (SELECT 1 FROM skipped s WHERE s.url = each.url AND s.cause = 'unkept' AND s.at >= ?2) "
        "GROUP BY url ORDER BY max(published_day) DESC, max(id) DESC, min(rank) LIMIT ?3",
        [office_row, text(since), limit],
    ).fetchall()
    return [Wanted(url=url, source_row=source) for url, source in rows]


def measured(db: Database, response: Response) -> None:
    """Write the type and the size of a document that was kept, for every release that links to it."""
    with writing(db):
        db.execute(
            "UPDATE attachments SET media_type = CASE media_type WHEN '' THEN ? ELSE media_type END, length = ? "
            "WHERE url = ? AND length IS NOT ?",
            [response.media_type, len(response.body), response.url, len(response.body)],
        )
