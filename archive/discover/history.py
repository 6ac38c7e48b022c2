"""One reading from several places: the newest releases from the first, the history from the others.

A feed has the newest ten, a listing may end in a button, a sitemap may be stale: in full all are read. Between two full
readings the first is, and those whose increments show a change to a release of any age, which no feed does.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace

from archive import identity
from archive.discover.reading import Extent, Item, Reading
from archive.discover.way import Place, Way
from archive.errors import BudgetError, ClosedError, CopperplateError, DiscoverError, FetchError, RefusedError
from archive.response import Fetch

_SEES_CHANGES = frozenset({"sitemap"})
_READ = ""  # in place of a cursor: read to its end, and not again before the next full reading
_OWED = None  # not read to its end


def read(ways: Mapping[str, Way], places: tuple[Place, ...], fetch: Fetch, cursor: str) -> Reading:
    """Read the places, with a cursor only what is new; an error counts at the first, elsewhere it is a remark.

    A place that could not be read to its end is read in full by the next reading, whatever that is.
    """
    first, *others = places
    cursors = _remembered(cursor, len(places))
    newest = ways[first.way].read(first.url, fetch, cursors[0] or "")
    full = not cursors[0]
    readings = [newest]
    remarks = []
    kept: list[str | None] = [newest.cursor]
    for place, known in zip(others, cursors[1:], strict=True):
        if not full and known == _READ:
            kept.append(_READ)
            continue
        try:
            reading = ways[place.way].read(place.url, fetch, known or "")
            readings.append(reading)
            kept.append(_next(place, reading.cursor))
        except BudgetError:
            raise
        except (DiscoverError, FetchError) as error:
            remarks.append(f"{place.way}: {error}")
            kept.append(known or _given_up(error))
    joined = _joined(readings, full=full)
    if not full and _OWED in cursors:
        joined = replace(joined, extent=Extent.PART, present=frozenset())
    # without the first place's cursor the next reading is full again, which is what it asks for
    return replace(joined, cursor=json.dumps(kept) if kept[0] else "", remarks=(*joined.remarks, *remarks))


def _next(place: Place, cursor: str) -> str | None:
    """Return what to remember of a place that was read; one that gives no cursor was not read to its end."""
    if not cursor:
        return _OWED
    return cursor if place.way in _SEES_CHANGES else _READ


def _given_up(error: CopperplateError) -> str | None:
    """Return what to remember of a place that failed: one that is closed is left to the next full reading."""
    return _READ if isinstance(error, ClosedError | RefusedError) else _OWED


def _joined(readings: list[Reading], *, full: bool) -> Reading:
    """Join readings into one that claims no more than each of them does.

    What one of them still lists is there, whatever another lacks; that one of them lists the same as before (SAME)
    says nothing of what only another lists. How many there are is told only when all were read.
    """
    whole = any(reading.extent is Extent.WHOLE for reading in readings)
    items = _merged(item for reading in readings for item in reading.items)
    present = frozenset(alias for reading in readings for alias in reading.present)
    totals = [reading.total for reading in (readings if full else readings[:1]) if reading.total is not None]
    return Reading(
        items=items,
        extent=Extent.WHOLE if whole else Extent.PART,
        present=present.union(*(item.aliases for item in items)) if whole else frozenset(),
        total=max(totals, default=None),
        remarks=tuple(remark for reading in readings for remark in reading.remarks),
        shown=readings[0].shown,
        ends=readings[0].ends,
    )


def _merged(items: Iterable[Item]) -> tuple[Item, ...]:
    """Return one item for each address: the first, with what only a later one says of its dates."""
    merged: dict[str, Item] = {}
    for item in items:
        key = identity.normal_url(item.url)
        known = merged.get(key)
        if known is None:
            merged[key] = item
        else:
            published = known.published if known.published.value else item.published
            modified = known.modified if known.modified.value else item.modified
            merged[key] = replace(known, published=published, modified=modified)
    return tuple(merged.values())


def _remembered(cursor: str, count: int) -> list[str | None]:
    """Return the cursor of each place; none of them when there is none, or it is of other places."""
    try:
        value = json.loads(cursor)
    except ValueError:
        value = None
    if isinstance(value, list) and len(value) == count and all(isinstance(each, str | None) for each in value):
        return value
    return [""] * count
