"""Reading releases as the archive holds them, for whoever publishes them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from archive.change import Event, EventKind
from archive.release import Attachment, Channel, Claim, Holding, Image, Kind, Link, Release, Status
from archive.store import register
from archive.store.connection import moment
from archive.store.redating import redated
from archive.store.register import Within
from archive.store.visibility import shown

_SELECT = (
    f"SELECT {redated()}, r.id, o.slug, r.tag, r.path, r.status, r.revision, "
    "r.first_seen, s.last_seen, r.changed_at, r.evidence, "
    "r.url, r.title, r.published, r.published_evidence, r.published_inferred, r.modified, r.modified_evidence, "
    "r.standfirst, r.html, r.text, r.language, r.kind, r.channel "
    "FROM releases r JOIN offices o ON o.id = r.office_id JOIN sightings s ON s.release_id = r.id "
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """One version of a release that was seen; capture is the SHA-256 of the bytes it was read from, "" when unknown."""

    number: int
    seen: datetime
    title: str
    published: str
    standfirst: str
    html: str
    text: str
    channel: Channel
    parser: str
    capture: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """An event with its time (UTC) and the release that it happened to."""

    event: Event
    at: datetime
    office: str
    path: str
    title: str


def newest(db: Database, *, office: str = "", topic: str = "", limit: int = 50) -> list[Holding]:
    """Return the newest releases that may be shown, of one office, under one topic, or of all.

    What is new to the reader comes first; see `archive.store.triggers`.
    """
    filed = register.newest(db, Within(office=office, topic=topic), limit)
    return [holding for each in filed if (holding := one(db, each.id))]


def every(db: Database, *, office: str = "", topic: str = "") -> Iterator[Holding]:
    """Yield every release that may be shown, of one office, of a topic or of all, newest first, each read by itself."""
    for each in register.newest(db, Within(office=office, topic=topic), -1):
        found = one(db, each.id)
        if found is not None:
            yield found


def one(db: Database, row: int) -> Holding | None:
    """Return one release by its row, None when there is none or it may not be shown."""
    found = db.execute(f"{_SELECT} WHERE r.id = ? AND {shown()}", [row]).fetchone()
    return _holding(db, found[1:], redated=bool(found[0])) if found else None


def count(db: Database, *, office: str = "", topic: str = "") -> int:
    """Return how many releases may be shown, of one office, of a topic or of all."""
    return register.count(db, Within(office=office, topic=topic))


def revisions(db: Database, row: int) -> list[Revision]:
    """Return every version of a release that was seen, oldest first."""
    rows = db.execute(
        "SELECT v.number, v.seen_at, v.title, v.published, v.standfirst, v.html, v.text, v.channel, v.parser, "
        "coalesce(c.sha256, '') FROM revisions v LEFT JOIN captures c ON c.id = v.capture_id "
        "WHERE v.release_id = ? ORDER BY v.number",
        [row],
    ).fetchall()
    return [
        Revision(
            number=number,
            seen=moment(seen),
            title=title,
            published=published,
            standfirst=standfirst,
            html=html,
            text=text,
            channel=Channel(channel),
            parser=parser,
            capture=capture,
        )
        for number, seen, title, published, standfirst, html, text, channel, parser, capture in rows
    ]


def happenings(db: Database, *, release: int | None = None, limit: int = 100) -> list[Happening]:
    """Return what happened, to one release or to all that may be shown, newest first."""
    where = f"WHERE {shown()}" + (" AND r.id = ?" if release is not None else "")
    rows = db.execute(
        "SELECT e.kind, e.at, e.evidence, e.before, e.after, o.slug, r.path, r.title FROM events e "
        f"JOIN releases r ON r.id = e.release_id JOIN offices o ON o.id = e.office_id {where} "
        "ORDER BY e.at DESC, e.id DESC LIMIT ?",
        [*([release] if release is not None else []), limit],
    ).fetchall()
    return [
        Happening(
            event=Event(kind=EventKind(kind), evidence=evidence, before=before, after=after),
            at=moment(at),
            office=office,
            path=path,
            title=title,
        )
        for kind, at, evidence, before, after, office, path, title in rows
    ]


def _holding(db: Database, row: tuple[str, ...], *, redated: bool) -> Holding:
    return Holding(
        id=int(row[0]),
        office=row[1],
        tag=row[2],
        path=row[3],
        status=Status(row[4]),
        revision=int(row[5]),
        first_seen=moment(row[6]),
        last_seen=moment(row[7]),
        changed=moment(row[8]),
        evidence=row[9],
        redated=redated,
        release=_release(db, int(row[0]), row[10:]),
    )


def _release(db: Database, row: int, values: tuple[str, ...]) -> Release:
    url, title, published, evidence, inferred, modified, modified_evidence, *rest = values
    standfirst, html, text, language, kind, channel = rest
    return Release(
        url=url,
        title=title,
        published=Claim(value=published, evidence=evidence, inferred=bool(inferred)),
        modified=Claim(value=modified, evidence=modified_evidence),
        standfirst=standfirst,
        html=html,
        text=text,
        language=language,
        kind=Kind(kind),
        channel=Channel(channel),
        attachments=tuple(
            Attachment(title=name, media_type=media_type, length=length, url=address)
            for name, media_type, length, address in db.execute(
                "SELECT title, media_type, length, url FROM attachments WHERE release_id = ? ORDER BY id",
                [row],
            ).fetchall()
        ),
        images=tuple(
            Image(alt=alt, caption=caption, url=address)
            for alt, caption, address in db.execute(
                "SELECT alt, caption, url FROM images WHERE release_id = ? ORDER BY id", [row]
            ).fetchall()
        ),
        links=tuple(
            Link(title=title, url=address)
            for title, address in db.execute(
                "SELECT title, url FROM links WHERE release_id = ? ORDER BY id", [row]
            ).fetchall()
        ),
    )
