"""Serving the live archive until it is told to stop."""

import errno
import json
import signal
import socket
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

from archive import extra
from archive.errors import CopperplateError, PublishError
from feeds.live.metadata import Live, configuration

_REASONS = {
    errno.EADDRINUSE: ("another program listens there", "Name another port with --port; 0 takes any free one."),
    errno.EACCES: ("that port is for the administrator", "Name a port above 1023 with --port."),
    errno.EADDRNOTAVAIL: ("this machine has no such address", "Name one that it has with --host, or 127.0.0.1."),
}
_GRACE_SECONDS = 3


def serve(live: Live, *, host: str, port: int, on_ready: Callable[[str], None]) -> None:
    """Serve the archive until SIGINT or SIGTERM; for the main thread.

    port: 0 for any that is free
    on_ready: is called with the address, "http://127.0.0.1:8001/", once it can be asked
    Raises CopperplateError when the address cannot be used or Datasette is not installed, StoreError when there is
    no archive.
    """
    try:
        import uvicorn  # noqa: PLC0415 an extra, and slow to import

        from feeds.live.application import application  # noqa: PLC0415 the same
    except ModuleNotFoundError as error:
        raise CopperplateError(
            f"serving needs {error.name}, which is not installed",
            hint=f"Install it with: {extra.install('serve')}",
        ) from error
    datasette = application(live)
    config = uvicorn.Config(
        datasette.app(),
        log_level="warning",
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=_GRACE_SECONDS,
    )
    with closing(_listener(host, port)) as listener:
        on_ready(_address(listener))
        _until_stopped(lambda: uvicorn.Server(config).run(sockets=[listener]))


def write_metadata(live: Live, path: Path) -> None:
    """Write metadata.json for Datasette's own command: datasette copperplate.db -m metadata.json."""
    try:
        path.write_text(json.dumps(configuration(live, live.database.stem), indent=2) + "\n", encoding="utf-8")
    except OSError as error:
        raise PublishError(f"{path}: cannot be written ({error.strerror})", hint="Name another file.") from error


def _listener(host: str, port: int) -> socket.socket:
    """Return a socket that listens already: who asks before the application is up waits, and is answered."""
    try:
        family, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
        return socket.create_server(address[:2], family=family, backlog=128)
    except OSError as error:
        why, hint = _REASONS.get(error.errno or 0, (error.strerror or str(error), "Look at --host and --port."))
        raise CopperplateError(f"cannot serve at {host} port {port}: {why}", hint=hint) from error


def _address(listener: socket.socket) -> str:
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}/" if ":" in host else f"http://{host}:{port}/"


def _until_stopped(run: Callable[[], None]) -> None:
    """Run a server that passes on the signal that ended it, and take that signal for a wish, not for an error."""
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        with suppress(KeyboardInterrupt):
            run()
    finally:
        signal.signal(signal.SIGTERM, before)
