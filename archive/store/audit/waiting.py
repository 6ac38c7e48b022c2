"""Whether what may not be shown waits whole in the private file, as it was signed off."""

from collections.abc import Iterator

from sqlite_utils import Database

from archive import chain, summary
from archive.store import ledger, showing
from archive.store.audit.finding import Finding

_KINDS = ("revision", "event")
_HINT = "Restore both files from a backup in which it is whole."


def lost(db: Database, captures: Database) -> Iterator[Finding]:
    """Look for releases that are not shown whole, and of which nothing waits."""
    for path in showing.lost(db, captures).values():
        sentence = f"{path} is not shown whole, and what is kept of it is not in the private file"
        yield Finding(check="bytes", subject=path, sentence=sentence, hint=_HINT)


def altered(db: Database, captures: Database) -> Iterator[Finding]:
    """Compare what waits of versions and events that were shown before with what the ledger has of them."""
    for kind in _KINDS:
        for row, record in ledger.waiting(db, captures, kind):
            signed = _signed(db, kind, row)
            if signed and not {chain.digest(record), chain.digest(_summed_up(record))} & signed:
                sentence = f"{kind} {row}, which is not shown, is not what was signed off: it was altered since"
                yield Finding(check="ledger", subject=f"{kind} {row}", sentence=sentence, hint=_HINT)


def _summed_up(record: dict[str, str | int | None]) -> dict[str, str | int | None]:
    """Return a version as it is served where only a summary may be: that is what was signed off of a new one then."""
    if "text" not in record:
        return record
    about = summary.of(str(record["standfirst"]), str(record["text"]))
    return record | {"standfirst": about, "html": "", "text": ""}


def _signed(db: Database, kind: str, row: int) -> set[str]:
    kinds = [kind, chain.REREAD if kind == "revision" else kind]
    rows = db.execute("SELECT digest FROM ledger WHERE kind IN (?, ?) AND record = ?", [*kinds, row]).fetchall()
    return {digest for (digest,) in rows}
