"""What an archive holds and what its feeds show, as lines of text that can be laid beside those of a day before."""

import re
from collections.abc import Iterator
from pathlib import Path

import feedparser

from archive.store import Database

_TABLES = {
    "releases": "path, status, revision, title, published, first_seen, changed_at, url, evidence",
    "sightings": "absent_since, absent_checks",
    "release_urls": "release_id, kind, value, generation",
    "revisions": "release_id, number, seen_at, title, published, channel, word_count",
    "events": "release_id, kind, at, evidence, before, after",
    "runs": "started_at, verdict, published, revised, redated, moved, missing, removed, restored",
    "source_runs": "verdict, listed, sign, reason",
    "standings": "standing, at, since, evidence",
}
_FEEDS = ("marchshire/atom.xml", "changes/atom.xml", "status/atom.xml")
_TAGS = re.compile(r"<[^>]+>")
_SHOWN = 100  # of an entry's content, where its notes stand


def lines(db: Database, site: Path) -> list[str]:
    """Return every row of the tables that tell a story, and every entry of its feeds, a line each."""
    return [*_rows(db), *_entries(site)]


def _rows(db: Database) -> Iterator[str]:
    for table, columns in _TABLES.items():
        shown = columns.replace(", evidence, before, after", ", evidence, substr(before, 1, 60), substr(after, 1, 60)")
        key = "release_id" if table == "sightings" else "id"
        rows = db.execute(f"SELECT {key}, {shown} FROM {table} ORDER BY {key}")  # noqa: S608 the names above
        for row in rows.fetchall():
            yield f"{table} {' | '.join('' if value is None else str(value) for value in row)}"


def _entries(site: Path) -> Iterator[str]:
    for name in _FEEDS:
        feed = feedparser.parse((site / name).read_bytes())
        yield f"{name} {feed.feed.updated}"
        for entry in feed.entries:
            said = " ".join(_TAGS.sub(" ", entry.content[0].value).split())[:_SHOWN]
            dates = f"{entry.get('published', '')} / {entry.updated}"
            yield f"{name} {entry.title} | {entry.id} | {entry.link} | {dates} | {said}"
