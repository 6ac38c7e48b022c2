"""An office edits, redates, removes, restores, moves and comes back, over ten runs: all of it against golden files.

To write the golden file anew, after a change that is meant: delete it, and run this test.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from difflib import ndiff
from pathlib import Path

import pytest

from archive.release import LONDON
from archive.sample import fault
from archive.store.connection import opened
from feeds import publish
from feeds.site import Site as Published
from tests.archive.newsroom import Newsroom
from tests.stories import ledger
from tests.stories.stage import Stage

GOLDEN = Path(__file__).parent / "ten-runs.txt"
CHIEF = "kwame-larkspur-confirmed-as-chief-constable"
DOGS = "who-looks-after-the-dogs-that-look-after-us"
REPORT = "annual-report-2025-26"
FIRE = "thank-you-to-those-who-fought-the-fire-on-hoarstone-moor"
CHEMISTS = "chemists-offer-a-quiet-room-to-people-in-danger-at-home"
PATROLS = "patrols-cut-anti-social-behaviour-by-a-third"
WAITING = "statement-on-101-waiting-times"
CAMERAS = "facial-recognition-cameras-to-be-tried-at-the-goose-fair"
YOUNG = "young-people-to-question-the-chief-constable-on-stop-and-search"
SLUGS = (CHIEF, DOGS, REPORT, FIRE, CHEMISTS, PATROLS, WAITING, CAMERAS)


class Story:
    """Ten runs of a newsroom; what each of them changed is written down."""

    def __init__(self, folder: Path, room: Newsroom, stage: Stage) -> None:
        """Begin with an empty archive."""
        self.folder = folder
        self.room = room
        self.stage = stage
        self.told: list[str] = []
        self._before: list[str] = []

    def run(self, day: int, title: str) -> None:
        """Scrape and publish on a day, and write down what is there now that was not there before."""
        report = self.room.run(day)
        site = Published(
            title="The Marchshire Record",
            url="https://record.example.org/",
            authority="example.org,2026",
            created=datetime(2026, 9, 28, 8, tzinfo=LONDON),
        )
        publish.publish(self.room.archive.db, site, self.folder / "public")
        after = [self._plain(line) for line in ledger.lines(self.room.archive.db, self.folder / "public")]
        self.told += [f"== day {day}: {title}", f"   {report.summary()}; exit {report.exit_code}"]
        self.told += [line for line in ndiff(self._before, after, linejunk=None) if line[0] in "+-"]
        self.told.append("")
        self._before = after

    def _plain(self, line: str) -> str:
        """Put names in the place of what differs from one machine to the next."""
        port = self.stage.url.rpartition(":")[2]
        return line.replace(f"127.0.0.1:{port}", "www.marchshire.example").replace(
            f"localhost:{port}", "new.marchshire.example"
        )


@contextmanager
def story_in(folder: Path) -> Iterator[Story]:
    """Open an archive in a folder, and the stage."""
    with opened(folder / "copperplate.db", folder / "captures.db") as archive, Stage(SLUGS) as stage:
        yield Story(folder, Newsroom(archive, stage), stage)


def test_ten_runs_leave_the_tables_and_feeds_that_the_golden_file_shows(tmp_path: Path) -> None:
    with story_in(tmp_path) as story:
        _tell(story)
        told = "\n".join(story.told)
    if not GOLDEN.exists():
        GOLDEN.write_text(told, encoding="utf-8")
        pytest.fail(f"{GOLDEN.name} was written anew: read it, and run this again")
    assert told == GOLDEN.read_text(encoding="utf-8")


def _tell(story: Story) -> None:
    stage = story.stage

    def act(day: int) -> None:
        stage.day = day

    story.run(0, "the archive begins")
    act(1)
    stage.edit(PATROLS, "fell by 34 per cent", "fell by 31 per cent")
    stage.add(YOUNG)
    story.run(1, "one release is edited, and one is new")
    act(2)
    stage.redate(WAITING, datetime(2026, 9, 14, 9, tzinfo=LONDON))
    put_back = stage.take_down(CAMERAS)
    story.run(2, "one is redated, and one is taken down")
    act(3)
    stage.faults["/"] = 503
    story.run(3, "the site is down")
    act(4)
    stage.faults["/"] = fault.challenge
    story.run(4, "an anti-bot page stands before it")
    act(5)
    stage.faults.clear()
    story.run(5, "the site is back; what was taken down is still gone")
    act(6)
    stage.rename(CHEMISTS, "a-quiet-room-at-the-chemists")
    stage.edit(CHIEF, "Mr Larkspur, 49,", "Mr Larkspur, 48,")
    story.run(6, "one has a new address, one is edited, and the removal is certain")
    act(7)
    put_back()
    stage.edit(CAMERAS, "cameras", "Cameras")
    story.run(7, "what was removed comes back, not quite the same")
    act(8)
    stage.host, stage.ways = "localhost", frozenset({"listing"})
    stage.look = lambda page: page.replace(b"</main>", b"<p>Follow us on every channel.</p></main>")
    story.run(8, "the office moves to a new address, another system and another look")
    act(9)
    story.run(9, "a quiet day")
