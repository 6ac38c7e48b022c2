"""Every release whole, whether all of it is served or it stands on the shelf: what a run reads and writes."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from sqlite_utils import Database

from archive import identity
from archive.change import Change, Known, Said
from archive.release import Release
from archive.store import holds, ledger, readings, releases, shelf, showing
from archive.store.connection import Archive, apart, writing
from archive.store.holds import Order, Reason
from archive.store.witness import Witness
from archive.version import Version

if TYPE_CHECKING:
    from archive.anatomy.parts import Anatomy


def known(archive: Archive, office_row: int, row: int | None = None) -> list[Known]:
    """Return what is known of every release of an office, or of the one in a row, in the order of their rows."""
    waiting = releases.known(_shelf(archive), office_row, row)
    served = releases.known(archive.db, office_row, row)
    found = {each.id: each for each in (*served, *waiting)}
    return [found[number] for number in sorted(found)]


def words(archive: Archive, row: int) -> str:
    """Return the standfirst and the text of the release in a row."""
    return releases.words(_where(archive, row), row)


def said(archive: Archive, row: int) -> Said:
    """Return what the release in a row says beside its headline."""
    return releases.said(_where(archive, row), row)


def apply(archive: Archive, change: Change, witness: Witness, parts: "Anatomy | None", until: datetime | None) -> int:
    """Write one change where its release is, and return the row of that; what is served follows.

    parts: what the release of the change is made of; None keeps none of it
    until: when the embargo ends under which a release stands, where the change says so; None for none
    """
    if change.known is None:
        reasons = _reasons(archive.db, witness.office_row, until)
        if reasons:
            return _put(archive, change, witness, parts, reasons)
    elif shelf.has(_shelf(archive), change.known.id):
        with apart(archive.db), writing(archive.db), writing(_shelf(archive)):
            shelf.mirror(archive.db, _shelf(archive), witness.office_row, witness.source_row)
            releases.apply(_shelf(archive), change, witness, parts)
            holds.move(_shelf(archive), change.known.id, until)
            showing.show(archive, change.known.id)
        return change.known.id
    return releases.apply(archive.db, change, witness, parts)


def waiting(archive: Archive) -> set[int]:
    """Return the rows of the releases that are not served whole."""
    return shelf.every(_shelf(archive))


def is_unseen(archive: Archive, row: int) -> bool:
    """Tell whether nothing of a release was served yet, and may not be: the address of an answer neither."""
    return showing.is_unseen(archive, row)


def sighted(archive: Archive, rows: Iterable[int], at: datetime) -> None:
    """Write that releases were seen again as they were."""
    waiting = shelf.every(_shelf(archive)) & set(rows)
    if waiting:
        releases.sighted(_shelf(archive), waiting, at)
    releases.sighted(archive.db, rows, at)


def current(archive: Archive, row: int) -> Version | None:
    """Return the version of a release that counts now; None when its answer was not kept."""
    return readings.current(_where(archive, row), row)


def by_capture(archive: Archive, offices: Sequence[str] = ()) -> Iterator[tuple[int, tuple[Version, ...]]]:
    """Yield the row of each answer with the versions that were read from it, of some offices (slugs) or of all."""
    waiting = shelf.every(_shelf(archive))
    for capture, versions in readings.by_capture(archive.db, offices):
        served = tuple(each for each in versions if each.release not in waiting)
        if served:
            yield capture, served
    yield from readings.by_capture(_shelf(archive), offices)


def renew(
    archive: Archive, version: Version, release: Release, parser: str, parts: "Anatomy | None", *, write: bool = True
) -> Mapping[str, tuple[str, str]]:
    """Write a version as it is read now; see `readings.renew`."""
    db = _where(archive, version.release)
    if not write or db is archive.db:
        return readings.renew(db, version, release, parser, parts, write=write)
    with apart(archive.db), writing(archive.db), writing(db):
        changed = readings.renew(db, version, release, parser, parts)
        showing.show(archive, version.release)
        if version.revision is not None and showing.is_stubbed(archive, version.release):
            ledger.reread_waiting(archive.db, db, version.revision)
    return changed


def _put(
    archive: Archive,
    change: Change,
    witness: Witness,
    parts: "Anatomy | None",
    reasons: dict[Reason, datetime | None],
) -> int:
    """Put a release that is new on the shelf, under a row and a path that are free in both files."""
    assert change.release is not None, "a release that is not known has to be seen"
    files = (archive.db, _shelf(archive))
    with apart(archive.db), writing(archive.db), writing(_shelf(archive)):
        row = 1 + max(shelf.last(db) for db in files)
        path = identity.path(witness.office, change.release, lambda path: any(releases.taken(db, path) for db in files))
        shelf.mirror(archive.db, _shelf(archive), witness.office_row, witness.source_row)
        releases.apply(_shelf(archive), change, replace(witness, row=row, path=path), parts)
        for reason, until in reasons.items():
            holds.place(_shelf(archive), row, reason, Order(at=witness.at), until)
        showing.show(archive, row)
    return row


def _reasons(db: Database, office_row: int, until: datetime | None) -> dict[Reason, datetime | None]:
    """Return why a release that is new is not shown whole, and until when."""
    (publishing,) = db.execute("SELECT publishing FROM offices WHERE id = ?", [office_row]).fetchone()
    found: dict[Reason, datetime | None] = {Reason.EMBARGOED: until} if until else {}
    return found | ({Reason.SUMMARY: None} if publishing == "summary" else {})


def _where(archive: Archive, row: int) -> Database:
    return _shelf(archive) if shelf.has(_shelf(archive), row) else archive.db


def _shelf(archive: Archive) -> Database:
    assert archive.captures is not None, "the shelf is in an archive that was opened for writing"
    return archive.captures
