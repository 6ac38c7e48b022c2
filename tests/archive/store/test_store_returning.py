"""What comes back from the shelf after what it referred to has changed or gone."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.store import custody, holds, topics
from archive.store.connection import Archive, writing
from archive.store.holds import Order, Reason
from archive.topic import Topic
from tests.archive.releases import NOW
from tests.archive.store.archives import archive_in
from tests.archive.store.test_store_combined import Desk

KITS = Topic(slug="kits", name="Kits", query="title:kits")
BUSES = Topic(slug="buses", name="Buses", query="bleed buses")
WORDS = Topic(slug="words", name="Words", query="fourteen")  # which no summary has
SPEED = Topic(slug="speed", name="Speed", query="speeding")


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with archive_in(tmp_path) as archive:
        yield Desk(archive)


def sound(archive: Archive) -> bool:
    return not archive.db.execute("PRAGMA foreign_key_check").fetchall()


def followed(desk: Desk, row: int, *wanted: Topic) -> list[str]:
    """Follow these topics; return those of a release."""
    topics.keep(desk.archive.db, wanted)
    return [each.slug for each in topics.of(desk.archive.db, row)]


def test_a_release_comes_back_though_a_topic_it_was_under_is_followed_no_more(desk: Desk) -> None:
    row = desk.write("kits")
    assert followed(desk, row, KITS, BUSES) == ["buses", "kits"]
    desk.order(row)
    assert followed(desk, row, BUSES) == []
    desk.order(row, undo=True)
    assert followed(desk, row, BUSES) == ["buses"]
    assert sound(desk.archive)


def test_a_release_never_comes_back_under_a_topic_that_took_the_number_of_its_own(desk: Desk) -> None:
    row = desk.write("kits")
    assert followed(desk, row, KITS) == ["kits"]
    desk.order(row)
    followed(desk, row)
    assert followed(desk, row, SPEED) == []
    desk.order(row, undo=True)
    assert topics.of(desk.archive.db, row) == ()
    assert followed(desk, row, SPEED) == []


def test_a_summary_is_under_the_topics_that_its_own_words_are_about(desk: Desk) -> None:
    row = desk.write("kits")
    assert followed(desk, row, KITS, WORDS) == ["kits", "words"]
    desk.archive.db.execute("UPDATE releases SET standfirst = 'Kits come.' WHERE id = ?", [row])
    desk.settle(summary=True)
    assert followed(desk, row, KITS, WORDS) == ["kits"]
    assert followed(desk, row, WORDS) == []
    desk.settle()
    assert followed(desk, row, WORDS) == ["words"]
    assert sound(desk.archive)


def test_an_archive_that_a_lost_topic_has_stopped_goes_on_with_the_next_run(tmp_path: Path) -> None:
    with archive_in(tmp_path) as archive:
        desk = Desk(archive)
        row = desk.write("kits")
        desk.order(row)
        private = archive.captures
        assert private is not None
        with writing(private):  # as an earlier version kept it, and left it when it failed
            private.execute("CREATE TABLE release_topics (release_id INTEGER, topic_id INTEGER)")
            private.execute("INSERT INTO release_topics VALUES (?, 77)", [row])
            private.execute("DELETE FROM _sqlite_migrations WHERE name = 'c005_topics'")
            holds.lift(private, row, Reason.WITHHELD, Order(at=NOW))
    with archive_in(tmp_path) as archive:
        custody.settle(archive, [], NOW)
        assert archive.db.execute("SELECT status FROM releases").fetchall() == [("live",)]
        assert sound(archive)
