"""Copies of an archive: whole, consistent while it is written, and good to put in its place."""

import re
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from threading import Event, Thread

import pytest

from archive import backup, verify
from archive.store import ledger
from tests.archive.newsroom import Newsroom, newsroom
from tests.archive.pair import ARCHIVE, CAPTURES, command, copied
from tests.archive.releases import NOW
from tests.archive.store.archives import Clerk, archive_in

README = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of an archive after the first day of the sample office's story."""
    folder = tmp_path_factory.mktemp("whole")
    with newsroom(folder) as room:
        room.run(0)
    return folder


@pytest.fixture
def folder(whole: Path, tmp_path: Path) -> Path:
    """Return a copy of it."""
    return copied(whole, tmp_path)


def rows(path: Path) -> list[str]:
    """Return everything that a file says, as SQL, in an order of its own."""
    with closing(sqlite3.connect(path)) as db:
        return sorted(line for line in db.iterdump() if "_fts" not in line)


def test_a_copy_says_what_the_archive_says_and_is_one_pair_of_files(folder: Path) -> None:
    result = command(folder, "backup", str(folder / "press.db"))
    assert (result.exit_code, result.output) == (0, "")
    assert rows(folder / "press.db") == rows(folder / ARCHIVE)
    assert rows(folder / "press-captures.db") == rows(folder / CAPTURES)
    assert sorted(each.name for each in folder.glob(".*")) == []
    assert sorted(each.name for each in folder.glob("press*")) == ["press-captures.db", "press.db"]


def test_a_copy_that_is_put_in_the_place_of_a_lost_archive_goes_on_where_it_was(tmp_path: Path) -> None:
    (tmp_path / "lost").mkdir()
    with newsroom(tmp_path / "lost") as room:
        room.run(0)
        lost = tmp_path / "lost"
        orders = backup.Orders(database=lost / ARCHIVE, captures=lost / CAPTURES, target=tmp_path / "press.db")
        assert backup.both(orders) == ()
        (tmp_path / "press.db").rename(tmp_path / ARCHIVE)
        (tmp_path / "press-captures.db").rename(tmp_path / CAPTURES)
        with archive_in(tmp_path) as archive:
            restored = Newsroom(archive, room.site)
            assert restored.run(0.5).summary() == "1 office: nothing new"
            assert restored.run(1).summary().startswith("1 office: 1 new")
    report = verify.verify(verify.Orders(database=tmp_path / ARCHIVE, captures=tmp_path / CAPTURES))
    assert report.left == ()


