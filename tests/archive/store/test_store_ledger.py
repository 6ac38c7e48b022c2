"""The ledger, held to what docs/ledger.md says of it by the checker that stands there."""

import re
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from archive import compare
from archive.memory import Memory
from archive.store import ledger, readings, releases, runs
from archive.store.connection import Archive
from archive.store.runs import Verdict
from tests.archive.newsroom import newsroom
from tests.archive.releases import KITS, NOW, seen_again
from tests.archive.store.archives import Clerk, archive_in

PAGE = Path(__file__).parents[3] / "docs" / "ledger.md"
[CHECKER] = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)


def checked(folder: Path) -> str:
    """Return what the checker of the documentation says, its complaint when it has one."""
    done = subprocess.run(  # noqa: S603  # ours
        [sys.executable, "-c", CHECKER, str(folder / "copperplate.db")], capture_output=True, text=True, check=False
    )
    return done.stdout + done.stderr


@pytest.fixture
def signed(tmp_path: Path) -> Path:
    """Return the folder of an archive with two answers, two versions, two events, and their seal."""
    with archive_in(tmp_path) as archive:
        clerk = Clerk(archive)
        for number, body in enumerate((b"one", b"two")):
            clerk.capture(body)
            known = Memory(releases.known(archive.db, clerk.office)).match(KITS)
            clerk.write(compare.seen(seen_again(text=f"{KITS.text}{'edited ' * 9 * number}"), known, "1"))
        runs.finish(archive.db, clerk.witness.run_id, Verdict.CHANGED, (2, 6), NOW)
        ledger.sign(archive.db, NOW)
    return tmp_path


def do(folder: Path, *statements: str) -> None:
    """Write in an archive as anybody can who has the file."""
    with archive_in(folder) as archive:
        archive.db.execute("PRAGMA foreign_keys = OFF")
        for sql in statements:
            archive.db.execute(sql)


def head(archive: Archive) -> str:
    seal = ledger.latest(archive.db)
    assert seal is not None
    return seal.head


def test_the_checker_of_the_documentation_reaches_the_head_that_we_sealed(signed: Path) -> None:
    with archive_in(signed) as archive:
        assert checked(signed) == f"7 entries, head {head(archive)}\n"
        assert len(CHECKER.splitlines()) <= 30


@pytest.mark.parametrize(
    ("statement", "complaint"),
    [
        ("UPDATE captures SET sha256 = 'x' WHERE id = 1", "capture 1 was altered"),
        ("UPDATE captures SET headers = headers || 'x' WHERE id = 2", "capture 2 was altered"),
        ("UPDATE revisions SET text = 'other words' WHERE number = 1", "revision 1 was altered"),
        ("UPDATE events SET evidence = 'x' WHERE id = 2", "event 2 was altered"),
        ("UPDATE runs SET requests = 1", "run 1 was altered"),
        ("DELETE FROM captures WHERE id = 2", "capture 2 is not in this file"),
        ("DELETE FROM revisions WHERE id = 2", "revision 2 is not in this file"),
        ("DELETE FROM ledger WHERE id = 3", "entry 3 is gone"),
        ("UPDATE ledger SET tag = 'tag:example.org,2026:other/'", "the seal of"),
        ("UPDATE ledger SET digest = 'x' WHERE id = 1", "capture 1 was altered"),
    ],
)
def test_whatever_is_altered_shows(signed: Path, statement: str, complaint: str) -> None:
    do(signed, statement)
    assert complaint in checked(signed)


def test_an_exchange_of_two_entries_shows(signed: Path) -> None:
    do(signed, "UPDATE ledger SET id = -id WHERE id < 3", "UPDATE ledger SET id = 3 + id WHERE id < 0")
    assert "the seal of" in checked(signed)


def test_an_entry_put_in_before_the_seal_shows(signed: Path) -> None:
    do(
        signed,
        "UPDATE ledger SET id = id + 1000 WHERE id > 2",
        "UPDATE ledger SET id = id - 999 WHERE id > 1000",
        "INSERT INTO ledger SELECT 3, kind, record, tag, digest FROM ledger WHERE id = 2",
    )
    assert "the seal of" in checked(signed)


def test_what_is_new_is_signed_once_and_the_head_moves_on(signed: Path) -> None:
    with archive_in(signed) as archive:
        before = head(archive)
        ledger.sign(archive.db, NOW)
        assert head(archive) == before
        Clerk(archive).capture(b"three")
        ledger.sign(archive.db, NOW + timedelta(days=1))
        assert head(archive) != before
        kinds = [kind for (kind,) in archive.db.execute("SELECT kind FROM ledger ORDER BY id").fetchall()]
    assert kinds == [*("capture",) * 2, *("revision",) * 2, *("event",) * 2, "run", "capture"]


def test_a_quiet_run_leaves_the_head_and_is_signed_with_the_next_news(tmp_path: Path) -> None:
    with newsroom(tmp_path) as room:
        room.run(0)
        before = head(room.archive)
        room.run(0.1)
        room.run(0.2)
        assert head(room.archive) == before
        room.run(1)
        signed_runs = room.archive.db.execute("SELECT record FROM ledger WHERE kind = 'run' ORDER BY id").fetchall()
        assert [row for (row,) in signed_runs] == [1, 2, 3, 4]
        last = head(room.archive)
    assert checked(tmp_path).endswith(f"head {last}\n")


def test_our_own_better_reading_is_another_entry_and_breaks_nothing(tmp_path: Path) -> None:
    with newsroom(tmp_path) as room:
        room.run(0)
        versions = [each for _, found in readings.by_capture(room.archive.db) for each in found]
        for release in (KITS, seen_again(text="Read better."), seen_again(text="Read better.")):
            readings.renew(room.archive.db, versions[0], release, "2", None)
        readings.renew(room.archive.db, versions[1], KITS, "2", None, write=False)
        rereads = room.archive.db.execute("SELECT record FROM ledger WHERE kind = 'reread'").fetchall()
        ledger.sign(room.archive.db, NOW)
        assert rereads == [(versions[0].revision,)] * 2
        last = head(room.archive)
    assert checked(tmp_path).endswith(f"head {last}\n")


def test_a_number_is_never_given_twice(signed: Path) -> None:
    do(signed, "DELETE FROM captures", "DELETE FROM events", "DELETE FROM revisions")
    with archive_in(signed) as archive:
        assert Clerk(archive).capture(b"three") == 3
