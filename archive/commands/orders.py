"""What the configuration and the command line tell a run to do."""

import time
from collections.abc import Callable, MutableMapping
from threading import Event

from archive import notify, run
from archive.commands.console import Console
from archive.config import FetchSettings
from archive.errors import BudgetError, NotifyError
from archive.fetch import Client, Manners
from archive.response import RobotsFile
from archive.run import Orders, Report
from archive.store import standings, topics
from archive.store.connection import Archive
from archive.store.robots import RobotsShelf


def scraped(console: Console, archive: Archive, wanted: tuple[str, ...] = ()) -> Report:
    """Scrape the offices that are named, or all, and show how it goes; ConfigError when one is not configured.

    Ctrl-C and SIGTERM end it in good order, with a report.
    """
    configured = console.config
    with console.progress() as progress, console.stoppable() as stop:
        orders = Orders(
            offices=tuple(configured.office(each) for each in wanted) or configured.offices,
            client=client(console, RobotsShelf(archive.db), _pause(stop)),
            clock=console.clock,
            authority=configured.settings.archive.authority,
            progress=progress,
            stop=stop,
            preserve=configured.settings.fetch.preserve,
            kinds=console.kinds,
            contacts=configured.settings.archive.publish_contacts,
        )
        report = run.scrape(archive, orders)
        topics.keep(archive.db, configured.topics)
    _tell(console, archive)
    return report


def client(
    console: Console, robots: MutableMapping[str, RobotsFile], pause: Callable[[float], None] = time.sleep
) -> Client:
    """Return what asks sites as the configuration says; robots is what is known of their robots.txt."""
    return Client(
        _manners(console.config.settings.fetch),
        now=console.clock,
        sleep=pause,
        monotonic=time.monotonic,
        robots=robots,
    )


def _tell(console: Console, archive: Archive) -> None:
    """Tell the operator how standings changed, where that is still to be; what fails is said, and tried again."""
    urls, now = console.config.settings.notify.urls, console.clock()
    if not urls:
        return
    try:
        through = notify.channels(urls)
        turns = notify.due(standings.turns(archive.db, limit=1000), now)
        if turns:
            notify.send(*notify.message(turns), through)
            standings.told(archive.db, [turn.id for turn in turns], now)
    except NotifyError as error:
        console.complain(error)


def _pause(stop: Event) -> Callable[[float], None]:
    """Return a sleep that ends, and what waited for it, when the run is to stop."""

    def pause(seconds: float) -> None:
        if stop.wait(seconds):
            raise BudgetError("stopped before its end", hint="The next run goes on where this one ended.")

    return pause


def _manners(settings: FetchSettings) -> Manners:
    return Manners(
        contact=settings.contact,
        delay=settings.delay,
        read_timeout=settings.timeout,
        max_bytes=settings.max_bytes,
        max_requests=settings.max_requests,
        max_run_bytes=settings.max_run_bytes,
        allow_private_addresses=settings.allow_private_addresses,
    )
