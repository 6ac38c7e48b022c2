"""What the configuration and the command line tell a run to do."""

import time
from collections.abc import Callable, MutableMapping

from archive.commands.console import Console
from archive.config import FetchSettings
from archive.fetch import Client, Manners
from archive.response import RobotsFile
from archive.run import Orders
from archive.store.connection import Archive
from archive.store.robots import RobotsShelf


def orders(
    console: Console, archive: Archive, wanted: tuple[str, ...], progress: Callable[[str, int, int], None]
) -> Orders:
    """Return the orders for the offices that are named, or for all; ConfigError when one is not configured."""
    configured = console.config
    chosen = tuple(configured.office(each) for each in wanted) or configured.offices
    return Orders(
        offices=chosen,
        client=client(console, RobotsShelf(archive.db)),
        clock=console.clock,
        authority=configured.settings.archive.authority,
        progress=progress,
    )


def client(console: Console, robots: MutableMapping[str, RobotsFile]) -> Client:
    """Return what asks sites as the configuration says; robots is what is known of their robots.txt."""
    return Client(
        _manners(console.config.settings.fetch),
        now=console.clock,
        sleep=time.sleep,
        monotonic=time.monotonic,
        robots=robots,
    )


def _manners(settings: FetchSettings) -> Manners:
    return Manners(
        contact=settings.contact,
        delay=settings.delay,
        read_timeout=settings.timeout,
        max_bytes=settings.max_bytes,
        max_requests=settings.max_requests,
        allow_private_addresses=settings.allow_private_addresses,
    )
