"""copperplate scrape."""

import click

from archive.commands.console import Console


@click.command("scrape")
@click.argument("office", nargs=-1)
@click.pass_obj
def command(console: Console, office: tuple[str, ...]) -> None:
    """Collect only: bring the archive up to date with every OFFICE, or with all that are configured."""
    from archive.commands.orders import scraped  # noqa: PLC0415  # the parsers take their time to load

    with console.archive() as archive:
        report = scraped(console, archive, office)
    console.report(report)
    raise SystemExit(report.exit_code)
