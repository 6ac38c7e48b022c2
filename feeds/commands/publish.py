"""copperplate publish."""

from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

import click

from archive import lock
from archive.commands.console import Console
from archive.errors import FetchError, LockedError, UncleanError
from archive.store.connection import Archive

if TYPE_CHECKING:
    from collections.abc import Sequence

    from feeds.site import Site


@click.command("publish")
@click.option("--full", is_flag=True, help="Make every file again and compare it with what is there.")
@click.pass_obj
def command(console: Console, *, full: bool) -> None:
    """Write the feeds and pages; only what changed is touched. A run may be at work meanwhile."""
    _settled(console)
    with console.reading() as archive:
        console.say(published(console, archive, full=full))


def _settled(console: Console) -> None:
    """Show and sort what is there as the configuration says, unless a run is at work, which does so itself."""
    from archive.store import custody, topics  # noqa: PLC0415  # as below

    contacts = console.config.settings.archive.publish_contacts
    with suppress(LockedError), console.archive(there=True) as archive:
        try:
            custody.settle(archive, console.config.offices, console.clock(), contacts=contacts)
        except UncleanError as error:
            console.complain(error)
        topics.keep(archive.db, console.config.topics)


def published(console: Console, archive: Archive, *, full: bool = False) -> str:
    """Publish what an open archive holds, and return what was done in one line."""
    from archive.store import pictures  # noqa: PLC0415  # as below
    from feeds import publish  # noqa: PLC0415  # feedgen and jinja2 take their time to load

    settings, path = console.config.settings, console.config.path
    site, folder, press = _site(console, archive), path(settings.site.folder), path(settings.site.press)
    with (
        lock.held(press.with_name(f"{press.name}.lock"), "another publish is at work"),
        pictures.lent(archive.db, path(settings.archive.captures)),
        console.progress() as progress,
    ):
        done = publish.publish(
            archive.db, site, folder, press=press, full=full, progress=partial(progress, "publishing")
        )
    if site.hub:
        _announced(console, site.hub, done.feeds)
    return f"{folder}: {done.written} files written, {done.unchanged} unchanged, {done.removed} removed"


def _announced(console: Console, hub: str, feeds: "Sequence[str]") -> None:
    """Tell the hub of the feeds that have changed; when it does not listen, say so and leave it at that."""
    from archive.fetch import Manners  # noqa: PLC0415  # as above
    from archive.fetch.hub import announce  # noqa: PLC0415

    try:
        announce(hub, feeds, Manners(contact=console.config.settings.fetch.contact))
    except FetchError as error:
        console.complain(error)


def _site(console: Console, archive: Archive) -> "Site":
    from archive.store import offices  # noqa: PLC0415  # as above
    from feeds.site import Search, Site  # noqa: PLC0415

    settings = console.config.settings
    _, created = offices.founding(archive.db)
    return Site(
        title=settings.site.title,
        url=_slashed(settings.site.url),
        authority=offices.authority(archive.db, settings.archive.authority, console.clock()),
        created=created,
        contact=settings.site.contact,
        search=Search(settings.site.search),
        live=_slashed(settings.site.live) if settings.site.live else "",
        pictures=settings.site.pictures,
        hub=settings.site.hub,
    )


def _slashed(url: str) -> str:
    return url if url.endswith("/") else f"{url}/"
