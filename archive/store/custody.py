"""Taking releases out of what is served, and putting them back: by order, by embargo, by the mode of their office."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlite_utils import Database

from archive import identity
from archive.errors import ConfigError, StoreError
from archive.office import Office
from archive.store import agreement, holds, offices, residue, shelf, showing
from archive.store.connection import Archive, text, writing
from archive.store.holds import Hold, Order, Reason

_MANY = 5  # paths that a message names


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A release that is withheld, and the order that did it; path is its address on our site."""

    path: str
    title: str
    hold: Hold


def find(archive: Archive, wanted: str, site: str) -> tuple[int, str]:
    """Return the row and the path of the release that is meant; ConfigError when none is, or more than one.

    wanted: its path or its address on our site, its address at its office, its tag, or its row
    site: the address of our site, with a slash at its end
    """
    found: dict[int, str] = {}
    for db in (archive.db, _shelf(archive)):
        found |= dict(_meant(db, wanted.strip(), site))
    if len(found) == 1:
        return next(iter(found.items()))
    if not found:
        raise ConfigError(
            f"{wanted}: there is no such release in the archive",
            hint="Give its address, at its office or here, or find it with: copperplate search WORDS",
        )
    paths = sorted(found.values())
    more = f", and {len(paths) - _MANY} more" if len(paths) > _MANY else ""
    raise ConfigError(
        f"{wanted}: more than one release has this address: {', '.join(paths[:_MANY])}{more}",
        hint=f"Name one by its path, as in: copperplate withhold {paths[0]}",
    )


def withhold(archive: Archive, row: int, order: Order) -> bool:
    """Take a release out of everything that is served; tell whether it was not withheld already.

    It is on the shelf before it goes, so that a crash loses nothing; the next order or run brings to its end what a
    crash cut short. Raises UncleanError when its words may still be in the file: a reader would not let go of them.
    """
    before = {each.reason for each in holds.active(_shelf(archive), row)}
    _hold(archive, row, Reason.WITHHELD, order)
    residue.scrub(archive)
    return Reason.WITHHELD not in before


def undo(archive: Archive, row: int, order: Order) -> bool:
    """Show a release again as it was kept; tell whether it was withheld."""
    before = {each.reason for each in holds.active(_shelf(archive), row)}
    if Reason.WITHHELD in before:
        _let_go(archive, row, Reason.WITHHELD, order)
    return Reason.WITHHELD in before


def withheld(archive: Archive) -> list[Held]:
    """Return every release that is withheld, oldest order first."""
    return [
        Held(path=path, title=title, hold=hold)
        for hold in holds.every(_shelf(archive), Reason.WITHHELD)
        for path, title in _shelf(archive).execute("SELECT path, title FROM releases WHERE id = ?", [hold.release])
    ]


def settle(archive: Archive, configured: Iterable[Office], now: datetime, *, contacts: bool = True) -> None:
    """Bring what is served into line with everything that is held, and with how offices may be published.

    Embargoes that have ended are lifted, and contacts leave their table where they are not wanted there. StoreError
    when what waits of a release is not in the private file: a run would take it for new, and show it. UncleanError
    when all is done, but what went may still be in the file.
    """
    private = _shelf(archive)
    _refuse_what_is_lost(archive)
    for hold in holds.every(private, Reason.EMBARGOED):
        if hold.until and hold.until <= now:
            _let_go(archive, hold.release, Reason.EMBARGOED, Order(at=now))
    agree(archive)
    summed_up = holds.rows(private, Reason.SUMMARY)
    for office in configured:
        _follow(archive, office, summed_up, now)
    if not contacts:
        _drop_contacts(archive)
    residue.scrub(archive)


def agree(archive: Archive) -> None:
    """Serve of every release on the shelf what the reasons for which it is there say, whatever cut that short."""
    stale = agreement.broken(archive)
    if stale:
        with writing(_shelf(archive)):
            residue.expect(_shelf(archive))
    for row in stale:
        showing.show(archive, row)


def _drop_contacts(archive: Archive) -> None:
    """Leave no row of press contacts in either file; the private one is committed first, with the note that they go."""
    there = archive.db.execute("SELECT 1 FROM contacts LIMIT 1").fetchone()
    with writing(archive.db), writing(_shelf(archive)):
        if there:
            residue.expect(_shelf(archive))
        for db in (archive.db, _shelf(archive)):
            db.execute("DELETE FROM contacts")


def _follow(archive: Archive, office: Office, summed_up: set[int], now: datetime) -> None:
    """Show the releases of an office in the mode that it is configured for; summed_up: the rows that are, of any."""
    found = archive.db.execute("SELECT id, publishing FROM offices WHERE slug = ?", [office.id]).fetchone()
    if found is None:
        return
    if found[1] != office.publishing:
        offices.publish_as(archive.db, office)
    if office.publishing == "full" and not summed_up:
        return
    every = {row for (row,) in archive.db.execute("SELECT id FROM releases WHERE office_id = ?", [found[0]])}
    act, rows = (_let_go, every & summed_up) if office.publishing == "full" else (_hold, every - summed_up)
    for row in sorted(rows):
        act(archive, row, Reason.SUMMARY, Order(at=now))


def _hold(archive: Archive, row: int, reason: Reason, order: Order) -> None:
    private = _shelf(archive)
    with writing(archive.db), writing(private):
        if not shelf.has(private, row):
            showing.make_way(archive, row)
            shelf.copy(archive.db, private, row, shelf.tables(archive.db))
        holds.place(private, row, reason, order)
        residue.expect(private)
    showing.show(archive, row)


def _let_go(archive: Archive, row: int, reason: Reason, order: Order) -> None:
    private = _shelf(archive)
    with writing(private):
        holds.lift(private, row, reason, order)
        if reason is Reason.EMBARGOED:  # that is when it is new to a reader
            private.execute("UPDATE releases SET changed_at = ? WHERE id = ?", [text(order.at), row])
    showing.show(archive, row)


def _refuse_what_is_lost(archive: Archive) -> None:
    lost = showing.lost(archive.db, _shelf(archive))
    if lost:
        count = f"{len(lost)} {'release is' if len(lost) == 1 else 'releases are'}"
        raise StoreError(
            f"{archive.path}: {count} not shown whole, and what is kept of them is not in the captures file",
            hint="Put the captures file that belongs to this archive in its place, from a backup if need be.",
        )


def _meant(db: Database, wanted: str, site: str) -> list[tuple[int, str]]:
    path = wanted.removeprefix(site).strip("/") + "/"
    merged = "id IN (SELECT release_id FROM merges WHERE path = ?1 OR tag = ?2)"
    tests, values = ["path = ?1 OR tag = ?2", merged], [path, wanted]
    if wanted.isdecimal():
        tests, values = ["id = ?1"], [wanted]
    elif wanted.startswith(("http://", "https://")):
        tests.append("id IN (SELECT release_id FROM release_urls WHERE kind = 'url' AND value = ?3)")
        values.append(_normal(wanted))
    rows = db.execute(f"SELECT id, path FROM releases WHERE {' OR '.join(tests)}", values).fetchall()
    return [(row, path) for row, path in rows]


def _normal(url: str) -> str:
    try:
        return identity.normal_url(url)
    except ValueError:  # it is no address, and so of no release
        return url


def _shelf(archive: Archive) -> Database:
    assert archive.captures is not None, "releases are withheld in an archive that was opened for writing"
    return archive.captures
