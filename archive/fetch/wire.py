"""The connections below requests: where they lead is checked at the socket, and what comes through is bounded.

A check of the name alone is undone by a name server that changes its answer.
"""

import socket
from typing import Any

from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, PoolManager
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import ConnectTimeoutError
from urllib3.util.ssl_ import create_urllib3_context

from archive.fetch.address import refusal
from archive.fetch.allowance import Allowance, PlainSocket, Terms, TLSSocket
from archive.fetch.failure import ForbiddenError


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
        if isinstance(self.sock, PlainSocket | TLSSocket):
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
        sock = PlainSocket(socket.AF_INET6 if ":" in numeric else socket.AF_INET, socket.SOCK_STREAM)
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
        wrong = refusal(numeric, allow_private=self._terms.manners.allow_private_addresses)
        if wrong:
            raise ForbiddenError(self.host, wrong)


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
        context.sslsocket_class = TLSSocket
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
