"""Whether what may not be shown waits whole in the private file, as it was signed off."""

from collections.abc import Iterator

from sqlite_utils import Database

from archive import chain, summary
from archive.errors import StoreError
from archive.store import agreement, custody, ledger, residue, showing
from archive.store.audit.finding import Finding
from archive.store.connection import Archive

_HELD = "SELECT release_id, since FROM holds UNION SELECT release_id, lifted_at FROM holds"
_KINDS = ("revision", "event")
_HINT = "Restore both files from a backup in which it is whole."
_SETTLES = "The next run puts it right, and so does copperplate verify without --check."


def lost(db: Database, captures: Database) -> Iterator[Finding]:
    """Look for releases that are not shown whole, and of which nothing waits."""
    for path in showing.lost(db, captures).values():
        sentence = f"{path} is not shown whole, and what is kept of it is not in the private file"
        yield Finding(check="bytes", subject=path, sentence=sentence, hint=_HINT)


def disagreeing(archive: Archive) -> Iterator[Finding]:
    """Look for releases that are not served as they are held, twice: a run at work is done with one in between."""
    try:
        found = set(agreement.broken(archive)) & set(agreement.broken(archive))
    except StoreError:  # the file is too damaged for that, which was told
        return
    for row in sorted(found):
        (path,) = _shelf(archive).execute("SELECT path FROM releases WHERE id = ?", [row]).fetchone()
        sentence = f"{path} is not served as it is held, or is held no longer and waits in the private file"
        yield Finding(check="shelf", subject=path, sentence=sentence, hint=_SETTLES, settle=custody.agree)


def unexplained(captures: Database) -> Iterator[Finding]:
    """Look for releases that wait, and of which nobody knows why: they are not shown before somebody does."""
    sql = "SELECT path FROM releases WHERE id NOT IN (SELECT release_id FROM holds) ORDER BY id"
    for (path,) in captures.execute(sql).fetchall():
        sentence = f"{path} waits in the private file, and why it may not be shown was lost"
        yield Finding(check="shelf", subject=path, sentence=sentence, hint=_HINT)


def unordered(db: Database, captures: Database) -> Iterator[Finding]:
    """Look for what was said of releases that were taken out or shown since the last seal, and no hold says."""
    held = set(captures.execute(_HELD).fetchall())
    sql = (
        "SELECT id, release_id, at FROM events WHERE kind IN ('withheld', 'shown') "
        "AND id > (SELECT coalesce(max(record), 0) FROM ledger WHERE kind = 'event') ORDER BY id"
    )
    for row, release, at in db.execute(sql).fetchall():
        if (release, at) not in held:
            sentence = f"event {row} says that a release was taken out or shown, and no order says so"
            yield Finding(check="ledger", subject=f"event {row}", sentence=sentence, hint=_HINT)


def unclean(archive: Archive) -> Iterator[Finding]:
    """Tell whether what was taken out may still stand in the bytes of the served file."""
    if residue.expected(_shelf(archive)):
        sentence = "what was taken out may still stand in the bytes of the served file, which waits to be cleaned"
        yield Finding(check="shelf", subject="residue", sentence=sentence, hint=_SETTLES, settle=residue.scrub)


def altered(db: Database, captures: Database) -> Iterator[Finding]:
    """Compare what waits of versions and events that were shown before with what the ledger has of them."""
    for kind in _KINDS:
        for row, record in ledger.waiting(db, captures, kind):
            signed = _signed(db, kind, row)
            if signed and not {chain.digest(record), chain.digest(_summed_up(record))} & signed:
                sentence = f"{kind} {row}, which is not shown, is not what was signed off: it was altered since"
                yield Finding(check="ledger", subject=f"{kind} {row}", sentence=sentence, hint=_HINT)


def _shelf(archive: Archive) -> Database:
    assert archive.captures is not None, "both files are examined"
    return archive.captures


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
