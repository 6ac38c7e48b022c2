"""Opening an archive."""

import sqlite3
from contextlib import closing, suppress
from pathlib import Path

import pytest

from archive.errors import ConfigError, StoreError
from archive.store import Database, offices
from archive.store.connection import opened, opened_for_reading, together, writing
from tests.archive.releases import NOW
from tests.archive.store.archives import archive_in


def test_an_archive_is_in_wal_mode_and_sound(tmp_path: Path) -> None:
    with archive_in(tmp_path) as archive:
        assert archive.db.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        assert archive.db.execute("PRAGMA foreign_keys").fetchone() == (1,)
        assert archive.db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert archive.db.execute("PRAGMA foreign_key_check").fetchall() == []


def test_every_table_of_the_design_is_there(tmp_path: Path) -> None:
    design = (
        "offices sources releases sightings release_urls revisions events quotes people contacts attachments images "
        "links figures topics release_topics captures runs source_runs register"
    ).split()
    with archive_in(tmp_path) as archive:
        assert set(design) <= set(archive.db.table_names())
        assert archive.db.table("releases").detect_fts() == "releases_fts"
        names = {trigger.name for trigger in archive.db.table("releases").triggers}
        for follower in ("releases_fts", "register"):
            assert {f"{follower}_{what}" for what in ("insert", "update", "delete")} <= names


def test_every_foreign_key_and_no_other_column_is_indexed_twice(tmp_path: Path) -> None:
    with archive_in(tmp_path) as archive:
        for table in ("releases", "events", "revisions", "attachments", "images", "quotes", "release_urls"):
            indexes = [tuple(index.columns) for index in archive.db.table(table).indexes]
            assert len(indexes) == len(set(indexes)), table


def test_a_reader_sees_what_was_committed_while_a_writer_writes(tmp_path: Path) -> None:
    with archive_in(tmp_path) as archive, opened_for_reading(tmp_path / "copperplate.db") as reader:
        offices.authority(archive.db, "example.org,2026", NOW)
        with writing(archive.db):
            archive.db.execute("UPDATE properties SET value = 'half-written' WHERE key = 'authority'")
            read = reader.db.execute("SELECT value FROM properties WHERE key = 'authority'").fetchone()
    assert read == ("example.org,2026",)


def test_a_reader_cannot_write(tmp_path: Path) -> None:
    with archive_in(tmp_path):
        pass

    def write() -> None:
        with opened_for_reading(tmp_path / "copperplate.db") as reader:
            reader.db.execute("DELETE FROM properties")

    with pytest.raises(StoreError, match="cannot be written"):
        write()


def test_a_transaction_that_fails_is_undone(tmp_path: Path) -> None:
    with archive_in(tmp_path) as archive:
        with suppress(ZeroDivisionError), writing(archive.db):
            archive.db.execute("INSERT INTO properties VALUES ('x', 'y')")
            raise ZeroDivisionError
        assert archive.db.table("properties").count == 0


def test_an_archive_of_a_newer_version_is_refused_with_a_sentence(tmp_path: Path) -> None:
    with archive_in(tmp_path) as archive:
        archive.db.execute(
            "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('copperplate', 'm999_later', '')"
        )
    with pytest.raises(StoreError, match=r"newer version of Copperplate \(it has m999_later\)"), archive_in(tmp_path):
        pass


def test_the_authority_is_fixed_by_the_first_run(tmp_path: Path) -> None:
    with archive_in(tmp_path) as archive:
        offices.authority(archive.db, "example.org,2026", NOW)
        with pytest.raises(ConfigError) as caught:
            offices.authority(archive.db, "other.example,2027", NOW)
    assert 'authority = "example.org,2026"' in caught.value.hint


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreError) as caught, opened(tmp_path / "no" / "a.db", tmp_path / "c.db"):
        pass
    assert f"there is no folder {tmp_path / 'no'}" in str(caught.value)


def test_a_folder_in_place_of_the_file_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "copperplate.db").mkdir()
    with pytest.raises(StoreError, match="cannot be opened"), archive_in(tmp_path):
        pass


def test_a_full_disk_is_one_sentence_and_nothing_is_lost(tmp_path: Path) -> None:
    def fill() -> None:
        with archive_in(tmp_path) as archive:
            pages = archive.db.execute("PRAGMA page_count").fetchone()[0]
            archive.db.execute(f"PRAGMA max_page_count = {pages}")
            with writing(archive.db):
                archive.db.execute("INSERT INTO properties VALUES ('x', ?)", ["y" * 1_000_000])

    with pytest.raises(StoreError, match="the disk is full"):
        fill()
    with archive_in(tmp_path) as archive:
        assert archive.db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert archive.db.table("properties").count == 0


def test_a_mistake_of_ours_stays_a_traceback(tmp_path: Path) -> None:
    with pytest.raises(sqlite3.OperationalError, match="no such table"), archive_in(tmp_path) as archive:
        archive.db.execute("SELECT x FROM missing")


def test_several_writings_are_committed_together_each_whole_or_not_at_all(tmp_path: Path) -> None:
    def write(db: Database, *names: str) -> None:
        with writing(db):
            for name in names:
                with writing(db):
                    db.execute("INSERT INTO properties VALUES (?, '')", [name])

    def committed() -> list[str]:
        with closing(sqlite3.connect(tmp_path / "copperplate.db")) as reader:
            return [name for (name,) in reader.execute("SELECT key FROM properties ORDER BY key")]

    with archive_in(tmp_path) as archive:
        before = committed()
        with suppress(sqlite3.IntegrityError), together(archive.db):
            write(archive.db, "x-first")
            assert committed() == before
            write(archive.db, "x-second", "x-first")
            pytest.fail("two rows have one key")
        assert committed() == [*before, "x-first"]
        with together(archive.db):
            with suppress(sqlite3.IntegrityError):
                write(archive.db, "x-third", "x-first")
            write(archive.db, "x-fourth")
        write(archive.db, "x-last")
        assert committed() == [*before, "x-first", "x-fourth", "x-last"]


@pytest.mark.parametrize("lost", ["copperplate.db", "copperplate-captures.db"])
def test_half_an_archive_is_not_gone_on_with(tmp_path: Path, lost: str) -> None:
    path, captures = tmp_path / "copperplate.db", tmp_path / "copperplate-captures.db"
    with opened(path, captures):
        pass
    (tmp_path / lost).unlink()
    with pytest.raises(StoreError, match=f"{lost}: is not there") as raised, opened(path, captures):
        pass
    assert "backup" in (raised.value.hint or "")
    assert not (tmp_path / lost).exists()


def test_what_is_private_is_the_owners_alone_to_read(tmp_path: Path) -> None:
    with opened(tmp_path / "copperplate.db", tmp_path / "copperplate-captures.db"):
        modes = {each.name: each.stat().st_mode & 0o077 for each in tmp_path.glob("copperplate-captures.db*")}
    assert modes
    assert set(modes.values()) == {0}


def test_an_archive_that_may_only_be_read_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with opened(tmp_path / "copperplate.db", tmp_path / "copperplate-captures.db"):
        pass
    monkeypatch.setattr("archive.store.files.os.access", lambda _path, _mode: False)
    with opened_for_reading(tmp_path / "copperplate.db") as archive:
        assert archive.db.execute("SELECT count(*) FROM releases").fetchone() == (0,)
        assert [each.name for each in tmp_path.glob("*-shm")] == []
