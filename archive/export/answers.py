"""What sites answered, from the archive into WARC files."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from archive.export import place, warc
from archive.store import captures, exports, offices
from archive.store.connection import Archive, opened_as_it_is, opened_for_reading
from archive.store.exports import Choice


@dataclass(frozen=True, slots=True, kw_only=True)
class Files:
    """The two files of an archive."""

    database: Path
    captures: Path


def write(files: Files, folder: Path, choice: Choice, now: datetime, *, private: bool) -> warc.Written:
    """Write answers into a new folder, what may not be shown only when it is private; StoreError when there is one."""
    with (
        opened_for_reading(files.database) as archive,
        opened_as_it_is(files.captures) as kept,
        place.folder(folder) as made,
    ):
        whole = Archive(db=archive.db, captures=kept, path=files.database)
        orders = warc.Orders(
            folder=made,
            name=f"copperplate-{now:%Y%m%d%H%M%S}",
            of=f"tag:{offices.founding(archive.db)[0]}:",
            body=partial(captures.body, whole),
            now=now,
            repeated=frozenset(exports.repeated(archive.db)),
            traces=() if private else exports.traces(archive.db, kept),
        )
        left_out = set() if private else exports.private(archive.db, kept)
        found = exports.captures(archive.db, choice)
        return warc.write((each for each in found if each.id not in left_out), orders)
