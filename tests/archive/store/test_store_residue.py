"""What was taken out is not left in the bytes of the served file, whatever ends a process in between."""

import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlite_utils import Database, Migrations

from archive.errors import UncleanError
from archive.store import connection, copies, custody, holds, residue, showing
from archive.store.connection import Archive, opened, writing
from archive.store.runs import Verdict
from archive.store.schema import CAPTURES, MIGRATIONS
from copperplate import main
from tests.archive.newsroom import Newsroom, newsroom
from tests.archive.store.test_store_custody import NOON, ORDER, PATROLS, leaks, row_of, sentences

# Does what is named, and is killed where the served file would be scrubbed, or where the release would be hidden.
DOOMED = """
import os, signal, sys
from dataclasses import replace
from pathlib import Path
from archive.store import custody, offices, residue, showing
from archive.store.connection import opened
from archive.store.holds import Order
from tests.archive.store.test_store_custody import NOON, ORDER, PATROLS, row_of

def killed(*_):
    os.kill(os.getpid(), signal.SIGKILL)

folder, act, where = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
setattr(*{"scrub": (residue, "scrub"), "show": (showing, "show")}[where], killed)
with opened(folder / "copperplate.db", folder / "copperplate-captures.db") as archive:
    (office,) = offices.every(archive.db)
    if act == "withhold":
        custody.withhold(archive, row_of(archive, PATROLS), ORDER)
    elif act == "contacts":
        custody.settle(archive, (office,), NOON, contacts=False)
    else:
        custody.settle(archive, (replace(office, publishing="summary"),), NOON)
"""


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Newsroom]:
    with newsroom(tmp_path) as opened:
        opened.run(0)
        yield opened


@contextmanager
def reader(folder: Path) -> Iterator[None]:
    """Read the served file without a pause."""
    with closing(sqlite3.connect(folder / "copperplate.db")) as db:
        db.execute("BEGIN")
        db.execute("SELECT count(*) FROM releases").fetchall()
        yield


def killed(folder: Path, act: str, where: str) -> None:
    """Do something in a process of its own that is killed on the way."""
    done = subprocess.run([sys.executable, "-c", DOOMED, str(folder), act, where], check=False)  # noqa: S603  # ours
    assert done.returncode == -signal.SIGKILL


def words_of(room: Newsroom, act: str) -> list[bytes]:
    """Return what must not be found after an act."""
    return sentences(room.archive, row_of(room.archive, PATROLS))[3 if act == "summary" else 0 :]


@pytest.mark.parametrize("where", ["show", "scrub"])
@pytest.mark.parametrize("act", ["withhold", "summary"])
def test_the_next_run_scrubs_the_file_after_a_kill(room: Newsroom, tmp_path: Path, act: str, where: str) -> None:
    words = words_of(room, act)
    killed(tmp_path, act, where)
    assert leaks(tmp_path, words)
    assert room.archive.captures is not None
    assert residue.expected(room.archive.captures)
    if act == "summary":
        room.offices = (replace(room.offices[0], publishing="summary"),)
    room.run(0.1)
    assert leaks(tmp_path, words) == []
    assert not residue.expected(room.archive.captures)


def test_the_next_order_scrubs_the_file_after_a_kill_whatever_it_is_about(room: Newsroom, tmp_path: Path) -> None:
    words = words_of(room, "withhold")
    killed(tmp_path, "withhold", "scrub")
    assert leaks(tmp_path, words)
    custody.withhold(room.archive, 1, ORDER)
    assert leaks(tmp_path, words) == []


def test_contacts_that_went_are_scrubbed_by_the_next_run_after_a_kill(room: Newsroom) -> None:
    assert room.archive.captures is not None
    killed(room.archive.path.parent, "contacts", "scrub")
    assert not room.archive.db.table("contacts").count
    assert residue.expected(room.archive.captures)
    room.run(0.1)
    assert not residue.expected(room.archive.captures)
    assert room.archive.db.execute("PRAGMA freelist_count").fetchone() == (0,)


