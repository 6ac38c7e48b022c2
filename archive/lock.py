"""One writer at a time, by a lock that dies with its process."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from archive.errors import LockedError, StoreError


@contextmanager
def held(path: Path, other: str = "another run is at work on this archive") -> Iterator[None]:
    """Hold the lock, or raise LockedError at once when somebody else does; other: who that is, in words."""
    lock = FileLock(path, timeout=0)
    try:
        lock.acquire()
    except Timeout as error:
        raise LockedError(f"{path}: {other}", hint="Wait until it is done.") from error
    except OSError as error:
        raise StoreError(
            f"{path}: cannot be locked ({error.strerror})", hint="Check that you may write there."
        ) from error
    try:
        yield
    finally:
        lock.release()
