"""What somebody sees who subscribes, polls after each of ten runs, and remembers ids as every reader does."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

import feedparser
import pytest

from archive.release import Claim, Release
from feeds import history, ourselves
from feeds.publish import publish
from tests.feeds.archives import NEWS, SITE, Newsroom, newsroom, release

OLD = [release(number, published=Claim(value=f"20{12 + number % 9}-05-06")) for number in range(100, 115)]
LONG = "The same words as ever, and enough of them to know it again. " * 6


def story(number: int, day: int) -> Release:
    """Return a release of March 2026."""
    text = f"{LONG}Story {number}."
    return release(number, published=Claim(value=f"2026-03-{day:02}"), text=text, html=f"<p>{text}</p>")


def moved(made: Release) -> Release:
    return replace(made, url=made.url.replace("ravenshire-pfcc", "ravenshire-commissioner"))


def seen(*made: Release) -> Callable[[Newsroom], None]:
    def act(room: Newsroom) -> None:
        for each in made:
            room.see(each)

    return act


@dataclass(slots=True)
class Subscriber:
    """A reader of one feed: what it has, and what the last poll showed as new, the newest first."""

    path: Path
    read: dict[str, str] = field(default_factory=dict)

    def poll(self) -> list[str]:
        """Ask for the feed; return the titles that are new."""
        found = feedparser.parse(self.path.read_bytes())
        assert not found.bozo
        ids = [each.id for each in found.entries]
        assert len(ids) == len(set(ids))
        new = [each.title for each in found.entries if each.id not in self.read]
        self.read |= {each.id: each.title for each in found.entries}
        return new


def title(number: int) -> str:
    return f"Story number {number} of the year"


RUNS: list[tuple[str, Callable[[Newsroom], None], list[str], list[str]]] = [
    ("two at first", seen(story(1, 1), story(2, 2)), [title(2), title(1)], []),
    ("one new", seen(story(3, 4)), [title(3)], []),
    ("an edit", seen(replace(story(1, 1), text="Other words.")), [], [f"Edited: {title(1)}"]),
    ("missing", lambda room: room.miss(f"{NEWS}story-2/"), [], []),
    ("missing still", lambda room: room.miss(f"{NEWS}story-2/"), [], []),
    ("removed", lambda room: room.miss(f"{NEWS}story-2/"), [], [f"Removed: {title(2)}"]),
    ("back again", seen(story(2, 2)), [], [f"Restored: {title(2)}"]),
    ("another domain", seen(moved(story(3, 4))), [], []),
    ("a backfill", seen(*OLD), [], []),
    ("an upgrade of ours", lambda _room: None, [], []),
]


def test_ten_runs_show_each_release_once_and_each_change_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history, "NEWEST", 8)
    public = tmp_path / "public"
    names = ("atom.xml", "rss.xml")
    news, changes = ([Subscriber(public / feed / name) for name in names] for feed in ("all", "changes"))
    with newsroom(tmp_path) as room:
        for number in range(10, 18):  # the archive is older than the subscription
            room.see(story(number, 1))
        publish(room.db, SITE, public, press=tmp_path / "press.db")
        for each in news:
            each.poll()
        for what, act, released, changed in RUNS:
            room.later(days=1)
            act(room)
            if what == "an upgrade of ours":
                monkeypatch.setattr(ourselves, "digest", lambda: "of another version")
            publish(room.db, SITE, public, press=tmp_path / "press.db")
            assert [each.poll() for each in news] == [released] * 2, what
            assert [each.poll() for each in changes] == [changed] * 2, what
