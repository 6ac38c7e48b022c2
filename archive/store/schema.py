"""The tables, as migrations: appended to, never edited, since every archive has run them in this order.

Foreign keys stand in CREATE TABLE and the full-text triggers are written out, because a later transform() of a table
drops its triggers without a word. The long text comes last in a table: SQLite need not read it to get at the rest. Rows
that the ledger speaks of have AUTOINCREMENT: a number that was given once is never given again.
"""

import re

from sqlite_utils import Database, Migrations

from archive.store import triggers

APPLICATION_ID = 0x43504C54  # "CPLT": tells an archive of ours from any other SQLite file
TOKENIZER = "porter unicode61 remove_diacritics 2"
MIGRATIONS = Migrations("copperplate")
CAPTURES = Migrations("copperplate-captures")

_OFFICES = """
CREATE TABLE properties (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE offices (
    id INTEGER PRIMARY KEY, slug TEXT NOT NULL UNIQUE, name TEXT NOT NULL, names_before TEXT NOT NULL DEFAULT '',
    area TEXT NOT NULL DEFAULT '', home TEXT NOT NULL DEFAULT '', health TEXT NOT NULL DEFAULT 'new',
    health_since TEXT, health_evidence TEXT NOT NULL DEFAULT '', health_hint TEXT NOT NULL DEFAULT '',
    publishing TEXT NOT NULL DEFAULT 'full', first_seen TEXT NOT NULL);
CREATE TABLE sources (
    id INTEGER PRIMARY KEY, office_id INTEGER NOT NULL REFERENCES offices(id),
    url TEXT NOT NULL, way TEXT NOT NULL DEFAULT 'auto', reads_from TEXT NOT NULL DEFAULT '',
    language TEXT NOT NULL DEFAULT '', filter TEXT NOT NULL DEFAULT '',
    valid_from TEXT, valid_until TEXT, checked_at TEXT, swept_at TEXT, listed INTEGER, cursor TEXT NOT NULL DEFAULT '',
    UNIQUE (office_id, url));
CREATE TABLE robots (origin TEXT PRIMARY KEY, fetched_at TEXT NOT NULL, text TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE runs (
    id INTEGER PRIMARY KEY AUTOINCREMENT, started_at TEXT NOT NULL, finished_at TEXT, version TEXT NOT NULL,
    verdict TEXT NOT NULL DEFAULT 'unfinished',
    published INTEGER NOT NULL DEFAULT 0, revised INTEGER NOT NULL DEFAULT 0,
    redated INTEGER NOT NULL DEFAULT 0, moved INTEGER NOT NULL DEFAULT 0, missing INTEGER NOT NULL DEFAULT 0,
    removed INTEGER NOT NULL DEFAULT 0, restored INTEGER NOT NULL DEFAULT 0, merged INTEGER NOT NULL DEFAULT 0,
    requests INTEGER NOT NULL DEFAULT 0, bytes INTEGER NOT NULL DEFAULT 0);
CREATE TABLE source_runs (
    id INTEGER PRIMARY KEY, run_id INTEGER NOT NULL REFERENCES runs(id),
    source_id INTEGER NOT NULL REFERENCES sources(id), started_at TEXT NOT NULL, finished_at TEXT NOT NULL,
    verdict TEXT NOT NULL, listed INTEGER, published INTEGER NOT NULL DEFAULT 0, revised INTEGER NOT NULL DEFAULT 0,
    redated INTEGER NOT NULL DEFAULT 0, moved INTEGER NOT NULL DEFAULT 0, missing INTEGER NOT NULL DEFAULT 0,
    removed INTEGER NOT NULL DEFAULT 0, restored INTEGER NOT NULL DEFAULT 0, merged INTEGER NOT NULL DEFAULT 0,
    sign TEXT NOT NULL DEFAULT '', reason TEXT NOT NULL DEFAULT '', hint TEXT NOT NULL DEFAULT '');
CREATE TABLE standings (
    id INTEGER PRIMARY KEY, office_id INTEGER NOT NULL REFERENCES offices(id),
    run_id INTEGER NOT NULL REFERENCES runs(id), before TEXT NOT NULL, standing TEXT NOT NULL, at TEXT NOT NULL,
    since TEXT NOT NULL, evidence TEXT NOT NULL, hint TEXT NOT NULL, told_at TEXT, UNIQUE (office_id, at));
CREATE TABLE skipped (
    id INTEGER PRIMARY KEY, source_id INTEGER NOT NULL REFERENCES sources(id), url TEXT NOT NULL,
    cause TEXT NOT NULL CHECK (cause IN ('kind', 'filter', 'gone', 'unreadable', 'unkept')),
    detail TEXT NOT NULL DEFAULT '', reason TEXT NOT NULL, since TEXT NOT NULL, at TEXT NOT NULL,
    UNIQUE (source_id, url));
CREATE TABLE captures (
    id INTEGER PRIMARY KEY AUTOINCREMENT, run_id INTEGER REFERENCES runs(id), url TEXT NOT NULL,
    final_url TEXT NOT NULL, fetched_at TEXT NOT NULL, status INTEGER NOT NULL, media_type TEXT NOT NULL,
    sha256 TEXT NOT NULL, length INTEGER NOT NULL, request_headers TEXT NOT NULL, headers TEXT NOT NULL);
CREATE TABLE ledger (
    id INTEGER PRIMARY KEY, kind TEXT NOT NULL, record INTEGER NOT NULL, tag TEXT NOT NULL, digest TEXT NOT NULL);
CREATE TABLE seals (id INTEGER PRIMARY KEY, at TEXT NOT NULL, entries INTEGER NOT NULL, head TEXT NOT NULL);
"""

