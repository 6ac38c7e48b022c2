"""--kind, for the commands that scrape."""

import click

from archive.release import ARCHIVED

option = click.option(
    "--kind",
    "kinds",
    multiple=True,
    type=click.Choice(ARCHIVED, case_sensitive=False),
    default=ARCHIVED,
    show_default=True,
    help="Which new pages enter the archive; may be given more than once.",
)
