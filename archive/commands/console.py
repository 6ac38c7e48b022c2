"""What every command has: the configuration, and a way to speak that is quiet under cron."""

import logging
import os
import shlex
import shutil
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache, partial
from pathlib import Path
from threading import Event, Lock
from typing import TYPE_CHECKING

import click

from archive import config, lock
from archive.config import Config
from archive.errors import CopperplateError
from archive.release import ARCHIVED, Kind
from archive.store import connection, files, ledger
from archive.store.connection import Archive
from archive.store.runs import Verdict

if TYPE_CHECKING:
    from click._termui_impl import ProgressBar

    from archive.run import Report


_INTERRUPTED = 130
_NAME = "copperplate"


def now() -> datetime:
    """Return the time, aware, UTC; the one place where a command asks the clock."""
    return datetime.now(UTC)


@dataclass(slots=True, kw_only=True)
class Console:
    """The configuration of a command, read once, and how it speaks.

    kinds: which new pages enter the archive
    clock: aware, UTC; the demo has its own
    """

    config_path: Path
    verbose: bool = False
    kinds: tuple[Kind, ...] = ARCHIVED
    clock: Callable[[], datetime] = now
    _config: Config | None = field(default=None)

    def __post_init__(self) -> None:
        """Send the log to standard error, all of it when asked to."""
        level = logging.INFO if self.verbose else logging.ERROR
        logging.basicConfig(level=level, format="%(message)s", stream=sys.stderr)

    @property
    def config(self) -> Config:
        """The configuration; ConfigError when it has a mistake."""
        if self._config is None:
            self._config = config.load(self.config_path)
        return self._config

    @property
    def program(self) -> str:
        """How this program was called, so that a command that is shown can be typed as it stands."""
        called = Path(sys.argv[0])
        on_path = shutil.which(called.name)
        if called.name != _NAME or (on_path and Path(on_path).absolute() == called.absolute()):
            return _NAME
        return shlex.quote(str(called))

    @property
    def talks(self) -> bool:
        """Whether somebody is watching: cron is told only what went wrong."""
        return self.verbose or sys.stdout.isatty()

    def say(self, line: str) -> None:
        """Tell a person who is watching."""
        if self.talks:
            click.echo(line)

    def report(self, report: "Report") -> None:
        """Tell how a run went: in one line, and what went wrong on standard error."""
        self.say(report.summary())
        bad = [done for done in report.sources if done.verdict in (Verdict.DEGRADED, Verdict.FAILED)]
        named = {done.office for done in bad}
        wrong = [(done.office, str(done.verdict), done.reason, done.hint) for done in bad]
        wrong += [
            (each.office, str(each.state), each.evidence, each.hint)
            for each in report.standings
            if each.state.bad and each.office not in named
        ]
        for office, what, reason, hint in wrong:
            click.echo(f"{office}: {what}: {reason}", err=True)
            if hint:
                click.echo(f"Try: {hint}", err=True)
        if report.trouble:
            self.complain(report.trouble)

    def complain(self, error: CopperplateError) -> None:
        """Say on standard error what went wrong beside the work itself, and what to try."""
        click.echo(f"Error: {error}", err=True)
        if error.hint:
            click.echo(f"Try: {error.hint}", err=True)

    @contextmanager
    def archive(self, *, there: bool = False) -> Iterator[Archive]:
        """Hold the archive for writing: the lock first, then both files; what a killed run left is signed off first.

        there: it has to be there already, since nothing can be done with a new one
        """
        settings = self.config.settings.archive
        database, captures = self.config.path(settings.database), self.config.path(settings.captures)
        if there:
            files.require(database)
        with (
            lock.held(self.config.path(settings.lock)),
            connection.opened(database, captures, tell=partial(click.echo, err=True)) as archive,
        ):
            ledger.sign(archive.db, self.clock())
            yield archive
            ledger.sign(archive.db, self.clock())

    @contextmanager
    def reading(self) -> Iterator[Archive]:
        """Open the archive to read it, whatever else is at work."""
        with connection.opened_for_reading(self.config.path(self.config.settings.archive.database)) as archive:
            yield archive

    @contextmanager
    def stoppable(self) -> Iterator[Event]:
        """Let Ctrl-C and SIGTERM end the block in good order, by an event; a second one ends it at once."""
        stop = Event()

        def ask(_signal: int, _frame: object) -> None:
            if stop.is_set():
                os._exit(_INTERRUPTED)  # threads wait for sites; the archive stands as after any power cut
            click.echo("Stopping after the record in hand; once more to stop at once.", err=True)
            stop.set()

        before = {number: signal.signal(number, ask) for number in (signal.SIGINT, signal.SIGTERM)}
        try:
            yield stop
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    @contextmanager
    def progress(self) -> Iterator[Callable[[str, int, int], None]]:
        """Show a bar on a terminal, from when there is something to count: the office, and how much of it is done."""
        if not sys.stderr.isatty() or self.verbose:
            yield lambda _office, _done, _total: None
            return
        turn = Lock()
        with ExitStack() as stack:

            @cache
            def begun() -> "ProgressBar[str]":
                bar: ProgressBar[str] = click.progressbar(length=1, file=sys.stderr, item_show_func=lambda text: text)
                return stack.enter_context(bar)

            def show(office: str, done: int, total: int) -> None:
                with turn:  # offices are read side by side
                    bar = begun()
                    bar.length, bar.pos, bar.label = max(total, 1), done, office
                    bar.current_item = f"{done} of {total}"
                    bar.render_progress()

            yield show
