"""A change of an office's standing, as the status feed and the status page show it; never in a feed of news."""

from html import escape

from archive import wording
from archive.health import State
from archive.identity import tag
from archive.store.standings import Turn
from feeds import feed
from feeds.characters import line
from feeds.entry import Entry
from feeds.site import Site

PATH = "status/"
_TICKS = 1_000_000
_HEADLINES = {
    State.QUIET: "gone quiet",
    State.DEGRADED: "seen only in part",
    State.BROKEN: "out of reach",
}
_WHAT = {
    State.QUIET: "The office has published less than it used to",
    State.DEGRADED: "Releases of this office may be missing or incomplete here",
    State.BROKEN: "New releases of this office cannot arrive here",
}


def of(turn: Turn, site: Site) -> Entry:
    """Return the entry of a change; its id is minted by the office and the time, and never again."""
    found = wording.machine(turn.at)
    page = site.address(f"{PATH}#{anchor(turn)}")
    updated = turn.at.replace(microsecond=turn.id % _TICKS)  # of one run there may be many; see feeds.entry
    own = feed.for_status(site, updated)
    told = _told(turn)
    return Entry(
        id=tag(site.authority, f"{PATH}{turn.office}/{found}"),
        title=f"{line(turn.name)}: {_headline(turn)}",
        url=page,
        page=page,
        published=turn.at,
        updated=updated,
        edited=False,
        author=own.author,
        summary="",
        content=f"<p>{escape(told)}</p>",
        text=told,
        language=site.language,
        categories=(),
        enclosures=(),
        image=None,
        provenance=None,
        source=own,
    )


def anchor(turn: Turn) -> str:
    """Return where on the status page a change stands."""
    return f"{turn.office}-{turn.at:%Y%m%dT%H%M%SZ}"


def _headline(turn: Turn) -> str:
    if turn.state is State.WELL:
        return "publishing again" if turn.before is State.QUIET else "well again"
    return _HEADLINES[turn.state]


def _told(turn: Turn) -> str:
    """Return what changed, in a sentence or two of plain text."""
    if turn.state is State.WELL:
        return "New releases arrive." if turn.before is State.QUIET else "Its releases are read as they should be."
    return line(f"{_WHAT[turn.state]}: {turn.evidence.rstrip('.')}.")
