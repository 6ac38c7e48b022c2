"""A real Wagtail (Django) on this machine: pages of news under /news/, ten a page, with a sitemap and without a feed.

Seen with Wagtail 8.0 on Django 5.2.
"""

import json
import re
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Self

from tests.real.environment import python_with
from tests.real.wordpress import Post, free_port

_PROJECT = Path(__file__).with_name("press_site")
_PATIENCE = 120.0  # seconds
_ASKED = re.compile(r'"(GET \S+) HTTP')


class Wagtail:
    """A site with these releases, served within a `with` block."""

    def __init__(self, posts: Iterable[Post]) -> None:
        """Lay out the project and fill its database."""
        self._python = python_with("wagtail")
        self._folder = Path(tempfile.mkdtemp(prefix="copperplate-wagtail-"))
        self._port = free_port()
        for source in _PROJECT.iterdir():
            shutil.copy(source, self._folder / source.name.removesuffix(".in"))
        package = self._folder / "press"
        package.mkdir()
        (self._folder / "models.py").rename(package / "models.py")
        (package / "__init__.py").touch()
        releases = [asdict(each) | {"published": each.published.isoformat()} for each in posts]
        self._do("install", releases=releases, port=self._port)

    def __enter__(self) -> Self:
        """Serve it; AssertionError when it does not come up."""
        command = [str(self._python), "-m", "django", "runserver", "--noreload", f"127.0.0.1:{self._port}"]
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(  # noqa: S603  # Django's
                [*command, "--settings=settings", "--pythonpath=."], cwd=self._folder, stdout=log, stderr=log
            )
        until = time.monotonic() + _PATIENCE
        while True:
            try:
                socket.create_connection(("127.0.0.1", self._port)).close()
            except OSError:
                assert self._process.poll() is None, self._log.read_text(encoding="utf-8")
                assert time.monotonic() < until
                time.sleep(0.05)
            else:
                return self

    def __exit__(self, *_: object) -> None:
        """Stop it, and leave nothing behind."""
        self._process.kill()
        self._process.wait()
        shutil.rmtree(self._folder, ignore_errors=True)

    @property
    def url(self) -> str:
        """Its home page."""
        return f"http://127.0.0.1:{self._port}/"

    @property
    def requests(self) -> list[str]:
        """Every request so far: "GET /news/"."""
        return _ASKED.findall(self._log.read_text(encoding="utf-8"))

    def edit(self, slug: str, was: str, becomes: str) -> None:
        """Replace words, which stand there once, in a release, now."""
        self._do("edit", slug=slug, was=was, becomes=becomes)

    def remove(self, slug: str) -> None:
        """Delete a release."""
        self._do("remove", slug=slug)

    @property
    def _log(self) -> Path:
        return self._folder / "server.log"

    def _do(self, what: str, **told: object) -> None:
        done = subprocess.run(  # noqa: S603  # our own
            [self._python, "fill.py"],
            cwd=self._folder,
            input=json.dumps({"do": what, **told}),
            capture_output=True,
            text=True,
            timeout=_PATIENCE,
            check=False,
        )
        assert done.returncode == 0, done.stderr
