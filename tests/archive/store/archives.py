"""An archive in a folder of its own, and what a run writes into it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from archive.anatomy import Anatomy
from archive.change import Change
from archive.export import answers
from archive.office import Office, Source
from archive.store import captures, offices, releases, runs
from archive.store.connection import Archive, opened
from archive.store.exports import Choice
from archive.store.witness import Witness
from tests.archive.releases import NOW

OFFICE = Office(
    id="marchshire",
    name="Police and Crime Commissioner for Marchshire",
    area="Marchshire",
    home="https://www.marchshire.example/",
    sources=(Source(url="https://www.marchshire.example/"),),
)


@contextmanager
def archive_in(folder: Path) -> Iterator[Archive]:
    """Open the archive of a folder."""
    with opened(folder / "copperplate.db", folder / "copperplate-captures.db") as archive:
        yield archive


def exported(archive: Archive, *, private: bool) -> bytes:
    """Return the addresses and bodies of an export, as they stand in its files."""
    from warcio.archiveiterator import ArchiveIterator  # noqa: PLC0415  # only here

    folder = archive.path.with_name("private" if private else "shown")
    files = answers.Files(database=archive.path, captures=archive.path.with_name("copperplate-captures.db"))
    found = b""
    for path in answers.write(files, folder, Choice(), NOW, private=private).files:
        with (folder / path.name).open("rb") as file:
            for record in ArchiveIterator(file):
                found += (record.rec_headers.get_header("WARC-Target-URI") or "").encode()
                found += record.content_stream().read()
    return found


class Clerk:
    """Writes changes into an archive as a run would."""

    def __init__(self, archive: Archive) -> None:
        """Register the office, its source and a run."""
        self.archive = archive
        self.office = offices.keep(archive.db, OFFICE, NOW)
        self.witness = Witness(
            office=OFFICE.id,
            office_row=self.office,
            source_row=offices.state(archive.db, self.office, OFFICE.sources[0]).id,
            authority=offices.authority(archive.db, "example.org,2026", NOW),
            run_id=runs.begin(archive.db, "0", NOW),
            parser="1",
            capture_id=None,
            at=NOW,
        )

    def write(self, change: Change, at: datetime = NOW, parts: Anatomy | None = None) -> int:
        """Write one change as seen at a time; return the row of the release."""
        return releases.apply(self.archive.db, change, replace(self.witness, at=at), parts)

    def capture(self, body: bytes, at: datetime = NOW) -> int:
        """Keep an answer with that body."""
        from archive.response import Response  # noqa: PLC0415  # only here

        url = "https://www.marchshire.example/news/bleed-kits/"
        headers = (("Content-Type", "text/html"), ("ETag", '"1"'))
        answer = Response(url=url, final_url=url, status=200, body=body, fetched_at=at, headers=headers)
        return captures.keep(self.archive, answer, self.witness.run_id)

    def tables(self) -> dict[str, int]:
        """Return how many rows each table has that a run fills."""
        names = ("releases", "revisions", "events", "release_urls", "sightings", "attachments", "images", "captures")
        return {name: self.archive.db.table(name).count for name in names}
