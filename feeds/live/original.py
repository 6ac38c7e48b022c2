"""Whether the archive that a server has open is still the one that stands at its place."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

from feeds.live.answer import Answer

REPLACED = Answer(
    status=503,
    headers={"content-type": "text/plain; charset=utf-8", "retry-after": "600"},
    body=b"The archive was replaced while it was served. Start copperplate serve again.\n",
)


def stands(path: Callable[[], str]) -> Callable[[], bool]:
    """Return what tells whether a file is still the one that it was when that was first asked; path: where it is.

    A backup that was put in its place would not be served, nor anything that is withheld or added in it from then on:
    whoever has a file open goes on reading that, whatever is at its name.
    """

    @cache
    def first() -> tuple[int, int] | None:
        return _identity(path())

    return lambda: first() == _identity(path())


def _identity(path: str) -> tuple[int, int] | None:
    try:
        found = Path(path).stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino
