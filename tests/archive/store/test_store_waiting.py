"""What may not be shown is verified where it waits, and leaves the archive only on request."""

from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path

import pytest

from archive import verify
from archive.sample import story
from archive.store import custody, dossiers, holds, ledger, residue
from archive.store.connection import writing
from archive.store.exports import Choice
from archive.store.holds import Order
from tests.archive.newsroom import Newsroom, newsroom
from tests.archive.store.archives import exported

ORDER = Order(at=story.START, by="A. Clerk", why="a court order")


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Newsroom]:
    with newsroom(tmp_path) as opened:
        opened.preserve = 20
        opened.run(0)
        yield opened


def withheld(room: Newsroom) -> int:
    """Withhold the release that the office edits on day 1; return its row."""
    row, _ = custody.find(room.archive, f"marchshire/2026/{story.EDITED}/", "https://press.example.org/")
    custody.withhold(room.archive, row, ORDER)
    ledger.sign(room.archive.db, ORDER.at)
    return row


def verified(room: Newsroom, *, mends: bool) -> verify.Report:
    path = room.archive.path
    lock = nullcontext() if mends else None
    return verify.verify(verify.Orders(database=path, captures=path.with_name("copperplate-captures.db"), lock=lock))


def told(room: Newsroom) -> list[str]:
    """Return what verify says."""
    return [found.sentence for found in verified(room, mends=False).left]


def mended(room: Newsroom) -> list[str]:
    """Return what verify mends; nothing is left."""
    report = verified(room, mends=True)
    assert report.left == ()
    assert told(room) == []
    return [found.sentence for found in report.mended]


def status(room: Newsroom, row: int) -> str:
    return str(room.archive.db.execute("SELECT status FROM releases WHERE id = ?", [row]).fetchone()[0])


def test_a_withheld_release_breaks_nothing_and_neither_does_showing_it_again(room: Newsroom) -> None:
    row = withheld(room)
    assert told(room) == []
    room.run(1)
    assert told(room) == []
    custody.undo(room.archive, row, ORDER)
    ledger.sign(room.archive.db, ORDER.at)
    assert told(room) == []


def test_what_is_altered_or_lost_while_it_waits_is_told(room: Newsroom) -> None:
    row = withheld(room)
    shelf = room.archive.captures
    assert shelf is not None
    shelf.execute("UPDATE revisions SET text = 'other words' WHERE release_id = ?", [row])
    [altered] = told(room)
    assert "which is not shown, is not what was signed off: it was altered since" in altered
    shelf.execute("DELETE FROM revisions")
    shelf.execute("DELETE FROM releases")
    [lost] = told(room)
    assert "is not shown whole, and what is kept of it is not in the private file" in lost


def test_an_office_that_is_shown_in_summary_breaks_nothing(room: Newsroom) -> None:
    for day, publishing in ((1, "summary"), (2, "full")):
        room.offices = tuple(replace(each, publishing=publishing) for each in room.offices)
        custody.settle(room.archive, room.offices, ORDER.at)
        ledger.sign(room.archive.db, ORDER.at)
        assert told(room) == []
        room.run(day)
        assert told(room) == []


def test_a_release_that_is_held_no_longer_and_still_waits_is_told_and_shown(room: Newsroom) -> None:
    row = withheld(room)
    assert room.archive.captures is not None
    with writing(room.archive.captures):
        holds.lift(room.archive.captures, row, holds.Reason.WITHHELD, ORDER)
    [waits] = told(room)
    assert waits.endswith("is not served as it is held, or is held no longer and waits in the private file")
    assert mended(room) == [waits]
    assert status(room, row) == "live"


def test_a_release_that_is_served_against_an_order_is_told_and_goes_with_its_bytes(room: Newsroom) -> None:
    row = withheld(room)
    room.archive.db.execute("UPDATE releases SET status = 'live', text = 'Zanzibar quokkas' WHERE id = ?", [row])
    room.archive.db.conn.commit()
    assert any("is not served as it is held" in each for each in mended(room))
    assert status(room, row) == "withheld"
    assert b"quokkas" not in room.archive.path.read_bytes()


def test_a_file_that_waits_to_be_cleaned_is_told_and_cleaned(room: Newsroom) -> None:
    assert room.archive.captures is not None
    with writing(room.archive.captures):
        residue.expect(room.archive.captures)
    [waits] = told(room)
    assert "which waits to be cleaned" in waits
    assert mended(room) == [waits]


def test_a_release_of_which_nobody_knows_why_it_waits_is_told_and_not_shown(room: Newsroom) -> None:
    row = withheld(room)
    assert room.archive.captures is not None
    with writing(room.archive.captures):
        room.archive.captures.execute("DELETE FROM holds")
    custody.settle(room.archive, (), ORDER.at)
    assert status(room, row) == "withheld"
    [waits] = told(room)
    assert waits.endswith("waits in the private file, and why it may not be shown was lost")


def test_what_is_withheld_leaves_in_a_private_export_alone(room: Newsroom) -> None:
    words = "fell by 34 per cent"
    assert words.encode() in exported(room.archive, private=False)
    room.archive.path.with_name("shown").rename(room.archive.path.with_name("before"))
    withheld(room)
    shown = exported(room.archive, private=False)
    assert words.encode() not in shown
    assert story.EDITED.encode() not in shown
    assert words.encode() in exported(room.archive, private=True)
    assert not any(words in str(each) for each in dossiers.every(room.archive.db, Choice()))
