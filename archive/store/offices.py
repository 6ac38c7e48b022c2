"""Offices and their sources."""

from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from archive.errors import ConfigError, StoreError
from archive.office import Office, Source
from archive.store.connection import moment, text, writing


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceState:
    """What the archive remembers of a source.

    id: the row in `sources`
    way, reads_from: how and from where it was read the last time (`discover.Found`); "" when it never was
    cursor: what the last reading handed on
    listed: how many releases the last good reading listed; None before the first
    swept: when it was last read in full; aware, UTC; None when it never was
    checked: when it was last read and all was well; the same
    """

    id: int
    way: str = ""
    reads_from: str = ""
    cursor: str = ""
    listed: int | None = None
    swept: datetime | None = None
    checked: datetime | None = None


def authority(db: Database, wanted: str, now: datetime) -> str:
    """Return the tagging authority of the archive, fixed when it was made; ConfigError when another is wanted."""
    found = db.execute("SELECT value FROM properties WHERE key = 'authority'").fetchone()
    if found is None:
        with writing(db):
            db.execute("INSERT INTO properties VALUES ('authority', ?), ('created', ?)", [wanted, text(now)])
        return wanted
    if found[0] != wanted:
        raise ConfigError(
            f"[archive] authority is {wanted!r}, but this archive was made with {found[0]!r}",
            hint=f'Set authority = "{found[0]}": every id that readers know contains it.',
        )
    return wanted


def created(db: Database) -> datetime:
    """Return when the archive was made."""
    return moment(db.execute("SELECT value FROM properties WHERE key = 'created'").fetchone()[0])


def founding(db: Database) -> tuple[str, datetime]:
    """Return the tagging authority of the archive and when it was made; StoreError before its first run."""
    found = db.execute("SELECT value FROM properties WHERE key = 'authority'").fetchone()
    if found is None:
        raise StoreError("this archive has not seen a run yet", hint="Fill it with: copperplate run")
    return str(found[0]), created(db)


def keep(db: Database, office: Office, now: datetime) -> int:
    """Write what the configuration says of an office and its sources; return the office's row."""
    with writing(db):
        db.execute(
            "INSERT INTO offices (slug, name, names_before, area, home, publishing, first_seen) "
            "VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (slug) DO UPDATE SET name = excluded.name, "
            "names_before = excluded.names_before, area = excluded.area, home = excluded.home",
            [
                *(office.id, office.name, "; ".join(office.names_before), office.area, office.home),
                *(office.publishing, text(now)),
            ],
        )
        office_row = row(db, office.id)
        _retire(db, office_row, office, now)
        for source in office.sources:
            db.execute(
                "INSERT INTO sources (office_id, url, way, language, filter) VALUES (?, ?, ?, ?, ?) "
                "ON CONFLICT (office_id, url) DO UPDATE SET way = excluded.way, language = excluded.language, "
                "filter = excluded.filter, valid_until = NULL, "
                "cursor = CASE WHEN way IS excluded.way THEN cursor ELSE '' END",
                [office_row, source.url, source.way, source.language, source.filter],
            )
        _adopt(db, office_row, office)
    return office_row


def _retire(db: Database, office_row: int, office: Office, now: datetime) -> None:
    """Write of each source that the configuration no longer names until when it did."""
    marks = ", ".join("?" * len(office.sources))
    db.execute(
        f"UPDATE sources SET valid_until = ? WHERE office_id = ? AND valid_until IS NULL AND url NOT IN ({marks})",
        [text(now), office_row, *(source.url for source in office.sources)],
    )


def _adopt(db: Database, office_row: int, office: Office) -> None:
    """Give the releases of retired sources to the first that is left, so that somebody asks for them."""
    if not office.sources:
        return
    db.execute(
        "UPDATE releases SET source_id = (SELECT id FROM sources WHERE office_id = ?1 AND url = ?2) "
        "WHERE office_id = ?1 AND source_id IN "
        "(SELECT id FROM sources WHERE office_id = ?1 AND valid_until IS NOT NULL)",
        [office_row, office.sources[0].url],
    )


def publish_as(db: Database, office: Office) -> None:
    """Write how much of the texts of an office is published from now on."""
    with writing(db):
        db.execute("UPDATE offices SET publishing = ? WHERE slug = ?", [office.publishing, office.id])


def row(db: Database, office: str) -> int:
    """Return the row of an office that `keep` has written."""
    return int(db.execute("SELECT id FROM offices WHERE slug = ?", [office]).fetchone()[0])


def state(db: Database, office_row: int, source: Source) -> SourceState:
    """Return what is remembered of a source that `keep` has written."""
    row = db.execute(
        "SELECT id, reads_from, cursor, listed, swept_at, checked_at FROM sources WHERE office_id = ? AND url = ?",
        [office_row, source.url],
    ).fetchone()
    way, _, reads_from = row[1].partition(" ")
    swept, checked = (moment(each) if each else None for each in row[4:])
    return SourceState(
        id=row[0], way=way, reads_from=reads_from, cursor=row[2], listed=row[3], swept=swept, checked=checked
    )


def remember(db: Database, state: SourceState, now: datetime) -> None:
    """Write how a source was read, for the next run."""
    with writing(db):
        db.execute(
            "UPDATE sources SET reads_from = ?, cursor = ?, listed = ?, swept_at = ?, checked_at = ? WHERE id = ?",
            [
                *(f"{state.way} {state.reads_from}", state.cursor, state.listed),
                *(text(state.swept) if state.swept else None, text(now), state.id),
            ],
        )


def swept(db: Database, source_row: int, at: datetime) -> None:
    """Write when a source was last read in full, and nothing else of what that reading gave."""
    with writing(db):
        db.execute("UPDATE sources SET swept_at = ? WHERE id = ?", [text(at), source_row])


def every(db: Database) -> list[Office]:
    """Return the offices of the archive with their sources, by id."""
    sources: dict[int, list[Source]] = {}
    for office, *values in db.execute(
        "SELECT office_id, url, way, language, filter FROM sources WHERE valid_until IS NULL ORDER BY id"
    ):
        url, way, language, only = values
        sources.setdefault(office, []).append(Source(url=url, way=way, language=language, filter=only))
    rows = db.execute(
        "SELECT id, slug, name, names_before, area, home, publishing FROM offices ORDER BY slug"
    ).fetchall()
    return [
        Office(
            id=slug,
            name=name,
            names_before=tuple(filter(None, before.split("; "))),
            area=area,
            home=home,
            sources=tuple(sources.get(row, ())),
            publishing=publishing,
        )
        for row, slug, name, before, area, home, publishing in rows
    ]
