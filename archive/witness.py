"""Asking other pages whether a change is the office's or the template's.

Many changes at once are a new template. Where an old archive is read a few pages a day, a template comes as one change
a day, and looks like an edit: then one or two pages more are asked, of which nobody has said that they changed. What
has come to them too is the template's. A sentence that an office adds to three releases has not come to others.
"""

from dataclasses import replace

from archive import boilerplate, reread
from archive.boilerplate import Turnover
from archive.change import Change, Known
from archive.errors import FetchError, ParseError
from archive.memory import Memory
from archive.pending import Pending
from archive.release import Channel, Status
from archive.store import whole
from archive.visit import Visit

_ENOUGH = 2  # other pages, by which a change is told from a template
_SEVERAL = 4  # pages that changed, from which on they are each other's witnesses where no other page is left
_OTHERS = 200  # releases whose kept texts are looked through for what went


def restyled(visit: Visit, memory: Memory, pending: Pending) -> set[int]:
    """Return the rows of those that differ by nothing but the template of their site; ask what it takes to tell."""
    turned = {change.known.id: _turnover(visit, change) for change in _revised(pending) if change.known}
    if not turned or visit.cut_short:
        return set()
    kept = {known.id: whole.words(visit.desk.archive, known.id) for known in _others(visit, memory, turned)[:_OTHERS]}
    witnesses = {
        change.known.id: _said(change)
        for change, _ in pending.changes
        if change.known and change.release and change.release.channel is Channel.PAGE and not change.revision
    }
    for known in _others(visit, memory, turned):
        if len(witnesses) >= _ENOUGH or visit.cut_short:
            break
        if known.id not in pending.read and (change := _asked(visit, known, memory, pending)):
            witnesses[known.id] = _said(change)
            turned |= {known.id: _turnover(visit, change)} if change.revision else {}
    if not witnesses and len(turned) >= _SEVERAL:  # every page was read in this run, and every one has changed
        witnesses = {change.known.id: _said(change) for change in _revised(pending) if change.known}
    template = boilerplate.template(turned.values(), witnesses, kept.values())
    return {row for row, each in turned.items() if each and not each.without(template)}


def _revised(pending: Pending) -> list[Change]:
    """Return the changes of texts that were read from pages; a headline is no template's."""
    return [
        change
        for change, _ in pending.changes
        if change.revision and change.release and change.release.channel is Channel.PAGE
        if change.known and change.known.title == change.release.title
    ]


def _others(visit: Visit, memory: Memory, turned: dict[int, Turnover]) -> list[Known]:
    """Return the other releases that are read from pages here, those that were not looked at for longest first."""
    found = [
        known
        for known in memory.known
        if known.id not in turned and known.source == visit.state.id
        if known.channel is Channel.PAGE and known.status is Status.LIVE
    ]
    return sorted(found, key=lambda known: (known.asked or known.first_seen, known.id))


def _asked(visit: Visit, known: Known, memory: Memory, pending: Pending) -> Change | None:
    """Read the page of a release as it is now, and gather what that means; None when it does not show the release."""
    try:
        response = visit.page(known.url, conditional=False)
        release = visit.in_language(reread.from_page(response, known.listed))
    except (FetchError, ParseError):
        return None  # nobody said that it is there: it is asked for when its turn comes
    if not response.ok or release.title != known.title:
        return None
    release = memory.believed(release, known, response, visit.lists)
    change = visit.compared(release, visit.as_read_today(known))
    pending.add(replace(change, listed=known.listed), response)
    return change


def _turnover(visit: Visit, change: Change) -> Turnover:
    assert change.known is not None, "what is revised is known"
    return boilerplate.turnover(whole.words(visit.desk.archive, change.known.id), _said(change))


def _said(change: Change) -> str:
    assert change.release is not None, "what was read"
    return f"{change.release.standfirst} {change.release.text}"
