"""copperplate backup."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from archive.commands.console import Console
from archive.errors import DEGRADED

if TYPE_CHECKING:
    from archive.backup import Orders


@click.command("backup")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--public", is_flag=True, help="Only what may be served, as one file for readers.")
@click.option("--overwrite", is_flag=True, help="Replace a copy that is there, once the new one is known to be good.")
@click.pass_obj
def command(console: Console, file: Path, *, public: bool, overwrite: bool) -> None:
    """Copy the archive to FILE and its captures beside it, at one moment, while anything may write them."""
    from archive import backup  # noqa: PLC0415  # what examines a copy takes its time to load

    with console.progress() as progress:
        orders = _orders(console, file, overwrite=overwrite, progress=progress)
        found = backup.public(orders) if public else backup.both(orders)
    console.say(f"{file}: copied{'' if public else f', and {backup.beside(file).name} beside it'}")
    for each in found:
        click.echo(f"As it is in the archive itself: {each.sentence}", err=True)
    if found:
        click.echo("Try: copperplate verify", err=True)
        raise SystemExit(DEGRADED)


def _orders(console: Console, file: Path, **options: object) -> "Orders":
    from archive.backup import Orders  # noqa: PLC0415  # as above

    settings = console.config.settings.archive
    database, captures = console.config.path(settings.database), console.config.path(settings.captures)
    return Orders(database=database, captures=captures, target=file, **options)  # type: ignore[arg-type]
