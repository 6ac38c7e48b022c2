"""The connections below requests: names resolved and checked, time and bytes bounded at the socket.

A read time-out is per piece, so that one byte now and then would hold a run for ever, headers included; and a
check of names is undone by a name server that changes its answer. So both are bound to the socket in use.
"""

import socket
import ssl
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, PoolManager
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import ConnectTimeoutError
from urllib3.util.ssl_ import create_urllib3_context

from archive.fetch import address
from archive.fetch.failure import ForbiddenError, LimitError
from archive.fetch.manners import Manners

_HEADROOM = 1024 * 1024  # for headers and chunk sizes, beside the largest body


def lookup(host: str, port: int) -> list[str]:
    """Return the numeric addresses of a host, the best first; socket.gaierror when it has none."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except UnicodeError as error:  # a label that is empty or too long
        raise socket.gaierror(socket.EAI_NONAME, str(error)) from error
    return list(dict.fromkeys(str(sockaddr[0]) for *_, sockaddr in found))


def peer(sock: socket.socket) -> str:
    """Return the numeric address at the other end of a connected socket."""
    return str(sock.getpeername()[0])


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """How names become addresses, and sockets are connected; tests give their own."""

    resolve: Callable[[str, int], Sequence[str]] = lookup
    connect: Callable[[socket.socket, tuple[str, int]], None] = socket.socket.connect
    peer: Callable[[socket.socket], str] = peer


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


def _receive(sock: "_Socket | _TLSSocket", receive: Callable[[], int]) -> int:
    sock.settimeout(sock.allowance.seconds())
    try:
        return sock.allowance.take(receive())
    except TimeoutError:
        sock.allowance.seconds()  # says so when it was the time in all that ran out
        raise


class _Socket(socket.socket):
    allowance: Allowance

    def recv_into(self, buffer: Any, nbytes: int = 0, flags: int = 0) -> int:  # noqa: ANN401  # as typeshed has it
        return _receive(self, lambda: super(_Socket, self).recv_into(buffer, nbytes, flags))


class _TLSSocket(ssl.SSLSocket):
    allowance: Allowance

    def recv_into(self, buffer: Any, nbytes: int | None = None, flags: int = 0) -> int:  # noqa: ANN401
        return _receive(self, lambda: super(_TLSSocket, self).recv_into(buffer, nbytes, flags))


class _Connection(HTTPConnection):
    """A connection to an address that may be asked; it goes where the checked name led, and nowhere else."""

    def __init__(self, host: str, *, terms: Terms, **options: Any) -> None:  # noqa: ANN401  # urllib3's own, handed on
        super().__init__(host, **options)
        self._terms = terms
        self._allowance = Allowance(terms)

    def putrequest(self, method: str, url: str, *flags: bool, **named: bool) -> None:
        """Begin a request, and with it a new allowance."""
        self._allowance.start()
        super().putrequest(method, url, *flags, **named)

    def connect(self) -> None:
        super().connect()
        if isinstance(self.sock, _Socket | _TLSSocket):
            self.sock.allowance = self._allowance

    def _new_conn(self) -> socket.socket:
        """Connect to the first address that answers, within the time for all; check each before and after."""
        found = self._terms.network.resolve(self.host, self.port)
        for numeric in found:
            self._check(numeric)
        failure: OSError = socket.gaierror(socket.EAI_NONAME, f"{self.host} has no address")
        for numeric in found:
            try:
                return self._connected(numeric, self._terms.manners.connect_timeout / len(found))
            except OSError as error:
                failure = error
        if isinstance(failure, TimeoutError):
            raise ConnectTimeoutError(self, str(failure)) from failure
        raise failure

    def _connected(self, numeric: str, seconds: float) -> socket.socket:
        sock = _Socket(socket.AF_INET6 if ":" in numeric else socket.AF_INET, socket.SOCK_STREAM)
        try:
            sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            sock.settimeout(seconds)
            self._terms.network.connect(sock, (numeric, self.port))
            self._check(self._terms.network.peer(sock))
        except BaseException:
            sock.close()
            raise
        return sock

    def _check(self, numeric: str) -> None:
        wrong = address.refusal(numeric, allow_private=self._terms.manners.allow_private_addresses)
        if wrong:
            raise ForbiddenError(f"{self.host} is {wrong}")


class _TLSConnection(_Connection, HTTPSConnection):
    """The same over TLS; the certificate is held to the name, the socket goes to the checked address."""


class _Pool(HTTPConnectionPool):
    ConnectionCls = _Connection


class _TLSPool(HTTPSConnectionPool):
    ConnectionCls = _TLSConnection


class _Pools(PoolManager):
    def __init__(self, terms: Terms) -> None:
        context = create_urllib3_context()
        context.load_default_certs()
        context.sslsocket_class = _TLSSocket
        super().__init__(num_pools=64, maxsize=1, ssl_context=context)
        self.pool_classes_by_scheme = {"http": _Pool, "https": _TLSPool}
        self._terms = terms

    def _new_pool(
        self, scheme: str, host: str, port: int, request_context: dict[str, Any] | None = None
    ) -> HTTPConnectionPool:
        pool = super()._new_pool(scheme, host, port, request_context)
        pool.conn_kw["terms"] = self._terms
        return pool


class Adapter(HTTPAdapter):
    """The adapter of requests over these connections.

    It is used without a session: it keeps no cookies, follows no redirect, and takes neither proxy nor
    password from the environment (behind a proxy nobody could say which address was really asked).
    """

    def __init__(self, terms: Terms) -> None:
        """Put our pools in the place of urllib3's."""
        super().__init__()
        self.poolmanager = _Pools(terms)