def test_the_readme_says_how_to_go_back_to_a_copy(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    backups = tmp_path_factory.mktemp("backups")
    assert command(folder, "backup", str(backups / "press.db")).exit_code == 0
    (folder / "copperplate.toml").write_text("[archive]\nauthority = 'example.org,2026'\n", encoding="utf-8")
    for name in (ARCHIVE, CAPTURES, f"{ARCHIVE}-wal"):
        (folder / name).write_bytes(b"lost")
    [block] = [block for block in re.findall(r"```console\n(.*?)```", README, re.DOTALL) if "mkdir lost" in block]
    for was, becomes in (
        ("/srv/backups", backups),
        (".venv/bin/copperplate", Path(sys.executable).parent / "copperplate"),
    ):
        assert str(was) in block
        block = block.replace(was, str(becomes))
    done = subprocess.run(["bash", "-e"], input=block, cwd=folder, capture_output=True, text=True, check=False)  # noqa: S607
    assert (done.returncode, done.stderr) == (0, "")
    assert "all is well" in done.stdout
    assert command(folder, "search", "Commissioner").exit_code == 0
    assert (folder / "public" / "index.html").is_file()


@pytest.fixture
def busy(folder: Path) -> Iterator[Path]:
    """Return the folder of an archive that is being written as fast as that goes."""
    stop, begun = Event(), Event()

    def write() -> None:
        with archive_in(folder) as archive:
            clerk = Clerk(archive)
            number = 0
            while not stop.is_set():
                number += 1
                clerk.capture(str(number).encode() * 1000)
                ledger.sign(archive.db, NOW)
                begun.set()

    writer = Thread(target=write)
    writer.start()
    assert begun.wait(30)
    yield folder
    stop.set()
    writer.join()


def test_copies_that_are_made_while_a_run_writes_are_consistent_pairs(busy: Path) -> None:
    lengths = []
    for number in range(8):
        target = busy / f"{number}.db"
        orders = backup.Orders(database=busy / ARCHIVE, captures=busy / CAPTURES, target=target)
        assert backup.both(orders) == ()
        report = verify.verify(verify.Orders(database=target, captures=backup.beside(target)))
        assert report.left == ()
        assert report.seal is not None
        lengths.append(report.seal.entries)
    assert lengths == sorted(lengths)
    assert lengths[0] < lengths[-1]


def test_what_is_there_is_replaced_only_when_that_is_said(folder: Path) -> None:
    assert command(folder, "backup", "--public", str(folder / "press.db")).exit_code == 0
    before = (folder / "press.db").read_bytes()
    refused = command(folder, "backup", str(folder / "press.db"))
    assert refused.exit_code == 1
    assert "press.db: is there already" in refused.output
    assert (folder / "press.db").read_bytes() == before
    assert command(folder, "backup", "--overwrite", str(folder / "press.db")).exit_code == 0
    assert rows(folder / "press.db") == rows(folder / ARCHIVE)


@pytest.mark.parametrize("content", [b"", b"[site]\n", b"SQLite format 3\0" + bytes(100)])
def test_a_file_that_is_no_copy_of_an_archive_is_never_replaced(folder: Path, content: bytes) -> None:
    (folder / "notes").write_bytes(content)
    result = command(folder, "backup", "--overwrite", str(folder / "notes"))
    assert result.exit_code == 1
    assert "notes: is no earlier copy of an archive, and stays" in result.output
    assert (folder / "notes").read_bytes() == content


def test_what_is_private_is_the_owners_alone_to_read_in_the_copy_too(folder: Path) -> None:
    assert command(folder, "backup", str(folder / "press.db")).exit_code == 0
    assert (folder / "press-captures.db").stat().st_mode & 0o077 == 0


def test_the_archive_itself_is_no_place_for_a_copy(folder: Path) -> None:
    before = rows(folder / ARCHIVE)
    for name in (ARCHIVE, CAPTURES):
        result = command(folder, "backup", "--overwrite", str(folder / name))
        assert result.exit_code == 1
        assert "is the archive itself" in result.output
    assert rows(folder / ARCHIVE) == before


def test_a_damaged_file_never_takes_the_place_of_a_good_copy(folder: Path) -> None:
    assert command(folder, "backup", str(folder / "press.db")).exit_code == 0
    good = rows(folder / "press.db")
    content = bytearray((folder / ARCHIVE).read_bytes())
    content[-20 * 4096 :] = b"\xa7" * (20 * 4096)
    (folder / ARCHIVE).write_bytes(bytes(content))
    result = command(folder, "backup", "--overwrite", str(folder / "press.db"))
    assert result.exit_code == 1
    assert "copperplate.db: not copied, because" in result.output
    assert rows(folder / "press.db") == good
    assert sorted(each.name for each in folder.glob(".*")) == []


def test_what_is_amiss_and_no_damage_to_the_file_is_told_and_copied(folder: Path) -> None:
    with closing(sqlite3.connect(folder / CAPTURES)) as captures, captures:
        captures.execute("DELETE FROM blobs WHERE rowid = 1")
    result = command(folder, "backup", str(folder / "press.db"))
    assert result.exit_code == 3
    assert "are not in the private file" in result.output
    assert (folder / "press.db").is_file()


def test_a_copy_for_readers_is_one_file_without_the_captures(folder: Path) -> None:
    assert command(folder, "backup", "--public", str(folder / "readers.db")).exit_code == 0
    assert rows(folder / "readers.db") == rows(folder / ARCHIVE)
    assert sorted(each.name for each in folder.glob("readers*")) == ["readers.db"]


def test_without_an_archive_or_a_folder_there_is_one_sentence(tmp_path: Path, folder: Path) -> None:
    (empty := tmp_path / "empty").mkdir()
    assert "there is no archive yet" in command(empty, "backup", str(tmp_path / "x.db")).output
    assert "there is no folder" in command(folder, "backup", str(tmp_path / "no" / "x.db")).output
