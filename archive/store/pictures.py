"""The pictures of a release that the archive holds."""

from dataclasses import dataclass

from sqlite_utils import Database


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture as it was kept last; url: as the release gives it; length: bytes."""

    url: str
    sha256: str
    media_type: str
    length: int


def of(db: Database, row: int) -> list[Picture]:
    """Return what is held of the pictures of a release, by its row, in the order in which the release has them."""
    rows = db.execute(
        "SELECT i.url, c.sha256, c.media_type, c.length FROM images i JOIN captures c ON c.id = "
        "(SELECT max(id) FROM captures WHERE url = i.url AND status = 200) WHERE i.release_id = ? ORDER BY i.id",
        [row],
    ).fetchall()
    return [
        Picture(url=url, sha256=sha256, media_type=media_type, length=length)
        for url, sha256, media_type, length in rows
    ]
