"""The register of releases, and the triggers by which it follows every write, so that no writer can forget it.

Publishing asks one question of a release: has anything changed that is shown of it? Each write to a release, or to what
hangs on it, gives its row in the register a stamp higher than any before. What was published at stamp 40 has to be made
anew where the register says 41. A row stays when its release goes: its absence has to be published too.
"""

from collections.abc import Iterator

from archive.store.visibility import shown

# What hangs on a release and is shown with it. `sightings` is not: a quiet run touches nothing else.
_SHOWN_WITH_IT = (
    *("attachments", "contacts", "events", "figures", "images", "links", "quotes", "release_topics", "release_urls"),
    "revisions",
)
_NEXT = "(SELECT coalesce(max(stamp), 0) + 1 FROM register)"
_FOUNDED = "(SELECT first_seen FROM offices WHERE id = new.office_id)"
_CLAIMED = "coalesce(new.published_at, new.published_day, new.first_seen)"
# What is new to the reader comes first: where the office dated it, never after we saw it, and where we saw it when the
# office dated it back by days. What it dated back by more is history, and so is what we found on our first day.
_RANK = (
    f"CASE WHEN julianday(new.first_seen) - julianday({_FOUNDED}) > 1 "
    f"AND julianday(new.first_seen) - julianday({_CLAIMED}) < 30 THEN new.first_seen "
    f"ELSE min({_CLAIMED}, new.first_seen) END"
)
_MONTH = "substr(min(coalesce(new.published_day, new.first_seen), new.first_seen), 1, 7)"
# A claim of a year alone is of no month: "2015". Without a claim, "".
_PERIOD = (
    "CASE new.published_precision WHEN 'year' THEN substr(new.published_day, 1, 4) "
    "ELSE coalesce(substr(new.published_day, 1, 7), '') END"
)
# A run has one clock, so that many releases change at one second; the fraction tells them apart (feeds.entry).
_UPDATED = "replace(new.changed_at, '+00:00', printf('.%06d+00:00', new.id % 1000000))"
_WEIGHT = "length(new.html) + length(new.text) + 2 * length(new.standfirst)"
_VALUES = {
    "office_id": "new.office_id",
    "stamp": _NEXT,
    "shown": shown("new"),
    "rank": _RANK,
    "updated": _UPDATED,
    "month": _MONTH,
    "period": _PERIOD,
    "weight": _WEIGHT,
    "path": "new.path",
}
_MONTHLY = "month"  # by first sight, for good
# What may not go back when the release does: the time of a feed, and the length by which an entry keeps its place in an
# archive, which is that at first sight, or when text that was not shown came to be.
_GROWING = {
    "updated": f"max(updated, {_UPDATED})",
    "weight": f"CASE WHEN old.html = '' AND old.text = '' THEN max(weight, {_WEIGHT}) ELSE weight END",
}

# By table: the kind of feed, the row of what it is about, when the feed was updated at least, and which rows count.
_OF_RELEASE = "(SELECT updated FROM register WHERE release_id = old.release_id)"
_TOLD = "old.kind IN ('revised', 'redated', 'removed', 'restored')"  # in the feed of changes: see amendments
_LEAVING = {
    "release_topics": ("topic", "old.topic_id", _OF_RELEASE, "1"),
    "quotes": ("person", "old.person_id", _OF_RELEASE, "old.person_id IS NOT NULL"),
    "events": ("changes", "0", "replace(old.at, '+00:00', printf('.%06d+00:00', old.id % 1000000))", _TOLD),
}

_TABLE = """
CREATE TABLE register (
    release_id INTEGER PRIMARY KEY, office_id INTEGER NOT NULL REFERENCES offices(id), stamp INTEGER NOT NULL,
    shown INTEGER NOT NULL, rank TEXT NOT NULL, updated TEXT NOT NULL, month TEXT NOT NULL,
    period TEXT NOT NULL, weight INTEGER NOT NULL, path TEXT NOT NULL)
"""


