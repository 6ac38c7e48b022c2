"""Whatever is done to releases, in whatever order: both files agree, and all is shown again in the end."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeAlias

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from archive import anatomy, compare
from archive.store import custody, ledger, shelf, topics, whole
from archive.topic import Topic
from tests.archive.releases import KITS, NOW
from tests.archive.store.archives import archive_in
from tests.archive.store.test_store_combined import Desk

FOLLOWED = (
    (),
    (Topic(slug="kits", name="Kits", query="title:kits"),),
    (Topic(slug="speed", name="Speed", query="speeding"), Topic(slug="kits", name="Kits", query="fourteen")),
)
SAID = "Hester Callowhill, Police and Crime Commissioner, said: “A kit can save a life on the last bus, number {}.”"


class Floor:
    """A desk at which everything happens, and what it was told last."""

    def __init__(self, desk: Desk) -> None:
        """Take a desk; nothing is followed there, and offices are published in full."""
        self.desk = desk
        self.followed: tuple[Topic, ...] = ()
        self.summary = False
        self.hours = 0
        self.count = 0

    def rows(self, *, served: bool = False) -> list[int]:
        """Return the releases, or those alone that are served whole."""
        found = [row for (row,) in self.desk.archive.db.execute("SELECT id FROM releases ORDER BY id").fetchall()]
        return [row for row in found if not served or row not in whole.waiting(self.desk.archive)]

    def settle(self) -> None:
        """Begin a run, and end it."""
        self.desk.settle(self.hours, summary=self.summary)
        topics.keep(self.desk.archive.db, self.followed)
        ledger.sign(self.desk.archive.db, NOW)


Act: TypeAlias = Callable[[Floor, int], None]


def write(floor: Floor, number: int) -> None:
    floor.count += 1
    floor.desk.write(f"kits-{floor.count}", hours=(None, None, floor.hours + 2, floor.hours + 99)[number % 4])


def edit(floor: Floor, number: int) -> None:
    desk = floor.desk
    known = whole.known(desk.archive, desk.clerk.office)
    if known:
        floor.count += 1
        one, words = known[number % len(known)], SAID.format(floor.count)
        seen = replace(KITS, url=one.url, text=words, html=f"<p>{words}</p>", aliases=tuple(one.aliases))
        parts = anatomy.read(seen)
        whole.apply(desk.archive, compare.seen(seen, one, "1"), desk.clerk.witness, parts, None)


def merge(floor: Floor, number: int) -> None:
    rows = floor.rows(served=True)
    if len(rows) > 1:
        one = number % (len(rows) - 1)
        floor.desk.merge(rows[one], rows[one + 1])


def link(floor: Floor, number: int) -> None:
    """Let a release be a translation of the next one, and in dispute with it."""
    rows, db = floor.rows(served=True), floor.desk.archive.db
    if len(rows) > 1:
        one = number % (len(rows) - 1)
        pair = sorted(rows[one : one + 2], reverse=bool(number % 2))
        db.execute("UPDATE releases SET translation_of = ? WHERE id = ?", pair)
        db.execute(
            "INSERT INTO conflicts (office_id, release_id, other_id, kind, value, at) VALUES (1, ?, ?, 'url', ?, '')",
            [*pair, f"x.example/{number}/{floor.count}"],
        )
        db.conn.commit()
        floor.count += 1


def withhold(floor: Floor, number: int) -> None:
    rows = floor.rows()
    if rows:
        floor.desk.order(rows[number % len(rows)])


def undo(floor: Floor, number: int) -> None:
    held = custody.withheld(floor.desk.archive)
    if held:
        floor.desk.order(held[number % len(held)].hold.release, undo=True)


def follow(floor: Floor, number: int) -> None:
    floor.followed = FOLLOWED[number % len(FOLLOWED)]
    topics.keep(floor.desk.archive.db, floor.followed)


def publish(floor: Floor, number: int) -> None:
    floor.summary = bool(number % 2)
    floor.settle()


def wait(floor: Floor, number: int) -> None:
    floor.hours += number
    floor.settle()


ACTS: dict[str, Act] = {
    each.__name__: each for each in (write, edit, merge, link, withhold, undo, follow, publish, wait)
}
STEPS = st.lists(st.tuples(st.sampled_from(sorted(ACTS)), st.integers(0, 7)), max_size=14)
BEGIN = [("write", 0), ("write", 1), ("write", 2), ("write", 4), ("follow", 1)]


@pytest.mark.slow
@settings(max_examples=25, deadline=None)
@given(steps=STEPS)
@example(steps=[("withhold", 0), ("follow", 0), ("wait", 1), ("undo", 0)])
@example(steps=[("publish", 1), ("follow", 2), ("publish", 0), ("follow", 1)])
@example(steps=[("link", 1), ("withhold", 1), ("merge", 0), ("undo", 0)])
@example(steps=[("link", 0), ("withhold", 0), ("merge", 0), ("edit", 0), ("publish", 1), ("undo", 0), ("edit", 0)])
def test_both_files_agree_after_every_act_and_all_is_shown_again_in_the_end(steps: list[tuple[str, int]]) -> None:
    with TemporaryDirectory() as folder, archive_in(Path(folder)) as archive:
        floor = Floor(Desk(archive))
        for act, number in BEGIN + steps:
            ACTS[act](floor, number)
            ledger.sign(archive.db, NOW)
            assert floor.desk.told() == [], act
        floor.summary, floor.hours = False, floor.hours + 1000
        floor.settle()
        while custody.withheld(archive):
            undo(floor, 0)
        floor.settle()
        assert floor.desk.told() == []
        assert archive.captures is not None
        assert shelf.every(archive.captures) == set()
        shown = archive.db.execute("SELECT status, text != '', title FROM releases").fetchall()
        assert set(shown) == {("live", 1, KITS.title)}
