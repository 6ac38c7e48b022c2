"""What was made lately and may be asked for again."""

from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

T = TypeVar("T")


class Recent(Generic[T]):
    """The last things that were made, by all that they depend on; for any number of threads."""

    def __init__(self, most: int) -> None:
        """Begin with nothing, and keep so many at the most."""
        self._most = most
        self._kept: dict[Hashable, T] = {}
        self._turn = Lock()

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return what was made for a key, or make it; two threads may make the same at once."""
        with self._turn:
            if key in self._kept:
                return self._kept[key]
        made = make()
        with self._turn:
            self._kept[key] = made
            if len(self._kept) > self._most:
                del self._kept[next(iter(self._kept))]  # the oldest
        return made
