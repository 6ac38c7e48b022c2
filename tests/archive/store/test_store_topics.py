"""Topics, and which release belongs to which."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from archive import compare
from archive.release import Claim, Release
from archive.store import holdings, releases, topics
from archive.store.connection import Archive
from archive.topic import Topic
from tests.archive.store.archives import Clerk, archive_in

KNIVES = Topic(slug="knives", name="Knives", name_cy="Cyllyll", query="knife OR title:blade")
BUSES = Topic(slug="buses", name="Buses", query="bus")


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with archive_in(tmp_path) as made:
        yield made


@pytest.fixture
def clerk(archive: Archive) -> Clerk:
    return Clerk(archive)


def release(slug: str, text: str, title: str = "A release", published: str = "2026-02-01") -> Release:
    url = f"https://www.marchshire.example/news/{slug}/"
    return Release(url=url, title=title, published=Claim(value=published), text=text)


def belongings(archive: Archive) -> dict[str, list[str]]:
    return {
        shelf.slug: sorted(each.release.url.split("/")[-2] for each in holdings.every(archive.db, topic=shelf.slug))
        for shelf in topics.every(archive.db)
    }


def test_a_release_belongs_to_the_topics_whose_search_finds_it(archive: Archive, clerk: Clerk) -> None:
    row = clerk.write(compare.seen(release("bins", "Knives were handed in on the bus."), None, "1"))
    clerk.write(compare.seen(release("blades", "Six were found.", title="Blades", published="2025"), None, "1"))
    clerk.write(compare.seen(release("budget", "A blade of grass."), None, "1"))
    topics.keep(archive.db, [KNIVES, BUSES])
    assert belongings(archive) == {"buses": ["bins"], "knives": ["bins", "blades"]}
    assert [(each.name, each.count, each.newest) for each in topics.every(archive.db)] == [
        ("Buses", 1, date(2026, 2, 1)),
        ("Knives", 2, date(2026, 2, 1)),
    ]
    assert topics.of(archive.db, row) == (BUSES, KNIVES)
    assert holdings.count(archive.db, topic="knives") == 2
    assert holdings.newest(archive.db, topic="knives", office="marchshire", limit=1)[0].id == row


def test_a_topic_without_releases_is_there(archive: Archive, clerk: Clerk) -> None:
    assert clerk.office
    topics.keep(archive.db, [KNIVES])
    (shelf,) = topics.every(archive.db)
    assert (shelf.count, shelf.newest, shelf.name_cy) == (0, None, "Cyllyll")


def test_an_edited_release_changes_its_topics(archive: Archive, clerk: Clerk) -> None:
    row = clerk.write(compare.seen(release("bins", "A knife was handed in."), None, "1"))
    topics.keep(archive.db, [KNIVES, BUSES])
    (known,) = releases.known(archive.db, clerk.office, row)
    clerk.write(compare.seen(release("bins", "A spoon was handed in on the bus."), known, "1"))
    topics.keep(archive.db, [KNIVES, BUSES])
    assert topics.of(archive.db, row) == (BUSES,)


def test_a_new_query_is_asked_of_the_past_and_nothing_happens_to_a_release(archive: Archive, clerk: Clerk) -> None:
    clerk.write(compare.seen(release("bins", "A knife was handed in."), None, "1"))
    topics.keep(archive.db, [Topic(slug="knives", name="Knives", query="dagger")])
    before = clerk.tables()
    assert belongings(archive) == {"knives": []}
    topics.keep(archive.db, [KNIVES])
    assert belongings(archive) == {"knives": ["bins"]}
    assert clerk.tables() == before


def test_a_topic_that_is_no_longer_followed_leaves(archive: Archive, clerk: Clerk) -> None:
    row = clerk.write(compare.seen(release("bins", "A knife was handed in."), None, "1"))
    topics.keep(archive.db, [KNIVES, BUSES])
    topics.keep(archive.db, [BUSES])
    assert belongings(archive) == {"buses": []}
    assert topics.of(archive.db, row) == ()


def test_what_may_not_be_shown_has_no_topics_until_it_may(archive: Archive, clerk: Clerk) -> None:
    row = clerk.write(compare.seen(release("bins", "A knife was handed in."), None, "1"))
    topics.keep(archive.db, [KNIVES])
    for status, expected in (("withheld", ()), ("live", (KNIVES,))):
        archive.db.table("releases").update(row, {"status": status})
        topics.keep(archive.db, [KNIVES])
        assert topics.of(archive.db, row) == expected


def test_where_nothing_was_written_nothing_is_written(archive: Archive, clerk: Clerk) -> None:
    clerk.write(compare.seen(release("bins", "A knife was handed in."), None, "1"))
    topics.keep(archive.db, [KNIVES])
    before = archive.db.conn.total_changes
    topics.keep(archive.db, [KNIVES])
    assert archive.db.conn.total_changes == before


def test_a_release_that_stays_in_its_topic_is_not_written_again(archive: Archive, clerk: Clerk) -> None:
    row = clerk.write(compare.seen(release("bins", "A knife was handed in."), None, "1"))
    topics.keep(archive.db, [KNIVES])
    archive.db.execute("CREATE TABLE written (what TEXT)")
    for what in ("INSERT", "DELETE"):
        note = "BEGIN INSERT INTO written VALUES (1); END"
        archive.db.execute(f"CREATE TRIGGER note_{what} AFTER {what} ON release_topics {note}")
    (known,) = releases.known(archive.db, clerk.office, row)
    clerk.write(compare.seen(release("bins", "Two knives were handed in."), known, "1"))
    topics.keep(archive.db, [KNIVES])
    assert archive.db.table("written").count == 0
