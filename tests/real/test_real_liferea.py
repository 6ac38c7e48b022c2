"""liferea, a feed reader for the desktop, subscribes to Atom and RSS."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from archive.release import Claim
from feeds.publish import publish
from tests.feeds.archives import CYMORTH, PATROLS, SITE, Newsroom, newsroom, release, tell_story
from tests.real.liferea import MISSING, Item, Liferea

pytestmark = [
    pytest.mark.real,
    pytest.mark.timeout(300),
    pytest.mark.skipif(
        bool(MISSING),
        reason=f"needs {' and '.join(MISSING)}, from Debian's packages: apt-get install liferea xvfb dbus-daemon",
    ),
]

FEEDS = {"atom": "all/atom.xml", "rss": "all/rss.xml", "changes": "changes/atom.xml"}
TITLE = "Harbour patrols to grow before the summer season, Commissioner confirms"
SURVEY = "https://www.ravenshire-pfcc.example/files/harbour-survey.pdf"
OFFICE = "Ravenshire Police, Fire and Crime Commissioner"
ODD = "R&D: 5 < 6, “Tŷ” & more"
EDITED = release(4, published=Claim(value="2026-02-14", evidence="time element"))
CHANGED = f"Edited: {EDITED.title}"
RELEASES, CHANGES = 11, 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """A newsroom whose folder is served, what was asked for, and a reader of both its feeds."""

    room: Newsroom
    public: Path
    asked: list[str]
    reader: Liferea

    def publish(self) -> None:
        """Write what the archive knows now."""
        publish(self.room.db, SITE, self.public)
        self.asked.clear()

    def load(self, more: int = 0) -> dict[str, list[Item]]:
        """Let the reader load its feeds until it has as many items of each as it should, and return them by feed."""
        expected = {"atom": RELEASES + more, "rss": RELEASES + more, "changes": CHANGES + more}

        def loaded(items: Sequence[Item]) -> bool:
            enough = all(sum(each.feed == feed for each in items) >= count for feed, count in expected.items())
            return enough and {f"/{path}" for path in FEEDS.values()} <= set(self.asked)

        items = self.reader.look(loaded)
        found = {feed: [each for each in items if each.feed == feed] for feed in FEEDS}
        assert {feed: len({each.id for each in found[feed]}) for feed in FEEDS} == expected
        assert len(items) == sum(expected.values())
        return found


@contextmanager
def served(folder: Path, asked: list[str]) -> Iterator[str]:
    """Serve a folder on this machine, and note what is asked for; give its address."""

    class Handler(SimpleHTTPRequestHandler):
        def __init__(self, *given: object) -> None:
            super().__init__(*given, directory=str(folder))  # type: ignore[arg-type]

        def log_message(self, *_: object) -> None:
            asked.append(self.path)

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    asked: list[str] = []
    with newsroom(tmp_path) as room, served(tmp_path / "public", asked) as url:
        tell_story(room)
        room.see(release(9, title=ODD))
        reader = Liferea(tmp_path / "reader", {feed: f"{url}{path}" for feed, path in FEEDS.items()})
        made = Desk(room=room, public=tmp_path / "public", asked=asked, reader=reader)
        made.publish()
        yield made


def test_liferea_has_everything_right(desk: Desk) -> None:
    found = desk.load()
    for items in (found["atom"], found["rss"]):
        assert all(each.id.startswith("tag:example.org,2026:") and not each.read for each in items)
        patrols = next(each for each in items if each.link == PATROLS.url)
        assert (patrols.title, patrols.date) == (TITLE, datetime(2026, 3, 2, 10, 15, tzinfo=UTC))
        assert OFFICE in patrols.told("author", "creator")
        assert SURVEY in patrols.told("enclosure")
        assert "changed the headline" in patrols.content
        assert "What will change" in patrols.content
        assert {CYMORTH.title, ODD} < {each.title for each in items}


def test_after_a_changed_publish_nothing_is_doubled_and_an_edit_is_told_by_the_feed_of_changes(desk: Desk) -> None:
    """The reader keeps what it first saw under an id, so that an edit reaches its reader as an entry of its own."""
    before = desk.load()
    desk.room.later(hours=3)
    desk.room.see(release(10, title="A wholly new release"))
    desk.room.see(replace(EDITED, html="<p>Every word is another.</p>", text="Every word is another."))
    desk.publish()
    after = desk.load(more=1)
    for feed, title in (("atom", "A wholly new release"), ("rss", "A wholly new release"), ("changes", CHANGED)):
        known = {each.id for each in before[feed]}
        assert [each for each in after[feed] if each.id in known] == before[feed]
        (new,) = (each for each in after[feed] if each.id not in known)
        assert (new.title, new.read) == (title, False)


def test_loading_the_same_again_changes_nothing(desk: Desk) -> None:
    before = desk.load()
    desk.publish()
    assert desk.load() == before
