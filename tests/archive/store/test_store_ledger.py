"""The ledger, held to what docs/ledger.md says of it by the checker that stands there."""

import re
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from sqlite_utils import Database, Migrations

from archive import chain, compare, verify
from archive.memory import Memory
from archive.response import Hop, Response
from archive.store import captures, exports, ledger, readings, releases, runs
from archive.store.audit import Finding
from archive.store.connection import Archive, opened
from archive.store.exports import Choice
from archive.store.runs import Verdict
from archive.store.schema import CAPTURES, MIGRATIONS
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


def verified(folder: Path) -> tuple[Finding, ...]:
    """Return what verify finds."""
    orders = verify.Orders(database=folder / "copperplate.db", captures=folder / "copperplate-captures.db")
    return verify.verify(orders).left


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


@pytest.mark.parametrize(
    ("statement", "complaint"),
    [
        ("UPDATE hops SET status = 302", "hop 1 was altered"),
        ("UPDATE hops SET headers = ''", "hop 1 was altered"),
        ("UPDATE hops SET capture_id = 1", "hop 1 was altered"),
        ("DELETE FROM hops", "hop 1 is not in this file"),
    ],
)
def test_a_redirect_that_is_altered_shows(signed: Path, statement: str, complaint: str) -> None:
    with archive_in(signed) as archive:
        led = Hop(url="https://x.example/", status=301, headers=(("Location", "/new"),))
        url = "https://x.example/new"
        answer = Response(url=led.url, final_url=url, status=200, body=b"", fetched_at=NOW, redirects=(led,))
        captures.keep(archive, answer, 1)
        ledger.sign(archive.db, NOW)
        last = head(archive)
    assert checked(signed) == f"9 entries, head {last}\n"
    do(signed, statement)
    assert complaint in checked(signed)
    told = [found.sentence for found in verified(signed)]
    assert any(sentence.startswith("hop 1 is ") for sentence in told)


def test_what_was_signed_before_redirects_were_kept_is_as_it_was_and_tells_of_none(tmp_path: Path) -> None:
    before = Migrations(MIGRATIONS.name)
    for each in MIGRATIONS.pending(Database(memory=True)):
        if each.name < "m005":
            before(name=each.name)(each.fn)
    files = (tmp_path / "copperplate.db", tmp_path / "copperplate-captures.db")
    values: list[str | int] = [
        "https://x.example/",
        "https://x.example/new",
        "2026-03-05T09:10:00+00:00",
        200,
        "",
        "0" * 64,
        0,
        "",
        "",
    ]
    with opened(*files, schema=(before, CAPTURES)) as archive:
        old = dict(zip(chain.COLUMNS["capture"], values, strict=True))
        digest = chain.digest(old)
        archive.db.table("captures").insert(old)
        archive.db.execute("INSERT INTO ledger VALUES (1, 'capture', 1, '', ?)", [digest])
        ending = chain.link(chain.GENESIS, 1, "capture", "", digest)
        archive.db.execute("INSERT INTO seals VALUES (1, '2026-03-05T09:10:00+00:00', 1, ?)", [ending])
    with opened(*files) as archive:
        ledger.sign(archive.db, NOW)
        assert head(archive) == ending
        assert [each.redirects for each in exports.captures(archive.db, Choice())] == [None]
    assert checked(tmp_path) == f"1 entries, head {ending}\n"
    assert [found.check for found in verified(tmp_path)] == ["bytes"]  # which were never there


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
