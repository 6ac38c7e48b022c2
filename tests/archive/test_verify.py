"""What `copperplate verify` says of an archive, whole and damaged."""

import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import Result

from archive import topic
from archive.store import runs, topics
from archive.store.connection import opened_for_reading
from archive.store.ledger import latest
from tests.archive.newsroom import newsroom
from tests.archive.pair import ARCHIVE, CAPTURES, command, copied
from tests.archive.store.archives import archive_in


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of an archive after two days of the sample office's story."""
    folder = tmp_path_factory.mktemp("whole")
    with newsroom(folder) as room:
        room.run(0)
        room.run(1)
        topics.keep(room.archive.db, topic.starters().values())
    return folder


@pytest.fixture
def folder(whole: Path, tmp_path: Path) -> Path:
    """Return a copy of it, to be damaged."""
    return copied(whole, tmp_path)


def verify(folder: Path, *options: str) -> Result:
    return command(folder, "verify", *options)


def do(path: Path, *statements: str) -> None:
    """Write in a file as anybody can who has it."""
    with closing(sqlite3.connect(path)) as db, db:
        for sql in statements:
            db.execute(sql)


def head_of(folder: Path) -> str:
    with opened_for_reading(folder / ARCHIVE) as archive:
        seal = latest(archive.db)
    assert seal is not None
    return seal.head


def test_a_whole_archive_is_well_and_its_head_is_shown(folder: Path) -> None:
    before = (folder / ARCHIVE).read_bytes()
    result = verify(folder)
    assert (result.exit_code, result.stderr) == (0, "")
    assert "all is well. Ledger: " in result.stdout
    assert result.stdout.endswith(f"Head: {head_of(folder)}\n")
    assert (folder / ARCHIVE).read_bytes() == before


def test_programs_are_told_the_same(folder: Path) -> None:
    said = json.loads(verify(folder, "--json").stdout)
    assert (said["well"], said["head"], said["findings"]) == (True, head_of(folder), [])
    do(folder / ARCHIVE, "UPDATE revisions SET text = 'x' WHERE id = 3")
    result = verify(folder, "--json")
    [found] = json.loads(result.stdout)["findings"]
    assert (found["check"], found["subject"], found["mended"], result.exit_code) == ("ledger", "revision 3", False, 1)


def test_a_head_that_was_written_down_is_met_and_any_other_is_not(folder: Path) -> None:
    printed = head_of(folder)
    with newsroom(folder) as room:
        room.run(2)
    assert head_of(folder) != printed
    for head in (printed, printed[:16].upper()):
        assert verify(folder, "--head", head).exit_code == 0
    result = verify(folder, "--head", "0123456789abcdef")
    assert result.exit_code == 1
    assert "has never had the head 0123456789abcdef" in result.output