_RELEASES = """
CREATE TABLE releases (
    id INTEGER PRIMARY KEY AUTOINCREMENT, office_id INTEGER NOT NULL REFERENCES offices(id),
    source_id INTEGER NOT NULL REFERENCES sources(id), title TEXT NOT NULL, published_day TEXT,
    status TEXT NOT NULL DEFAULT 'live', kind TEXT NOT NULL, language TEXT NOT NULL,
    url TEXT NOT NULL, path TEXT NOT NULL UNIQUE, tag TEXT NOT NULL UNIQUE,
    published TEXT NOT NULL, published_at TEXT, published_precision TEXT NOT NULL, published_evidence TEXT NOT NULL,
    published_inferred INTEGER NOT NULL DEFAULT 0, modified TEXT NOT NULL, modified_evidence TEXT NOT NULL,
    first_seen TEXT NOT NULL, changed_at TEXT NOT NULL, revision INTEGER NOT NULL, word_count INTEGER NOT NULL,
    channel TEXT NOT NULL, parser TEXT NOT NULL, fingerprint TEXT NOT NULL, digest TEXT NOT NULL DEFAULT '',
    evidence TEXT NOT NULL DEFAULT '',
    capture_id INTEGER REFERENCES captures(id), listed_title TEXT NOT NULL DEFAULT '',
    listed_published TEXT NOT NULL DEFAULT '', listed_evidence TEXT NOT NULL DEFAULT '', body_end INTEGER,
    translation_of INTEGER REFERENCES releases(id), standfirst TEXT NOT NULL, html TEXT NOT NULL, text TEXT NOT NULL);
CREATE TABLE sightings (
    release_id INTEGER PRIMARY KEY REFERENCES releases(id), last_seen TEXT NOT NULL, asked_at TEXT,
    times_asked INTEGER NOT NULL DEFAULT 0, absent_since TEXT, absent_latest TEXT,
    absent_checks INTEGER NOT NULL DEFAULT 0);
CREATE TABLE release_urls (
    id INTEGER PRIMARY KEY, release_id INTEGER NOT NULL REFERENCES releases(id),
    office_id INTEGER NOT NULL REFERENCES offices(id), kind TEXT NOT NULL, value TEXT NOT NULL,
    generation TEXT NOT NULL DEFAULT '', first_seen TEXT NOT NULL, UNIQUE (office_id, kind, value, generation));
CREATE TABLE translations (
    id INTEGER PRIMARY KEY, release_id INTEGER NOT NULL REFERENCES releases(id), kind TEXT NOT NULL,
    value TEXT NOT NULL, generation TEXT NOT NULL DEFAULT '');
CREATE TABLE merges (
    id INTEGER PRIMARY KEY, release_id INTEGER NOT NULL REFERENCES releases(id),
    office_id INTEGER NOT NULL REFERENCES offices(id), path TEXT NOT NULL UNIQUE, tag TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL, first_seen TEXT NOT NULL, at TEXT NOT NULL, run_id INTEGER REFERENCES runs(id),
    evidence TEXT NOT NULL);
CREATE TABLE conflicts (
    id INTEGER PRIMARY KEY, office_id INTEGER NOT NULL REFERENCES offices(id),
    release_id INTEGER NOT NULL REFERENCES releases(id), other_id INTEGER NOT NULL REFERENCES releases(id),
    kind TEXT NOT NULL, value TEXT NOT NULL, generation TEXT NOT NULL DEFAULT '', at TEXT NOT NULL,
    run_id INTEGER REFERENCES runs(id), capture_id INTEGER REFERENCES captures(id),
    UNIQUE (release_id, other_id, kind, value, generation));
CREATE TABLE revisions (
    id INTEGER PRIMARY KEY AUTOINCREMENT, release_id INTEGER NOT NULL REFERENCES releases(id), number INTEGER NOT NULL,
    seen_at TEXT NOT NULL, title TEXT NOT NULL, published TEXT NOT NULL, modified TEXT NOT NULL,
    channel TEXT NOT NULL, parser TEXT NOT NULL, fingerprint TEXT NOT NULL,
    capture_id INTEGER REFERENCES captures(id), word_count INTEGER NOT NULL,
    standfirst TEXT NOT NULL, html TEXT NOT NULL, text TEXT NOT NULL, UNIQUE (release_id, number));
CREATE TABLE events (
    id INTEGER PRIMARY KEY AUTOINCREMENT, release_id INTEGER NOT NULL REFERENCES releases(id),
    office_id INTEGER NOT NULL REFERENCES offices(id), run_id INTEGER REFERENCES runs(id),
    revision_id INTEGER REFERENCES revisions(id), kind TEXT NOT NULL, at TEXT NOT NULL, evidence TEXT NOT NULL,
    before TEXT NOT NULL DEFAULT '', after TEXT NOT NULL DEFAULT '');
"""

