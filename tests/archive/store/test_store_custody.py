"""What may not be shown is not there, and not lost."""

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from archive import query, summary
from archive.change import EventKind
from archive.errors import ConfigError, StoreError
from archive.release import Status
from archive.sample import story
from archive.store import custody, holdings, holds, search, shelf, showing
from archive.store.connection import Archive, opened
from archive.store.holds import Order
from tests.archive.newsroom import Newsroom, newsroom

ORDER = Order(at=story.START + timedelta(hours=2), by="A. Clerk", why="a court order of 28 September")
NOON = story.START + timedelta(hours=4)
PATROLS = "patrols-cut-anti-social-behaviour-by-a-third"  # edited on day 1
CAMERAS = "facial-recognition-cameras-to-be-tried-at-the-goose-fair"  # taken down on day 1
SITE = "https://press.example.org/"


def dump(db: sqlite3.Connection) -> list[str]:
    """Return all rows of the tables, but for our own: ledger, register, departures, events of showing, indexes."""
    lines = [line for line in db.iterdump() if line.startswith("INSERT INTO")]
    ours = (
        '"ledger"',
        '"seals"',
        "_fts",
        "sqlite_sequence",
        '"register"',
        '"departures"',
        '"unsorted"',
        "'withheld'",
        "'shown'",
        "sqlite_master",
    )
    return [line for line in lines if not any(name in line for name in ours)]


def row_of(archive: Archive, slug: str) -> int:
    """Return the row of the one release with this slug in its path."""
    assert archive.captures is not None
    for db in (archive.db, archive.captures):
        for (row,) in db.execute("SELECT id FROM releases WHERE path LIKE ?", [f"%/{slug}/"]):
            return int(row)
    raise AssertionError(slug)


def sentences(archive: Archive, row: int) -> list[bytes]:
    """Return what must not be found: the beginning of each paragraph, and the title, where no other release has it."""
    found = holdings.one(archive.db, row)
    assert found is not None
    lines = [found.release.title, found.release.standfirst, *found.release.text.split("\n\n")]
    others = [each.release.text for each in holdings.every(archive.db) if each.id != row]
    return [line[:40].encode() for line in lines if len(line) > 40 and not any(line[:40] in text for text in others)]


def leaks(folder: Path, words: list[bytes]) -> list[tuple[str, bytes]]:
    """Return which of these words stand in the bytes of which served file."""
    served = [path for path in folder.rglob("copperplate.db*") if path.is_file()]
    assert served
    return [(path.name, word) for path in served for word in words if word in path.read_bytes()]


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Newsroom]:
    with newsroom(tmp_path) as opened:
        opened.run(0)
        yield opened


def test_a_withheld_release_leaves_a_stub_and_not_a_byte_of_its_words(room: Newsroom, tmp_path: Path) -> None:
    db, row = room.archive.db, row_of(room.archive, PATROLS)
    words = sentences(room.archive, row)
    assert leaks(tmp_path, words)
    assert custody.withhold(room.archive, row, ORDER)
    assert leaks(tmp_path, words) == []
    (stub,) = db.query("SELECT * FROM releases WHERE id = ?", [row])
    assert (stub["status"], stub["title"], stub["path"]) == ("withheld", "[withheld]", f"marchshire/2026/{PATROLS}/")
    assert (stub["url"], stub["text"], stub["html"], stub["published"]) == ("", "", "", "")
    for table in ("revisions", "quotes", "release_urls", "attachments", "figures", "contacts", "sightings"):
        assert not list(db.table(table).rows_where("release_id = ?", [row])), table
    (event,) = db.query("SELECT * FROM events WHERE release_id = ?", [row])
    assert (event["kind"], event["at"]) == ("withheld", "2026-09-28T10:00:00+00:00")
    assert "court" not in event["evidence"]
    assert not db.execute("PRAGMA foreign_key_check").fetchall()


def test_the_index_holds_no_word_that_only_a_withheld_release_has(room: Newsroom) -> None:
    db, row = room.archive.db, row_of(room.archive, PATROLS)
    db.execute("CREATE VIRTUAL TABLE temp.vocabulary USING fts5vocab(main, releases_fts, 'row')")
    before = {term for (term,) in db.execute("SELECT term FROM vocabulary")}
    custody.withhold(room.archive, row, ORDER)
    after = {term for (term,) in db.execute("SELECT term FROM vocabulary")}
    assert len(before - after) > 5
    db.execute("INSERT INTO releases_fts (releases_fts, rank) VALUES ('integrity-check', 1)")


def test_undoing_restores_every_row_of_every_table(room: Newsroom) -> None:
    db, row = room.archive.db, row_of(room.archive, PATROLS)
    before = dump(db.conn)
    custody.withhold(room.archive, row, ORDER)
    assert dump(db.conn) != before
    assert custody.undo(room.archive, row, Order(at=NOON, by="A. Clerk", why="the order was lifted"))
    assert dump(db.conn) == before
    told = [(each.event.kind, each.at) for each in holdings.happenings(db, release=row)]
    assert told[:2] == [(EventKind.SHOWN, NOON), (EventKind.WITHHELD, ORDER.at)]
    assert not custody.undo(room.archive, row, ORDER)
    assert custody.withhold(room.archive, row, ORDER)
    assert not custody.withhold(room.archive, row, ORDER)
    custody.undo(room.archive, row, Order(at=NOON))
    assert dump(db.conn) == before


