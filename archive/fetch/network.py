"""How names become addresses and sockets become connections: the one place where the system is asked."""

import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass


def lookup(host: str, port: int) -> list[str]:
    """Return the numeric addresses of a host, the best first; socket.gaierror when it has none."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except UnicodeError as error:  # a label that is empty or too long
        raise socket.gaierror(socket.EAI_NONAME, str(error)) from error
    return list(dict.fromkeys(str(sockaddr[0]) for *_, sockaddr in found))


def connect(sock: socket.socket, at: tuple[str, int]) -> None:
    """Connect a socket to a numeric address and port."""
    sock.connect(at)


def peer(sock: socket.socket) -> str:
    """Return the numeric address at the other end of a connected socket."""
    return str(sock.getpeername()[0])


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """How names become addresses, and sockets are connected; tests give their own."""

    resolve: Callable[[str, int], Sequence[str]] = lookup
    connect: Callable[[socket.socket, tuple[str, int]], None] = connect
    peer: Callable[[socket.socket], str] = peer