_CONTENTS = """
CREATE TABLE attachments (
    id INTEGER PRIMARY KEY, release_id INTEGER NOT NULL REFERENCES releases(id), title TEXT NOT NULL,
    media_type TEXT NOT NULL, length INTEGER, url TEXT NOT NULL);
CREATE TABLE images (
    id INTEGER PRIMARY KEY, release_id INTEGER NOT NULL REFERENCES releases(id), alt TEXT NOT NULL,
    caption TEXT NOT NULL, url TEXT NOT NULL);
CREATE TABLE links (
    id INTEGER PRIMARY KEY, release_id INTEGER NOT NULL REFERENCES releases(id), title TEXT NOT NULL,
    url TEXT NOT NULL);
CREATE TABLE people (
    id INTEGER PRIMARY KEY, office_id INTEGER NOT NULL REFERENCES offices(id), name TEXT NOT NULL,
    slug TEXT NOT NULL, UNIQUE (office_id, slug));
CREATE TABLE roles (
    id INTEGER PRIMARY KEY, person_id INTEGER NOT NULL REFERENCES people(id), role TEXT NOT NULL,
    first_day TEXT, last_day TEXT, quotes INTEGER NOT NULL, UNIQUE (person_id, role));
CREATE TABLE quotes (
    id INTEGER PRIMARY KEY, release_id INTEGER NOT NULL REFERENCES releases(id),
    person_id INTEGER REFERENCES people(id), speaker TEXT NOT NULL, role TEXT NOT NULL, start INTEGER NOT NULL,
    end INTEGER NOT NULL, text TEXT NOT NULL);
CREATE TABLE contacts (
    id INTEGER PRIMARY KEY, release_id INTEGER NOT NULL REFERENCES releases(id), name TEXT NOT NULL,
    organisation TEXT NOT NULL, phone TEXT NOT NULL, email TEXT NOT NULL, start INTEGER NOT NULL,
    end INTEGER NOT NULL);
CREATE TABLE figures (
    id INTEGER PRIMARY KEY, release_id INTEGER NOT NULL REFERENCES releases(id), kind TEXT NOT NULL,
    amount REAL NOT NULL, unit TEXT NOT NULL, start INTEGER NOT NULL, end INTEGER NOT NULL, sentence TEXT NOT NULL);
CREATE TABLE topics (
    id INTEGER PRIMARY KEY, slug TEXT NOT NULL UNIQUE, name TEXT NOT NULL, name_cy TEXT NOT NULL,
    query TEXT NOT NULL, meaning TEXT NOT NULL);
CREATE TABLE release_topics (
    release_id INTEGER NOT NULL REFERENCES releases(id), topic_id INTEGER NOT NULL REFERENCES topics(id),
    PRIMARY KEY (release_id, topic_id)) WITHOUT ROWID;
CREATE TABLE unsorted (release_id INTEGER PRIMARY KEY REFERENCES releases(id) ON DELETE CASCADE);
"""

