"""copperplate run."""

from typing import TYPE_CHECKING

import click

from archive.commands import kinds
from archive.commands.console import Console
from archive.errors import FAILED
from archive.release import Kind
from archive.store.connection import Archive
from feeds.commands.publish import published

if TYPE_CHECKING:
    from collections.abc import Callable

    from archive.run import Report


@click.command("run")
@kinds.option
@click.pass_obj
def command(console: Console, kinds: tuple[Kind, ...]) -> None:
    """Scrape every configured office, then publish: the line for cron."""
    console.kinds = kinds
    with console.archive() as archive:
        report = run(console, archive, console.report)
    raise SystemExit(report.exit_code)


def run(console: Console, archive: Archive, tell: "Callable[[Report], None]") -> "Report":
    """Scrape, tell how it went, then publish, which may fail too.

    When every office failed, that is told on the status page of what is there already.
    """
    from archive.commands.orders import scraped  # noqa: PLC0415  # the parsers take their time to load
    from archive.store import holdings  # noqa: PLC0415

    report = scraped(console, archive)
    tell(report)
    if report.exit_code != FAILED or holdings.count(archive.db):
        console.say(published(console, archive))
    return report
