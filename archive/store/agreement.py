"""Which releases on the shelf are not served as they should be, as far as a glance at both files can tell.

One statement asks it of all: an archive may sum up a hundred thousand releases, and every run wants to know.
"""

from pathlib import Path

from archive.release import Status
from archive.store.connection import Archive, explained
from archive.store.holds import Reason
from archive.store.schema import SHELF_NUMBERS

STUBBED = {Reason.WITHHELD: Status.WITHHELD, Reason.EMBARGOED: Status.EMBARGOED}  # what is said of a stub
_TELLING = "status revision changed_at digest fingerprint parser".split()

_PLACES = " ".join(f"WHEN '{reason}' THEN {place}" for place, reason in enumerate(Reason))
_STUBS = " ".join(
    f"WHEN {place} THEN shown.status != '{STUBBED[reason]}'" for place, reason in enumerate(Reason) if reason in STUBBED
)
_DIFFERS = " OR ".join(f"shown.{column} IS NOT kept.{column}" for column in _TELLING)
_NUMBERED_HERE = " UNION ".join(
    f"SELECT release_id FROM shelf.{table} WHERE id > {SHELF_NUMBERS}" for table in ("revisions", "events")
)
_BROKEN = (
    "WITH reasons AS MATERIALIZED (SELECT release_id, "
    f"min(CASE WHEN lifted_at IS NULL THEN CASE reason {_PLACES} END END) AS counts FROM shelf.holds "
    "GROUP BY release_id) SELECT kept.id FROM shelf.releases AS kept JOIN reasons ON reasons.release_id = kept.id "
    "LEFT JOIN main.releases AS shown ON shown.id = kept.id "
    f"WHERE counts IS NULL OR shown.id IS NULL OR CASE counts {_STUBS} "
    f"ELSE {_DIFFERS} OR shown.text != '' OR kept.id IN ({_NUMBERED_HERE}) END ORDER BY kept.id"
)


def broken(archive: Archive) -> list[int]:
    """Return the rows of the releases on the shelf that are not served as the reasons for which they are there say.

    One for which no reason was ever given is not among them: its holds were lost, and nobody ordered that it be shown.
    """
    assert archive.captures is not None, "the shelf is in an archive that was opened for writing"
    path = next(path for _, name, path in archive.captures.execute("PRAGMA database_list").fetchall() if name == "main")
    with explained(Path(path)):
        archive.db.execute("ATTACH DATABASE ? AS shelf", [path])
    try:
        return [row for (row,) in archive.db.execute(_BROKEN).fetchall()]
    finally:
        archive.db.execute("DETACH DATABASE shelf")