def test_who_withheld_what_when_and_why_is_kept_where_nobody_is_served(room: Newsroom) -> None:
    row = row_of(room.archive, PATROLS)
    custody.withhold(room.archive, row, ORDER)
    (held,) = custody.withheld(room.archive)
    assert held.title.startswith("Patrols cut")
    assert (held.hold.by, held.hold.why, held.hold.since) == (ORDER.by, ORDER.why, ORDER.at)
    assert ORDER.why not in "\n".join(room.archive.db.conn.iterdump())
    custody.undo(room.archive, row, Order(at=NOON, by="B. Clerk", why="lifted"))
    assert custody.withheld(room.archive) == []
    assert room.archive.captures is not None
    (hold,) = holds.of(room.archive.captures, row)
    assert (hold.by, hold.lifted, hold.lifted_by, hold.lifted_why) == (ORDER.by, NOON, "B. Clerk", "lifted")


def test_runs_go_on_watching_what_is_withheld_and_show_nothing_of_it(room: Newsroom, tmp_path: Path) -> None:
    db, (patrols, cameras) = room.archive.db, (row_of(room.archive, slug) for slug in (PATROLS, CAMERAS))
    words = sentences(room.archive, patrols) + sentences(room.archive, cameras)
    for row in (patrols, cameras):
        custody.withhold(room.archive, row, ORDER)
    for day in range(1, 5):
        room.run(day)
    assert leaks(tmp_path, words) == []
    assert {
        each["status"] for each in db.query("SELECT status FROM releases WHERE id IN (?, ?)", [patrols, cameras])
    } == {"withheld"}
    for row in (patrols, cameras):
        custody.undo(room.archive, row, Order(at=NOON))
    assert len(holdings.revisions(db, patrols)) == 2
    shown = holdings.one(db, cameras)
    assert shown is not None
    assert shown.status is Status.REMOVED
    kinds = [each.event.kind for each in holdings.happenings(db, release=cameras)]
    assert {EventKind.MISSING, EventKind.REMOVED, EventKind.WITHHELD, EventKind.SHOWN} <= set(kinds)
    assert not db.execute("PRAGMA foreign_key_check").fetchall()


def test_a_release_that_was_withheld_for_a_time_ends_as_one_that_never_was(tmp_path: Path) -> None:
    ends: list[list[tuple[object, ...]]] = []
    for name, withheld in (("never", False), ("once", True)):
        (tmp_path / name).mkdir()
        with newsroom(tmp_path / name) as room:
            room.run(0)
            row = row_of(room.archive, PATROLS)
            if withheld:
                custody.withhold(room.archive, row, ORDER)
            room.run(1)
            if withheld:
                custody.undo(room.archive, row, Order(at=NOON))
            ends.append(
                [
                    (each.number, each.seen, each.title, each.text, bool(each.capture))
                    for each in holdings.revisions(room.archive.db, row)
                ]
            )
            ends[-1] += [
                (each.event.kind, each.at, each.event.evidence)
                for each in holdings.happenings(room.archive.db, release=row)
                if each.event.kind not in (EventKind.WITHHELD, EventKind.SHOWN)
            ]
    assert ends[0] == ends[1]


