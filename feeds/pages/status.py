"""The page of how the offices stand: whether their releases arrive, and if not, why."""

from collections.abc import Sequence

from archive.health import State
from archive.store.ledger import Seal
from archive.store.standings import Standing
from feeds.entry import Entry
from feeds.feed import Feed
from feeds.pages import template
from feeds.pages.head import Head
from feeds.site import Site
from feeds.turn import PATH

_WORST_FIRST = (State.BROKEN, State.DEGRADED, State.QUIET, State.NEW, State.WELL)
_WORDS = {
    State.NEW: "Not read yet",
    State.WELL: "Well",
    State.QUIET: "Quiet",
    State.DEGRADED: "Seen only in part",
    State.BROKEN: "Out of reach",
}


def page(
    site: Site, feed: Feed, standings: Sequence[Standing], turns: Sequence[Entry], seal: Seal | None = None
) -> str:
    """Return the page: every office, the worst first, what changed, as given, and the head of the ledger.

    It tells facts that only a change of facts can change, and not when it was last asked: a quiet run leaves it be.
    """
    bad = sum(each.state.bad for each in standings)
    head = Head(path=PATH, title="Status", description=_summary(bad, len(standings)), feed=feed)
    ordered = sorted(standings, key=lambda each: (_WORST_FIRST.index(each.state), each.name))
    return template.render("status.html", site, head, standings=ordered, turns=turns, states=_WORDS, seal=seal)


def _summary(bad: int, offices: int) -> str:
    if not offices:
        return "No office yet."
    if not bad:
        return "The releases of every office arrive as they should."
    if offices == 1:
        return "The releases of the one office here do not arrive as they should."
    return f"The releases of {bad} of {offices} offices do not arrive as they should."