DAMAGE = {
    "UPDATE revisions SET text = text || ' Not so.' WHERE id = 2": "is not what was signed off: it was altered since",
    "UPDATE captures SET fetched_at = '2020-01-01T00:00:00+00:00' WHERE id = 1": "capture 1 is not what was signed off",
    "DELETE FROM captures WHERE id = 1": "capture 1 is in the ledger, and no longer in captures",
    "DELETE FROM events WHERE id = 4": "and no longer in events",
    "DELETE FROM revisions WHERE id = 1": "should have revisions 1 to 1, and has 0 of them",
    "UPDATE revisions SET number = 7 WHERE id = 1": "should have revisions 1 to 7, and has 1 of them",
    "INSERT INTO events (id, release_id, office_id, kind, at, evidence) SELECT -1, release_id, office_id, 'removed', "
    "at, '404' FROM events WHERE id = 1": "is not in the ledger: it was put in later",
    "INSERT INTO events (release_id, office_id, run_id, kind, at, evidence) SELECT release_id, office_id, run_id, "
    "'removed', at, '404' FROM events WHERE id = 1": "is not in the ledger: it was put in later",
    "INSERT INTO events (release_id, office_id, kind, at, evidence) SELECT release_id, office_id, 'shown', at, '' "
    "FROM events WHERE id = 1": "says that a release was taken out or shown, and no order says so",
    "INSERT INTO hops (capture_id, url, status, headers) VALUES (1, 'https://x.example/', 301, '')": "hop 1 is not in "
    "the ledger: it was put in later",
    "UPDATE captures SET redirects = 2 WHERE id = 1": "capture 1 names 2 as its redirects, and has 0",
    "INSERT INTO captures (url, final_url, fetched_at, status, media_type, sha256, length, request_headers, headers) "
    "SELECT url, final_url, fetched_at, status, media_type, sha256, length, request_headers, headers FROM captures "
    "WHERE id = 1": "is not in the ledger: it was put in later",
    "INSERT INTO revisions (release_id, number, seen_at, title, published, modified, channel, parser, fingerprint, "
    "word_count, standfirst, html, text) SELECT release_id, 9, seen_at, title, published, modified, channel, parser, "
    "fingerprint, word_count, standfirst, html, text FROM revisions WHERE id = 1": "put in later",
    "UPDATE revisions SET release_id = release_id + 1, number = 9 WHERE id = 1": "was signed off as of tag:",
    "DELETE FROM ledger WHERE id = 5": "entry 5 of the ledger is gone",
    "DELETE FROM ledger WHERE id > 5": "the ledger ends at entry 5, and was sealed at",
    "UPDATE ledger SET tag = 'tag:example.org,2026:x/' WHERE kind = 'event'": "was altered after its seal of",
    "UPDATE seals SET head = 'x'": "an entry of the ledger between 1 and",
    "DELETE FROM offices": "names a row of offices that is not there",
    "DROP TABLE figures": "the table figures is gone",
}


@pytest.mark.parametrize("statement", DAMAGE)
def test_damage_that_cannot_be_rebuilt_is_told_and_ends_1(folder: Path, statement: str) -> None:
    do(folder / ARCHIVE, "PRAGMA foreign_keys = OFF", statement)
    result = verify(folder)
    assert result.exit_code == 1
    assert DAMAGE[statement] in result.stderr
    assert "\nTry: " in result.stderr
    assert verify(folder).exit_code == 1


MENDED = {
    "DROP TRIGGER releases_fts_update": "the trigger releases_fts_update is gone",
    "DROP INDEX revisions_by_seen": "the index revisions_by_seen is gone",
    "DROP TABLE quotes_fts": "the table quotes_fts is gone",
    "INSERT INTO releases_fts (releases_fts) VALUES ('delete-all')": "releases_fts does not say what its table says",
    "INSERT INTO releases_fts (rowid, title) VALUES (4711, 'forged')": "releases_fts does not say what its table says",
    "UPDATE releases SET revision = 9 WHERE id = 2": "names revision 9 as its last, and has 1",
    "DELETE FROM sightings WHERE release_id = 3": "has no row in sightings",
    "UPDATE roles SET quotes = 99 WHERE id = 1": "the quotations of 1 people in their roles are counted wrong",
    "UPDATE releases SET text = text || ' Not so.' WHERE id = 5": "does not say what its last version says",
    "DELETE FROM release_topics": "has other releases than its search finds",
    "PRAGMA application_id = 7": "the mark that tells an archive from any other SQLite file is gone",
}


@pytest.mark.parametrize("statement", MENDED)
def test_what_can_be_rebuilt_is_told_by_check_and_rebuilt_without_it(folder: Path, statement: str) -> None:
    do(folder / ARCHIVE, statement)
    looked = verify(folder, "--check")
    assert looked.exit_code == 1
    assert MENDED[statement] in looked.stderr
    assert "run copperplate verify without --check" in looked.stderr
    mended = verify(folder)
    assert (mended.exit_code, mended.stderr) == (0, "")
    assert f"mended: {looked.stderr.splitlines()[0]}" in mended.stdout
    assert verify(folder, "--check").exit_code == 0


