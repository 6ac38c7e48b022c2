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
    from feeds.live import serve as live  # noqa: PLC0415  # Datasette is an extra

    settings = console.config.settings
    live.serve(
        console.config.path(settings.archive.database),
        console.config.path(settings.site.folder),
        host=host,
        port=port,
        title=settings.site.title,
        contact=settings.site.contact,
        on_ready=lambda address: click.echo(f"Serving at {address} (Ctrl-C ends)"),
    )
