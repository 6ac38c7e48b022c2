"""Everything that the archive has of a release, as plain values in one piece."""

from collections.abc import Iterator

from sqlite_utils import Database

from archive.store.connection import text
from archive.store.exports import Choice
from archive.store.search import SHOWN

_RELEASE = (
    "SELECT r.id AS row, r.tag AS id, o.slug AS office, o.name AS office_name, r.path, r.url, r.title, r.kind, "
    "r.language, r.status, r.evidence, r.published, r.published_day, r.published_at, r.published_precision, "
    "r.published_evidence, r.modified, r.first_seen, s.last_seen, r.changed_at, r.revision, r.word_count, t.tag AS "
    "translation_of, r.standfirst, r.html, r.text FROM releases r JOIN offices o ON o.id = r.office_id "
    "JOIN sightings s ON s.release_id = r.id LEFT JOIN releases t ON t.id = r.translation_of WHERE r.id = ?"
)
_PARTS = {
    "addresses": "SELECT kind, value, generation, first_seen FROM release_urls WHERE release_id = ? ORDER BY id",
    "revisions": "SELECT number, seen_at, v.title, published, modified, channel, parser, "
    "coalesce(c.sha256, '') AS capture, standfirst, html, text FROM revisions v "
    "LEFT JOIN captures c ON c.id = v.capture_id WHERE release_id = ? ORDER BY number",
    "events": "SELECT kind, at, evidence, before, after FROM events WHERE release_id = ? ORDER BY id",
    "quotes": "SELECT speaker, role, text, start, end FROM quotes WHERE release_id = ? ORDER BY start, id",
    "figures": "SELECT kind, amount, unit, sentence, start, end FROM figures WHERE release_id = ? ORDER BY start, id",
    "contacts": "SELECT name, organisation, phone, email, start, end FROM contacts WHERE release_id = ? "
    "ORDER BY start, id",
    "attachments": "SELECT title, media_type, length, url FROM attachments WHERE release_id = ? ORDER BY id",
    "images": "SELECT alt, caption, url FROM images WHERE release_id = ? ORDER BY id",
    "links": "SELECT title, url FROM links WHERE release_id = ? ORDER BY id",
    "topics": "SELECT t.slug, t.name FROM release_topics x JOIN topics t ON t.id = x.topic_id WHERE x.release_id = ? "
    "ORDER BY t.slug",
}


def every(db: Database, choice: Choice) -> Iterator[dict[str, object]]:
    """Yield the releases that may be shown, oldest first, each with all that belongs to it, one at a time in memory."""
    tests, values = [SHOWN], list[object]()
    if choice.offices:
        tests.append(f"r.office_id IN (SELECT id FROM offices WHERE slug IN ({', '.join('?' * len(choice.offices))}))")
        values += choice.offices
    if choice.since:
        tests.append("r.changed_at >= ?")
        values.append(text(choice.since))
    for (row,) in db.execute(f"SELECT r.id FROM releases r WHERE {' AND '.join(tests)} ORDER BY r.id", values):
        found = next(iter(db.query(_RELEASE, [row])), None)
        if found is not None:
            del found["row"]
            yield found | {name: list(db.query(sql, [row])) for name, sql in _PARTS.items()}
