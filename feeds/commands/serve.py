"""copperplate serve."""

import click

from archive.commands.console import Console


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen at.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8001,
    show_default=True,
    help="The port; 0 takes a free one.",
)
@click.pass_obj
def command(console: Console, host: str, port: int) -> None:
    """Open the live archive in a browser's reach: the site, the search, Datasette's tables."""
    serve(console, host, port)


def serve(console: Console, host: str, port: int) -> None:
    """Serve the archive of a configuration until Ctrl-C."""
    from feeds.live.metadata import Live  # noqa: PLC0415  # Datasette is an extra
    from feeds.live.serve import serve as until_stopped  # noqa: PLC0415

    settings = console.config.settings
    live = Live(
        database=console.config.path(settings.archive.database),
        folder=console.config.path(settings.site.folder),
        title=settings.site.title,
        url=settings.site.url,
        contact=settings.site.contact,
    )
    until_stopped(
        live, host=host, port=port, on_ready=lambda address: click.echo(f"Serving at {address} (Ctrl-C ends)")
    )