def statements() -> Iterator[str]:
    """Yield what makes the register and everything that keeps it."""
    yield _TABLE
    yield "CREATE INDEX register_by_stamp ON register (stamp)"
    yield "CREATE INDEX register_by_rank ON register (shown, rank)"
    yield "CREATE INDEX register_by_office ON register (office_id, shown, rank)"
    yield "CREATE INDEX register_by_month ON register (month, office_id)"
    yield "CREATE INDEX releases_by_translation ON releases (translation_of) WHERE translation_of IS NOT NULL"
    yield (
        "CREATE TRIGGER register_insert AFTER INSERT ON releases BEGIN "
        f"INSERT INTO register (release_id, {', '.join(_VALUES)}) VALUES (new.id, {', '.join(_VALUES.values())}); END"
    )
    yield (
        "CREATE TRIGGER register_update AFTER UPDATE ON releases BEGIN UPDATE register SET "
        f"{', '.join(f'{name} = {value}' for name, value in (_VALUES | _GROWING).items() if name != _MONTHLY)} "
        "WHERE release_id = new.id; END"
    )
    yield (
        "CREATE TRIGGER register_delete AFTER DELETE ON releases BEGIN "
        f"UPDATE register SET stamp = {_NEXT}, shown = 0 WHERE release_id = old.id; END"
    )
    yield "CREATE INDEX images_by_url ON images (url)"
    yield (
        "CREATE TRIGGER register_picture AFTER INSERT ON captures WHEN new.media_type LIKE 'image/%' BEGIN "
        f"UPDATE register SET stamp = {_NEXT} WHERE release_id IN (SELECT release_id FROM images WHERE url = new.url); "
        "END"
    )
    yield from _relatives()
    yield from _departures()
    for table in _SHOWN_WITH_IT:
        yield from _following(table)


def _relatives() -> Iterator[str]:
    """Yield the triggers by which a release follows its translations, which its page names."""
    named = ("title", "url", "path", "status", "language", "translation_of")
    differ = " OR ".join(f"old.{column} IS NOT new.{column}" for column in named)
    yield (
        f"CREATE TRIGGER register_relatives AFTER UPDATE OF {', '.join(named)} ON releases WHEN {differ} BEGIN "
        f"UPDATE register SET stamp = {_NEXT} WHERE release_id IN "
        "(old.translation_of, new.translation_of) "
        "OR release_id IN (SELECT id FROM releases WHERE translation_of = new.id); END"
    )
    yield (
        "CREATE TRIGGER register_translation AFTER INSERT ON releases WHEN new.translation_of IS NOT NULL BEGIN "
        f"UPDATE register SET stamp = {_NEXT} WHERE release_id = new.translation_of; END"
    )


def _departures() -> Iterator[str]:
    """Yield what remembers when something left a feed, so that the time of the feed does not go back."""
    yield (
        "CREATE TABLE departures (feed TEXT NOT NULL, number INTEGER NOT NULL, updated TEXT NOT NULL, "
        "PRIMARY KEY (feed, number)) WITHOUT ROWID"
    )
    for table, (feed, number, updated, condition) in _LEAVING.items():
        yield (
            f"CREATE TRIGGER departures_{table} AFTER DELETE ON {table} WHEN {condition} BEGIN "
            f"INSERT INTO departures (feed, number, updated) VALUES ('{feed}', {number}, {updated}) "
            "ON CONFLICT (feed, number) DO UPDATE SET updated = max(updated, excluded.updated); END"
        )
    for table, feed in (("topics", "topic"), ("people", "person")):  # whose numbers are given anew
        yield (
            f"CREATE TRIGGER departures_of_{table} AFTER DELETE ON {table} BEGIN "
            f"DELETE FROM departures WHERE feed = '{feed}' AND number = old.id; END"
        )


def _following(table: str) -> Iterator[str]:
    for what, rows in (("insert", "new"), ("update", "old new"), ("delete", "old")):
        which = ", ".join(f"{row}.release_id" for row in rows.split())
        yield (
            f"CREATE TRIGGER register_{table}_{what} AFTER {what.upper()} ON {table} BEGIN "
            f"UPDATE register SET stamp = {_NEXT} WHERE release_id IN ({which}); END"
        )
