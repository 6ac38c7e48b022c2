"""copperplate parse."""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from archive.commands.console import Console
from archive.errors import ConfigError, CopperplateError, ParseError

if TYPE_CHECKING:
    from archive.response import Response

_WEB = ("http://", "https://")
_NOWHERE = "https://page.invalid/"


@click.command("parse")
@click.argument("pages", nargs=-1, required=True, metavar="FILE|URL...")
@click.option("--url", default="", help="Where a FILE came from: its addresses start there.")
@click.pass_obj
def command(console: Console, pages: tuple[str, ...], url: str) -> None:
    """Show what we make of a page: one JSON object a line.

    A page that cannot be read is named, and does not keep the others from being shown.
    """
    if url and not url.startswith(_WEB):
        raise ConfigError(f"--url is {url!r}, which is no web address", hint="Write it whole: https://www.example.org/")
    codes = []
    for page in pages:
        try:
            click.echo(json.dumps(_record(console, page, url), ensure_ascii=False))
        except CopperplateError as error:
            console.complain(error)
            codes.append(error.exit_code)
    sys.exit(max(codes, default=0))


def _record(console: Console, page: str, url: str) -> dict[str, Any]:
    """Return what we make of a file or an address; an error about a file names it."""
    from archive.anatomy import report  # noqa: PLC0415  # the parsers take their time to load

    response = _asked(console, page) if page.startswith(_WEB) else _read(console, page, url)
    try:
        return report.of_page(
            response.body,
            response.final_url,
            content_type=response.header("content-type"),
            now=response.fetched_at,
        )
    except ParseError as error:
        if page.startswith(_WEB):
            raise
        told = str(error).removeprefix(f"{response.url}: ")
        raise ParseError(f"{page}: {told}", hint="Open the file in a browser and look.") from error


def _read(console: Console, name: str, url: str) -> "Response":
    """Return a file as an answer of the address that it came from; ConfigError when it cannot be read."""
    from archive.response import Response  # noqa: PLC0415  # as above

    try:
        body = Path(name).read_bytes()
    except OSError as error:
        raise ConfigError(f"{name}: cannot be read ({error.strerror})", hint="Name a file, or an address.") from error
    address = url or _NOWHERE
    return Response(url=address, final_url=address, status=200, body=body, fetched_at=console.clock())


def _asked(console: Console, url: str) -> "Response":
    """Return the answer of a site, asked as politely as in a run."""
    from archive.commands.orders import client  # noqa: PLC0415  # as above

    with client(console, {}) as fetch:
        return fetch(url, accept="text/html")
