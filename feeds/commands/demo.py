"""copperplate demo."""

import shutil
import socket
from collections.abc import Callable
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import click

from archive.commands.console import Console
from archive.errors import ConfigError, CopperplateError
from feeds.commands.run import run
from feeds.commands.serve import serve

_MARK = "# Written by `copperplate demo`, which empties this folder when it is started again."
_LAST_DAY = 3  # all that happens, happens on day 1; two days later the removal is proven


@click.command("demo")
@click.option(
    "--folder",
    type=click.Path(path_type=Path),
    default="copperplate-demo",
    show_default=True,
    help="Where to work.",
)
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8001,
    show_default=True,
    help="Where to serve; 0 takes a free one.",
)
@click.option("--serve/--no-serve", "serves", default=True, help="Serve the archive at the end, until Ctrl-C.")
def command(folder: Path, port: int, *, serves: bool) -> None:
    """Do the whole job on a sample office, invented and served on this machine, over four days of its life."""
    from archive.sample.server import Site  # noqa: PLC0415  # only the demo needs it

    _empty(folder)
    with Site() as site:
        console = Console(config_path=_configured(folder, site.url, port or _free_port()))
        click.echo(f"A sample office, invented for this, is served at {site.url}\n")
        for day in range(_LAST_DAY + 1):
            site.day = day
            _live_through(console, day)
        click.echo(_CONCLUSION.format(folder=folder, program=console.program))
        if serves:
            serve(console, "127.0.0.1", int(console.config.settings.site.url.rsplit(":")[-1].strip("/")))


_CONCLUSION = """
What is there now, in {folder}/:
  copperplate.db             the archive: open it with Datasette, sqlite-utils or any SQLite tool
  copperplate-captures.db    the bytes of every answer that a record was made from
  public/                    the site: feeds, and a page for every release, ready for any web server
  copperplate.toml           the configuration; try: {program} -c {folder}/copperplate.toml search knife

The office was served by this demo and ends with it: run and scrape cannot reach it
afterwards. All else goes on working with what was kept.
"""


def _live_through(console: Console, day: int) -> None:
    """Run once on a day of the sample office's life, with the clock of that day, and tell what happened."""
    from archive.sample import story  # noqa: PLC0415  # only the demo needs it
    from archive.store import holdings  # noqa: PLC0415

    now = story.START + timedelta(days=day)
    console.clock = _stopped(now)
    click.echo(f"{now.day} {now:%B %Y}, {now:%H:%M}")
    for line in story.describe(day) or ("the office does nothing",):
        click.echo(f"  the office   {line}")
    with console.archive() as archive:
        report = run(console, archive, lambda _report: None)
        told = [each for each in holdings.happenings(archive.db, limit=1000) if each.at == now]
    click.echo(f"  copperplate  {report.summary()}")
    for each in reversed(told) if day else ():
        click.echo(f"               {each.event.kind}: {each.title}\n                 {each.event.evidence}")
    if report.exit_code:
        raise CopperplateError(f"the demo's run ended {report.verdict}: {report.sources[0].reason}")


def _stopped(now: datetime) -> Callable[[], datetime]:
    return lambda: now


def _configured(folder: Path, office: str, port: int) -> Path:
    """Write the configuration of the demo and return its path."""
    path = folder / "copperplate.toml"
    path.write_text(
        f"""{_MARK}
# The office lives on this machine, and only while the demo runs: afterwards search, status, serve and publish go on
# working with what was kept, and run and scrape find nobody at its address.

[archive]
authority = "demo.invalid,2026"

[site]
title = "Copperplate demo"
url = "http://127.0.0.1:{port}/"

[fetch]
delay = 0.0
allow_private_addresses = true

[offices.marchshire]
name = "Police and Crime Commissioner for Marchshire"
area = "Marchshire"
home = "{office}/"
""",
        encoding="utf-8",
    )
    return path


def _empty(folder: Path) -> None:
    """Make the folder of the demo, without what an earlier demo left; ConfigError when it is somebody's own."""
    try:
        if folder.exists() and any(folder.iterdir()):
            mark = folder / "copperplate.toml"
            if not mark.is_file() or not mark.read_text(encoding="utf-8").startswith(_MARK):
                raise ConfigError(f"{folder}: is no folder of the demo", hint="Name another one with --folder.")
            shutil.rmtree(folder)
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ConfigError(
            f"{folder}: cannot be used ({error.strerror})", hint="Name another one with --folder."
        ) from error


def _free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
