"""Whoever reads while a run writes: never locked out, and never shown half of anything."""

import sqlite3
from contextlib import closing
from pathlib import Path
from threading import Event, Thread

from archive.store.connection import opened_for_reading
from tests.archive.newsroom import newsroom

_HALF_WRITTEN = (
    "SELECT r.path FROM releases r LEFT JOIN sightings s ON s.release_id = r.id WHERE s.release_id IS NULL "
    "OR r.revision != (SELECT count(*) FROM revisions WHERE release_id = r.id) "
    "OR NOT EXISTS (SELECT 1 FROM events WHERE release_id = r.id) "
    "OR NOT EXISTS (SELECT 1 FROM release_urls WHERE release_id = r.id) "
    "OR r.id NOT IN (SELECT rowid FROM releases_fts WHERE releases_fts MATCH 'the OR y')"
)


class Reader(Thread):
    """Asks the same file over and over, as a program does that knows nothing of ours."""

    def __init__(self, path: Path) -> None:
        """Take the file."""
        super().__init__()
        self.path, self.stop = path, Event()
        self.counts: list[int] = []
        self.half: set[str] = set()
        self.error: Exception | None = None

    def run(self) -> None:
        """Read until told to stop; what is raised is for the test to see."""
        try:
            with closing(sqlite3.connect(f"{self.path.as_uri()}?mode=ro", uri=True, timeout=0)) as db:
                while not self.stop.is_set():
                    self.half |= {path for (path,) in db.execute(_HALF_WRITTEN)}
                    self.counts.append(db.execute("SELECT count(*) FROM releases").fetchone()[0])
        except Exception as error:  # noqa: BLE001  # the test raises it
            self.error = error


def test_readers_are_never_locked_out_and_never_see_half_a_release(tmp_path: Path) -> None:
    with newsroom(tmp_path) as room:
        readers = [Reader(tmp_path / "copperplate.db") for _ in range(2)]
        for reader in readers:
            reader.start()
        for day in (0, 1):
            room.run(day)
        for reader in readers:
            reader.stop.set()
            reader.join()
    for reader in readers:
        assert reader.error is None
        assert reader.half == set()
        assert reader.counts == sorted(reader.counts)
        assert len(set(reader.counts)) > 2  # it saw the archive grow


def test_what_was_opened_before_a_run_ends_with_what_the_run_has_written(tmp_path: Path) -> None:
    with newsroom(tmp_path) as room:
        room.run(0)
        with opened_for_reading(tmp_path / "copperplate.db") as reader:
            before = reader.db.table("releases").count
            room.run(1)
            assert reader.db.table("releases").count == before + 1
