"""Runs that are killed at random moments: nothing that was committed is lost, and the next one is well.

Every run has work: three offices, each of which edits a release and publishes another before it.
"""

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from archive.sample import post, story
from tests.stories.stage import Stage

SLUGS = tuple(one.slug for one in post.every()[:8])
OFFICES = ("marchshire", "ravenshire", "fellshire")
CONFIG = """
[archive]
authority = "example.org,2026"
[site]
url = "https://record.example.org/"
[fetch]
delay = 0.0
preserve = 5
allow_private_addresses = true
"""
SEEN = {
    "captures": "SELECT id, sha256, fetched_at FROM captures",
    "revisions": "SELECT id, fingerprint, seen_at FROM revisions",
    "events": "SELECT id, kind, at FROM events",
    "ledger": "SELECT id, kind, digest FROM ledger",
}


class Newsroom:
    """Three offices, and a scraper that somebody keeps killing."""

    def __init__(self, folder: Path, stages: dict[str, Stage], zygote: subprocess.Popen[str]) -> None:
        """Take a folder, the offices' sites, and what starts runs."""
        self.folder, self.stages, self._zygote = folder, stages, zygote
        self.day = 0
        self.seconds = 1.0  # that the last whole run took

    def news(self) -> None:
        """Let a day pass at every office: one release is edited, one is new."""
        self.day += 1
        for stage in self.stages.values():
            stage.day = self.day
            slug = random.choice(SLUGS)  # noqa: S311  # no secret
            one = stage.posts[slug]
            stage.edit(slug, one.body, f"{one.body}\n<p>On day {self.day} the office added this sentence here.</p>")
            new = replace(one, id=10_000 + self.day, slug=f"day-{self.day}", title=f"What happened on day {self.day}")
            stage.posts[new.slug] = replace(new, published=stage.now - timedelta(hours=1), modified=stage.changed)

    def run(self, *, kill_after: float | None = None) -> int:
        """Run, or begin to, and return the exit code; -9 when it was killed."""
        begun = time.monotonic()
        moment = (story.START + timedelta(days=self.day)).isoformat()
        self._say(f"run {moment}" if kill_after is None else f"doomed {moment}")
        if kill_after is not None:
            time.sleep(kill_after)
            self.seen = self.committed()
            self._say("now")
        code = self._end()
        if kill_after is None:
            self.seconds = time.monotonic() - begun
        return code

    def verify(self) -> int:
        """Look whether all is well, and return the exit code."""
        self._say("verify")
        return self._end()

    def committed(self) -> dict[str, set[tuple[object, ...]]]:
        """Return what another program sees in the archive now, nothing before there is one."""
        with closing(sqlite3.connect(f"file:{self.folder / 'copperplate.db'}?mode=ro", uri=True)) as db:
            there = {name for (name,) in db.execute("SELECT name FROM sqlite_master")}
            return {name: set(db.execute(sql)) if name in there else set() for name, sql in SEEN.items()}

    def half_written(self) -> list[str]:
        """Return the published files that are not whole."""
        return [str(path) for path in (self.folder / "public").rglob("*") if path.is_file() and not whole(path)]

    def _say(self, line: str) -> None:
        assert self._zygote.stdin
        print(line, file=self._zygote.stdin, flush=True)

    def _end(self) -> int:
        assert self._zygote.stdout
        return os.waitstatus_to_exitcode(int(self._zygote.stdout.readline()))


def whole(path: Path) -> bool:
    """Tell whether a published file can be read to its end."""
    text = path.read_text(encoding="utf-8", errors="replace")
    try:
        if path.suffix == ".xml":
            ET.fromstring(text)  # noqa: S314  # our own
        elif path.suffix == ".json":
            json.loads(text)
    except (ValueError, ET.ParseError):
        return False
    return path.suffix != ".html" or text.rstrip().endswith("</html>")


@contextmanager
def newsroom(folder: Path) -> Iterator[Newsroom]:
    """Put three offices on their stages, configure them, and load what runs."""
    with ExitStack() as stack:
        stages = {office: stack.enter_context(Stage(SLUGS)) for office in OFFICES}
        named = "".join(f'[offices.{office}]\nhome = "{stage.url}/"\n' for office, stage in stages.items())
        (folder / "copperplate.toml").write_text(CONFIG + named, encoding="utf-8")
        zygote = stack.enter_context(
            subprocess.Popen(  # noqa: S603  # ours
                [sys.executable, "-m", "tests.stories.zygote", str(folder / "copperplate.toml")],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
        )
        yield Newsroom(folder, stages, zygote)
        assert zygote.stdin
        zygote.stdin.close()


@pytest.mark.parametrize(
    "kills",
    [
        pytest.param(15, marks=[pytest.mark.slow, pytest.mark.timeout(300)]),
        pytest.param(200, marks=[pytest.mark.real, pytest.mark.timeout(3600)]),
    ],
)
def test_runs_that_are_killed_at_random_moments_lose_nothing_and_the_next_one_is_well(
    tmp_path: Path, kills: int
) -> None:
    random.seed(20260305)
    killed = 0
    with newsroom(tmp_path) as room:
        assert room.run() == 0
        for number in range(kills):
            room.news()
            code = room.run(kill_after=random.uniform(0, room.seconds))  # noqa: S311  # no secret
            killed += code == -signal.SIGKILL
            after = room.committed()
            assert room.verify() == 0, f"kill {number}"
            assert {name: rows - after[name] for name, rows in room.seen.items()} == {name: set() for name in SEEN}
            assert room.half_written() == []
            assert room.run() == 0, f"the run after kill {number}"
        assert room.verify() == 0
        report = subprocess.run(
            ["sha256sum", "--check", "--quiet", "manifest.sha256"],  # noqa: S607  # wherever it is
            cwd=tmp_path / "public",
            capture_output=True,
            text=True,
            check=False,
        )
        assert (report.returncode, report.stdout) == (0, "")
        assert len(list((tmp_path / "public" / "marchshire").rglob("day-*/index.html"))) == kills
    assert killed > kills / 2
