"""How much a run may ask, counted over all hosts and threads."""

from dataclasses import dataclass
from threading import Lock

from archive.fetch.failure import SpentError


@dataclass(frozen=True, slots=True)
class Spent:
    """What was asked so far; bytes as they came over the wire, headers included."""

    requests: int = 0
    bytes: int = 0


class Budget:
    """Counts requests and bytes, and ends what goes beyond the bounds."""

    def __init__(self, requests: int, bytes_: int) -> None:
        """Take the bounds of one run."""
        self._bounds = Spent(requests, bytes_)
        self._lock = Lock()
        self.spent = Spent()

    def ask(self) -> None:
        """Count a request before it is made; SpentError when nothing is left for it."""
        with self._lock:
            self._require(self.spent.requests < self._bounds.requests, f"{self._bounds.requests:,} requests")
            self._require(self.spent.bytes < self._bounds.bytes, f"{self._bounds.bytes:,} bytes")
            self.spent = Spent(self.spent.requests + 1, self.spent.bytes)

    def receive(self, count: int) -> None:
        """Count bytes that came; SpentError when they are more than was left."""
        with self._lock:
            self.spent = Spent(self.spent.requests, self.spent.bytes + count)
            self._require(self.spent.bytes <= self._bounds.bytes, f"{self._bounds.bytes:,} bytes")

    @staticmethod
    def _require(left: bool, bound: str) -> None:  # noqa: FBT001  # reads as a sentence
        if not left:
            raise SpentError(f"the budget of this run is spent: {bound}")
