"""The one place where fetch, discover, parse, compare and store meet."""

import logging
import sqlite3
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from archive import absence, approach, compare, health, identity, parse, query, reread, schedule
from archive.anatomy import Anatomy
from archive.change import UNLISTED, Known, Listed
from archive.discover.reading import Extent, Item, Reading
from archive.errors import DiscoverError, FetchError, ParseError, StoreError
from archive.health import Sign
from archive.office import Office, Source
from archive.pending import Pending
from archive.release import ARCHIVED, Channel, Release, Status
from archive.response import Response
from archive.skip import Cause, Skip
from archive.store import offices, releases, sieve, skipped
from archive.store.runs import SourceRun, Verdict
from archive.visit import NOT_MODIFIED, Desk, Visit

_GONE = (404, 410)

log = logging.getLogger(__name__)


def collect(office: Office, desk: Desk) -> list[SourceRun]:
    """Bring the archive up to date with one office; return how it went at each of its sources.

    What goes wrong at a source is in its SourceRun, a mistake of ours too, and the other sources are read. Only an
    archive that cannot be written is raised.
    """
    row = offices.keep(desk.archive.db, office, desk.clock())
    return [_source(Visit(office=office, row=row, source=source, desk=desk)) for source in office.sources]


def _source(visit: Visit) -> SourceRun:
    started = visit.desk.clock()
    blank = SourceRun(
        office=visit.office.id,
        source_id=visit.state.id,
        started=started,
        finished=started,
        verdict=Verdict.FAILED,
    )
    try:
        done = _visited(visit, blank)
    except (FetchError, DiscoverError, ParseError) as error:
        sign = health.sign_of(error)
        verdict = Verdict.FAILED if sign is Sign.UNREACHABLE else Verdict.DEGRADED
        done = replace(blank, verdict=verdict, sign=sign, reason=str(error), hint=error.hint)
    except (StoreError, sqlite3.Error):
        raise
    except Exception as error:  # a mistake of ours at one office must not keep the others from being read
        log.exception("%s: a mistake of ours", visit.office.id)
        reason = f"a mistake of ours: {type(error).__name__}: {error}"
        done = replace(blank, sign=Sign.UNREADABLE, reason=reason, hint="Report it, with the lines above.")
    return replace(done, finished=visit.desk.clock(), counts=visit.counts)


def _visited(visit: Visit, blank: SourceRun) -> SourceRun:
    """Read the source, write what changed, and judge what was seen."""
    db, now = visit.desk.archive.db, visit.desk.clock()
    before = visit.state
    visit.state, reading = approach.read(visit.source, before, visit.desk.fetch, now)
    listed = before.listed if reading.total is None else reading.total
    memory = compare.Memory(releases.known(db, visit.row))
    doubt = health.doubt_listing(reading.total, before.listed, whole=reading.extent is not Extent.PART)
    pending = Pending(memory)
    _read_items(visit, reading.items, memory, pending)
    if doubt is None:
        _look_for_missing(visit, reading, memory, pending)
    doubt = doubt or _settle(visit, pending)
    releases.sighted(db, pending.sighted, now)
    if doubt is None and not (visit.cut_short or visit.lost):
        offices.remember(db, replace(visit.state, cursor=reading.cursor, listed=listed), now)
    stopped = health.STOPPED if visit.desk.stop.is_set() else None
    doubt = doubt or stopped or health.doubt_pages(visit.failures, spent=visit.spent)
    done = replace(blank, listed=listed, reason="; ".join((*reading.remarks, *visit.remarks)))
    if doubt is not None:
        return replace(done, verdict=Verdict.DEGRADED, sign=doubt.sign, reason=doubt.reason, hint=doubt.hint)
    return replace(done, verdict=Verdict.CHANGED if visit.counts else Verdict.UNCHANGED)


def _read_items(visit: Visit, items: tuple[Item, ...], memory: compare.Memory, pending: Pending) -> None:
    """Write what is new, and gather what the rest means."""
    db, now = visit.desk.archive.db, visit.desk.clock()
    passed = skipped.every(db, visit.state.id)
    over = {each.url for each in passed if each.rests(now, visit.desk.kinds, visit.source.filter)}
    listed = {item.url for item in items}
    again = (_second_look(each) for each in passed if each.second_look(now) and each.url not in listed)
    items = (*items, *(item for item in again if memory.listed(item.aliases) is None))
    memory.addressed(item.aliases for item in items)
    for number, item in enumerate(_oldest_first(items), start=1):
        known = memory.listed(item.aliases)
        if known is not None:
            pending.see(known)
        due = item.content or known is None or schedule.due(known, now, item.modified)
        if due and not visit.cut_short and (known or item.url not in over):
            _read_item(visit, item, memory, pending)
        visit.desk.progress(visit.office.id, number, len(items))


def _second_look(skip: Skip) -> Item:
    """Return as an item what was passed over, and is asked again although no list names it anew."""
    return Item(url=skip.url, channel=Channel.PAGE, aliases=(identity.url_alias(skip.url),))


def _read_item(visit: Visit, item: Item, memory: compare.Memory, pending: Pending) -> None:
    """Read one listed release; what is new is written at once, a page that cannot be had is remembered."""
    known = memory.listed(item.aliases)
    try:
        response = item.response if item.content else None
        response = response or visit.page(item.url, conditional=known is not None)
        if response.status == NOT_MODIFIED and known is not None:
            pending.add(compare.found(known), response)
            return
        if not response.ok:
            _refused(visit, item, known, response)
            return
        release = parse.from_item(item) if item.content else parse.from_page(response, item)
    except FetchError as error:
        visit.failed(error)
        visit.lost = visit.lost or known is None
        return
    except ParseError as error:
        visit.unreadable[item.url] = str(error)
        return
    _compared(visit, release, item, response, memory, pending)


