"""A server on loopback that misbehaves by script, and a clock on which no test waits."""

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from archive.fetch import Client, Manners, Network

PUBLIC = "93.184.215.14"
START = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)

Step = bytes | Callable[[socket.socket], None]
"""What the server does for a request: send an answer and listen on, or do as it likes and hang up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One request as the server heard it; connection counts from 0."""

    path: str
    headers: Mapping[str, str]
    connection: int


def answer(body: bytes = b"", *, status: str = "200 OK", **headers: str | int) -> bytes:
    """Return a whole answer; a header's underscores become hyphens, Content-Length is right unless given."""
    lines = {"Content_Length": len(body)} | headers
    head = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in lines.items())
    return f"HTTP/1.1 {status}\r\n{head}\r\n".encode() + body


def redirect(target: str, status: str = "302 Found") -> bytes:
    """Return a redirect."""
    return answer(status=status, Location=target)


def drip(first: bytes, piece: bytes) -> Step:
    """Return a step that goes on sending, little by little, until the client leaves."""

    def step(connection: socket.socket) -> None:
        connection.sendall(first)
        while True:
            connection.sendall(piece)
            time.sleep(0.002)

    return step


def hang(connection: socket.socket) -> None:
    """Say nothing until the client leaves."""
    connection.recv(1)


def cut(part: bytes) -> Step:
    """Return a step that sends something and hangs up."""
    return lambda connection: connection.sendall(part)


@dataclass(slots=True)
class Faults:
    """script: the steps of each path, one a request, the last one for ever; what is not in it is 404."""

    script: Mapping[str, Sequence[Step]]
    tls: ssl.SSLContext | None = None
    asked: list[Asked] = field(default_factory=list)
    _socket: socket.socket = field(default_factory=lambda: socket.create_server(("127.0.0.1", 0)))
    _connections: list[socket.socket] = field(default_factory=list)

    @property
    def at(self) -> tuple[str, int]:
        """Where it listens."""
        host, port = self._socket.getsockname()
        return host, port

    @property
    def paths(self) -> list[str]:
        """What was asked for, robots.txt apart."""
        return [asked.path for asked in self.asked if asked.path != "/robots.txt"]

    def url(self, path: str = "/") -> str:
        """Return the address of a path."""
        return f"{'https' if self.tls else 'http'}://127.0.0.1:{self.at[1]}{path}"

    def serve(self) -> None:
        """Take connections until the server is closed."""
        threads: list[threading.Thread] = []
        with suppress(OSError):
            while True:
                connection, _ = self._socket.accept()
                self._connections.append(connection)
                number = len(self._connections) - 1
                threads.append(threading.Thread(target=self._converse, args=(connection, number)))
                threads[-1].start()
        for thread in threads:
            thread.join()

    def close(self) -> None:
        """Stop listening and hang up on everyone."""
        for each in [self._socket, *self._connections]:
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
        self._socket.close()

    def _converse(self, connection: socket.socket, number: int) -> None:
        with connection, suppress(OSError):
            if self.tls is None:
                self._answer_all(connection, number)
            else:
                with self.tls.wrap_socket(connection, server_side=True) as wrapped:
                    self._answer_all(wrapped, number)

    def _answer_all(self, connection: socket.socket, number: int) -> None:
        with connection.makefile("rb") as lines:
            while request := lines.readline():
                if not request.startswith(b"GET "):
                    return connection.sendall(b"What was that?\r\n" * 10)
                path = request.split()[1].decode()
                head = iter(lines.readline, b"\r\n")
                headers = dict(line.decode().strip().split(": ", 1) for line in head)
                self.asked.append(Asked(path=path, headers=headers, connection=number))
                step = self._step(path)
                if callable(step):
                    return step(connection)
                connection.sendall(step)
        return None

    def _step(self, path: str) -> Step:
        steps = self.script.get(path, [answer(status="404 Not Found")])
        times = sum(asked.path == path for asked in self.asked)
        return steps[min(times, len(steps)) - 1]


@contextmanager
def serving(script: Mapping[str, Sequence[Step]], tls: ssl.SSLContext | None = None) -> Iterator[Faults]:
    """Give a server that follows a script, and close it afterwards."""
    server = Faults(script, tls)
    thread = threading.Thread(target=server.serve)
    thread.start()
    try:
        yield server
    finally:
        server.close()
        thread.join()


@dataclass(slots=True)
class Clock:
    """Time that passes when somebody sleeps, and by `tick` whenever somebody looks."""

    tick: float = 0.0
    seconds: float = 0.0
    sleeps: list[float] = field(default_factory=list)

    def now(self) -> datetime:
        """Return the moment, aware, UTC."""
        return START + timedelta(seconds=self.seconds)

    def monotonic(self) -> float:
        """Return seconds, a tick later each time."""
        self.seconds += self.tick
        return self.seconds

    def sleep(self, seconds: float) -> None:
        """Let time pass."""
        self.sleeps.append(seconds)
        self.seconds += seconds


def client(clock: Clock | None = None, network: Network | None = None, **manners: Any) -> Client:  # noqa: ANN401  # fields of Manners
    """Return a client that may ask loopback, tries once, and waits on the clock of the test alone."""
    clock = clock or Clock()
    settings: dict[str, Any] = {
        "contact": "desk@example.org",
        "allow_private_addresses": network is None,
        "read_timeout": 20.0,
        "retries": 0,
    }
    return Client(
        Manners(**settings | manners),
        now=clock.now,
        sleep=clock.sleep,
        monotonic=clock.monotonic,
        network=network or Network(),
        jitter=lambda: 1.0,
    )


def public(server: Faults) -> Network:
    """Return a network on which every name leads to a public address, behind which a test server stands."""
    return Network(
        resolve=lambda _host, _port: [PUBLIC],
        connect=lambda sock, _at: sock.connect(server.at),
        peer=lambda _sock: PUBLIC,
    )
