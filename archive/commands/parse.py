"""copperplate parse."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from archive.commands.console import Console
from archive.errors import ConfigError

if TYPE_CHECKING:
    from archive.response import Response

_NOWHERE = "https://page.invalid/"


@click.command("parse")
@click.argument("pages", nargs=-1, required=True, metavar="FILE|URL...")
@click.option("--url", default="", help="Where a FILE came from: its addresses start there.")
@click.pass_obj
def command(console: Console, pages: tuple[str, ...], url: str) -> None:
    """Show what we make of a page: one JSON object a line."""
    from archive.anatomy import report  # noqa: PLC0415  # the parsers take their time to load

    for page in pages:
        response = _asked(console, page) if page.startswith(("http://", "https://")) else _read(console, page, url)
        found = report.of_page(
            response.body,
            response.final_url,
            content_type=response.header("content-type"),
            now=response.fetched_at,
        )
        click.echo(json.dumps(found, ensure_ascii=False))


def _read(console: Console, name: str, url: str) -> "Response":
    """Return a file as an answer of the address that it came from; ConfigError when it cannot be read."""
    from archive.response import Response  # noqa: PLC0415  # as above

    try:
        body = Path(name).read_bytes()
    except OSError as error:
        raise ConfigError(f"{name}: cannot be read ({error.strerror})", hint="Name a file, or an address.") from error
    address = url or _NOWHERE
    if not address.startswith(("http://", "https://")):
        raise ConfigError(f"--url is {url!r}, which is no web address", hint="Write it whole: https://www.example.org/")
    return Response(url=address, final_url=address, status=200, body=body, fetched_at=console.clock())


def _asked(console: Console, url: str) -> "Response":
    """Return the answer of a site, asked as politely as in a run."""
    from archive.commands.orders import client  # noqa: PLC0415  # as above

    with client(console, {}) as fetch:
        return fetch(url, accept="text/html")
