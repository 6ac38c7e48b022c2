"""What leaves the archive for other programs: answers of sites, and releases with all that belongs to them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import unescape
from urllib.parse import urlsplit

from sqlite_utils import Database

from archive import identity
from archive.response import Hop
from archive.store import captures as kept
from archive.store.connection import moment, text
from archive.store.visibility import hidden

_ADDRESSES = (  # of what belongs to releases: their pages, documents and pictures
    "SELECT url FROM releases WHERE {0} UNION SELECT url FROM attachments WHERE release_id IN "
    "(SELECT id FROM releases WHERE {0}) UNION SELECT url FROM images WHERE release_id IN "
    "(SELECT id FROM releases WHERE {0})"
)
_ANSWERS = (
    "SELECT capture_id FROM releases WHERE {0} UNION SELECT capture_id FROM revisions WHERE release_id IN "
    "(SELECT id FROM releases WHERE {0})"
)
_ON_THE_WAY = (
    "SELECT id, url FROM captures UNION SELECT id, final_url FROM captures UNION SELECT capture_id, url FROM hops"
)
_OF_OFFICES = "office_id IN (SELECT id FROM offices WHERE slug IN ({}))"
_LEADS = re.compile(r"""\b(?:href|src)="(https?://[^"]+)\"""")
_TELLING = 12  # characters of a slug that is one release's
_HIDDEN = hidden("releases")


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What to take: of these offices (ids; all when empty), and only what was seen or changed since (aware)."""

    offices: Sequence[str] = ()
    since: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """One answer of a site without its bytes; sha256 is of these; headers are lines as they were kept.

    redirects: what led to it, in order; None where that was not kept
    """

    id: int
    url: str
    final_url: str
    at: datetime
    status: int
    sha256: str
    request_headers: tuple[str, ...]
    headers: tuple[str, ...]
    redirects: tuple[Hop, ...] | None = None


def captures(db: Database, choice: Choice) -> Iterator[Capture]:
    """Yield the answers that were asked for an office's releases, or all, in the order in which they came."""
    tests, values = ["1"], list[object]()
    if choice.offices:
        which = _OF_OFFICES.format(", ".join("?" * len(choice.offices)))
        tests.append(f"(id IN ({_ANSWERS.format(which)}) OR url IN ({_ADDRESSES.format(which)}))")
        values += [*choice.offices] * (_ANSWERS.count("{0}") + _ADDRESSES.count("{0}"))
    if choice.since:
        tests.append("fetched_at >= ?")
        values.append(text(choice.since))
    rows = db.execute(
        "SELECT id, url, final_url, fetched_at, status, sha256, redirects, request_headers, headers FROM captures "
        f"WHERE {' AND '.join(tests)} ORDER BY id",
        values,
    )
    for row, url, final_url, at, status, digest, redirects, *headers in rows:
        request, answer = (tuple(filter(None, lines.split("\n"))) for lines in headers)
        yield Capture(
            id=row,
            url=url,
            final_url=final_url,
            at=moment(at),
            status=status,
            sha256=digest,
            request_headers=request,
            headers=answer,
            redirects=kept.hops(db, "capture_id", row, redirects),
        )


def repeated(db: Database) -> set[str]:
    """Return the hashes of the bodies that came more than once."""
    return {digest for (digest,) in db.execute("SELECT sha256 FROM captures GROUP BY sha256 HAVING count(*) > 1")}


def traces(db: Database, shelf: Database) -> tuple[bytes, ...]:
    """Return by what other pages lead to releases that are withheld or under embargo.

    That is the end of an address where it is long enough to be nobody else's, and the whole path where it is not, as
    JSON may write it too.
    """
    held = "SELECT release_id FROM holds WHERE lifted_at IS NULL AND reason IN ('embargoed', 'withheld')"
    found = [*db.execute(f"SELECT url FROM releases WHERE {_HIDDEN} AND url != ''").fetchall()]
    found += shelf.execute(f"SELECT url FROM releases WHERE id IN ({held})").fetchall()
    found += shelf.execute(
        f"SELECT '//' || value FROM release_urls WHERE kind = 'url' AND release_id IN ({held})"
    ).fetchall()
    paths = {urlsplit(url).path.rstrip("/") for (url,) in found}
    ends = {path: path.rpartition("/")[2] for path in paths if path}
    words = {end for end in ends.values() if len(end) >= _TELLING}
    words |= {each for path, end in ends.items() if end not in words for each in (path, path.replace("/", r"\/"))}
    return tuple(sorted(word.encode() for word in words))


def private(db: Database, shelf: Database) -> set[int]:
    """Return the captures that hold words which may not be shown, alone or among others.

    Nobody names an answer that another one has taken the place of: it is known by an address on the way to it, or by
    the site of an office that is summed up.
    """
    answers = {row for (row,) in db.execute(_ANSWERS.format(_HIDDEN))}
    answers |= {row for (row,) in shelf.execute(_ANSWERS.format("1"))}
    addresses = {identity.normal_url(url) for (url,) in db.execute(_ADDRESSES.format(_HIDDEN))} | _addresses(db, shelf)
    sites = _summed_up(db, shelf)
    return {
        row
        for row, url in db.execute(_ON_THE_WAY)
        if row in answers or identity.host(url) in sites or (addresses and identity.normal_url(url) in addresses)
    }


def _summed_up(db: Database, shelf: Database) -> set[str]:
    """Return the sites of offices of which no more than summaries may be shown."""
    found = shelf.execute(
        "SELECT DISTINCT r.office_id FROM releases r JOIN holds h ON h.release_id = r.id "
        "WHERE h.lifted_at IS NULL AND h.reason = 'summary'"
    ).fetchall()
    held = {office for (office,) in found}
    return {identity.host(url) for office, url in db.execute("SELECT office_id, url FROM sources") if office in held}


def _addresses(db: Database, shelf: Database) -> set[str]:
    """Return the addresses of what is on the shelf and of what its versions led to, but for those of other releases."""
    found = {identity.normal_url(url) for (url,) in shelf.execute(_ADDRESSES.format("1"))}
    found |= {value for (value,) in shelf.execute("SELECT value FROM release_urls WHERE kind = 'url'")}
    led = {
        identity.normal_url(unescape(url))
        for (markup,) in shelf.execute("SELECT html FROM revisions")
        for url in _LEADS.findall(markup)
    }
    return found | (led - {value for (value,) in db.execute("SELECT value FROM release_urls WHERE kind = 'url'")})
