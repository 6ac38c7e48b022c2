"""Publishing what changed, and nothing else, is the same as publishing everything."""

import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st

from archive.release import Claim, Release
from archive.store import custody, people, topics
from archive.store.holds import Order
from archive.topic import Topic
from feeds.publish import publish
from tests.feeds.archives import CYMORTH, MORWEN, NEWS, PATROLS, SITE, Newsroom, newsroom, release

Action = Callable[[Newsroom], None]


def seen(made: Release) -> Action:
    return lambda room: room.see(made)


def morwen(room: Newsroom) -> None:
    room.open_office(MORWEN)
    room.see(CYMORTH, MORWEN)


def execute(sql: str, *values: object) -> Action:
    def act(room: Newsroom) -> None:
        room.db.execute(sql, list(values))
        room.db.conn.commit()

    return act


def spoken(room: Newsroom) -> None:
    """Let one person be quoted in every release, once more than before."""
    office = room.db.execute("SELECT id FROM offices WHERE slug = 'ravenshire'").fetchone()[0]
    person = people.row(room.db, office, "Maren Oakhollow")
    execute(
        "INSERT INTO quotes (release_id, person_id, speaker, role, start, end, text) "
        "SELECT id, ?, 'Maren Oakhollow', '', 0, 3, 'The' FROM releases WHERE office_id = ?",
        *(person, office),
    )(room)


def about(query: str, welsh: str = "") -> Action:
    """Let there be one topic, of the releases that a search finds; welsh: its name in Welsh."""
    return lambda room: topics.keep(room.db, [Topic(slug="stories", name="Stories", name_cy=welsh, query=query)])


def ordered_away(room: Newsroom) -> None:
    """Withhold the first release as the command does."""
    for (row,) in room.db.execute("SELECT min(id) FROM releases WHERE status != 'withheld'").fetchall():
        if row:
            custody.withhold(room.archive, row, Order(at=room.now))


def put_back(room: Newsroom) -> None:
    for each in custody.withheld(room.archive):
        custody.undo(room.archive, each.hold.release, Order(at=room.now))


def missed(room: Newsroom) -> None:
    if room.db.execute("SELECT 1 FROM releases WHERE url = ? AND status = 'live'", [f"{NEWS}story-1/"]).fetchone():
        room.miss(f"{NEWS}story-1/")


ACTIONS: dict[str, Action] = {
    "new": seen(release(1)),
    "another": seen(release(2, published=Claim(value="2025-11"))),
    "undated": seen(release(3, published=Claim())),
    "old": seen(release(4, published=Claim(value="2014-05-06"))),
    "long": seen(PATROLS),
    "edited": seen(release(1, text="The first paragraph was changed.\n\nThe second one.")),
    "redated": seen(release(1, published=Claim(value="2026-01-13"))),
    "retitled": seen(replace(PATROLS, title="Harbour patrols to grow before the summer season, it is said")),
    "another office": morwen,
    "missing": missed,
    "withheld": execute("UPDATE releases SET status = 'withheld' WHERE url = ?", f"{NEWS}story-2/"),
    "ordered away": ordered_away,
    "put back": put_back,
    # a stub that an order left has no text, and comes back by an order alone
    "shown again": execute("UPDATE releases SET status = 'live' WHERE status = 'withheld' AND text != ''"),
    "renamed": execute("UPDATE offices SET name = name || ' and Mayor' WHERE slug = 'ravenshire'"),
    "in Welsh": seen(replace(CYMORTH, url=f"{NEWS}cymorth/")),
    "withheld in Welsh": execute("UPDATE releases SET language = 'cy' WHERE status = 'withheld'"),
    "no longer in Welsh": execute("UPDATE releases SET language = 'en' WHERE language = 'cy'"),
    "no picture": execute("DELETE FROM images"),
    "quoted": spoken,
    "unquoted": execute("DELETE FROM quotes WHERE release_id = 1"),
    "sorted": about("story"),
    "sorted otherwise": about("harbour OR changed"),
    "sorted in Welsh": about("story", "Straeon"),
    "nothing": lambda _room: None,
}


def published(folder: Path) -> dict[str, bytes]:
    return {str(each.relative_to(folder)): each.read_bytes() for each in folder.rglob("*") if each.is_file()}


@settings(max_examples=12, deadline=None)
@given(actions=st.lists(st.sampled_from(sorted(ACTIONS)), min_size=1, max_size=8))
@example(actions=["new", "another", "withheld", "withheld in Welsh", "shown again"])
@example(actions=["another", "new", "in Welsh"])
@example(actions=["another", "ordered away", "shown again"])
@example(actions=["new", "quoted", "sorted", "another office", "in Welsh", "sorted in Welsh", "no longer in Welsh"])
@example(actions=["in Welsh", "quoted", "sorted", "ordered away", "another office", "new", "put back"])
@example(actions=["new", "edited", "sorted", "ordered away", "put back"])
@example(actions=["long", "new", "another office", "renamed", "missing", "missing", "edited"])
@example(actions=["old", "undated", "another", "no picture", "quoted", "retitled", "redated"])
@example(actions=["new", "long", "sorted", "quoted", "another", "unquoted", "quoted", "sorted otherwise", "withheld"])
def test_a_folder_that_was_kept_up_to_date_equals_one_that_is_made_at_once(actions: list[str]) -> None:
    with tempfile.TemporaryDirectory() as place, newsroom(Path(place)) as room:
        folder, press = Path(place) / "public", Path(place) / "press.db"
        publish(room.db, SITE, folder, press=press)
        for action in actions:
            room.later(hours=17)
            ACTIONS[action](room)
            publish(room.db, SITE, folder, press=press)
        publish(room.db, SITE, Path(place) / "anew")
        assert published(folder) == published(Path(place) / "anew")
