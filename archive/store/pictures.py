"""The pictures of a release that the archive holds, for whoever publishes them.

Their bytes are in the private file, which is lent to a connection for as long as a publish takes.
"""

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlite_utils import Database

from archive.store.connection import explained


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture as it was kept last; url: as the release gives it; length: bytes."""

    url: str
    sha256: str
    media_type: str
    length: int


@contextmanager
def lent(db: Database, captures: Path) -> Iterator[None]:
    """Let a connection read pictures from the private file within the block; StoreError when that is damaged."""
    if not captures.exists():
        yield
        return
    with explained(captures):
        db.execute("ATTACH DATABASE ? AS lent", [str(captures)])
    try:
        yield
    finally:
        db.execute("DETACH DATABASE lent")


def of(db: Database, row: int) -> list[Picture]:
    """Return what is held of the pictures of a release, by its row; nothing where the private file is not lent."""
    if "lent" not in {name for _, name, _ in db.execute("PRAGMA database_list").fetchall()}:
        return []
    rows = db.execute(
        "SELECT i.url, c.sha256, c.media_type, c.length FROM images i JOIN captures c ON c.id = "
        "(SELECT max(id) FROM captures WHERE url = i.url AND status = 200) WHERE i.release_id = ? ORDER BY i.id",
        [row],
    ).fetchall()
    return [
        Picture(url=url, sha256=sha256, media_type=media_type, length=length)
        for url, sha256, media_type, length in rows
    ]


def body(db: Database, picture: Picture) -> bytes:
    """Return the bytes of a picture while the private file is lent; b"" when they are lost."""
    found = db.execute("SELECT body FROM lent.blobs WHERE sha256 = ?", [picture.sha256]).fetchone()
    return zlib.decompress(found[0]) if found else b""
