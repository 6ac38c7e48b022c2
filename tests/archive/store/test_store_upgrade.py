"""Archives of older and newer versions."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner
from sqlite_utils import Database, Migrations

from archive import __version__, compare
from archive.errors import StoreError
from archive.store.connection import SCHEMA, opened, opened_for_reading
from copperplate import main
from tests.archive.releases import KITS
from tests.archive.store.archives import Clerk, archive_in

ARCHIVE, CAPTURES = "copperplate.db", "copperplate-captures.db"


def later(migrations: Migrations, step: Callable[[Database], None]) -> Migrations:
    """Return the migrations of a version to come: today's, and one step more."""
    made = Migrations(migrations.name)
    for each in migrations.pending(Database(memory=True)):
        made(name=each.name)(each.fn)
    made(name="m900_step")(step)
    return made


def mark(db: Database) -> None:
    """Take a step."""
    db.execute("ALTER TABLE sources ADD COLUMN colour TEXT NOT NULL DEFAULT 'copper'")
    db.execute("UPDATE sources SET colour = 'blue'")


def tag(db: Database) -> None:
    """Take a step in the private file."""
    db.execute("ALTER TABLE blobs ADD COLUMN colour TEXT")


def stumble(db: Database) -> None:
    """Take half a step."""
    mark(db)
    raise sqlite3.OperationalError("no such thing")


TOMORROW = (later(SCHEMA[0], mark), later(SCHEMA[1], tag))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the folder of an archive of today, with a release and a capture in it."""
    with archive_in(tmp_path) as archive:
        clerk = Clerk(archive)
        clerk.capture(b"one")
        clerk.write(compare.seen(KITS, None, "1"))
    return tmp_path


def rows(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as db:
        return list(db.iterdump())


def test_a_new_archive_is_made_without_a_word(tmp_path: Path) -> None:
    said: list[str] = []
    for _ in range(2):
        with opened(tmp_path / ARCHIVE, tmp_path / CAPTURES, tell=said.append):
            pass
    assert said == []
    assert sorted(path.name for path in tmp_path.iterdir()) == [CAPTURES, ARCHIVE]


def test_an_older_archive_is_brought_up_to_date_and_kept_as_it_was(folder: Path) -> None:
    before = {name: rows(folder / name) for name in (ARCHIVE, CAPTURES)}
    said: list[str] = []
    with opened(folder / ARCHIVE, folder / CAPTURES, schema=TOMORROW, tell=said.append) as archive:
        assert archive.db.execute("SELECT colour FROM sources").fetchall() == [("blue",)]
        assert archive.db.execute("PRAGMA foreign_keys").fetchone() == (1,)
        assert archive.captures is not None
        assert archive.captures.execute("SELECT colour FROM blobs").fetchall() == [(None,)]
    for name in (ARCHIVE, CAPTURES):
        assert rows(folder / f"{name}.before-{__version__}") == before[name]
    assert sorted(said) == sorted(
        f"{folder / name} is brought up to Copperplate {__version__}; as it was, it is kept as "
        f"{name}.before-{__version__}"
        for name in (ARCHIVE, CAPTURES)
    )
    with opened(folder / ARCHIVE, folder / CAPTURES, schema=TOMORROW, tell=said.append):
        assert len(said) == 2


@pytest.mark.parametrize("schema", [(later(SCHEMA[0], stumble), TOMORROW[1]), (TOMORROW[0], later(SCHEMA[1], stumble))])
def test_a_step_that_fails_leaves_both_files_as_they_were(folder: Path, schema: tuple[Migrations, Migrations]) -> None:
    before = {name: rows(folder / name) for name in (ARCHIVE, CAPTURES)}
    opening = opened(folder / ARCHIVE, folder / CAPTURES, schema=schema)
    with pytest.raises(sqlite3.OperationalError), opening:
        pass
    assert {name: rows(folder / name) for name in (ARCHIVE, CAPTURES)} == before
    assert list(folder.glob("*.before-*")) == []
    with archive_in(folder) as archive:
        assert archive.db.table("releases").count == 1


def test_an_earlier_copy_is_never_written_over(folder: Path) -> None:
    (folder / f"{ARCHIVE}.before-{__version__}").write_bytes(b"an earlier one")
    with opened(folder / ARCHIVE, folder / CAPTURES, schema=TOMORROW):
        pass
    assert (folder / f"{ARCHIVE}.before-{__version__}").read_bytes() == b"an earlier one"
    assert (folder / f"{ARCHIVE}.before-{__version__}-2").is_file()


def test_an_older_archive_is_not_read_as_if_it_were_of_today(folder: Path) -> None:
    opening = opened_for_reading(folder / ARCHIVE, schema=TOMORROW)
    with pytest.raises(StoreError, match="older version") as caught, opening:
        pass
    assert "a copy is kept" in caught.value.hint


@pytest.mark.parametrize("command", [["publish"], ["reparse"], ["withhold", "x", "--reason", "an order"]])
def test_whatever_writes_brings_an_older_archive_up_to_date_before(folder: Path, command: list[str]) -> None:
    with closing(sqlite3.connect(folder / ARCHIVE)) as db:
        db.executescript("DROP TABLE hops; ALTER TABLE captures DROP COLUMN redirects;")
        db.execute("DELETE FROM _sqlite_migrations WHERE name = 'm005_hops'")
        db.commit()
    CliRunner().invoke(main, ["-c", str(folder / "copperplate.toml"), *command])
    with opened_for_reading(folder / ARCHIVE) as archive:
        assert archive.db.table("hops").exists()
    assert [each.name for each in folder.glob("*.db.before-*")] == [f"{ARCHIVE}.before-{__version__}"]
    assert list(folder.glob(".*.part")) == []


@pytest.mark.parametrize(
    "command",
    [
        ["publish"],
        ["scrape"],
        ["search", "knife"],
        ["serve"],
        ["status"],
        ["verify"],
        ["export", "jsonl", "-"],
    ],
)
def test_a_newer_archive_is_refused_in_one_sentence_and_left_alone(folder: Path, command: list[str]) -> None:
    with opened(folder / ARCHIVE, folder / CAPTURES, schema=TOMORROW):
        pass
    before = rows(folder / ARCHIVE)
    result = CliRunner().invoke(main, ["-c", str(folder / "copperplate.toml"), *command])
    assert result.exit_code == 1
    assert "written by a newer version of Copperplate (it has m900_step)" in result.output
    assert "Try: Upgrade with: pip install --upgrade copperplate" in result.output
    assert rows(folder / ARCHIVE) == before
