"""Reading again what was kept: better readings are ours, edits are the office's, also when the two come together."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from archive import parse, reparse
from archive.change import EventKind
from archive.discover.reading import Item
from archive.release import Release
from archive.reparse import Orders, Reread
from archive.response import Response
from archive.sample import story
from archive.store import holdings, outline
from archive.store.connection import Archive
from copperplate import main
from tests.archive.newsroom import Newsroom, newsroom

IN_THIS_PROCESS = Orders(processes=1)
WAYS = ("wordpress", "feed", "listing")


@pytest.fixture(params=WAYS)
def room(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Newsroom]:
    """Return a newsroom that has scraped the sample office once, by one way."""
    with newsroom(tmp_path, frozenset({request.param})) as opened:
        opened.run(0)
        yield opened


def reread(archive: Archive, orders: Orders = IN_THIS_PROCESS) -> list[Reread]:
    return list(reparse.reparse(archive, orders))


def changed(found: list[Reread]) -> set[str]:
    return {field for each in found for field in each.changes}


def everything(archive: Archive) -> list[str]:
    """Return every row of the served file."""
    return list(archive.db.conn.iterdump())


def files(archive: Archive) -> list[tuple[str, int | None]]:
    """Return address and size of every document."""
    return archive.db.execute("SELECT url, length FROM attachments ORDER BY url").fetchall()


def upgrade(patch: pytest.MonkeyPatch) -> None:
    """Make the parser one that finds a line more in every release."""
    from_item, from_page = parse.from_item, parse.from_page

    def better(release: Release) -> Release:
        return replace(release, text=f"{release.text}\n\nWhat was overlooked.")

    def better_item(item: Item) -> Release:
        return better(from_item(item))

    def better_page(response: Response, item: Item | None = None) -> Release:
        return better(from_page(response, item))

    patch.setattr(parse, "PARSER", f"{parse.PARSER}.1")
    patch.setattr(parse, "from_item", better_item)
    patch.setattr(parse, "from_page", better_page)


def test_every_version_can_be_read_again_and_says_the_same(room: Newsroom) -> None:
    for day in (1, 2, 3):
        room.run(day)
    before = everything(room.archive)
    found = reread(room.archive)
    (versions,) = room.archive.db.execute("SELECT count(*) FROM revisions").fetchone()
    assert len({each.version.revision for each in found if each.version.revision}) == versions
    assert versions >= holdings.count(room.archive.db) > 0
    assert [each.problem for each in found if each.problem] == []
    assert changed(found) == set()
    assert everything(room.archive) == before


def test_a_better_reading_is_written_as_ours(room: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    events = room.archive.db.table("events").count
    before = {each.id: each for each in holdings.every(room.archive.db)}
    upgrade(monkeypatch)
    found = reread(room.archive)
    assert changed(found) >= {"text"}
    for holding in holdings.every(room.archive.db):
        was = before[holding.id]
        assert holding.release.text == f"{was.release.text}\n\nWhat was overlooked."
        assert replace(holding, release=was.release) == was
        assert [each.text for each in holdings.revisions(room.archive.db, holding.id)] == [holding.release.text]
    assert {row[0] for row in room.archive.db.execute("SELECT parser FROM releases").fetchall()} == {parse.PARSER}
    assert room.archive.db.table("events").count == events


def test_reading_again_twice_changes_nothing_the_second_time(room: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    upgrade(monkeypatch)
    reread(room.archive)
    before = everything(room.archive)
    assert changed(reread(room.archive)) == set()
    assert everything(room.archive) == before


def test_a_size_that_was_measured_outlives_another_reading_of_the_page(tmp_path: Path) -> None:
    with newsroom(tmp_path, frozenset({"listing"})) as room:
        room.preserve = 1000
        room.run(0)
        measured = files(room.archive)
        assert any(length for _, length in measured), "documents were measured"
        assert changed(reread(room.archive)) == set()
        assert files(room.archive) == measured
        post = next(each for each in story.posts(0) if each.papers)
        edited = replace(post, body=f"{post.body}\n<p>A line more.</p>")
        room.site.tells = lambda _day: tuple(edited if each is post else each for each in story.posts(0))
        room.preserve = 0
        assert room.run(1).count(EventKind.REVISED) == 1
        assert files(room.archive) == measured


def test_a_dry_run_tells_the_same_and_writes_nothing(room: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    upgrade(monkeypatch)
    before = everything(room.archive)
    foretold = reread(room.archive, replace(IN_THIS_PROCESS, write=False))
    assert everything(room.archive) == before
    assert foretold == reread(room.archive)


def test_an_upgrade_of_the_parser_is_no_event(room: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    upgrade(monkeypatch)
    room.archive.db.execute("UPDATE sources SET cursor = '', swept_at = NULL")
    room.archive.db.conn.commit()
    room.run(0.5)
    assert room.archive.db.execute("SELECT DISTINCT kind FROM events").fetchall() == [("published",)]
    assert room.archive.db.table("revisions").count == len(list(holdings.every(room.archive.db)))


def test_an_edit_that_comes_with_an_upgrade_is_one_revision_and_its_words_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[object] = []
    for folder in ("plain", "upgraded"):
        (tmp_path / folder).mkdir()
        with newsroom(tmp_path / folder, frozenset({"wordpress"})) as room:
            room.run(0)
            if folder == "upgraded":
                upgrade(monkeypatch)
            room.run(1)
            told.append(room.told(1))
            (row,) = room.archive.db.execute("SELECT release_id FROM revisions WHERE number = 2").fetchone()
            before, after = (each.text.split() for each in holdings.revisions(room.archive.db, row))
            told.append(set(before) ^ set(after))
    assert told[:2] == told[2:]


def test_what_was_lost_is_told_and_left(room: Newsroom) -> None:
    assert room.archive.captures is not None
    room.archive.captures.execute("DELETE FROM blobs")
    room.archive.captures.conn.commit()
    before = everything(room.archive)
    found = reread(room.archive)
    assert found
    assert all(each.problem and not each.changes for each in found)
    assert everything(room.archive) == before


def test_contacts_go_when_the_operator_says_so(tmp_path: Path) -> None:
    with newsroom(tmp_path) as room:
        room.run(0)
        assert room.archive.db.table("contacts").count
        reread(room.archive, replace(IN_THIS_PROCESS, contacts=False))
        assert room.archive.db.table("contacts").count == 0
        assert any(outline.of(room.archive.db, each.id).quotes for each in holdings.every(room.archive.db))


def test_contacts_are_not_kept_at_all_where_the_operator_has_said_so(tmp_path: Path) -> None:
    with newsroom(tmp_path) as room:
        room.contacts = False
        room.run(0)
        assert room.archive.db.table("contacts").count == 0
        assert room.archive.db.table("quotes").count


@pytest.mark.slow
def test_other_processes_read_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with newsroom(tmp_path, frozenset({"listing"})) as room:
        room.run(0)
        room.archive.db.execute("UPDATE revisions SET text = 'misread'")
        room.archive.db.conn.commit()
        here = reread(room.archive, replace(IN_THIS_PROCESS, write=False))
        monkeypatch.setattr(reparse, "_FEW", 0)
        assert reread(room.archive, Orders(processes=2)) == here
        assert changed(here) == {"text"}


def test_only_the_offices_that_are_named_are_read(tmp_path: Path) -> None:
    with newsroom(tmp_path) as room:
        room.run(0)
        assert reread(room.archive, replace(IN_THIS_PROCESS, offices=("elsewhere",))) == []
        assert reread(room.archive, replace(IN_THIS_PROCESS, offices=(room.site.office.id,)))


def test_the_command_tells_what_it_did(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with newsroom(tmp_path) as room:
        room.run(0)
    (tmp_path / "copperplate.toml").write_text("[archive]\npublish_contacts = true\n", encoding="utf-8")
    upgrade(monkeypatch)
    dry, wet, again = (_command(tmp_path, *words) for words in (("--dry-run", "--verbose"), (), ()))
    assert "would change, 0 versions could not be read again" in dry
    assert "  text: {+What was overlooked.+}" in dry
    assert " releases changed, 0 versions" in wet
    assert wet.endswith("\nThey differ in text (36).\n")
    assert ": 0 releases changed, 0 versions" in again


def _command(folder: Path, *words: str) -> str:
    result = CliRunner().invoke(main, ["-c", str(folder / "copperplate.toml"), "reparse", *words])
    assert result.exit_code == 0, result.output
    return result.output
