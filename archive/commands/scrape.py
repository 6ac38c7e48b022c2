"""copperplate scrape."""

import click

from archive.commands.console import Console


@click.command("scrape")
@click.argument("office", nargs=-1)
@click.pass_obj
def command(console: Console, office: tuple[str, ...]) -> None:
    """Collect only: bring the archive up to date with every OFFICE, or with all that are configured."""
    from archive import run  # noqa: PLC0415  # the parsers take their time to load
    from archive.commands.orders import orders  # noqa: PLC0415

    with console.archive() as archive, console.progress() as progress:
        report = run.scrape(archive, orders(console, archive, office, progress))
    console.report(report)
    raise SystemExit(report.exit_code)
