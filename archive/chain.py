"""The hash chain: how whoever has the archive can show that nothing in it was altered since.

The table `ledger` has one entry for everything that was seen, in the order of `id`, which counts from 1 without a gap.
An entry names its record by `kind` and `record`, the record's row; `digest` is the SHA-256, in lower-case hexadecimal,
of the record as canonical JSON (RFC 8785), in UTF-8, of an object with the columns of these tables, as they are there:

    capture   captures: url, final_url, fetched_at, status, media_type, sha256, length, request_headers, headers
    hop       hops: capture_id, url, status, headers; answers from before redirects were kept have none
    revision  revisions: seen_at, title, published, modified, channel, standfirst, html, text; and capture: the sha256
              of the row of `captures` that capture_id names, "" when it names none
    event     events: kind, at, evidence, before, after
    run       runs: started_at, finished_at, version, verdict, requests, bytes; left out while nothing else is new
    reread    a revision once more: our own parser was improved, or another part of it may be shown; the last entry of a
              revision is the one that its row agrees with, and the ones before it are what the row was

`tag` is the tag of the release that a revision or an event is of when it is written down, "" for all else. A release
that was merged into another one, or that may not be shown, leaves its entries as they are: they hold no words.

The head of the chain is 64 zeros before the first entry. After each entry it is the SHA-256, in hexadecimal, of five
lines in UTF-8 with a line feed between them: the head before, then the id (in decimal), kind, tag and digest of the
entry. Whoever knows one head knows that no entry before it was altered, taken out, put in or moved. The table `seals`
keeps the head as runs left it; a head that was printed somewhere else is proof against a ledger written anew.
"""

import json
from collections.abc import Mapping
from hashlib import sha256

GENESIS = "0" * 64
COLUMNS = {
    "capture": "url final_url fetched_at status media_type sha256 length request_headers headers".split(),
    "hop": "capture_id url status headers".split(),
    "revision": "seen_at title published modified channel standfirst html text capture".split(),
    "event": "kind at evidence before after".split(),
    "run": "started_at finished_at version verdict requests bytes".split(),
}
REREAD = "reread"


def digest(record: Mapping[str, str | int | None]) -> str:
    """Return the digest of a record, of its canonical JSON: for texts, whole numbers and null, RFC 8785 is this."""
    canonical = json.dumps(record, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(canonical.encode()).hexdigest()


def link(head: str, number: int, kind: str, tag: str, digest: str) -> str:
    """Return the head of the chain after an entry."""
    return sha256(f"{head}\n{number}\n{kind}\n{tag}\n{digest}".encode()).hexdigest()