def test_a_release_is_never_mended_from_a_version_that_was_altered(folder: Path) -> None:
    do(folder / ARCHIVE, "UPDATE revisions SET text = 'Forged.' WHERE id = 3")
    assert verify(folder).exit_code == 1
    with closing(sqlite3.connect(folder / ARCHIVE)) as db:
        assert db.execute("SELECT count(*) FROM releases WHERE text = 'Forged.'").fetchone() == (0,)


def test_a_rebuilt_full_text_index_finds_and_weighs_as_before(folder: Path, whole: Path) -> None:
    search = "SELECT rowid, rank FROM releases_fts WHERE releases_fts MATCH 'police' ORDER BY rank"
    do(folder / ARCHIVE, "DROP TABLE releases_fts")
    verify(folder)
    with closing(sqlite3.connect(folder / ARCHIVE)) as db, closing(sqlite3.connect(whole / ARCHIVE)) as before:
        assert db.execute(search).fetchall() == before.execute(search).fetchall()


def test_a_flipped_bit_in_the_bytes_is_told(folder: Path) -> None:
    do(
        folder / CAPTURES,
        "UPDATE blobs SET body = CAST(substr(body, 1, 40) || x'00' || substr(body, 42) AS BLOB) WHERE rowid = 2",
    )
    result = verify(folder)
    assert result.exit_code == 1
    assert "the bytes with the SHA-256 " in result.stderr


def test_lost_bytes_are_told(folder: Path) -> None:
    do(folder / CAPTURES, "DELETE FROM blobs WHERE rowid = 2")
    result = verify(folder)
    assert result.exit_code == 1
    assert "are not in the private file" in result.stderr


def test_a_lost_private_file_is_told(folder: Path) -> None:
    (folder / CAPTURES).unlink()
    result = verify(folder)
    assert result.exit_code == 1
    assert "the file with the bytes of every capture is gone" in result.stderr
    assert not (folder / CAPTURES).exists()


@pytest.mark.parametrize("name", [ARCHIVE, CAPTURES])
@pytest.mark.parametrize("share", [0.05, 0.4, 0.9])
def test_a_file_that_was_cut_off_is_told_without_a_traceback(folder: Path, name: str, share: float) -> None:
    content = (folder / name).read_bytes()
    (folder / name).write_bytes(content[: int(len(content) * share)])
    result = verify(folder)
    assert result.exit_code == 1
    assert isinstance(result.exception, SystemExit)
    assert "Restore it from a backup" in result.stderr


def test_a_page_of_noise_is_told_without_a_traceback(folder: Path) -> None:
    content = bytearray((folder / ARCHIVE).read_bytes())
    for start in range(len(content) // 2 // 4096 * 4096, len(content), 3 * 4096):
        content[start : start + 4096] = b"\xa7" * 4096
    (folder / ARCHIVE).write_bytes(bytes(content))
    result = verify(folder)
    assert result.exit_code == 1
    assert isinstance(result.exception, SystemExit)
    assert "SQLite says: " in result.stderr


def test_many_of_a_kind_are_counted(folder: Path) -> None:
    do(folder / ARCHIVE, "UPDATE events SET evidence = 'x'")
    assert " more like that (ledger)" in verify(folder).stderr


def test_what_a_run_has_written_and_not_signed_yet_is_no_damage(folder: Path) -> None:
    with archive_in(folder) as archive:
        archive.db.execute("UPDATE properties SET value = value")
        runs.begin(archive.db, "1", datetime(2026, 3, 5, 9, 10, tzinfo=UTC))
        do(
            folder / ARCHIVE,
            "INSERT INTO events (release_id, office_id, run_id, kind, at, evidence) SELECT release_id, office_id, "
            "(SELECT max(id) FROM runs), 'moved', at, 'x' FROM events WHERE id = 1",
        )
        assert verify(folder, "--check").exit_code == 0
