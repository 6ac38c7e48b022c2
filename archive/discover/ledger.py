"""What a reading of sitemaps has to remember for the next one to ask little and miss nothing."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256

from archive import identity
from archive.discover.urlset import Entry
from archive.response import Validators


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """One document as it was last read.

    lastmod: what the index says of it; "" when it says nothing
    marks: of each release in it, by the short name of its address, what stands for its lastmod; "" without
    """

    etag: str = ""
    last_modified: str = ""
    lastmod: str = ""
    marks: Mapping[str, str] = field(default_factory=dict)

    @property
    def validators(self) -> Validators:
        """What to ask with."""
        return Validators(etag=self.etag, last_modified=self.last_modified)


Ledger = dict[str, Leaf]  # by address


def key(entry: Entry) -> str:
    """Return a short name for the address of an entry."""
    return _short(identity.normal_url(entry.url), 12)


def marks(entries: Iterable[Entry]) -> dict[str, str]:
    """Return what to know entries by the next time, and whether they have changed."""
    return {key(entry): _short(entry.lastmod, 6) if entry.lastmod else "" for entry in entries}


def every_mark(ledger: Ledger) -> dict[str, str]:
    """Return the marks of all documents."""
    return {name: mark for leaf in ledger.values() for name, mark in leaf.marks.items()}


def written(ledger: Ledger) -> str:
    """Return the cursor that holds a ledger; equal ledgers give equal text."""
    rows = {
        url: {
            "etag": leaf.etag,
            "last_modified": leaf.last_modified,
            "lastmod": leaf.lastmod,
            "marks": [f"{name}{mark}" for name, mark in sorted(leaf.marks.items())],
        }
        for url, leaf in sorted(ledger.items())
    }
    return json.dumps(rows, separators=(",", ":"))


def remembered(cursor: str) -> Ledger:
    """Return the ledger in a cursor; an empty one when it is not ours."""
    try:
        return {
            url: Leaf(
                etag=str(row["etag"]),
                last_modified=str(row["last_modified"]),
                lastmod=str(row["lastmod"]),
                marks={str(text)[:12]: str(text)[12:] for text in row["marks"]},
            )
            for url, row in json.loads(cursor).items()
        }
    except (ValueError, TypeError, KeyError, AttributeError):
        return {}


def _short(text: str, length: int) -> str:
    return sha256(text.encode("utf-8", "replace")).hexdigest()[:length]
