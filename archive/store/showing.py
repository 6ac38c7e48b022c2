"""What is served of a release that stands whole on the shelf: a stub, a summary, or all of it again."""

from hashlib import sha256

from sqlite_utils import Database

from archive import identity, summary
from archive.change import EventKind
from archive.release import Status
from archive.store import answers, holds, ledger, references, shelf
from archive.store.agreement import STUBBED
from archive.store.connection import Archive, text, writing
from archive.store.holds import Hold, Reason
from archive.store.references import Values
from archive.store.schema import SHELF_NUMBERS
from archive.store.shelf import Tables
from archive.store.visibility import hidden

_TITLES = {Status.WITHHELD: "[withheld]", Status.EMBARGOED: "[under embargo]"}
_WITHHELD = "withheld by those who run this archive: it is kept, and not shown"
_SHOWN = {Status.WITHHELD: "shown again, as it was kept", Status.EMBARGOED: "shown now that its embargo has ended"}
# What a stub keeps of a release; every other column says as much as if nothing were known.
_KEPT = ("id", "office_id", "source_id", "path", "tag", "kind", "language", "first_seen", "revision")
_SUMMED_UP = (
    "sightings",
    "release_urls",
    "revisions",
    "events",
    "conflicts",
    "translations",
    "merges",
)  # tables that a summary fills


def show(archive: Archive, row: int) -> None:
    """Bring what is served of a release on the shelf into line with the reasons for which it is there.

    Without a reason it is served whole, and leaves the shelf; that is committed last.
    """
    assert archive.captures is not None, "the shelf is in an archive that was opened for writing"
    private, owned = archive.captures, shelf.tables(archive.db)
    reasons = holds.active(private, row)
    stubbed = [each for each in reasons if each.reason is not Reason.SUMMARY]
    if not stubbed:
        if is_unseen(archive, row):
            _addressed(archive, row)
        answers.serve(archive, row)
    with writing(archive.db):
        before = _row(archive.db, row)
        if stubbed:
            _stub(archive, row, owned, stubbed)
        elif reasons:
            _summed_up(archive, row, owned)
        else:
            shelf.remove(archive.db, row, owned)
            shelf.copy(private, archive.db, row, owned)
        _happened(archive, row, str(before["status"]) if before else "")
        _signed_off(archive.db, row)
    with writing(private):
        if not reasons:
            shelf.forget(private, row, owned)
        elif not stubbed:
            shelf.renumber(private, archive.db, row, owned)


def lost(db: Database, shelf: Database) -> dict[int, str]:
    """Return the releases that are not served whole and are not on the shelf either: their rows and paths."""
    found = db.execute(
        "SELECT r.id, r.path FROM releases r JOIN offices o ON o.id = r.office_id WHERE "
        f"{hidden()} OR (o.publishing = 'summary' AND r.word_count > 0 AND r.text = '') ORDER BY r.id"
    ).fetchall()
    there = {row for (row,) in shelf.execute("SELECT id FROM releases").fetchall()}
    return {row: path for row, path in found if row not in there}


def is_unseen(archive: Archive, row: int) -> bool:
    """Tell whether nothing of a release on the shelf was ever served: it waits for the end of an embargo, or did."""
    assert archive.captures is not None, "as above"
    versions = archive.captures.execute("SELECT min(id) FROM revisions WHERE release_id = ?", [row]).fetchone()
    return bool(versions[0]) and versions[0] > SHELF_NUMBERS


def is_stubbed(archive: Archive, row: int) -> bool:
    """Tell whether nothing is served of a release but that it is there."""
    assert archive.captures is not None, "as above"
    return any(each.reason is not Reason.SUMMARY for each in holds.active(archive.captures, row))


def _stub(archive: Archive, row: int, owned: Tables, reasons: list[Hold]) -> None:
    """Serve nothing of a release but that it is there."""
    assert archive.captures is not None, "as above"
    (whole,) = archive.captures.query("SELECT * FROM releases WHERE id = ?", [row])
    status = STUBBED[reasons[0].reason]
    values = _blank(archive.db) | {name: whole[name] for name in _KEPT}
    values |= {"status": status, "title": _TITLES[status], "changed_at": text(reasons[0].since)}
    if is_unseen(archive, row):
        stem = f"{str(whole['path']).partition('/')[0]}/embargoed/{row}"  # the true words would tell what is in it
        values |= {"path": f"{stem}/", "tag": f"{str(whole['tag']).rpartition(':')[0]}:{stem}"}
    shelf.mirror(archive.captures, archive.db, whole["office_id"], whole["source_id"])
    shelf.remove(archive.db, row, owned)
    archive.db.execute("DELETE FROM release_topics WHERE release_id = ?", [row])  # they would tell what it is about
    shelf.place(archive.db, "releases", values)
    merged = shelf.rows(archive.captures, "merges", owned["merges"], row)
    for each in references.standing(archive.db, "merges", merged):  # tags and paths that are known, too
        shelf.place(archive.db, "merges", each | {"title": _TITLES[status], "evidence": _WITHHELD})


