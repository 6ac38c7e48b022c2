"""A real browser without a window: Debian's chromium."""

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

_OPTIONS = (
    "--headless",
    "--no-sandbox",  # root may not use it
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--enable-logging=stderr",
)
_PATIENCE = 60  # seconds for a page

needed = pytest.mark.skipif(
    not shutil.which("chromium"), reason="a browser is Debian's package: apt-get install chromium"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page as it stands once its scripts have run; console has what the browser complained of."""

    soup: BeautifulSoup
    console: tuple[str, ...]

    @property
    def title(self) -> str:
        """The title of its tab."""
        return self.soup.title.get_text() if self.soup.title else ""

    @property
    def text(self) -> str:
        """What can be read, with single spaces."""
        body = self.soup.body
        return " ".join(body.get_text(" ").split()) if body else ""


def visit(url: str, profile: Path) -> Page:
    """Open a page with a profile of its own, which is made if need be."""
    done = subprocess.run(  # noqa: S603  # Debian's
        ["chromium", *_OPTIONS, f"--user-data-dir={profile}", "--dump-dom", url],  # noqa: S607
        capture_output=True,
        text=True,
        timeout=_PATIENCE,
        check=True,
    )
    console = tuple(line for line in done.stderr.splitlines() if ":CONSOLE" in line)
    return Page(soup=BeautifulSoup(done.stdout, "lxml"), console=console)
