"""Whether the bytes in the private file are those that were received."""

import zlib
from collections.abc import Iterator
from hashlib import sha256

from sqlite_utils import Database

from archive.store.audit.finding import Finding

_PROOF = "What the archive says is not touched, but its proof is: restore the file from a backup."
_AT_ONCE = 500


def count(captures: Database) -> int:
    """Return how many bodies there are."""
    return captures.table("blobs").count


def kept(captures: Database) -> Iterator[Finding | None]:
    """Hash every body again; yield what is wrong with it, or None, one for each."""
    for digest, length, encoding, body in captures.execute("SELECT sha256, length, encoding, body FROM blobs"):
        wrong = _wrong(digest, length, encoding, body)
        sentence = f"the bytes with the SHA-256 {digest} {wrong}"
        yield Finding(check="bytes", subject=digest, sentence=sentence, hint=_PROOF) if wrong else None


def dangling(db: Database, captures: Database) -> Iterator[Finding]:
    """Look for captures whose bytes are not in the private file."""
    rows = db.execute("SELECT id, url, fetched_at, sha256 FROM captures ORDER BY sha256")
    while some := rows.fetchmany(_AT_ONCE):
        there = _there(captures, [digest for *_, digest in some])
        for row, url, at, digest in some:
            if digest not in there:
                sentence = f"the bytes of capture {row} ({url}, {at}) are not in the private file"
                yield Finding(check="bytes", subject=f"capture {row}", sentence=sentence, hint=_PROOF)


def waiting(captures: Database) -> Iterator[Finding]:
    """Look for answers that wait in the private file without their bytes."""
    sql = "SELECT id FROM answers WHERE sha256 NOT IN (SELECT sha256 FROM blobs) ORDER BY id"
    for (row,) in captures.execute(sql).fetchall():
        sentence = f"the bytes of answer {row}, which waits, are not in the private file"
        yield Finding(check="bytes", subject=f"answer {row}", sentence=sentence, hint=_PROOF)


def _wrong(digest: str, length: int, encoding: str, body: bytes) -> str:
    """Return what is wrong with a body, "" when nothing is."""
    if encoding != "zlib":
        return f"are packed as {encoding!r}, which is nothing that was ever written"
    try:
        plain = zlib.decompress(body)
    except zlib.error as error:
        return f"cannot be unpacked ({error})"
    if sha256(plain).hexdigest() != digest or len(plain) != length:
        return "have another hash now"
    return ""


def _there(captures: Database, digests: list[str]) -> set[str]:
    marks = ", ".join("?" * len(digests))
    rows = captures.execute(f"SELECT sha256 FROM blobs WHERE sha256 IN ({marks})", digests).fetchall()
    return {digest for (digest,) in rows}