def test_what_a_scrub_is_needed_for_is_noted_before_it_goes(room: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    private, asked = room.archive.captures, list[bool]()
    assert private is not None
    show = showing.show

    def shown(archive: Archive, row: int) -> None:
        asked.append(residue.expected(private))
        show(archive, row)

    monkeypatch.setattr(showing, "show", shown)
    custody.withhold(room.archive, row_of(room.archive, PATROLS), ORDER)
    room.archive.db.execute("UPDATE releases SET status = 'live' WHERE status = 'withheld'")
    custody.settle(room.archive, room.offices, NOON)
    assert asked == [True, True]


def test_a_quiet_run_does_not_scrub(room: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    custody.withhold(room.archive, row_of(room.archive, PATROLS), ORDER)
    custody.settle(room.archive, room.offices, NOON, contacts=False)
    monkeypatch.setattr(residue, "compact", pytest.fail)
    custody.settle(room.archive, room.offices, NOON, contacts=False)


def test_a_reader_who_does_not_let_go_is_told_of_and_the_next_run_tries_again(room: Newsroom, tmp_path: Path) -> None:
    room.archive.db.execute("PRAGMA busy_timeout = 10")
    words = words_of(room, "withhold")
    with reader(tmp_path):
        with pytest.raises(UncleanError, match="reads the file without a pause, so that what was taken out may still"):
            custody.withhold(room.archive, row_of(room.archive, PATROLS), ORDER)
        size = (tmp_path / "copperplate.db-wal").stat().st_size
        report = room.run(0.1)
        assert (report.verdict, type(report.trouble)) == (Verdict.DEGRADED, UncleanError)
        assert [done.verdict for done in report.sources] == [Verdict.UNCHANGED]
        assert (tmp_path / "copperplate.db-wal").stat().st_size < 2 * size  # a whole file was not added to it
    report = room.run(0.2)
    assert (report.verdict, report.trouble) == (Verdict.UNCHANGED, None)
    assert leaks(tmp_path, words) == []


def test_a_disk_that_is_full_does_not_keep_a_run_from_its_work(room: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: object) -> None:
        error = sqlite3.OperationalError("database or disk is full")
        error.sqlite_errorcode = sqlite3.SQLITE_FULL
        raise error

    with monkeypatch.context() as patched:
        patched.setattr(residue, "compact", full)
        with pytest.raises(UncleanError, match="the disk is full"):
            custody.withhold(room.archive, row_of(room.archive, PATROLS), ORDER)
        assert str(room.run(0.1).trouble).endswith("what was taken out may still stand in it")
    assert room.run(0.2).trouble is None


@pytest.mark.parametrize("command", [["run"], ["publish"]])
def test_a_command_does_its_work_beside_a_reader_and_says_what_it_could_not_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    monkeypatch.setattr(connection, "_BUSY_SECONDS", 0.01)
    with newsroom(tmp_path) as room:
        room.run(0)
        home = room.site.url
        (tmp_path / "copperplate.toml").write_text(
            "[archive]\nauthority = 'example.org,2026'\n[fetch]\ndelay = 0.0\nallow_private_addresses = true\n"
            f"[offices.marchshire]\nhome = '{home}/'\n",
            encoding="utf-8",
        )
        assert type_in(tmp_path, "publish").exit_code == 0
        page = tmp_path / "public" / "marchshire" / "2026" / PATROLS / "index.html"
        assert "Patrols cut" in page.read_text(encoding="utf-8")
        with reader(tmp_path):
            refused = type_in(tmp_path, "withhold", f"marchshire/2026/{PATROLS}/", "--reason", "a court")
            assert (refused.exit_code, "may still stand in it" in refused.output) == (1, True)
            assert f"{PATROLS}/ is withheld, but for what is said below." in refused.output
            assert "Patrols cut" not in page.read_text(encoding="utf-8")
            done = type_in(tmp_path, *command)
            assert (done.exit_code, "may still stand in it" in done.output) == (3 if command == ["run"] else 0, True)
            assert "Try: Stop the program" in done.output
        done = type_in(tmp_path, *command)
        assert (done.exit_code, done.output) == (0, "")


def type_in(folder: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["-c", str(folder / "copperplate.toml"), *words])


def test_a_copy_for_readers_has_no_trace_of_what_could_not_be_scrubbed_yet(room: Newsroom, tmp_path: Path) -> None:
    room.archive.db.execute("PRAGMA busy_timeout = 10")
    row = row_of(room.archive, PATROLS)
    with reader(tmp_path), pytest.raises(UncleanError):
        custody.withhold(room.archive, row, ORDER)
    copies.snapshot(room.archive.path, tmp_path / "readers.db")
    parts = "SELECT count(DISTINCT segid) FROM releases_fts_idx"  # a word that went stands in one until they are merged
    with closing(sqlite3.connect(tmp_path / "readers.db")) as db:
        assert db.execute(parts).fetchone() == (1,)
    assert room.archive.db.execute(parts).fetchone() != (1,)


def test_an_archive_of_before_in_which_something_is_held_is_scrubbed_once(tmp_path: Path) -> None:
    before = Migrations(CAPTURES.name)
    for each in CAPTURES.pending(Database(memory=True)):
        if each.name < "c003":
            before(name=each.name)(each.fn)
    files = (tmp_path / "copperplate.db", tmp_path / "copperplate-captures.db")
    for held in (False, True):
        with opened(*files, schema=(MIGRATIONS, before)) as archive:
            assert archive.captures is not None
            if held:
                with writing(archive.captures):
                    holds.place(archive.captures, 1, holds.Reason.SUMMARY, ORDER)
        with opened(*files) as archive:
            assert archive.captures is not None
            assert residue.expected(archive.captures) is held
        for path in files:
            path.unlink()