_SHELF = """
CREATE TABLE holds (
    id INTEGER PRIMARY KEY, release_id INTEGER NOT NULL, reason TEXT NOT NULL, since TEXT NOT NULL, until TEXT,
    placed_by TEXT NOT NULL DEFAULT '', why TEXT NOT NULL DEFAULT '', lifted_at TEXT,
    lifted_by TEXT NOT NULL DEFAULT '', lifted_why TEXT NOT NULL DEFAULT '');
CREATE TABLE answers (
    id INTEGER PRIMARY KEY, release_id INTEGER NOT NULL, number INTEGER NOT NULL, run_id INTEGER NOT NULL,
    url TEXT NOT NULL, final_url TEXT NOT NULL, fetched_at TEXT NOT NULL, status INTEGER NOT NULL,
    sha256 TEXT NOT NULL, request_headers TEXT NOT NULL, headers TEXT NOT NULL);
CREATE INDEX holds_by_release ON holds (release_id);
CREATE INDEX answers_by_release ON answers (release_id);
"""
SHELF_NUMBERS = 2**48  # rows that are made on the shelf are numbered from here, apart from all that were ever served

_INDEXES = """
CREATE INDEX releases_by_office ON releases (office_id, published_day);
CREATE INDEX releases_by_source ON releases (source_id);
CREATE INDEX releases_by_day ON releases (published_day);
CREATE INDEX releases_by_status ON releases (status);
CREATE INDEX releases_by_kind ON releases (kind);
CREATE INDEX releases_by_language ON releases (language);
CREATE INDEX releases_by_change ON releases (changed_at);
CREATE INDEX release_urls_by_release ON release_urls (release_id);
CREATE INDEX translations_by_release ON translations (release_id);
CREATE INDEX merges_by_release ON merges (release_id);
CREATE INDEX merges_by_office ON merges (office_id);
CREATE INDEX conflicts_by_office ON conflicts (office_id);
CREATE INDEX conflicts_by_other ON conflicts (other_id);
CREATE INDEX conflicts_by_capture ON conflicts (capture_id);
CREATE INDEX revisions_by_seen ON revisions (seen_at);
CREATE INDEX events_by_release ON events (release_id);
CREATE INDEX events_by_office ON events (office_id, at);
CREATE INDEX events_by_kind ON events (kind);
CREATE INDEX events_by_time ON events (at);
CREATE INDEX attachments_by_release ON attachments (release_id);
CREATE INDEX attachments_by_type ON attachments (media_type);
CREATE INDEX images_by_release ON images (release_id);
CREATE INDEX links_by_release ON links (release_id);
CREATE INDEX quotes_by_release ON quotes (release_id, person_id);
CREATE INDEX quotes_by_person ON quotes (person_id, role);
CREATE INDEX quotes_by_role ON quotes (role);
CREATE INDEX contacts_by_release ON contacts (release_id);
CREATE INDEX figures_by_release ON figures (release_id);
CREATE INDEX figures_by_kind ON figures (kind);
CREATE INDEX releases_by_capture ON releases (capture_id);
CREATE INDEX revisions_by_capture ON revisions (capture_id);
CREATE INDEX release_topics_by_topic ON release_topics (topic_id);
CREATE INDEX captures_by_url ON captures (url);
CREATE INDEX captures_by_hash ON captures (sha256);
CREATE INDEX ledger_by_record ON ledger (kind, record);
CREATE INDEX standings_by_time ON standings (at);
CREATE INDEX standings_by_standing ON standings (standing);
CREATE INDEX source_runs_by_run ON source_runs (run_id);
CREATE INDEX source_runs_by_source ON source_runs (source_id, started_at);
"""
_NOT_SHELVED = re.compile(r"\s*CREATE TABLE (?:entries|topics|unsorted) ")  # made again, or no release's own


