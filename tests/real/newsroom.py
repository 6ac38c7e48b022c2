"""A newsroom: a folder of its own, in which the installed command is run as an operator or cron runs it."""

import os
import re
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

COMMAND = Path(sys.executable).with_name("copperplate")
_PATIENCE = 120  # seconds for a command to end
_READY = re.compile(r"Serving at (http://\S+)")
_TEMPLATE_OFFICE = "# [offices.northamptonshire]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """How a command ended, and all that it said."""

    exit_code: int
    output: str
    errors: str


WELL = Ended(exit_code=0, output="", errors="")  # under cron, which hears nothing when all is well


class Newsroom:
    """A folder with a configuration for one office; the site will stand at `url`."""

    def __init__(self, folder: Path, *, office: str, home: str, url: str = "https://news.example/") -> None:
        """Write the configuration as an operator does: `init`, and then a few lines changed."""
        self.folder = folder
        self.office = office
        assert self.run("init").exit_code == 0
        path = folder / "copperplate.toml"
        text = path.read_text(encoding="utf-8")
        for was, becomes in (
            ('"http://127.0.0.1:8001/"', f'"{url}"'),
            ("delay = 1.0", "delay = 0.0"),
            ("preserve = 100", "preserve = 0"),  # requests are counted
            ("allow_private_addresses = false", "allow_private_addresses = true"),
            (f"\n{_TEMPLATE_OFFICE}\n", f'\n[offices.{office}]\nhome = "{home}"\n'),
        ):
            assert text.count(was) == 1, f"init no longer writes {was!r}"
            text = text.replace(was, becomes)
        path.write_text(text, encoding="utf-8")

    @property
    def public(self) -> Path:
        """The published site."""
        return self.folder / "public"

    @property
    def database(self) -> Path:
        """The archive's file."""
        return self.folder / "copperplate.db"

    def run(self, *words: str) -> Ended:
        """Run a command to its end, without a terminal."""
        done = subprocess.run(  # noqa: S603  # our own command
            [COMMAND, *words], cwd=self.folder, capture_output=True, text=True, timeout=_PATIENCE, check=False
        )
        return Ended(exit_code=done.returncode, output=done.stdout, errors=done.stderr)

    def run_until(self, enough: Callable[[], bool]) -> None:
        """Begin a run, and kill it as soon as there is enough; AssertionError when it ends before."""
        with subprocess.Popen([COMMAND, "run"], cwd=self.folder, stderr=subprocess.DEVNULL) as process:  # noqa: S603  # ours
            try:
                while not enough():
                    assert process.poll() is None, "the run ended too early"
                    time.sleep(0.01)
            finally:
                process.kill()

    def rows(self, sql: str, *values: object) -> list[dict[str, Any]]:
        """Ask the archive."""
        with closing(sqlite3.connect(f"file:{self.database}?mode=ro", uri=True)) as connection:
            connection.row_factory = sqlite3.Row
            return [dict(row) for row in connection.execute(sql, values)]

    def happened(self) -> list[tuple[str, str]]:
        """Return what the latest run wrote: the kind of each event, and the end of the release's address."""
        rows = self.rows(
            "SELECT events.kind, url FROM events JOIN releases ON releases.id = release_id "
            "WHERE run_id = (SELECT max(id) FROM runs) ORDER BY events.id"
        )
        return [(row["kind"], re.split("[/=]", row["url"].rstrip("/"))[-1]) for row in rows]

    def files(self) -> dict[str, tuple[int, int]]:
        """Return every published file with its inode and the nanosecond of its last change: a rewritten one differs."""
        found = (path for path in self.public.rglob("*") if path.is_file())
        return {str(path.relative_to(self.public)): (path.stat().st_ino, path.stat().st_mtime_ns) for path in found}


class Running:
    """A command that serves until it is told to stop.

    url: where it serves, as it said itself
    said: the lines before that
    """

    def __init__(self, process: subprocess.Popen[str]) -> None:
        """Wait until the command says that it serves; AssertionError with all it said when it ends instead."""
        self._process = process
        self.said: list[str] = []
        assert process.stdout
        for line in process.stdout:
            ready = _READY.match(line)
            if ready:
                self.url = ready[1]
                return
            self.said.append(line)
        raise AssertionError(f"it ended before it served: {''.join(self.said)} {process.communicate()[1]}")

    def interrupt(self) -> Ended:
        """Press Ctrl-C, and return how the command took it."""
        self._process.send_signal(signal.SIGINT)
        output, errors = self._process.communicate(timeout=20)
        return Ended(exit_code=self._process.returncode, output=output, errors=errors)


@contextmanager
def serving(folder: Path, *words: str) -> Iterator[Running]:
    """Run a command that serves, within the block."""
    with subprocess.Popen(  # noqa: S603  # our own command
        [COMMAND, *words],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONUNBUFFERED": "1"},
    ) as process:
        try:
            yield Running(process)
        finally:
            if process.poll() is None:
                process.kill()
