"""The bytes that records were made from: blobs in the private file, everything else about them in the served one."""

import zlib
from collections.abc import Iterable
from hashlib import sha256

from sqlite_utils import Database

from archive.response import NO_VALIDATORS, Hop, Response, Validators
from archive.store.connection import Archive, moment, text, writing


def keep(archive: Archive, response: Response, run_id: int | None) -> int:
    """Keep one answer and return its row; the blob is committed first, since an orphan is harmless."""
    digest = keep_bytes(archive, response)
    with writing(archive.db):
        cursor = archive.db.execute(
            "INSERT INTO captures (run_id, url, final_url, fetched_at, status, media_type, sha256, length, "
            "request_headers, headers, redirects) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                *(run_id, response.url, response.final_url, text(response.fetched_at), response.status),
                *(response.media_type, digest, len(response.body)),
                *(lines(response.request_headers), lines(response.headers), count(response.redirects)),
            ],
        )
        row = int(cursor.lastrowid or 0)
        keep_hops(archive.db, "capture_id", row, response.redirects or ())
    return row


def keep_bytes(archive: Archive, response: Response) -> str:
    """Keep the bytes of an answer in the private file alone, where nobody is served, and return their SHA-256."""
    assert archive.captures is not None, "captures are kept in an archive that was opened for writing"
    digest = sha256(response.body).hexdigest()
    with writing(archive.captures):
        archive.captures.execute(
            "INSERT INTO blobs (sha256, length, encoding, body) VALUES (?, ?, 'zlib', ?) ON CONFLICT DO NOTHING",
            [digest, len(response.body), zlib.compress(response.body)],
        )
    return digest


def body(archive: Archive, digest: str) -> bytes:
    """Return the bytes with this SHA-256; KeyError when the private file has none."""
    assert archive.captures is not None, "captures are read from an archive that was opened for writing"
    row = archive.captures.execute("SELECT body FROM blobs WHERE sha256 = ?", [digest]).fetchone()
    if row is None:
        raise KeyError(digest)
    return zlib.decompress(row[0])


def response(archive: Archive, row: int) -> Response:
    """Return a kept answer as it came, redirects apart; KeyError when there is none, or its bytes are lost."""
    found = archive.db.execute(
        "SELECT url, final_url, status, fetched_at, sha256, headers, request_headers FROM captures WHERE id = ?", [row]
    ).fetchone()
    if found is None:
        raise KeyError(row)
    url, final_url, status, fetched, digest, headers, request_headers = found
    return Response(
        url=url,
        final_url=final_url,
        status=status,
        body=body(archive, digest),
        fetched_at=moment(fetched),
        headers=pairs(headers),
        request_headers=pairs(request_headers),
    )


def keep_hops(db: Database, owner: str, row: int, hops: Iterable[Hop]) -> None:
    """Keep what led to an answer, in the transaction of the caller; owner: the column that names the answer's row."""
    for each in hops:
        values = [row, each.url, each.status, lines(each.headers)]
        db.execute(f"INSERT INTO hops ({owner}, url, status, headers) VALUES (?, ?, ?, ?)", values)


def hops(db: Database, owner: str, row: int, redirects: int | None) -> tuple[Hop, ...] | None:
    """Return what led to an answer, as `keep_hops` kept it; None where the number of redirects is not known."""
    if not redirects:
        return None if redirects is None else ()
    found = db.execute(f"SELECT url, status, headers FROM hops WHERE {owner} = ? ORDER BY id", [row]).fetchall()
    return tuple(Hop(url=url, status=status, headers=pairs(said)) for url, status, said in found)


def count(redirects: tuple[Hop, ...] | None) -> int | None:
    """Return how many redirects there were, as the tables hold it: None where that is not known."""
    return None if redirects is None else len(redirects)


def validators(db: Database, url: str) -> Validators:
    """Return what to ask an address with, from its last capture that had a body."""
    row = db.execute(
        "SELECT headers FROM captures WHERE url = ? AND status = 200 ORDER BY id DESC LIMIT 1", [url]
    ).fetchone()
    if row is None:
        return NO_VALIDATORS
    headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in row[0].splitlines())}
    return Validators(etag=headers.get("etag", ""), last_modified=headers.get("last-modified", ""))


def lines(headers: tuple[tuple[str, str], ...]) -> str:
    """Return headers as the tables hold them, one a line."""
    return "\n".join(f"{name}: {value}" for name, value in headers)


def pairs(lines: str) -> tuple[tuple[str, str], ...]:
    """Return the headers that `lines` wrote."""
    return tuple((name, value) for name, _, value in (line.partition(": ") for line in lines.split("\n") if line))
