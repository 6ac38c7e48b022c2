"""What comes back from the shelf after what it referred to has changed or gone."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlite_utils import Database

from archive.response import Response
from archive.store import answers, contents, custody, holds, ledger, people, shelf, topics
from archive.store.connection import Archive, writing
from archive.store.holds import Order, Reason
from archive.store.references import keys
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


def test_a_translation_that_was_merged_meanwhile_is_named_as_what_it_became(desk: Desk) -> None:
    one, other, row = desk.write("kits"), desk.write("kits", host="archive"), desk.write("pecynnau")
    desk.archive.db.execute("UPDATE releases SET translation_of = ? WHERE id = ?", [other, row])
    ledger.sign(desk.archive.db, NOW)
    desk.order(row)
    assert desk.merge(one, other) == one
    desk.order(row, undo=True)
    assert desk.archive.db.execute("SELECT translation_of FROM releases WHERE id = ?", [row]).fetchone() == (one,)
    assert desk.told() == []


def test_a_release_never_comes_back_as_a_translation_of_itself(desk: Desk) -> None:
    one, other = desk.write("kits"), desk.write("kits", host="archive")
    desk.archive.db.execute("UPDATE releases SET translation_of = ? WHERE id = ?", [other, one])
    dispute(desk, one, other)
    desk.order(one)
    desk.merge(one, other)
    custody.undo(desk.archive, one, Order(at=NOW))
    assert desk.archive.db.execute("SELECT translation_of FROM releases").fetchall() == [(None,)]
    assert desk.archive.db.table("conflicts").count == 0


@pytest.mark.parametrize("summary", [False, True])
def test_a_dispute_with_a_record_that_was_merged_meanwhile_is_one_with_what_it_became(
    desk: Desk, *, summary: bool
) -> None:
    one, other, row = desk.write("kits"), desk.write("kits", host="archive"), desk.write("buses")
    dispute(desk, row, other)
    desk.order(row)
    desk.merge(one, other)
    desk.settle(summary=summary)
    desk.order(row, undo=True)
    assert desk.archive.db.execute("SELECT release_id, other_id FROM conflicts").fetchall() == [(row, one)]
    assert sound(desk.archive)


def dispute(desk: Desk, one: int, other: int) -> None:
    """Let two releases claim one address."""
    values = [desk.clerk.office, one, other]
    desk.archive.db.execute(
        "INSERT INTO conflicts (office_id, release_id, other_id, kind, value, at) VALUES (?, ?, ?, 'url', 'a', '')",
        values,
    )


@pytest.mark.parametrize("lost", ["captures", "offices", "people", "releases", "revisions", "runs", "sources"])
@pytest.mark.parametrize("summary", [False, True])
def test_a_release_comes_back_whatever_has_gone_that_it_names(desk: Desk, lost: str, *, summary: bool) -> None:
    db, row = desk.archive.db, desk.write("kits")
    filled(desk, row, desk.write("buses"))
    desk.order(row)
    if summary:
        custody._hold(desk.archive, row, Reason.SUMMARY, Order(at=NOW))  # noqa: SLF001  # one alone of its office
    gone(db, lost, row)
    custody.undo(desk.archive, row, Order(at=NOW))
    assert db.execute("SELECT status FROM releases WHERE id = ?", [row]).fetchone() == ("live",)
    assert row not in dangling(db)
    assert all(db.table(each).count for each in shelf.tables(db)) or summary or lost == "releases"


def test_every_table_was_thought_of_that_a_release_on_the_shelf_names(desk: Desk) -> None:
    db = desk.archive.db
    named = {other for table in ("releases", "people", "roles", *shelf.tables(db)) for _, other, _ in keys(db, table)}
    assert named == {"captures", "offices", "people", "releases", "revisions", "runs", "sources"}


def dangling(db: Database) -> set[object]:
    """Return the releases of which a row names what is not there."""
    tables = ("releases", *shelf.tables(db))
    rows = db.execute("PRAGMA foreign_key_check").fetchall()
    found = [db.table(table).get(number) for table, number, _, _ in rows if table in tables]
    return {each.get("release_id") or each["id"] for each in found}


def gone(db: Database, table: str, row: int) -> None:
    """Take every row out of a table, but the release in a row itself."""
    db.execute("PRAGMA foreign_keys = OFF")
    db.table(table).delete_where("id != ?", [row if table == "releases" else 0])
    db.conn.commit()
    db.execute("PRAGMA foreign_keys = ON")


def filled(desk: Desk, row: int, other: int) -> None:
    """Give a release a row in every table, which names whatever it can name."""
    db = desk.archive.db
    person = people.row(db, desk.clerk.office, "Maren Oakhollow")
    first = {"people": person, "releases": other} | {
        name: next(db.table(name).rows)["id"] for name in ("captures", "offices", "revisions", "runs", "sources")
    }
    for table in shelf.tables(db):
        named = {column: first[to] for column, to, _ in keys(db, table)} | {"release_id": row}
        if not db.table(table).count_where("release_id = ?", [row]):
            columns = db.execute("SELECT name, type FROM pragma_table_info(?) WHERE name != 'id'", [table])
            empty = {name: 7 if kind in ("INTEGER", "REAL") else "x" for name, kind in columns.fetchall()}
            contents.insert(db, table, empty | named)
    named = {column: first[to] for column, to, _ in keys(db, "releases")}
    contents.update(db, "releases", row, {**named, "standfirst": "Kits come."})
    people.recount(db, [(person or 0, "x")])
    db.conn.commit()


def test_an_embargo_ends_though_the_bytes_of_its_answer_are_lost(desk: Desk) -> None:
    row = desk.write("kits", hours=1)
    answer = Response(url="https://x.example/", final_url="https://x.example/", status=200, body=b"x", fetched_at=NOW)
    answers.keep(desk.archive, row, 1, answer, desk.clerk.witness.run_id)
    assert desk.archive.captures is not None
    desk.archive.captures.execute("DELETE FROM blobs")
    desk.archive.captures.conn.commit()
    desk.settle(2)
    assert desk.archive.db.execute("SELECT status FROM releases").fetchall() == [("live",)]
    assert desk.told() == ["the bytes of answer 1, which waits, are not in the private file"]
