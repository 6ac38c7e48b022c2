"""Telling the operator that an office turned degraded or broken, or is well again: once each, by whatever channel."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from archive import extra, wording
from archive.errors import NotifyError
from archive.store.standings import Turn

if TYPE_CHECKING:
    from apprise import Apprise

_OLD = timedelta(days=7)  # what is older and over is history, to whoever begins to listen now


def due(turns: Sequence[Turn], now: datetime) -> list[Turn]:
    """Return the changes of which the operator is to be told, the oldest first.

    turns: of every office, the newest first
    """
    latest: dict[str, Turn] = {}
    for turn in turns:
        latest.setdefault(turn.office, turn)
    wanted = [
        turn
        for turn in turns
        if turn.told is None
        and (turn.state.bad or turn.before.bad)
        and (now - turn.at <= _OLD or (turn.state.bad and latest[turn.office] is turn))
    ]
    return wanted[::-1]


def message(turns: Sequence[Turn]) -> tuple[str, str]:
    """Return the title and the text, both plain, that tell of one or more changes."""
    first, *others = turns
    title = f"{len(turns)} changes, {_bad(turns)}" if others else f"{first.name}: {_words(first)}"
    return f"Copperplate: {title}", "\n\n".join(map(_paragraph, turns))


def channels(urls: Sequence[str]) -> "list[Apprise]":
    """Return a channel for each address in the manner of apprise; NotifyError when one is none, or apprise is missing.

    The addresses hold passwords, so that none is repeated in a message.
    """
    try:
        from apprise import Apprise  # noqa: PLC0415 an extra, and slow to load
    except ImportError as error:
        raise NotifyError(
            "[notify] urls names channels, but the library that reaches them is not installed",
            hint=f"Install it with: {extra.install('notify')}",
        ) from error
    found = []
    for number, url in enumerate(urls, start=1):
        channel = Apprise()
        if not channel.add(url):
            raise NotifyError(
                f"[notify] urls: number {number} ({url.partition(':')[0]}) is no address that apprise understands",
                hint="Look it up at https://appriseit.com/services/",
            )
        found.append(channel)
    return found


def send(title: str, text: str, through: "Sequence[Apprise]") -> None:
    """Pass a message on through every channel; NotifyError when none takes it: one that does is enough."""
    took = [bool(each.notify(title=title, body=text, body_format="text")) for each in through]
    if not any(took):
        raise NotifyError(f"could not be told: {title}", hint="The next run tries again; -v shows why it failed.")


def _paragraph(turn: Turn) -> str:
    hint = f"Try: {turn.hint}" if turn.hint else ""
    return "\n".join(filter(None, (f"{turn.name}: {_words(turn)}", turn.evidence, hint)))


def _words(turn: Turn) -> str:
    if turn.state.bad:
        return f"{turn.state} since {wording.moment(turn.since)}"
    return f"no longer {turn.before}, as of {wording.moment(turn.at)}"


def _bad(turns: Sequence[Turn]) -> str:
    """Return how many of the offices are left that somebody should look at."""
    count = sum({turn.office: turn.state.bad for turn in turns}.values())
    return f"{count} {'office needs' if count == 1 else 'offices need'} a look" if count else "all for the better"
