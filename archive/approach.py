"""How a source is read in this run: as it was the last time, by a better way that has come about, or found out anew."""

import logging
from dataclasses import replace
from datetime import datetime

from archive import discover, schedule
from archive.discover import order
from archive.discover.once import Once
from archive.discover.reading import Reading
from archive.errors import ClosedError, DiscoverError
from archive.office import Source
from archive.response import Fetch
from archive.store.offices import SourceState

log = logging.getLogger(__name__)


def read(
    source: Source, state: SourceState, fetch: Fetch, now: datetime, *, doubted: bool = False, anew: bool = False
) -> tuple[SourceState, Reading]:
    """Read a source; return how it was read, for the next time, and what it lists.

    A way that fails is not given up at once, since an outage is no redesign: it is found out anew how the site
    publishes when the way is closed or gone, or after two days without one good reading. A sweep looks whether a better
    way has come about.

    doubted: whether the last list was too short to be believed
    anew: whether to read it in full in any case
    """
    sweep = anew or not state.cursor or schedule.sweep_due(state.swept, now, doubted=doubted)
    found, reading = _read(source, state, fetch, now, sweep=sweep)
    if (found.way, found.reads_from) != (state.way, state.reads_from):
        return found, reading
    gone = order.gone(order.remembered(state.cursor), reading.shown, ends=reading.ends)
    return found, replace(reading, gone=gone)


def _read(
    source: Source, state: SourceState, fetch: Fetch, now: datetime, *, sweep: bool
) -> tuple[SourceState, Reading]:
    """Read a source in the way that is due."""
    once = Once(fetch)  # what is asked while looking is not asked again by the reading
    if not state.way or state.way not in _allowed(source):
        return _anew(source, state, once, now)
    if sweep and (better := _better(source, state)):
        try:
            discover.find(source.url, once, better)
            return _anew(source, state, once, now)  # among all ways: the worse ones have the history
        except DiscoverError as error:
            log.info("%s: no better way than %s: %s", source.url, state.way, error)
    try:
        reading = discover.read(state.way, state.reads_from, once.reading, "" if sweep else state.cursor)
    except DiscoverError as error:
        if not isinstance(error, ClosedError) and not schedule.given_up(state.checked, now):
            raise
        log.info("%s: %s; looking for another way", source.url, error)
        return _anew(source, state, Once(fetch), now)
    return replace(state, swept=now if sweep else state.swept), reading


def _anew(source: Source, state: SourceState, once: Once, now: datetime) -> tuple[SourceState, Reading]:
    """Find out how the site publishes, among the ways that are allowed, and read all of it."""
    found = discover.find(source.url, once, _allowed(source))
    reading = discover.read(found.way, found.reads_from, once.reading)
    return replace(state, way=found.way, reads_from=found.reads_from, swept=now), reading


def _allowed(source: Source) -> tuple[str, ...]:
    return tuple(discover.WAYS) if source.way == "auto" else (source.way,)


def _better(source: Source, state: SourceState) -> tuple[str, ...]:
    """Return the ways that are better than the one by which the source is read."""
    ways = _allowed(source)
    return ways[: ways.index(state.way)] if state.way in ways else ()
