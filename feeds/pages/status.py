"""The page of how the offices stand: whether their releases arrive, and if not, why."""

from collections.abc import Sequence
from functools import partial

from archive.health import Cadence, State
from archive.store.ledger import Seal
from archive.store.standings import Standing
from feeds.entry import Entry
from feeds.feed import Feed
from feeds.pages import template
from feeds.pages.bilingual import Leaf
from feeds.pages.head import Head
from feeds.pages.language import Language
from feeds.site import Site
from feeds.turn import PATH

_WORST_FIRST = (State.BROKEN, State.DEGRADED, State.QUIET, State.NEW, State.WELL)
_LEAF = Leaf(PATH)


def page(
    site: Site,
    feed: Feed,
    standings: Sequence[Standing],
    turns: Sequence[Entry],
    seal: Seal | None = None,
    leaf: Leaf = _LEAF,
) -> str:
    """Return the page: every office, the worst first, what changed, as given, and the head of the ledger.

    It tells facts that only a change of facts can change, and not when it was last asked: a quiet run leaves it be.
    """
    bad = sum(each.state.bad for each in standings)
    described = _summary(leaf.say, bad, len(standings))
    head = Head.on(leaf, title=leaf.say.plain("status"), description=described, feed=feed)
    ordered = sorted(standings, key=lambda each: (_WORST_FIRST.index(each.state), each.name))
    values = {"standings": ordered, "turns": turns, "seal": seal, "pace": partial(_pace, leaf.say)}
    return template.render("status.html", site, head, **values)


def _summary(say: Language, bad: int, offices: int) -> str:
    if not offices:
        return say.plain("no_office")
    if not bad:
        return say.plain("all_arrive")
    if offices == 1:
        return say.plain("one_does_not_arrive")
    return say.plain("some_do_not_arrive", bad=bad, offices=offices)


def _pace(say: Language, cadence: Cadence) -> str:
    """Return how often an office publishes: "every 2 days, seldom over 5 days apart"."""
    every = say.count("every_days", cadence.usual)
    if cadence.long == cadence.usual:
        return every
    return say.plain("seldom_over", cadence=every, days=say.count("days", cadence.long))
