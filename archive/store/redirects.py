"""Addresses on the published site that lead to others, because two records turned out to be of one release."""

from dataclasses import dataclass

from sqlite_utils import Database

from archive.store.visibility import shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Redirect:
    """An address on the published site that leads to another one now; both are paths, "marchshire/2026/some-slug/"."""

    path: str
    target: str
    title: str
    language: str


def every(db: Database) -> list[Redirect]:
    """Return the addresses of records that were merged into releases which may be shown, in their order."""
    rows = db.execute(
        "SELECT m.path, r.path, r.title, r.language FROM merges m JOIN releases r ON r.id = m.release_id "
        f"WHERE {shown()} ORDER BY m.path"
    ).fetchall()
    return [Redirect(path=row[0], target=row[1], title=row[2], language=row[3]) for row in rows]
