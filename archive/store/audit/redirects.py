"""Whether of each answer as many redirects are kept as led to it: their number is not signed off, each of them is."""

from collections.abc import Iterator
from functools import partial

from sqlite_utils import Database

from archive.store.audit.finding import RESTORE, Finding

_REBUILDS = "It can be counted again: run copperplate verify without --check."
_COUNT = "(SELECT count(*) FROM hops h WHERE h.capture_id = c.id)"
_UNSIGNED = (
    "EXISTS (SELECT 1 FROM hops h WHERE h.capture_id = c.id AND NOT EXISTS "
    "(SELECT 1 FROM ledger l WHERE l.kind = 'hop' AND l.record = h.id))"
)


def served(db: Database) -> Iterator[Finding]:
    """Look for captures that name another number of redirects; where all that there are were signed off, they count."""
    rows = db.execute(
        f"SELECT c.id, c.redirects, {_COUNT} AS kept, {_UNSIGNED} FROM captures c "
        "WHERE coalesce(c.redirects, 0) != kept ORDER BY c.id"
    ).fetchall()
    for row, named, kept, unsigned in rows:
        mendable = kept and not unsigned
        yield Finding(
            check="counts",
            subject=f"capture {row}",
            sentence=f"capture {row} names {_number(named)} as its redirects, and has {kept}",
            hint=_REBUILDS if mendable else RESTORE,
            mend=partial(_recount, row=row) if mendable else None,
        )


def waiting(captures: Database) -> Iterator[Finding]:
    """Look for answers in the private file that name another number of redirects."""
    rows = captures.execute(
        "SELECT a.id, a.redirects, (SELECT count(*) FROM hops h WHERE h.answer_id = a.id) AS kept FROM answers a "
        "WHERE coalesce(a.redirects, 0) != kept ORDER BY a.id"
    ).fetchall()
    for row, named, kept in rows:
        sentence = f"answer {row}, which waits, names {_number(named)} as its redirects, and has {kept}"
        yield Finding(check="counts", subject=f"answer {row}", sentence=sentence)


def _number(named: int | None) -> str:
    return "no number" if named is None else str(named)


def _recount(db: Database, row: int) -> None:
    db.execute(f"UPDATE captures AS c SET redirects = {_COUNT} WHERE id = ?", [row])
