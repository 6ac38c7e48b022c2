"""The time and bytes of one exchange, enforced at the socket.

A read time-out is per piece, so that one byte now and then would hold a run for ever, headers included.
"""

import socket
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from archive.fetch.failure import LimitError
from archive.fetch.manners import Manners
from archive.fetch.network import Network

_HEADROOM = 1024 * 1024  # for headers and chunk sizes, beside the largest body


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What holds for every connection of a client; received is told of each count of bytes that comes."""

    manners: Manners
    network: Network
    monotonic: Callable[[], float]
    received: Callable[[int], None]


class Allowance:
    """The time and bytes that are left to one exchange."""

    def __init__(self, terms: Terms) -> None:
        """Take the terms; the first exchange begins with `start`."""
        self._terms = terms
        self.start()

    def start(self) -> None:
        """Begin an exchange."""
        self._ends = self._terms.monotonic() + self._terms.manners.total_timeout
        self._left = self._terms.manners.max_bytes + _HEADROOM

    def seconds(self) -> float:
        """Return how long the next piece may take; LimitError when the time is up."""
        remaining = self._ends - self._terms.monotonic()
        if remaining <= 0:
            raise LimitError(f"took longer than {self._terms.manners.total_timeout:g} seconds in all")
        return min(self._terms.manners.read_timeout, remaining)

    def take(self, count: int) -> int:
        """Count bytes that came; LimitError or SpentError when they are too many."""
        self._terms.received(count)
        self._left -= count
        if self._left < 0:
            raise LimitError(f"is larger than {self._terms.manners.max_bytes:,} bytes")
        return count


def _receive(sock: "PlainSocket | TLSSocket", receive: Callable[[], int]) -> int:
    sock.settimeout(sock.allowance.seconds())
    try:
        return sock.allowance.take(receive())
    except TimeoutError:
        sock.allowance.seconds()  # says so when it was the time in all that ran out
        raise


class PlainSocket(socket.socket):
    """A socket that stops at the end of its allowance."""

    allowance: Allowance

    def recv_into(self, buffer: Any, nbytes: int = 0, flags: int = 0) -> int:  # noqa: ANN401  # as typeshed has it
        """Receive no longer and no more than the allowance lets."""
        return _receive(self, lambda: super(PlainSocket, self).recv_into(buffer, nbytes, flags))


class TLSSocket(ssl.SSLSocket):
    """The same with TLS."""

    allowance: Allowance

    def recv_into(self, buffer: Any, nbytes: int | None = None, flags: int = 0) -> int:  # noqa: ANN401
        """Receive no longer and no more than the allowance lets."""
        return _receive(self, lambda: super(TLSSocket, self).recv_into(buffer, nbytes, flags))
