"""What sites' robots.txt said, kept so that it is asked for once a day and not in every run."""

from collections.abc import Iterator, MutableMapping

from sqlite_utils import Database

from archive.response import RobotsFile
from archive.store.connection import moment, text, writing


class RobotsShelf(MutableMapping[str, RobotsFile]):
    """The robots.txt of every origin ("https://www.example.org"), read once from the archive and written through."""

    def __init__(self, db: Database) -> None:
        """Take an archive that is open for writing."""
        self._db = db
        rows = db.execute("SELECT origin, text, fetched_at FROM robots").fetchall()
        self._files = {origin: RobotsFile(text=rules, fetched_at=moment(at)) for origin, rules, at in rows}

    def __getitem__(self, origin: str) -> RobotsFile:
        """Return what an origin said; KeyError when it was never asked."""
        return self._files[origin]

    def __setitem__(self, origin: str, file: RobotsFile) -> None:
        """Keep what an origin says."""
        self._files[origin] = file
        with writing(self._db):
            self._db.execute(
                "INSERT INTO robots (origin, text, fetched_at) VALUES (?, ?, ?) ON CONFLICT (origin) "
                "DO UPDATE SET text = excluded.text, fetched_at = excluded.fetched_at",
                [origin, file.text, text(file.fetched_at)],
            )

    def __delitem__(self, origin: str) -> None:
        """Forget what an origin said."""
        del self._files[origin]
        with writing(self._db):
            self._db.execute("DELETE FROM robots WHERE origin = ?", [origin])

    def __iter__(self) -> Iterator[str]:
        """Iterate over the origins."""
        return iter(self._files)

    def __len__(self) -> int:
        """Count the origins."""
        return len(self._files)