def _full_text(table: str, columns: tuple[str, ...], weights: str) -> list[str]:
    """Return the statements of a full-text index that follows its table, touched only when its columns change."""
    names = ", ".join(columns)
    old, new = (", ".join(f"{row}.{column}" for column in columns) for row in ("old", "new"))
    differ = " OR ".join(f"old.{column} IS NOT new.{column}" for column in columns)
    remove = f"INSERT INTO {table}_fts ({table}_fts, rowid, {names}) VALUES ('delete', old.id, {old});"
    add = f"INSERT INTO {table}_fts (rowid, {names}) VALUES (new.id, {new});"
    update = f"UPDATE OF {names} ON {table} WHEN {differ}"
    options = f'tokenize=\'{TOKENIZER}\', content="{table}", content_rowid="id"'
    return [
        f"CREATE VIRTUAL TABLE {table}_fts USING fts5({names}, {options})",
        f"INSERT INTO {table}_fts ({table}_fts, rank) VALUES ('rank', 'bm25({weights})')",
        f"CREATE TRIGGER {table}_fts_insert AFTER INSERT ON {table} BEGIN {add} END",
        f"CREATE TRIGGER {table}_fts_delete AFTER DELETE ON {table} BEGIN {remove} END",
        f"CREATE TRIGGER {table}_fts_update AFTER {update} BEGIN {remove} {add} END",
    ]


# What a search can ask of a release: when that is written, the topics of the release have to be looked at again.
_ASKED = "office_id, title, standfirst, text, published_day, kind, status"
_SORTING = (
    ("releases_unsorted_insert AFTER INSERT ON releases", "new.id"),
    (f"releases_unsorted_update AFTER UPDATE OF {_ASKED} ON releases", "new.id"),
    ("quotes_unsorted_insert AFTER INSERT ON quotes", "new.release_id"),
    ("quotes_unsorted_delete AFTER DELETE ON quotes", "old.release_id"),
)


def _execute(db: Database, script: str) -> None:
    for statement in script.split(";"):
        if statement.strip():
            db.execute(statement)


@MIGRATIONS()
def m001_tables(db: Database) -> None:
    """Make every table of the design."""
    for script in (_OFFICES, _RELEASES, _CONTENTS, _INDEXES):
        _execute(db, script)


