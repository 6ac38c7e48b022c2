"""The two files of an archive, as the system has them: whether they are there, ours, and whose to read."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from archive.errors import StoreError
from archive.store.schema import APPLICATION_ID

_HEADER = b"SQLite format 3\0"
_APPLICATION = slice(68, 72)  # bytes of the header


def require(path: Path) -> None:
    """Raise StoreError where there is no archive yet."""
    if not path.is_file():
        raise StoreError(f"{path}: there is no archive yet", hint="Make one with: copperplate run")


def is_ours(path: Path) -> bool:
    """Tell whether a file is one that Copperplate writes, by its head (https://sqlite.org/fileformat2.html)."""
    with _permitted(path), path.open("rb") as file:
        head = file.read(_APPLICATION.stop)
    return head.startswith(_HEADER) and int.from_bytes(head[_APPLICATION], "big") == APPLICATION_ID


def refuse_half(path: Path, captures: Path) -> None:
    """Refuse one file of an archive without the other: StoreError."""
    for one, other in ((path, captures), (captures, path)):
        if not one.exists() and other.is_file() and is_ours(other):
            raise StoreError(
                f"{one}: is not there, though {other.name} is; the two make one archive",
                hint=f"Bring it back, or both from one backup; to begin a new archive, move {other.name} away too.",
            )


def make_private(path: Path) -> None:
    """Make an empty file that its owner alone may read, unless there is one; SQLite's files beside it follow."""
    with _permitted(path), suppress(FileExistsError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def refuse_other_files(path: Path) -> None:
    """Refuse a file that is no database, before SQLite takes a short one for an empty database and writes over it."""
    try:
        with _permitted(path), path.open("rb") as file:
            begins = file.read(len(_HEADER))
    except FileNotFoundError:
        return
    if begins and begins != _HEADER:
        raise StoreError(
            f"{path}: the file is not a database", hint="Move it away, or name another file in copperplate.toml."
        )


def stands_still(path: Path) -> bool:
    """Tell whether nobody writes a file that we may only read: SQLite would want to write beside it all the same."""
    log = path.with_name(f"{path.name}-wal")
    return not os.access(path.parent, os.W_OK) and not (log.is_file() and log.stat().st_size)


@contextmanager
def _permitted(path: Path) -> Iterator[None]:
    """Turn what the system says of a file, but that it is not there, into a StoreError."""
    try:
        yield
    except FileNotFoundError:
        raise
    except OSError as error:
        raise StoreError(
            f"{path}: cannot be opened ({error.strerror})", hint="Check the permissions of the file and of its folder."
        ) from error
