"""copperplate scrape."""

import click

from archive.commands import kinds
from archive.commands.console import Console
from archive.release import Kind


@click.command("scrape")
@click.argument("office", nargs=-1)
@kinds.option
@click.pass_obj
def command(console: Console, office: tuple[str, ...], kinds: tuple[Kind, ...]) -> None:
    """Collect only: bring the archive up to date with every OFFICE, or with all that are configured."""
    from archive.commands.orders import scraped  # noqa: PLC0415  # the parsers take their time to load

    console.kinds = kinds
    with console.archive() as archive:
        report = scraped(console, archive, office)
    console.report(report)
    raise SystemExit(report.exit_code)
