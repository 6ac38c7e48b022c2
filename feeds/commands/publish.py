"""copperplate publish."""

from functools import partial

import click

from archive.commands.console import Console
from archive.store.connection import Archive


@click.command("publish")
@click.pass_obj
def command(console: Console) -> None:
    """Write the feeds and pages; only what changed is touched."""
    with console.archive() as archive:
        console.say(published(console, archive))


def published(console: Console, archive: Archive) -> str:
    """Publish what an open archive holds, and return what was done in one line."""
    from archive.store import offices, topics  # noqa: PLC0415  # as below
    from feeds import publish  # noqa: PLC0415  # feedgen and jinja2 take their time to load
    from feeds.site import Site  # noqa: PLC0415

    settings = console.config.settings
    topics.keep(archive.db, console.config.topics)
    authority = offices.authority(archive.db, settings.archive.authority, console.clock())
    site = Site(
        title=settings.site.title,
        url=settings.site.url if settings.site.url.endswith("/") else f"{settings.site.url}/",
        authority=authority,
        created=offices.created(archive.db),
        contact=settings.site.contact,
    )
    folder = console.config.path(settings.site.folder)
    with console.progress() as progress:
        done = publish.publish(archive.db, site, folder, progress=partial(progress, "publishing"))
    return f"{folder}: {done.written} files written, {done.unchanged} unchanged, {done.removed} removed"