def _refused(visit: Visit, item: Item, known: Known | None, response: Response) -> None:
    """Take note of a listed page that the site does not give; a dead link on a list is not asked again soon."""
    error = FetchError(f"{item.url}: the site answered {response.status}")
    if known is None and response.status in _GONE:
        visit.pass_over(item.url, Cause.GONE, str(error))
        return
    visit.failed(error)
    visit.lost = visit.lost or known is None


def _compared(
    visit: Visit, release: Release, item: Item, response: Response, memory: compare.Memory, pending: Pending
) -> None:
    """Gather what a release that was read means; what is new is written at once."""
    known = memory.listed(item.aliases) or memory.match(release)
    if known is None:
        if _unwanted(release, item, visit):
            return
        until = _embargo(visit.anatomy(release))
        if until and until > visit.desk.clock():
            visit.hold_back(release, response, until)
            return
    elif compare.lesser(release.channel, known.channel) and known.source != visit.state.id:
        pending.add(compare.found(known), response)  # another source gives its whole text
        return
    elif release.kind not in ARCHIVED:
        visit.failed(ParseError(f"{item.url}: the page of a release now reads as {release.kind}"))
        return
    elif known.channel is release.channel:
        known = visit.as_read_today(known)
    change = compare.seen(_in_language(release, visit.source), known, parse.PARSER)
    listed = UNLISTED if item.content else Listed(title=item.title, published=item.published)
    change = replace(change, listed=listed)
    if change.known is None:
        memory.learn(*releases.known(visit.desk.archive.db, visit.row, visit.write(change, response)))
    else:
        pending.add(change, response)


def _look_for_missing(visit: Visit, reading: Reading, memory: compare.Memory, pending: Pending) -> None:
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
        elif schedule.due(known, now) or (reading.extent is Extent.WHOLE and not listed and schedule.unlisted(known)):
            _ask_for(visit, known, memory, pending)


def _ask_for(visit: Visit, known: Known, memory: compare.Memory, pending: Pending) -> None:
    """Ask for one release on its own page, and gather what that shows."""
    try:
        response = visit.page(known.url, conditional=True)
    except FetchError as error:
        visit.failed(error)
        return
    proof = absence.proof(response, known.title)
    if proof:
        pending.add(compare.absent(known, proof, visit.desk.clock()), None)
    elif response.status == NOT_MODIFIED or (response.ok and known.channel is not Channel.PAGE):
        pending.add(compare.found(known), None)
    elif response.ok:
        _read_again(visit, known, response, memory, pending)
    else:
        visit.failed(FetchError(f"{known.url}: the site answered {response.status}"))


def _read_again(visit: Visit, known: Known, response: Response, memory: compare.Memory, pending: Pending) -> None:
    """Gather what the page of a release shows now, unless it has become another page."""
    try:
        release = _in_language(reread.from_page(response, known.listed), visit.source)
    except ParseError as error:
        visit.failed(error)
        return
    other = memory.listed(release.aliases)
    if release.kind not in ARCHIVED or (other is not None and other.id != known.id):
        if response.final_url != response.url:
            proof = f"redirected to {response.final_url}"
            pending.add(compare.absent(known, proof, visit.desk.clock()), None)
        else:
            visit.failed(ParseError(f"{known.url}: the page of a release now reads as {release.kind}"))
        return
    before = visit.as_read_today(known)
    pending.add(replace(compare.seen(release, before, parse.PARSER), listed=known.listed), response)


def _settle(visit: Visit, pending: Pending) -> health.Doubt | None:
    """Write what was gathered, apart from what cannot be believed; return why not."""
    unreadable = health.doubt_unreadable(len(visit.unreadable), visit.pages)
    if unreadable is None:
        for url, reason in visit.unreadable.items():
            visit.pass_over(url, Cause.UNREADABLE, reason)
    template = health.doubt_changes(pending.revised, pending.compared)
    patience = schedule.given_up(visit.state.checked, visit.desk.clock())
    vanished = health.doubt_absences(pending.vanished, pending.live)
    for change, response in pending.changes:
        if template and change.revision and not patience:
            continue
        if vanished and change.absence is not None:
            continue
        visit.write(compare.restyled(change) if template and change.revision else change, response)
    return unreadable or vanished or (None if patience else template)


def _unwanted(release: Release, item: Item, visit: Visit) -> bool:
    """Tell whether a page that is new does not enter the archive; it is passed over then."""
    kind, wanted = release.kind, visit.source.filter
    if kind not in visit.desk.kinds:
        reason = f"the page is {kind}, and what is wanted is {', '.join(visit.desk.kinds)}"
        visit.pass_over(item.url, Cause.KIND, reason, kind)
        return True
    if not sieve.passes(release, query.parse(wanted)):
        visit.pass_over(item.url, Cause.FILTER, f"it does not meet the filter {wanted!r}", wanted)
        return True
    return False


def _embargo(parts: Anatomy) -> datetime | None:
    """Return until when a release says that it must not be published; None when it does not say."""
    return datetime.fromisoformat(parts.embargo.until) if parts.embargo and parts.embargo.until else None


def _in_language(release: Release, source: Source) -> Release:
    return replace(release, language=source.language) if source.language else release


def _oldest_first(items: Iterable[Item]) -> list[Item]:
    """Return the items in an order that depends on them alone, so that paths are minted the same again."""
    return sorted(items, key=lambda item: (item.published.value or "9999", item.url))
