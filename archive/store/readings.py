"""What our own parser makes of the versions that were seen: read again, and written without anything having happened.

An office did nothing when we read it better: no revision, no event, no sighting, no new date in a feed.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import groupby
from typing import TYPE_CHECKING, Any

from sqlite_utils import Database

from archive.change import Listed
from archive.release import Alias, AliasKind, Channel, Claim, Release
from archive.store import anatomy, contents, ledger
from archive.store.connection import writing
from archive.store.visibility import shown
from archive.version import Version

if TYPE_CHECKING:
    from archive.anatomy.parts import Anatomy

_VERSIONS = (  # each revision with its own answer, and each release that was read from another one since
    "SELECT v.capture_id AS capture, r.id AS row, v.id AS revision, "
    "v.number = r.revision AND v.capture_id IS r.capture_id AS current, v.channel AS channel FROM revisions v "
    "JOIN releases r ON r.id = v.release_id WHERE v.capture_id IS NOT NULL UNION ALL "
    "SELECT r.capture_id, r.id, NULL, 1, r.channel FROM releases r JOIN revisions v ON v.release_id = r.id "
    "AND v.number = r.revision WHERE r.capture_id IS NOT NULL AND r.capture_id IS NOT v.capture_id"
)
_SELECT = (
    "SELECT x.capture, x.row, x.revision, x.current, x.channel, o.slug, r.path, s.language, r.listed_title, "
    f"r.listed_published, r.listed_evidence FROM ({_VERSIONS}) x JOIN releases r ON r.id = x.row "
    "JOIN offices o ON o.id = r.office_id JOIN sources s ON s.id = r.source_id "
    f"WHERE {shown()}"
)
_OURS = frozenset("parser fingerprint digest word_count published_day published_at published_precision".split())


def by_capture(db: Database, offices: Sequence[str] = ()) -> Iterator[tuple[int, tuple[Version, ...]]]:
    """Yield the row of each answer with the versions that were read from it, of some offices (slugs) or of all."""
    some = f" AND o.slug IN ({', '.join('?' * len(offices))})" if offices else ""
    rows = db.execute(f"{_SELECT}{some} ORDER BY x.capture, x.row, x.revision", list(offices)).fetchall()
    for capture, found in groupby(rows, key=lambda row: row[0]):
        yield int(capture), tuple(_version(db, row) for row in found)


def current(db: Database, row: int) -> Version | None:
    """Return the version that `releases` shows in a row; None when its answer was not kept."""
    found = db.execute(f"{_SELECT} AND x.current AND x.row = ?", [row]).fetchone()
    return _version(db, found) if found else None


def renew(
    db: Database, version: Version, release: Release, parser: str, parts: "Anatomy | None", *, write: bool = True
) -> Mapping[str, tuple[str, str]]:
    """Write a version as it is read now; return what differed: the name, and what was there before and after.

    What differs in a table of its own has no words. write: False tells what would differ, and leaves all as it is.
    """
    changed: dict[str, tuple[str, str]] = {}
    with suppress(_NotWrittenError), writing(db):
        columns = contents.columns(release)
        if version.revision is not None:
            kept = {name: columns[name] for name in contents.OF_A_VERSION} | {"parser": parser}
            changed |= _renew(db, "revisions", version.revision, kept)
            ledger.reread(db, version.revision)
        if version.current:
            changed |= _renew(db, "releases", version.release, columns | {"parser": parser})
            same = "digest" not in changed
            tables = (
                *contents.keep(db, version.release, release, same=same),
                *anatomy.keep(db, version.release, parts),
            )
            changed |= dict.fromkeys(tables, ("", ""))
        if not write:
            raise _NotWrittenError
    return {name: words for name, words in changed.items() if name not in _OURS}


class _NotWrittenError(Exception):
    """Undoes a transaction that was only to tell what it would do."""


def _renew(db: Database, table: str, row: int, values: dict[str, object]) -> dict[str, tuple[str, str]]:
    """Write the columns that differ, and return them with what they said."""
    found = db.execute(f"SELECT {', '.join(values)} FROM {table} WHERE id = ?", [row]).fetchone()
    before = dict(zip(values, found, strict=True))
    differing = {name: value for name, value in values.items() if value != before[name]}
    contents.update(db, table, row, differing)
    return {name: (str(before[name]), str(value)) for name, value in differing.items()}


def _version(db: Database, row: Sequence[Any]) -> Version:
    addresses = db.execute("SELECT value FROM release_urls WHERE release_id = ? AND kind = 'url'", [row[1]]).fetchall()
    return Version(
        capture=int(row[0]),
        release=int(row[1]),
        revision=row[2],
        current=bool(row[3]),
        channel=Channel(row[4]),
        office=row[5],
        path=row[6],
        language=row[7],
        listed=Listed(title=row[8], published=Claim(value=row[9], evidence=row[10])),
        addresses=frozenset(Alias(kind=AliasKind.URL, value=value) for (value,) in addresses),
    )
