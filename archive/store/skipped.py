"""What the sources list and is kept as no release."""

from collections.abc import Iterable

from sqlite_utils import Database

from archive.skip import Cause, Skip
from archive.store.connection import moment, text, writing


def put(db: Database, source_row: int, skip: Skip) -> None:
    """Write that an address is passed over; since when it is, an earlier row knows better."""
    with writing(db):
        db.execute(
            "INSERT INTO skipped (source_id, url, cause, detail, reason, since, at) VALUES (?, ?, ?, ?, ?, ?, ?) "
            "ON CONFLICT (source_id, url) DO UPDATE SET cause = excluded.cause, detail = excluded.detail, "
            "reason = excluded.reason, at = excluded.at",
            [source_row, skip.url, skip.cause, skip.detail, skip.reason, text(skip.since), text(skip.at)],
        )


def drop(db: Database, source_row: int, urls: Iterable[str]) -> None:
    """Forget that addresses are passed over."""
    with writing(db):
        for url in urls:
            db.execute("DELETE FROM skipped WHERE source_id = ? AND url = ?", [source_row, url])


def every(db: Database, source_row: int) -> list[Skip]:
    """Return what was ever passed over at a source, in that order."""
    rows = db.execute(
        "SELECT url, cause, detail, reason, since, at FROM skipped WHERE source_id = ? ORDER BY id", [source_row]
    ).fetchall()
    return [
        Skip(url=url, cause=Cause(cause), detail=detail, reason=reason, since=moment(since), at=moment(at))
        for url, cause, detail, reason, since, at in rows
    ]