@MIGRATIONS()
def m002_full_text(db: Database) -> None:
    """Make releases and quotes searchable; a word in a title weighs most."""
    for statement in (
        *_full_text("releases", ("title", "standfirst", "text"), "10.0, 4.0, 1.0"),
        *_full_text("quotes", ("speaker", "text"), "1.0, 1.0"),
    ):
        db.execute(statement)


@MIGRATIONS()
def m003_topics(db: Database) -> None:
    """Take note of every release that has to be sorted into topics; no writer can forget to."""
    for when, row in _SORTING:
        db.execute(f"CREATE TRIGGER {when} BEGIN INSERT OR IGNORE INTO unsorted (release_id) VALUES ({row}); END")


@MIGRATIONS()
def m004_register(db: Database) -> None:
    """Make the register of what publishing has to look at."""
    for statement in triggers.statements():
        db.execute(statement)


@MIGRATIONS()
def m005_hops(db: Database) -> None:
    """Make the table of the redirects that were followed; of answers that are there already they are not known."""
    db.execute("ALTER TABLE captures ADD COLUMN redirects INTEGER")
    db.execute(
        "CREATE TABLE hops (id INTEGER PRIMARY KEY AUTOINCREMENT, capture_id INTEGER NOT NULL REFERENCES captures(id), "
        "url TEXT NOT NULL, status INTEGER NOT NULL, headers TEXT NOT NULL)"
    )
    db.execute("CREATE INDEX hops_by_capture ON hops (capture_id)")


@CAPTURES()
def c001_blobs(db: Database) -> None:
    """Make the table of the bytes themselves."""
    db.execute(
        "CREATE TABLE blobs (sha256 TEXT PRIMARY KEY, length INTEGER NOT NULL, encoding TEXT NOT NULL, "
        "body BLOB NOT NULL)"
    )


@CAPTURES()
def c002_shelf(db: Database) -> None:
    """Make the tables of what may not be shown whole: those of releases as they are served, and why they are here.

    They refer to rows of the other file, so that no reference can be enforced. Their ledger stays empty: what is on the
    shelf is signed off where it is shown.
    """
    own = [each for each in _OFFICES.split(";") if re.match(r"\s*CREATE TABLE (?:offices|sources|ledger) ", each)]
    tables = [each for each in ";".join((*own, _RELEASES, _CONTENTS)).split(";") if not _NOT_SHELVED.match(each)]
    _execute(db, re.sub(r" REFERENCES \w+\(id\)(?: ON DELETE CASCADE)?", "", ";".join(tables)))
    _execute(db, _SHELF)
    for index, table in re.findall(r"(CREATE INDEX \w+ ON (\w+) \((?:release_id|office_id)\b[^;]*;)", _INDEXES):
        if db.table(table).exists():
            _execute(db, index)
    for table in ("revisions", "events"):
        db.execute("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", [table, SHELF_NUMBERS])


@CAPTURES()
def c003_residue(db: Database) -> None:
    """Make the note that the served file has to be scrubbed; it stands where something was held without one."""
    db.execute("CREATE TABLE residue (id INTEGER PRIMARY KEY CHECK (id = 1))")
    db.execute("INSERT INTO residue SELECT 1 WHERE EXISTS (SELECT 1 FROM holds)")


@CAPTURES()
def c004_hops(db: Database) -> None:
    """Let the redirects wait that led to answers which wait."""
    db.execute("ALTER TABLE answers ADD COLUMN redirects INTEGER")
    db.execute(
        "CREATE TABLE hops (id INTEGER PRIMARY KEY, answer_id INTEGER NOT NULL, url TEXT NOT NULL, "
        "status INTEGER NOT NULL, headers TEXT NOT NULL)"
    )
    db.execute("CREATE INDEX hops_by_answer ON hops (answer_id)")


@CAPTURES()
def c005_topics(db: Database) -> None:
    """Let no release wait with its topics: they follow from what is shown, and may be others by then."""
    db.execute("DROP TABLE release_topics")
