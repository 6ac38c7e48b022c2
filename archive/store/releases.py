"""Writing releases: what is known of them before a run, and what a run makes of them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlite_utils import Database

from archive import identity
from archive.change import SIGNIFICANT, Absence, Change, Known, Listed, Said
from archive.release import Alias, AliasKind, Channel, Claim, Status
from archive.store import anatomy, conflicts, contents, translations
from archive.store.connection import moment, text, writing
from archive.store.witness import Witness

if TYPE_CHECKING:
    from archive.anatomy.parts import Anatomy


# The tables in which a path stands that was given away.
_TAKEN = "SELECT 1 FROM releases WHERE path = :path UNION ALL SELECT 1 FROM merges WHERE path = :path"


def known(db: Database, office_row: int, row: int | None = None) -> list[Known]:
    """Return what is known of every release of an office, or of the one in a row; hidden ones too."""
    which, value = ("office_id", office_row) if row is None else ("release_id", row)
    aliases: dict[int, list[Alias]] = defaultdict(list)
    for release, kind, name, generation in db.execute(
        f"SELECT release_id, kind, value, generation FROM release_urls WHERE {which} = ?", [value]
    ).fetchall():
        aliases[release].append(Alias(kind=AliasKind(kind), value=name, generation=generation))
    rows = db.execute(
        "SELECT r.id, r.url, r.path, r.title, r.published, r.published_evidence, r.published_inferred, r.fingerprint, "
        "r.channel, r.parser, r.status, r.revision, r.first_seen, s.last_seen, s.asked_at, s.absent_since, "
        "s.absent_latest, s.absent_checks, r.source_id, r.capture_id, r.listed_title, r.listed_published, "
        "r.listed_evidence, r.digest FROM releases r JOIN sightings s ON s.release_id = r.id "
        f"WHERE r.{'id' if row is not None else which} = ?",
        [value],
    ).fetchall()
    return [_known(row, frozenset(aliases[row[0]])) for row in rows]


def words(db: Database, row: int) -> str:
    """Return the standfirst and the text of the release in a row."""
    return str(db.execute("SELECT standfirst || ' ' || text FROM releases WHERE id = ?", [row]).fetchone()[0])


def said(db: Database, row: int) -> Said:
    """Return what the release in a row says beside its headline."""
    standfirst, body = db.execute("SELECT standfirst, text FROM releases WHERE id = ?", [row]).fetchone()
    files = db.execute("SELECT url, title FROM attachments WHERE release_id = ?", [row]).fetchall()
    return Said(standfirst=standfirst, text=body, documents=frozenset((url, title) for url, title in files))


def apply(db: Database, change: Change, witness: Witness, parts: "Anatomy | None" = None) -> int:
    """Write one change, in one transaction, and return the row of its release.

    parts: what the release of the change is made of; None keeps none of it
    """
    seen = _columns(change, witness, parts)
    with writing(db):
        if change.known is None:
            row = _insert(db, change, witness, seen)
        else:
            row = change.known.id
            _update(db, change, witness, seen)
        revision = _revision(db, row, change, witness, seen) if change.revision else None
        if change.release is not None and (change.revision or change.refreshed):
            contents.keep(db, row, change.release, fresh=change.known is None)
            anatomy.keep(db, row, parts, fresh=change.known is None)
        _aliases(db, row, change, witness)
        if change.release is not None:
            translations.keep(db, row, change.release, fresh=change.known is None)
        _sighting(db, row, change, witness)
        for event in change.events:
            db.execute(
                "INSERT INTO events (release_id, office_id, run_id, revision_id, kind, at, evidence, before, after) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                [
                    *(row, witness.office_row, witness.run_id, revision, event.kind, text(witness.at)),
                    *(event.evidence, event.before, event.after),
                ],
            )
    return row


def sighted(db: Database, rows: Iterable[int], at: datetime) -> None:
    """Write that releases were seen again as they were."""
    with writing(db):
        for row in rows:
            db.execute(
                "UPDATE sightings SET last_seen = ?, absent_since = NULL, absent_latest = NULL, absent_checks = 0 "
                "WHERE release_id = ?",
                [text(at), row],
            )


def taken(db: Database, path: str) -> bool:
    """Tell whether this path was given away."""
    return db.execute(_TAKEN, {"path": path}).fetchone() is not None


def _known(row: Sequence[Any], aliases: frozenset[Alias]) -> Known:
    absence = None
    if row[15]:
        absence = Absence(since=moment(row[15]), latest=moment(row[16]), checks=int(row[17]))
    return Known(
        id=int(row[0]),
        url=row[1],
        path=row[2],
        title=row[3],
        published=Claim(value=row[4], evidence=row[5], inferred=bool(row[6])),
        fingerprint=row[7],
        digest=row[23],
        source=int(row[18]),
        channel=Channel(row[8]),
        parser=row[9],
        status=Status(row[10]),
        revision=int(row[11]),
        first_seen=moment(row[12]),
        last_seen=moment(row[13]),
        aliases=aliases,
        asked=moment(row[14]) if row[14] else None,
        absence=absence,
        capture=int(row[19]) if row[19] is not None else None,
        listed=Listed(title=row[20], published=Claim(value=row[21], evidence=row[22])),
    )


def _columns(change: Change, witness: Witness, parts: "Anatomy | None") -> dict[str, object]:
    """Return the columns of `releases` that follow what is seen: what the office says, and how it reached us.

    None where the change leaves them as they are.
    """
    if change.release is None or not (change.revision or change.refreshed):
        return {}
    found = contents.columns(change.release) | {
        "source_id": witness.source_row,
        "parser": witness.parser,
        "body_end": anatomy.end(parts),
        "listed_title": change.listed.title,
        "listed_published": change.listed.published.value,
        "listed_evidence": change.listed.published.evidence,
    }
    return found | ({"capture_id": witness.capture_id} if witness.capture_id is not None else {})


def _insert(db: Database, change: Change, witness: Witness, seen: dict[str, object]) -> int:
    assert change.release is not None, "a release that is not known has to be seen"

    path = witness.path or identity.path(witness.office, change.release, lambda path: taken(db, path))
    at = text(witness.at)
    values = seen | {
        "id": witness.row,
        "office_id": witness.office_row,
        "path": path,
        "tag": identity.tag(witness.authority, path),
        "status": Status.LIVE,
        "first_seen": at,
        "changed_at": at,
        "revision": 1,
    }
    return contents.insert(db, "releases", values)


def _update(db: Database, change: Change, witness: Witness, seen: dict[str, object]) -> None:
    """Bring the row of a release that is known up to what was seen of it, and touch only what differs."""
    assert change.known is not None
    values = dict(seen)
    if change.revision:
        values["revision"] = change.known.revision + 1
    if any(event.kind in SIGNIFICANT for event in change.events):
        values["changed_at"] = text(witness.at)
    if change.status is not change.known.status:
        evidence = "" if change.status is Status.LIVE else change.events[-1].evidence
        values |= {"status": change.status, "evidence": evidence}
    contents.update(db, "releases", change.known.id, values)


def _revision(db: Database, row: int, change: Change, witness: Witness, seen: dict[str, object]) -> int:
    values = {name: seen[name] for name in contents.OF_A_VERSION} | {
        "release_id": row,
        "number": change.known.revision + 1 if change.known else 1,
        "seen_at": text(witness.at),
        "parser": witness.parser,
        "capture_id": witness.capture_id,
    }
    return contents.insert(db, "revisions", values)


def _aliases(db: Database, row: int, change: Change, witness: Witness) -> None:
    """Write by what else a release is known; an alias stays with the release that had it first."""
    before, at = change.known.aliases if change.known else frozenset(), text(witness.at)
    for alias in change.release.aliases if change.release else ():
        if alias in before:
            continue
        found = db.execute(
            "INSERT INTO release_urls (release_id, office_id, kind, value, generation, first_seen) "
            "VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
            [row, witness.office_row, alias.kind, alias.value, alias.generation, at],
        )
        if not found.rowcount:
            conflicts.note(db, row, alias, witness)


def _sighting(db: Database, row: int, change: Change, witness: Witness) -> None:
    at = text(witness.at)
    listed = change.release is not None and change.release.channel is not Channel.PAGE
    if change.absence is not None:
        db.execute(
            "UPDATE sightings SET asked_at = ?, times_asked = times_asked + 1, absent_since = ?, absent_latest = ?, "
            "absent_checks = ? WHERE release_id = ?",
            [at, text(change.absence.since), text(change.absence.latest), change.absence.checks, row],
        )
    else:
        db.execute(
            "INSERT INTO sightings (release_id, last_seen, asked_at, times_asked) VALUES (?, ?, ?, ?) "
            "ON CONFLICT (release_id) DO UPDATE SET last_seen = excluded.last_seen, "
            "asked_at = coalesce(excluded.asked_at, asked_at), times_asked = times_asked + excluded.times_asked, "
            "absent_since = NULL, absent_latest = NULL, absent_checks = 0",
            [row, at, None if listed else at, int(not listed)],
        )
