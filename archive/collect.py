"""The one place where fetch, discover, parse, compare and store meet."""

import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from threading import Event

from archive import absence, anatomy, approach, compare, health, identity, parse, query, reread, schedule
from archive.anatomy import Anatomy
from archive.change import UNLISTED, Change, EventKind, Known, Listed
from archive.discover.reading import Extent, Item, Reading
from archive.errors import BudgetError, CopperplateError, DiscoverError, FetchError, ParseError
from archive.health import Sign
from archive.office import Office, Source
from archive.release import ARCHIVED, Channel, Release, Status
from archive.response import NO_VALIDATORS, Fetch, Response
from archive.store import captures, offices, readings, releases, sieve
from archive.store.connection import Archive
from archive.store.offices import SourceState
from archive.store.runs import SourceRun, Verdict

_NOT_MODIFIED = 304
_SKIPPED_FOR = timedelta(days=30)  # a listed page that is no release is looked at again after so long
_PATIENCE = 5  # pages in a row that may fail before the rest of a site is left to the next run

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What a run works with.

    clock: returns the time, aware, UTC
    progress: told the office, how many of its listed releases are done, and how many there are
    stop: set from another thread, it ends the reading after the record in hand
    contacts: whether the contacts that releases give are kept in a table of their own
    """

    archive: Archive
    fetch: Fetch
    clock: Callable[[], datetime]
    run_id: int
    authority: str
    progress: Callable[[str, int, int], None] = lambda _office, _done, _total: None
    stop: Event = field(default_factory=Event)
    contacts: bool = True


def collect(office: Office, desk: Desk) -> list[SourceRun]:
    """Bring the archive up to date with one office; return how it went at each of its sources.

    Nothing that goes wrong at a source is raised: it is in the SourceRun, and the other sources are read.
    """
    row = offices.keep(desk.archive.db, office, desk.clock())
    return [_source(_Visit(office=office, row=row, source=source, desk=desk)) for source in office.sources]


@dataclass(slots=True, kw_only=True)
class _Visit:
    """One source in one run: what it is, and what has been seen of it so far."""

    office: Office
    row: int
    source: Source
    desk: Desk
    state: SourceState = field(init=False)
    counts: dict[EventKind, int] = field(default_factory=dict)
    failures: list[str] = field(default_factory=list)
    spent: bool = False
    gave_up: bool = False
    _captures: dict[int, int] = field(default_factory=dict)
    _kept: tuple[int, reread.Answer] | None = None

    def __post_init__(self) -> None:
        self.state = offices.state(self.desk.archive.db, self.row, self.source)

    def write(self, change: Change, response: Response | None) -> int:
        """Write one change, with the capture that it was read from if it is more than a sighting; return its row."""
        keeps = response is not None and (change.revision or change.refreshed)
        witness = releases.Witness(
            office=self.office.id,
            office_row=self.row,
            source_row=self.state.id,
            authority=self.desk.authority,
            run_id=self.desk.run_id,
            parser=parse.PARSER,
            capture_id=self._capture(response, change) if keeps and response else None,
            at=self.desk.clock(),
        )
        parts = self._parts(change.release) if change.release and (change.revision or change.refreshed) else None
        row = releases.apply(self.desk.archive.db, change, witness, parts)
        for event in change.events:
            self.counts[event.kind] = self.counts.get(event.kind, 0) + 1
        return row

    def failed(self, error: CopperplateError) -> None:
        """Remember a page that could not be had, and give up on the site after a few in a row."""
        log.info("%s: %s", self.office.id, error)
        self.failures.append(str(error))
        self.spent = isinstance(error, BudgetError)
        self.gave_up = self.spent or len(self.failures) >= _PATIENCE

    @property
    def cut_short(self) -> bool:
        """Whether the rest of the source is left to the next run."""
        return self.gave_up or self.desk.stop.is_set()

    def as_read_today(self, known: Known) -> Known:
        """Return what is known of a release as today's parser reads it; its row is brought up to that first.

        So an office's edit is told from a better reading of ours, even when the two come together.
        """
        archive = self.desk.archive
        version = readings.current(archive.db, known.id) if known.parser != parse.PARSER else None
        if version is None:
            return known
        try:
            if self._kept is None or self._kept[0] != version.capture:
                self._kept = version.capture, reread.Answer(captures.response(archive, version.capture))
            release = self._kept[1].release(version)
        except (KeyError, DiscoverError, ParseError) as error:
            log.info("%s: %s cannot be read again: %s", self.office.id, known.path, error)
            return known
        readings.renew(archive.db, version, release, parse.PARSER, self._parts(release))
        return replace(
            known,
            url=release.url,
            title=release.title,
            published=release.published,
            fingerprint=identity.fingerprint(release),
            parser=parse.PARSER,
        )

    def _parts(self, release: Release) -> Anatomy:
        found = anatomy.read(release)
        return found if self.desk.contacts else replace(found, contacts=())

    def _capture(self, response: Response, change: Change) -> int:
        """Keep an answer once, however many releases it holds."""
        if change.release and change.release.channel is Channel.PAGE:
            return captures.keep(self.desk.archive, response, self.desk.run_id)
        key = id(response)  # a listing's answer lives as long as its items; a page's id would soon be another's
        if key not in self._captures:
            self._captures[key] = captures.keep(self.desk.archive, response, self.desk.run_id)
        return self._captures[key]


def _source(visit: _Visit) -> SourceRun:
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
    return replace(
        done,
        finished=visit.desk.clock(),
        counts=visit.counts,
    )


def _visited(visit: _Visit, blank: SourceRun) -> SourceRun:
    """Read the source, write what changed, and judge what was seen."""
    db, now = visit.desk.archive.db, visit.desk.clock()
    visit.state, reading = approach.read(visit.source, visit.state, visit.desk.fetch, now)
    listed = visit.state.listed if reading.total is None else reading.total
    memory = compare.Memory(releases.known(db, visit.row))
    doubt = health.doubt_listing(reading.total, visit.state.listed, whole=reading.extent is not Extent.PART)
    seen, waiting = _items(visit, reading.items, memory)
    doubtful = health.doubt_changes(sum(change.revision for change, _ in waiting), len(memory.known))
    for change, response in waiting:
        if not (doubtful and change.revision):
            visit.write(change, response)
    if doubt is None:
        _look_for_missing(visit, reading, memory, seen)
    releases.sighted(db, seen, now)
    doubt = doubt or doubtful
    if doubt is None and not visit.cut_short:
        offices.remember(db, replace(visit.state, cursor=reading.cursor, listed=listed), now)
    stopped = health.STOPPED if visit.desk.stop.is_set() else None
    doubt = doubt or stopped or health.doubt_pages(visit.failures, spent=visit.spent)
    done = replace(blank, listed=listed, reason="; ".join(reading.remarks))
    if doubt is not None:
        return replace(done, verdict=Verdict.DEGRADED, sign=doubt.sign, reason=doubt.reason, hint=doubt.hint)
    return replace(done, verdict=Verdict.CHANGED if visit.counts else Verdict.UNCHANGED)


def _items(
    visit: _Visit, items: tuple[Item, ...], memory: compare.Memory
) -> tuple[set[int], list[tuple[Change, Response]]]:
    """Write what is new; return the rows of what was seen again, and the changes of what is known."""
    db, now = visit.desk.archive.db, visit.desk.clock()
    skipped = offices.skipped(db, visit.state.id, now - _SKIPPED_FOR)
    seen: set[int] = set()
    waiting: list[tuple[Change, Response]] = []
    for number, item in enumerate(_oldest_first(items), start=1):
        known = memory.listed(item.aliases)
        if known is not None:
            seen.add(known.id)
        if (
            not visit.cut_short
            and item.url not in skipped
            and (item.content or known is None or schedule.due(known, now, item.modified))
        ):
            for change, response in _item(visit, item, known, memory):
                if change.known is None:
                    memory.learn(*releases.known(db, visit.row, visit.write(change, response)))
                else:
                    seen.add(change.known.id)
                    waiting.append((change, response))
        visit.desk.progress(visit.office.id, number, len(items))
    return seen, waiting


def _item(visit: _Visit, item: Item, known: Known | None, memory: compare.Memory) -> Iterator[tuple[Change, Response]]:
    """Yield the change that a listed release means, if it means any; a page that cannot be had is remembered."""
    try:
        response = item.response if item.content else _page(visit, item.url, known)
        if response.status == _NOT_MODIFIED and known is not None:
            yield compare.found(known), response
            return
        release = parse.from_item(item) if item.content else parse.from_page(response, item)
    except FetchError as error:
        visit.failed(error)
        return
    except ParseError as error:
        _pass_over(visit, item.url, str(error))
        return
    if release.kind not in ARCHIVED:
        _pass_over(visit, item.url, f"the page is no release but {release.kind}")
        return
    before = known or memory.match(release)
    if before is None and not sieve.passes(release, query.parse(visit.source.filter)):
        _pass_over(visit, item.url, f"it does not meet the filter {visit.source.filter!r}")
        return
    if before is not None and before.channel is release.channel:
        before = visit.as_read_today(before)
    change = compare.seen(_in_language(release, visit.source), before, parse.PARSER)
    listed = UNLISTED if item.content else Listed(title=item.title, published=item.published)
    yield replace(change, listed=listed), response


def _page(visit: _Visit, url: str, known: Known | None) -> Response:
    """Ask a page, conditionally when it is known; FetchError when the site does not give it."""
    db = visit.desk.archive.db
    response = visit.desk.fetch(
        url, accept="text/html", validators=captures.validators(db, url) if known else NO_VALIDATORS
    )
    if response.ok or response.status == _NOT_MODIFIED:
        return response
    raise FetchError(f"{url}: the site answered {response.status}")


def _look_for_missing(visit: _Visit, reading: Reading, memory: compare.Memory, seen: set[int]) -> None:
    """Ask for each release that should be listed and is not, and for those whose turn it is."""
    now = visit.desk.clock()
    ours = [known for known in memory.known if known.source == visit.state.id and known.id not in seen]
    for known in ours:
        listed = reading.extent is Extent.SAME or bool(known.aliases & reading.present)
        if listed and known.status is Status.LIVE:
            seen.add(known.id)
        elif schedule.due(known, now) or (reading.extent is Extent.WHOLE and not listed and schedule.unlisted(known)):
            _ask_for(visit, known)
        if visit.cut_short:
            return


def _ask_for(visit: _Visit, known: Known) -> None:
    """Ask for one release on its own page, and write what that shows."""
    try:
        response = visit.desk.fetch(
            known.url, accept="text/html", validators=captures.validators(visit.desk.archive.db, known.url)
        )
    except FetchError as error:
        visit.failed(error)
        return
    proof = absence.proof(response, known.title)
    if proof:
        visit.write(compare.absent(known, proof, visit.desk.clock()), None)
    elif response.status == _NOT_MODIFIED or (response.ok and known.channel is Channel.REST):
        visit.write(compare.found(known), None)
    elif response.ok:
        try:
            release = _in_language(reread.from_page(response, known.listed), visit.source)
        except ParseError as error:
            visit.failed(error)
            return
        before = visit.as_read_today(known) if known.channel is release.channel else known
        visit.write(replace(compare.seen(release, before, parse.PARSER), listed=known.listed), response)
    else:
        visit.failed(FetchError(f"{known.url}: the site answered {response.status}"))


def _pass_over(visit: _Visit, url: str, reason: str) -> None:
    log.info("%s: %s is passed over: %s", visit.office.id, url, reason)
    offices.skip(visit.desk.archive.db, visit.state.id, url, reason, visit.desk.clock())


def _in_language(release: Release, source: Source) -> Release:
    return replace(release, language=source.language) if source.language else release


def _oldest_first(items: Iterable[Item]) -> list[Item]:
    """Return the items in an order that depends on them alone, so that paths are minted the same again."""
    return sorted(items, key=lambda item: (item.published.value or "9999", item.url))
