"""copperplate withhold."""

import getpass

import click

from archive import wording
from archive.commands.console import Console
from archive.errors import UncleanError
from archive.store.connection import Archive
from archive.store.holds import Order
from feeds.commands.publish import published


@click.command("withhold")
@click.argument("release", required=False)
@click.option(
    "--reason",
    help="Why, for those who run this archive after you; it is never published; --undo needs none.",
)
@click.option("--by", help="Who gives the order; the name of your account on this machine if it is left out.")
@click.option("--undo", is_flag=True, help="Show the release again, as it was kept.")
@click.option("--list", "lists", is_flag=True, help="Show what is withheld, by whom, since when and why.")
@click.pass_obj
def command(console: Console, /, release: str | None, reason: str | None, by: str | None, **how: bool) -> None:
    """Take a release out of everything that is shown, without losing it, and publish.

    RELEASE is its address here or at its office, its path, its tag or its row. It leaves the tables, the searches, the
    feeds and the pages; a page that says so stays at its address here. Runs go on watching it.
    """
    if not release and not how["lists"]:
        raise click.UsageError("Say which RELEASE: its address here or at its office, its path, tag or row.")
    if not reason and not how["undo"] and not how["lists"]:
        raise click.UsageError("Say why it is withheld, with --reason; only --undo needs none.")
    with console.archive(there=True) as archive:
        if how["lists"] or not release:
            _show(archive)
        else:
            _give(console, archive, release, _order(console, by, reason), undo=how["undo"])


def _give(console: Console, archive: Archive, release: str, order: Order, *, undo: bool) -> None:
    """Do what is ordered, say so, and publish; the pages go even where the file cannot be cleaned yet."""
    from archive.store import custody  # noqa: PLC0415  # the parsers take their time to load

    site = console.config.settings.site.url.rstrip("/") + "/"
    row, path = custody.find(archive, release, site)
    try:
        click.echo(f"{path} {_done(archive, row, order, undo=undo)}")
    except UncleanError:
        click.echo(f"{path} is withheld, but for what is said below.")
        _publish(console, archive)
        raise
    _publish(console, archive)


def _done(archive: Archive, row: int, order: Order, *, undo: bool) -> str:
    from archive.store import custody  # noqa: PLC0415  # as above

    if undo:
        return "is shown again." if custody.undo(archive, row, order) else "is not withheld."
    return f"is withheld{'; it is kept in the captures file' if custody.withhold(archive, row, order) else ' already'}."


def _publish(console: Console, archive: Archive) -> None:
    from archive.store import topics  # noqa: PLC0415  # as above

    topics.keep(archive.db, console.config.topics)
    if console.config.path(console.config.settings.site.folder).is_dir():
        click.echo(published(console, archive))
        click.echo("Copies elsewhere are not ours to change: send the folder where it is served, and empty its caches.")


def _show(archive: Archive) -> None:
    from archive.store import custody  # noqa: PLC0415  # as above

    for each in custody.withheld(archive):
        click.echo(f"{each.path}  {each.title}")
        click.echo(f"  since {wording.moment(each.hold.since)}, by {each.hold.by}: {each.hold.why}")


def _order(console: Console, by: str | None, reason: str | None) -> Order:
    return Order(at=console.clock(), by=by or getpass.getuser(), why=reason or "")
