"""What an office says in a release, as columns, and the documents, pictures and links that it carries."""

from functools import cache

from sqlite_utils import Database

from archive import identity
from archive.release import Attachment, Release
from archive.store.connection import text

# The columns that a version of its own has too.
OF_A_VERSION = (
    *("title", "published", "modified", "channel", "fingerprint", "word_count", "standfirst", "html", "text"),
)


def columns(release: Release) -> dict[str, object]:
    """Return the columns of `releases` that say what the office says."""
    published = release.published
    day, at = published.day, published.at
    return {
        "title": release.title,
        "url": release.url,
        "kind": str(release.kind),
        "language": release.language,
        "published": published.value,
        "published_day": day.isoformat() if day else None,
        "published_at": text(at) if at else None,
        "published_precision": str(published.precision),
        "published_evidence": published.evidence,
        "published_inferred": int(published.inferred),
        "modified": release.modified.value,
        "modified_evidence": release.modified.evidence,
        "word_count": len(release.text.split()),
        "channel": str(release.channel),
        "fingerprint": identity.fingerprint(release),
        "digest": identity.digest(release),
        "standfirst": release.standfirst,
        "html": release.html,
        "text": release.text,
    }


def keep(db: Database, row: int, release: Release, *, fresh: bool = False, same: bool = False) -> tuple[str, ...]:
    """Make the documents, pictures and links of a release these; return the tables that differed.

    fresh: the release has just been inserted, and has none yet
    same: the office says what it said before
    A type or size that we measured stays where the office says none, or what it said when it was measured.
    """
    measured = {} if fresh else _measured(db, row)
    files = [_file(file, *measured.get(file.url, ("", None)), same=same) for file in release.attachments]
    images: list[tuple[object, ...]] = [(image.alt, image.caption, image.url) for image in release.images]
    links: list[tuple[object, ...]] = [(link.title, link.url) for link in release.links]
    found = {
        "attachments": replace(db, "attachments", ("title", "media_type", "length", "url"), row, files, fresh=fresh),
        "images": replace(db, "images", ("alt", "caption", "url"), row, images, fresh=fresh),
        "links": replace(db, "links", ("title", "url"), row, links, fresh=fresh),
    }
    return tuple(table for table, differed in found.items() if differed)


def _measured(db: Database, row: int) -> dict[str, tuple[str, int | None]]:
    """Return type and size of each document of a release, by its address."""
    rows = db.execute("SELECT url, media_type, length FROM attachments WHERE release_id = ?", [row]).fetchall()
    return {url: (media_type, length) for url, media_type, length in rows}


def _file(file: Attachment, media_type: str, length: int | None, *, same: bool) -> tuple[object, ...]:
    """Return the columns of a document; media_type, length: what was known of it."""
    stated = None if same and length is not None else file.length
    return file.title, file.media_type or media_type, length if stated is None else stated, file.url


def replace(
    db: Database,
    table: str,
    columns: tuple[str, ...],
    row: int,
    wanted: list[tuple[object, ...]],
    *,
    fresh: bool = False,
) -> bool:
    """Make the rows of a table that belong to a release these; tell whether they were others.

    columns: all but the row's own number and the release's
    fresh: there are none yet
    Rows that are as they should be stay as they are, with their numbers.
    """
    select = f"SELECT {', '.join(columns)} FROM {table} WHERE release_id = ? ORDER BY id"
    found = [] if fresh else db.execute(select, [row]).fetchall()
    if [tuple(each) for each in found] == wanted:
        return False
    if found:
        db.execute(f"DELETE FROM {table} WHERE release_id = ?", [row])
    for each in wanted:
        insert(db, table, {"release_id": row, **dict(zip(columns, each, strict=True))})
    return True


def insert(db: Database, table: str, values: dict[str, object]) -> int:
    """Insert a row and return its number."""
    return int(db.execute(_inserting(table, *values), list(values.values())).lastrowid or 0)


def update(db: Database, table: str, row: int, values: dict[str, object]) -> None:
    """Write some columns of a row; nothing when there are none."""
    if values:
        names = ", ".join(f"{name} = ?" for name in values)
        db.execute(f"UPDATE {table} SET {names} WHERE id = ?", [*values.values(), row])


@cache
def _inserting(table: str, *columns: str) -> str:
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"
