"""The order in which a list names its releases, and which of them it has dropped from its midst; pure."""

import json
from collections.abc import Iterable, Sequence
from hashlib import sha256

from archive import identity
from archive.release import Alias, AliasKind


def short_name(url: str) -> str:
    """Return the short name of an address."""
    return _short(identity.normal_url(url))


def names(aliases: Iterable[Alias]) -> frozenset[str]:
    """Return the short names of what are addresses among these."""
    return frozenset(_short(alias.value) for alias in aliases if alias.kind is AliasKind.URL)


def remembered(cursor: str) -> tuple[str, ...]:
    """Return the order that a cursor holds, of the first place where it is of several; () when it holds none."""
    try:
        value = json.loads(cursor)
    except ValueError:
        return ()
    if isinstance(value, list):
        return remembered(value[0]) if value and isinstance(value[0], str) else ()
    found = value.get("order") if isinstance(value, dict) else None
    return tuple(map(str, found)) if isinstance(found, list) else ()


def gone(before: Sequence[str], now: Sequence[str], *, ends: bool) -> frozenset[str]:
    """Return what was named and is not, although the list still reaches as far back.

    ends: whether nothing comes behind what is named now. A list that ends and has become shorter has pushed nothing
        out; of any other it counts what stood before the last that both name.
    """
    if not now:
        return frozenset()
    if ends and len(now) < len(before):
        return frozenset(before) - frozenset(now)
    return frozenset(before[: _reach(before, now)]) - frozenset(now)


def joined(before: Sequence[str], now: Sequence[str]) -> tuple[str, ...]:
    """Return the order of a list of which the first pages were read: what comes behind them is as it was."""
    there = frozenset(now)
    return (*now, *(each for each in before[_reach(before, now) :] if each not in there))


def _reach(before: Sequence[str], now: Sequence[str]) -> int:
    """Return the place before of the last that is named now; one that is pinned on top says nothing of the rest."""
    places = {each: place for place, each in enumerate(before)}
    return next((places[each] for each in reversed(now) if each in places), 0)


def _short(address: str) -> str:
    return sha256(address.encode("utf-8", "replace")).hexdigest()[:12]
