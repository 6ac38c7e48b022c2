"""What a source does not list: asked for on its own page, since offices unlist pages that stay up."""

from dataclasses import replace

from archive import absence, compare, identity, likeness, reread, schedule
from archive.change import Known
from archive.discover import order
from archive.discover.reading import Extent, Reading
from archive.errors import FetchError, ParseError
from archive.memory import Memory
from archive.pending import Pending
from archive.release import ARCHIVED, Channel, Status
from archive.response import Response
from archive.visit import NOT_MODIFIED, Visit


def ask(visit: Visit, reading: Reading, memory: Memory, pending: Pending) -> None:
    """Ask for each release that should be listed and is not, and for those whose turn it is."""
    now = visit.desk.clock()
    for known in [each for each in memory.known if each.source == visit.state.id and each.id not in pending.read]:
        if visit.cut_short:
            return
        listed = reading.extent is Extent.SAME or bool(known.aliases & reading.present)
        if listed and known.status is Status.LIVE:
            pending.see(known)
        elif known.id in pending.listed and known.status is Status.LIVE:
            continue
        elif pending.due(known, now) or _dropped(visit, reading, known, listed=listed):
            _ask_for(visit, known, memory, pending)


def _dropped(visit: Visit, reading: Reading, known: Known, *, listed: bool) -> bool:
    """Whether to ask at once for a release because its list names it no more."""
    if reading.gone & order.names(known.aliases) and schedule.unnamed(known, visit.state.checked):
        return True
    return reading.extent is Extent.WHOLE and not listed and schedule.unlisted(known)


def _ask_for(visit: Visit, known: Known, memory: Memory, pending: Pending) -> None:
    """Ask for one release on its own page, and gather what that shows."""
    try:
        response = visit.page(known.url, conditional=True)
    except FetchError as error:
        visit.failed(error, known)
        return
    proof = absence.proof(response, known.title)
    other = memory.listed([identity.url_alias(response.final_url)], known.title, known.published)
    if proof:
        pending.add(compare.absent(known, proof, visit.desk.clock()), None)
    elif response.ok and other is not None and other.id != known.id:
        _leads_to(visit, known, other, response, memory, pending)
    elif response.status == NOT_MODIFIED or (response.ok and known.channel is not Channel.PAGE):
        pending.add(compare.found(known), None)
    elif response.ok:
        _read_again(visit, known, response, memory, pending)
    else:
        visit.failed(FetchError(f"{known.url}: the site answered {response.status}"), known)


def _read_again(visit: Visit, known: Known, response: Response, memory: Memory, pending: Pending) -> None:
    """Gather what the page of a release shows now, unless it has become another page."""
    try:
        release = visit.in_language(reread.from_page(response, known.listed))
    except ParseError as error:
        visit.failed(error, known)
        return
    if release.kind not in ARCHIVED:
        if response.final_url != response.url:
            proof = f"redirected to {response.final_url}"
            pending.add(compare.absent(known, proof, visit.desk.clock()), None)
        else:
            visit.failed(ParseError(f"{known.url}: the page of a release now reads as {release.kind}"), known)
        return
    release = memory.believed(release, known, response, visit.lists)
    before = visit.as_read_today(known)
    pending.add(replace(visit.compared(release, before), listed=known.listed), response)


def _leads_to(visit: Visit, known: Known, other: Known, response: Response, memory: Memory, pending: Pending) -> None:
    """Gather what it means that the address of a release leads to another one: they are one, or it is gone."""
    visit.claim(other, identity.url_alias(known.url))
    if likeness.proof(memory.portrait(known), memory.portrait(other), shared=True):
        pending.add(compare.found(known), None)  # and merged, when all is written
    else:
        proof = f"redirected to {response.final_url}"
        pending.add(compare.absent(known, proof, visit.desk.clock()), None)
