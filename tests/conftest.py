"""For every test: the network is shut, both at name lookup and at connect, loopback excepted."""

import ipaddress
import socket
from collections.abc import Iterator
from typing import Any

import pytest


def _is_ours(host: object) -> bool:
    """Whether an address, or what it is called, is this machine's own."""
    if host in (None, "", b"", "localhost", b"localhost"):
        return True
    text = host.decode() if isinstance(host, bytes) else str(host)
    try:
        return ipaddress.ip_address(text.partition("%")[0]).is_loopback
    except ValueError:
        return False


@pytest.fixture(autouse=True, scope="session")
def _network_is_shut() -> Iterator[None]:
    patch = pytest.MonkeyPatch()
    connect, lookup = socket.socket.connect, socket.getaddrinfo

    def guarded_connect(self: socket.socket, address: Any) -> None:  # noqa: ANN401  # whatever a family takes
        if self.family != socket.AF_UNIX and not _is_ours(address[0]):
            raise AssertionError(f"a test wanted to connect to {address}")
        connect(self, address)

    def guarded_lookup(host: Any, *rest: Any, **more: Any) -> Any:  # noqa: ANN401  # as the real one
        if not _is_ours(host):
            raise AssertionError(f"a test wanted to look up {host!r}")
        return lookup(host, *rest, **more)

    patch.setattr(socket.socket, "connect", guarded_connect)
    patch.setattr(socket, "getaddrinfo", guarded_lookup)
    yield
    patch.undo()
