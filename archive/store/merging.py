"""Two records of one release, written as one: nothing that was seen of either is lost."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlite_utils import Database

from archive.change import SIGNIFICANT, Event, Known
from archive.release import Status
from archive.store import contents, people
from archive.store.connection import text, writing
from archive.store.witness import Witness

_OF_THE_RECORD = frozenset(  # what is not the office's word, and stays as it is
    "id office_id path tag first_seen changed_at revision status evidence translation_of".split()
)
# What a release carries is kept of both; what was found in its text is that of the version that stands.
_CARRIED = ("attachments", "images")
_IN_THE_TEXT = ("quotes", "contacts", "figures", "links")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two records of one release: the one that stays, the one that goes, and which of them gives what stands now."""

    stays: Known
    goes: Known
    stands: Known


def merge(db: Database, pair: Pair, events: Sequence[Event], witness: Witness) -> None:
    """Write two records as one, in one transaction; the last event says why, and the path that goes is never reused."""
    stays, goes = pair.stays.id, pair.goes.id
    with writing(db):
        db.execute(
            "INSERT INTO merges (release_id, office_id, path, tag, title, first_seen, at, run_id, evidence) "
            "SELECT ?, office_id, path, tag, title, first_seen, ?, ?, ? FROM releases WHERE id = ?",
            [stays, text(witness.at), witness.run_id, events[-1].evidence, goes],
        )
        quoted = _quoted(db, stays, goes)
        _versions(db, pair)
        _contents(db, pair)
        _record(db, pair, events, witness)
        people.recount(db, quoted)
        _sighting(db, pair)
        _references(db, stays, goes)
        db.execute("DELETE FROM releases WHERE id = ?", [goes])
        for event in events:
            db.execute(
                "INSERT INTO events (release_id, office_id, run_id, kind, at, evidence) VALUES (?, ?, ?, ?, ?, ?)",
                [stays, witness.office_row, witness.run_id, event.kind, text(witness.at), event.evidence],
            )


def _versions(db: Database, pair: Pair) -> None:
    """Give the versions of both their numbers in the order in which they were seen, the one that stands now last."""
    rows = [pair.stays.id, pair.goes.id]
    found = db.execute(
        "SELECT v.id FROM revisions v JOIN releases r ON r.id = v.release_id WHERE v.release_id IN (?, ?) "
        "ORDER BY v.release_id = ? AND v.number = r.revision, v.seen_at, v.id",
        [*rows, pair.stands.id],
    ).fetchall()
    db.execute("UPDATE revisions SET number = -id WHERE release_id IN (?, ?)", rows)  # out of the way of the new ones
    for number, (version,) in enumerate(found, start=1):
        db.execute("UPDATE revisions SET number = ?, release_id = ? WHERE id = ?", [number, pair.stays.id, version])
    db.execute("UPDATE releases SET revision = ? WHERE id = ?", [len(found), pair.stays.id])


def _contents(db: Database, pair: Pair) -> None:
    """Let the record that stays carry what both carry, and say what the one that stands says."""
    stays, goes = pair.stays.id, pair.goes.id
    for table in _CARRIED:
        db.execute(
            f"UPDATE {table} SET release_id = ?1 WHERE release_id = ?2 "
            f"AND url NOT IN (SELECT url FROM {table} WHERE release_id = ?1)",
            [stays, goes],
        )
        db.execute(f"DELETE FROM {table} WHERE release_id = ?", [goes])
    for table in _IN_THE_TEXT:
        db.execute(f"DELETE FROM {table} WHERE release_id = ?", [goes if pair.stands is pair.stays else stays])
        db.execute(f"UPDATE {table} SET release_id = ? WHERE release_id = ?", [stays, goes])


def _quoted(db: Database, *rows: int) -> set[people.Part]:
    """Return who is quoted in two releases, and in which role."""
    found = db.execute(
        "SELECT person_id, role FROM quotes WHERE release_id IN (?, ?) AND person_id IS NOT NULL", list(rows)
    )
    return {(person, role) for person, role in found.fetchall()}


def _record(db: Database, pair: Pair, events: Sequence[Event], witness: Witness) -> None:
    """Bring the row that stays up to what stands, and the time of its last significant change."""
    columns = [name for name in db["releases"].columns_dict if name not in _OF_THE_RECORD]
    if pair.stands is pair.goes:
        db.execute(
            f"UPDATE releases SET ({', '.join(columns)}) = (SELECT {', '.join(columns)} FROM releases WHERE id = ?) "
            "WHERE id = ?",
            [pair.goes.id, pair.stays.id],
        )
    values: dict[str, object] = {}
    if any(event.kind in SIGNIFICANT for event in events):
        values["changed_at"] = text(witness.at)
    if pair.stands.status is Status.LIVE is not pair.stays.status:
        values |= {"status": Status.LIVE, "evidence": ""}
    contents.update(db, "releases", pair.stays.id, values)


def _sighting(db: Database, pair: Pair) -> None:
    """Count the looks at both; what is live is not absent."""
    rows = [pair.stays.id, pair.goes.id]
    latest = "SELECT max(last_seen), max(asked_at), sum(times_asked) FROM sightings WHERE release_id IN (?, ?)"
    db.execute(
        f"UPDATE sightings SET (last_seen, asked_at, times_asked) = ({latest}) WHERE release_id = ?",
        [*rows, pair.stays.id],
    )
    if pair.stands.status is Status.LIVE:
        db.execute(
            "UPDATE sightings SET absent_since = NULL, absent_latest = NULL, absent_checks = 0 WHERE release_id = ?",
            [pair.stays.id],
        )
    db.execute("DELETE FROM sightings WHERE release_id = ?", [pair.goes.id])


def _references(db: Database, stays: int, goes: int) -> None:
    """Let everything that speaks of the record that goes speak of the one that stays."""
    for table in ("release_urls", "events", "merges", "translations"):
        db.execute(f"UPDATE {table} SET release_id = ? WHERE release_id = ?", [stays, goes])
    db.execute("UPDATE OR IGNORE release_topics SET release_id = ? WHERE release_id = ?", [stays, goes])
    db.execute("DELETE FROM release_topics WHERE release_id = ?", [goes])
    for column in ("release_id", "other_id"):
        db.execute(f"UPDATE OR IGNORE conflicts SET {column} = ? WHERE {column} = ?", [stays, goes])
    db.execute("DELETE FROM conflicts WHERE release_id = other_id OR ? IN (release_id, other_id)", [goes])
    db.execute(
        "UPDATE releases SET translation_of = coalesce(translation_of, (SELECT translation_of FROM releases "
        "WHERE id = ?)) WHERE id = ?",
        [goes, stays],
    )
    db.execute("UPDATE releases SET translation_of = ? WHERE translation_of = ?", [stays, goes])
    db.execute("UPDATE releases SET translation_of = NULL WHERE translation_of = id")