@pytest.mark.parametrize("undoing", [False, True])
def test_what_a_crash_cuts_short_is_brought_to_its_end_and_nothing_is_lost(
    room: Newsroom, monkeypatch: pytest.MonkeyPatch, *, undoing: bool
) -> None:
    db, row = room.archive.db, row_of(room.archive, PATROLS)
    whole = dump(db.conn)
    if undoing:
        custody.withhold(room.archive, row, ORDER)
    act = custody.undo if undoing else custody.withhold

    def crash(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(showing, "show", crash)  # between the commit of one file and that of the other
        with pytest.raises(KeyboardInterrupt):
            act(room.archive, row, Order(at=NOON))
    custody.settle(room.archive, (), NOON)
    assert (dump(db.conn) == whole) is undoing
    if not undoing:
        assert custody.undo(room.archive, row, Order(at=NOON))
    assert dump(db.conn) == whole


@pytest.mark.parametrize(("publishing", "count"), [("full", "1 release is"), ("summary", "36 releases are")])
def test_an_archive_without_what_waits_is_not_run(room: Newsroom, tmp_path: Path, publishing: str, count: str) -> None:
    offices = [replace(room.offices[0], publishing=publishing)]
    custody.settle(room.archive, offices, NOON)
    custody.withhold(room.archive, row_of(room.archive, PATROLS), ORDER)
    with opened(tmp_path / "other.db", tmp_path / "another.db"):
        pass
    with opened(tmp_path / "copperplate.db", tmp_path / "another.db") as archive:
        for wanted in (offices, room.offices):
            with pytest.raises(StoreError, match=f"{count} not shown whole, and what is kept of them is not"):
                custody.settle(archive, wanted, NOON)


def test_a_release_is_found_by_its_address_here_and_there_its_tag_and_its_row(room: Newsroom) -> None:
    row = row_of(room.archive, PATROLS)
    shown = holdings.one(room.archive.db, row)
    assert shown is not None
    names = (shown.path, shown.path.rstrip("/"), f"/{shown.path}", SITE + shown.path, shown.release.url, shown.tag)
    for withheld in (False, True):
        if withheld:
            custody.withhold(room.archive, row, ORDER)
        for name in (*names, str(row)):
            assert custody.find(room.archive, name, SITE) == (row, shown.path), name


def test_what_is_not_there_and_what_could_be_two_is_said_in_a_sentence(room: Newsroom) -> None:
    for unknown in ("99", "marchshire/2026/nothing/", "https://example.org/", "", "%"):
        with pytest.raises(ConfigError, match="there is no such release"):
            custody.find(room.archive, unknown, SITE)
    db = room.archive.db
    db.execute("INSERT INTO offices (slug, name, first_seen) VALUES ('fenshire', 'Fenshire', '')")
    db.execute(
        "INSERT INTO release_urls (release_id, office_id, kind, value, first_seen) "
        "SELECT 1, (SELECT max(id) FROM offices), kind, value, '' FROM release_urls "
        "WHERE release_id = 2 AND kind = 'url'"
    )
    (url,) = db.execute("SELECT url FROM releases WHERE id = 2").fetchone()
    with pytest.raises(ConfigError, match="more than one release has this address: marchshire/2024/could"):
        custody.find(room.archive, url, SITE)


def test_the_shelf_has_every_table_that_belongs_to_releases(tmp_path: Path) -> None:
    with opened(tmp_path / "copperplate.db", tmp_path / "captures.db") as archive:
        assert archive.captures is not None
        for table in ("releases", "people", "roles", *shelf.tables(archive.db)):
            columns = [each.name for each in archive.db.table(table).columns]
            assert columns == [each.name for each in archive.captures.table(table).columns], table


def test_a_mode_of_publishing_can_be_changed_either_way_and_loses_nothing(room: Newsroom, tmp_path: Path) -> None:
    db, (office,) = room.archive.db, room.offices
    row = row_of(room.archive, PATROLS)
    words = sentences(room.archive, row)[3:]
    room.offices = (replace(office, publishing="summary"),)
    custody.settle(room.archive, room.offices, NOON)
    assert leaks(tmp_path, words) == []
    shown = holdings.one(db, row)
    assert shown is not None
    assert (shown.release.html, shown.release.text) == ("", "")
    assert 0 < len(shown.release.standfirst) <= summary.LENGTH + 1
    assert not db.execute("SELECT 1 FROM quotes").fetchone()
    assert search.find(db, query.parse("title:patrols"))
    room.run(1)
    assert (len(holdings.revisions(db, row)), leaks(tmp_path, words)) == (2, [])
    assert not db.execute("PRAGMA foreign_key_check").fetchall()
    custody.settle(room.archive, (office,), NOON)
    assert holdings.revisions(db, row)[0].text.encode().find(words[0]) >= 0
    assert not holds.every(room.archive.captures or db, holds.Reason.SUMMARY)


def test_a_summary_and_back_leaves_every_row_as_it_was(room: Newsroom) -> None:
    (office,), before = room.offices, dump(room.archive.db.conn)
    custody.settle(room.archive, (replace(office, publishing="summary"),), NOON)
    assert len(dump(room.archive.db.conn)) < len(before)
    custody.settle(room.archive, (replace(office, publishing="summary"),), NOON)
    custody.settle(room.archive, (office,), NOON)
    assert dump(room.archive.db.conn) == before


def test_what_is_withheld_of_an_office_that_is_summed_up_is_a_stub_and_then_a_summary(room: Newsroom) -> None:
    (office,), row = room.offices, row_of(room.archive, PATROLS)
    custody.settle(room.archive, (replace(office, publishing="summary"),), NOON)
    custody.withhold(room.archive, row, ORDER)
    assert holdings.one(room.archive.db, row) is None
    custody.undo(room.archive, row, Order(at=NOON))
    shown = holdings.one(room.archive.db, row)
    assert shown is not None
    assert (shown.release.title[:11], shown.release.text) == ("Patrols cut", "")


def test_contacts_that_are_no_longer_wanted_leave_their_table_at_the_next_run(room: Newsroom) -> None:
    custody.withhold(room.archive, row_of(room.archive, PATROLS), ORDER)
    assert room.archive.captures is not None
    files = (room.archive.db, room.archive.captures)
    assert all(db.table("contacts").count for db in files)
    room.contacts = False
    room.run(0.1)
    assert not any(db.table("contacts").count for db in files)
