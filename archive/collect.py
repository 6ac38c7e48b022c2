"""The one place where fetch, discover, parse, compare and store meet."""

import logging
import sqlite3
from dataclasses import replace
from functools import partial

from archive import approach, compare, harvest, health, merge, missing, schedule, witness
from archive.discover.reading import Extent, Reading
from archive.errors import DiscoverError, FetchError, ParseError, StoreError
from archive.health import Drop, Sign
from archive.memory import Memory
from archive.office import Office
from archive.pending import Pending
from archive.skip import Cause
from archive.store import offices, runs, skipped, translations, whole
from archive.store.runs import SourceRun, Verdict
from archive.visit import Desk, Visit

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
    drops = runs.drops(db, before.id)
    anew = bool(visit.reopened()) and not drops
    visit.state, reading = approach.read(visit.source, before, visit.desk.fetch, now, doubted=bool(drops), anew=anew)
    listed = reading.total
    if listed is None:  # a reading of what is new: the last one in full says how many there are
        listed = drops[0].listed if drops else before.listed
    known = whole.known(visit.desk.archive, visit.row)
    memory = Memory(known, partial(whole.words, visit.desk.archive))
    complete = reading.extent is not Extent.PART
    doubt = _doubted(visit, reading, drops)
    ours = (each for each in known if each.source == before.id)
    pending = Pending(memory, schedule.newcomers(ours, now))
    harvest.read(visit, reading, memory, pending)
    if doubt is None:
        missing.ask(visit, reading, memory, pending)
    styled = set() if doubt else witness.restyled(visit, memory, pending)
    doubt = doubt or _settle(visit, pending, styled, whole=complete)
    whole.sighted(visit.desk.archive, pending.sighted, now)
    if doubt is None:
        merge.proven(visit)
    translations.link(db, visit.row)
    if doubt is None and not (visit.cut_short or visit.lost):
        skipped.drop(db, before.id, (each.url for each in visit.reopened()))  # all of them were looked at
        offices.remember(db, replace(visit.state, cursor=reading.cursor, listed=listed), visit.desk.clock())
    elif doubt is not None and doubt.sign is Sign.DROP and visit.state.swept:
        offices.swept(db, visit.state.id, visit.state.swept)
    stopped = health.STOPPED if visit.desk.stop.is_set() else None
    doubt = doubt or stopped or health.doubt_pages(visit.failures, spent=visit.spent)
    done = replace(blank, listed=listed, reason="; ".join((*reading.remarks, *visit.remarks)))
    if doubt is not None:
        return replace(done, verdict=Verdict.DEGRADED, sign=doubt.sign, reason=doubt.reason, hint=doubt.hint)
    return replace(done, verdict=Verdict.CHANGED if visit.counts else Verdict.UNCHANGED)


def _doubted(visit: Visit, reading: Reading, drops: list[Drop]) -> health.Doubt | None:
    """Return why the list cannot be believed; a short one is, when it has stayed as short for long enough.

    drops: the runs before this one that found it too short; between two readings in full the doubt stays
    """
    before, total = visit.state.listed, reading.total
    if drops and total is None:
        return health.doubt_listing(drops[0].listed, before, whole=True)
    doubt = health.doubt_listing(total, before, whole=reading.extent is not Extent.PART)
    if doubt is None or doubt.sign is not Sign.DROP or total is None:
        return doubt
    return None if health.settled(drops, total, visit.desk.clock()) else doubt


def _settle(visit: Visit, pending: Pending, styled: set[int], *, whole: bool) -> health.Doubt | None:
    """Write what was gathered, apart from what cannot be believed; return why not.

    styled: rows of releases that differ by nothing but the template of their pages
    """
    unreadable = health.doubt_unreadable(len(visit.unreadable), visit.pages)
    if unreadable is None:
        for url, reason in visit.unreadable.items():
            visit.pass_over(url, Cause.UNREADABLE, reason)
    template = health.doubt_changes(pending.revised - len(styled), pending.compared)
    patience = schedule.given_up(visit.state.checked, visit.desk.clock())
    now = visit.desk.clock()
    unproven = [each for each in pending.vanished if not health.proven(each, now, whole=whole)]
    vanished = health.doubt_absences(len(unproven), pending.live)
    for gathered, response in pending.changes:
        ours = gathered.known is not None and gathered.known.id in styled
        change = compare.restyled(gathered) if ours else gathered
        if template and change.revision and not patience:
            continue
        if vanished and change.absence and not health.proven(change.absence, now, whole=whole):
            visit.write(compare.suspected(change), None)
            continue
        visit.write(compare.restyled(change) if template and change.revision else change, response)
    return unreadable or vanished or (None if patience else template)
