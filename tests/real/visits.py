"""Many visits of a real browser at once: what it complained of, asked for and showed; see visit.mjs."""

import json
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.real.environment import node_with

_SCRIPT = Path(__file__).with_name("visit.mjs")
_PATIENCE = 600  # seconds for all visits

needed = pytest.mark.skipif(
    not (shutil.which("chromium") and shutil.which("npm")),
    reason="a browser and what drives it are Debian's packages: apt-get install chromium nodejs npm",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What a visit showed.

    address: where it ended
    console: errors and warnings, those about the page's policy among them
    requests: every address that was asked
    violations: of accessibility, by axe-core
    pwned: whether a script of an attacker's ran
    wide: whether the page has to be moved sideways
    """

    url: str
    address: str
    title: str
    text: str
    console: tuple[str, ...]
    requests: tuple[str, ...]
    violations: tuple[str, ...]
    pwned: bool
    wide: bool

    @property
    def strangers(self) -> set[str]:
        """Every other host that was asked."""
        return {urlsplit(each).netloc for each in self.requests} - {urlsplit(self.url).netloc, ""}


def visits(wanted: Iterable[dict[str, Any]]) -> list[Seen]:
    """Make visits, each as visit.mjs understands it, in one browser."""
    done = subprocess.run(  # noqa: S603 our own script
        ["node", str(_SCRIPT), str(node_with("puppeteer-core", "axe-core"))],  # noqa: S607 Debian's
        input=json.dumps(list(wanted)),
        capture_output=True,
        text=True,
        timeout=_PATIENCE,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return [_seen(**found) for found in json.loads(done.stdout)]


def _seen(**found: Any) -> Seen:  # noqa: ANN401 what JSON holds
    console, requests, violations = (tuple(found.pop(key)) for key in ("console", "requests", "violations"))
    return Seen(console=console, requests=requests, violations=violations, **found)


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""


@contextmanager
def plain_server(folder: Path) -> Iterator[str]:
    """Serve a folder as `python -m http.server` does, within the block."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
