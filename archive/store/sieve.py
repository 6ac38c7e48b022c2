"""Whether one release is what a search asks for, before it is kept."""

import sqlite3

from archive.query import Query
from archive.release import Release
from archive.store.snippet import indexed


def passes(release: Release, query: Query) -> bool:
    """Return whether the words of a search are in a release, and none that it excludes; its other filters do not count.

    The release is indexed in memory, so that a word means here what it means in a search of the archive.
    """
    return finds((release.title, release.standfirst, release.text), query)


def finds(texts: tuple[str, str, str], query: Query) -> bool:
    """Return the same of a title, a standfirst and a text."""
    if not (query.wanted or query.unwanted):
        return True
    with indexed([(1, *texts)]) as memory:
        return _found(memory, query.wanted, otherwise=True) and not _found(memory, query.unwanted, otherwise=False)


def _found(memory: sqlite3.Connection, match: str, *, otherwise: bool) -> bool:
    if not match:
        return otherwise
    return memory.execute("SELECT 1 FROM page WHERE page MATCH ?", [match]).fetchone() is not None