def _summed_up(archive: Archive, row: int, owned: Tables) -> None:
    """Serve what a release is about, and what happened to it."""
    assert archive.captures is not None, "as above"
    (whole,) = archive.captures.query("SELECT * FROM releases WHERE id = ?", [row])
    shelf.mirror(archive.captures, archive.db, whole["office_id"], whole["source_id"])
    (whole,) = references.standing(archive.db, "releases", [whole])
    shelf.place(archive.db, "releases", _without_text(whole) | {"body_end": None})
    revisions: dict[object, object] = {}
    for table, columns in owned.items():
        kept = shelf.rows(archive.captures, table, columns, row) if table in _SUMMED_UP else []
        for values in kept:
            if values.get("revision_id") is not None:
                values["revision_id"] = revisions.get(values["revision_id"])
        standing = references.standing(archive.db, table, kept)
        shelf.bring(archive.db, table, columns, row, [_without_text(each) for each in standing])
        if table == "revisions":
            shown = shelf.rows(archive.db, table, columns, row)
            revisions = {one["id"]: other["id"] for one, other in zip(kept, shown, strict=True)}


def _without_text(values: Values) -> Values:
    if "html" not in values:
        return values
    about = summary.of(str(values["standfirst"]), str(values["text"]))
    return values | {"standfirst": about, "html": "", "text": ""}


def _blank(db: Database) -> Values:
    """Return a row of `releases` that says nothing."""
    columns = db.execute("SELECT name, type, \"notnull\" FROM pragma_table_info('releases')").fetchall()
    empty: Values = {name: (0 if kind == "INTEGER" else "") if must else None for name, kind, must in columns}
    return empty | {"published_precision": "none"}


def _row(db: Database, row: int) -> Values | None:
    return next(iter(db.query("SELECT * FROM releases WHERE id = ?", [row])), None)


def make_way(archive: Archive, row: int) -> None:
    """Let a release that is served have its path on the shelf as well: what waits there unseen takes another one.

    In a transaction of the private file.
    """
    assert archive.captures is not None, "as above"
    (path,) = archive.db.execute("SELECT path FROM releases WHERE id = ?", [row]).fetchone()
    for (other,) in archive.captures.execute(
        "SELECT id FROM releases WHERE path = ? AND id != ?", [path, row]
    ).fetchall():
        _readdress(archive.captures, other)


def _addressed(archive: Archive, row: int) -> None:
    """Give a release that waited another path where its own was given away: nobody has seen it yet."""
    assert archive.captures is not None, "as above"
    (path,) = archive.captures.execute("SELECT path FROM releases WHERE id = ?", [row]).fetchone()
    elsewhere = "SELECT 1 FROM releases WHERE path = ?1 AND id != ?2 UNION SELECT 1 FROM merges WHERE path = ?1"
    if archive.db.execute(elsewhere, [path, row]).fetchone():
        with writing(archive.captures):
            _readdress(archive.captures, row)


def _readdress(private: Database, row: int) -> None:
    path, tag, url = private.execute("SELECT path, tag, url FROM releases WHERE id = ?", [row]).fetchone()
    suffix = f"-{sha256(identity.normal_url(url).encode()).hexdigest()[:12]}"
    private.execute(
        "UPDATE releases SET path = ?, tag = ? WHERE id = ?", [f"{path.rstrip('/')}{suffix}/", f"{tag}{suffix}", row]
    )


def _happened(archive: Archive, row: int, before: str) -> None:
    """Write that a release was withheld, or is shown for the first time since; never why."""
    assert archive.captures is not None, "as above"
    office, now = archive.db.execute("SELECT office_id, status FROM releases WHERE id = ?", [row]).fetchone()
    hidden = {str(status) for status in STUBBED.values()}
    unseen = is_unseen(archive, row)
    if now == before or not ({now, before} & hidden) or (unseen and now in hidden):
        return
    kind = EventKind.WITHHELD if now in hidden else EventKind.SHOWN
    every = holds.of(archive.captures, row)
    at = every[-1].since if kind is EventKind.WITHHELD else max(each.lifted for each in every if each.lifted)
    shown = _SHOWN[Status.EMBARGOED if unseen else Status.WITHHELD]
    archive.db.execute(
        "INSERT INTO events (release_id, office_id, kind, at, evidence) VALUES (?, ?, ?, ?, ?)",
        [row, office, kind, text(at), _WITHHELD if kind is EventKind.WITHHELD else shown],
    )


def _signed_off(db: Database, row: int) -> None:
    """Let the ledger say of versions which it knows that they are shown otherwise now; that is no office's doing."""
    for (revision,) in db.execute("SELECT id FROM revisions WHERE release_id = ? ORDER BY id", [row]).fetchall():
        ledger.reread(db, revision)
