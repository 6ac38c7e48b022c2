"""One source in one run: what a run works with there, and what it has written and met so far."""

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from threading import Event

from archive import anatomy, compare, identity, parse, reread, wording
from archive.anatomy import Anatomy
from archive.change import Change, EventKind, Known
from archive.discover import answer
from archive.errors import BudgetError, CopperplateError, DiscoverError, FetchError, ParseError
from archive.office import Office, Source
from archive.release import ARCHIVED, Alias, Kind, Release
from archive.response import NO_VALIDATORS, Fetch, Response
from archive.skip import Cause, Skip
from archive.store import answers, captures, conflicts, offices, skipped, whole
from archive.store.connection import Archive, writing
from archive.store.offices import SourceState
from archive.store.witness import Witness

NOT_MODIFIED = 304
_PATIENCE = 5  # pages in a row that may fail before the rest of a site is left to the next run

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What a run works with.

    clock: returns the time, aware, UTC
    progress: told the office, how many of its listed releases are done, and how many there are
    stop: set from another thread, it ends the reading after the record in hand
    kinds: which new pages enter the archive
    contacts: whether the contacts that releases give are kept in a table of their own
    """

    archive: Archive
    fetch: Fetch
    clock: Callable[[], datetime]
    run_id: int
    authority: str
    progress: Callable[[str, int, int], None] = lambda _office, _done, _total: None
    stop: Event = field(default_factory=Event)
    kinds: tuple[Kind, ...] = ARCHIVED
    contacts: bool = True


@dataclass(slots=True, kw_only=True)
class Visit:
    """One source in one run.

    state: what is remembered of the source, and what the next run is to remember
    counts: what was written, by kind
    failures: pages that could not be had, and why
    unreadable: listed pages that gave no release, by address, and why
    lost: whether something that was listed for the first time is not kept yet, so that it has to be listed again
    remarks: what a person should know although all is well
    """

    office: Office
    row: int
    source: Source
    desk: Desk
    state: SourceState = field(init=False)
    counts: dict[EventKind, int] = field(default_factory=dict)
    failures: list[str] = field(default_factory=list)
    unreadable: dict[str, str] = field(default_factory=dict)
    pages: int = 0
    lost: bool = False
    remarks: list[str] = field(default_factory=list)
    spent: bool = False
    _in_a_row: int = 0
    _captures: dict[int, tuple[Response, int]] = field(default_factory=dict)
    _kept: tuple[int, reread.Answer] | None = None
    _taken_apart: tuple[Release, Anatomy] | None = None

    def __post_init__(self) -> None:
        """Take up what is remembered of the source."""
        self.state = offices.state(self.desk.archive.db, self.row, self.source)

    @property
    def cut_short(self) -> bool:
        """Whether the rest of the source is left to the next run."""
        return self.spent or self._in_a_row >= _PATIENCE or self.desk.stop.is_set()

    @property
    def lists(self) -> list[Alias]:
        """The addresses of the source itself."""
        return [identity.url_alias(url) for url in (self.source.url, self.state.reads_from) if url]

    def page(self, url: str, *, conditional: bool) -> Response:
        """Ask a page; FetchError when there is no answer, or an anti-bot page in its place."""
        validators = captures.validators(self.desk.archive.db, url) if conditional else NO_VALIDATORS
        response = self.desk.fetch(url, accept="text/html", validators=validators)
        if answer.guarded(response):
            raise FetchError(
                f"{url}: an anti-bot page came instead of the page",
                hint="The site keeps programs out here: ask the office to let you in.",
            )
        self._in_a_row = 0
        self.pages += 1
        return response

    def failed(self, error: CopperplateError, known: Known | None = None) -> None:
        """Remember a page that could not be had; what is said of it is published, and must not tell what is hidden."""
        log.info("%s: %s", self.office.id, error)
        hidden = known is not None and self.hides(known)
        self.failures.append("the page of a release that is not shown yet" if hidden else str(error))
        self.spent = self.spent or isinstance(error, BudgetError)
        self._in_a_row += 1

    def pass_over(self, url: str, cause: Cause, reason: str, detail: str = "") -> None:
        """Remember that a listed address is no release, so that it is not asked again soon."""
        log.info("%s: %s is passed over: %s", self.office.id, url, reason)
        now = self.desk.clock()
        skip = Skip(url=url, cause=cause, reason=reason, detail=detail, since=now, at=now)
        skipped.put(self.desk.archive.db, self.state.id, skip)

    def reopened(self) -> list[Skip]:
        """Return what was passed over for what is no reason any more."""
        passed = skipped.every(self.desk.archive.db, self.state.id)
        return [each for each in passed if each.reopened(self.desk.kinds, self.source.filter)]

    def write(self, change: Change, response: Response | None, until: datetime | None = None) -> int:
        """Write one change, with the capture that it was read from if it is more than a sighting; return its row.

        until: when the embargo of a release that is new ends; the office may move that later. Nothing of it is
            served until then, no address of an answer either, and it counts as new when it is shown.
        """
        archive = self.desk.archive
        keeps = response if change.revision or change.refreshed else None
        waits = until is not None or (change.known is not None and self.hides(change.known))
        witness = self.witness(self._capture(keeps) if keeps and not waits else None)
        read = change.release if change.release and (change.revision or change.refreshed) else None
        parts = self.anatomy(read) if read else None
        until = self.embargo(read) if read and waits else until
        row = whole.apply(archive, change, witness, self._shown(parts) if parts else None, until)
        if not waits:
            self.count(event.kind for event in change.events)
        elif keeps:
            answers.keep(archive, row, change.number, keeps, self.desk.run_id)
        if until:
            self.remarks.append(f"a release is held back until its embargo ends, {wording.moment(until)}")
        return row

    def hides(self, known: Known) -> bool:
        """Tell whether a release waits for the end of an embargo: its address must not be told either."""
        return whole.is_unseen(self.desk.archive, known.id)

    def embargo(self, release: Release) -> datetime | None:
        """Return until when a release says that it must not be published; None when it does not, or that is over."""
        found = self.anatomy(release).embargo
        until = datetime.fromisoformat(found.until) if found and found.until else None
        return until if until and until > self.desk.clock() else None

    def count(self, kinds: Iterable[EventKind]) -> None:
        """Count what was written."""
        for kind in kinds:
            self.counts[kind] = self.counts.get(kind, 0) + 1

    def claim(self, known: Known, alias: Alias) -> None:
        """Write that a release was seen with what is another one's, without having been read."""
        with writing(self.desk.archive.db):
            conflicts.note(self.desk.archive.db, known.id, alias, self.witness())

    def witness(self, capture: int | None = None) -> Witness:
        """Return who sees what is written now; capture is the row of the answer that shows it."""
        return Witness(
            office=self.office.id,
            office_row=self.row,
            source_row=self.state.id,
            authority=self.desk.authority,
            run_id=self.desk.run_id,
            parser=parse.PARSER,
            capture_id=capture,
            at=self.desk.clock(),
        )

    def as_read_today(self, known: Known) -> Known:
        """Return what is known of a release as today's parser reads it; its row is brought up to that first.

        So an office's edit is told from a better reading of ours, even when the two come together.
        """
        archive = self.desk.archive
        version = whole.current(archive, known.id) if known.parser != parse.PARSER else None
        if version is None:
            return known
        try:
            if self._kept is None or self._kept[0] != version.capture:
                self._kept = version.capture, reread.Answer(captures.response(archive, version.capture))
            release = self._kept[1].release(version)
        except (KeyError, DiscoverError, ParseError) as error:
            log.info("%s: %s cannot be read again: %s", self.office.id, known.path, error)
            return known
        whole.renew(archive, version, release, parse.PARSER, self._shown(anatomy.read(release)))
        return replace(
            known,
            url=release.url,
            title=release.title,
            published=release.published,
            fingerprint=identity.fingerprint(release),
            digest=identity.digest(release),
            parser=parse.PARSER,
        )

    def compared(self, release: Release, known: Known | None) -> Change:
        """Return what a release that was read now means, given what is known of it."""
        return compare.seen(release, known, parse.PARSER, lambda each: whole.said(self.desk.archive, each.id))

    def in_language(self, release: Release) -> Release:
        """Return a release in the language of its source, where that has one."""
        return replace(release, language=self.source.language) if self.source.language else release

    def anatomy(self, release: Release) -> Anatomy:
        """Return what a release is made of; the last one is remembered, since it is looked at before it is written."""
        if self._taken_apart is None or self._taken_apart[0] is not release:
            self._taken_apart = release, anatomy.read(release)
        return self._taken_apart[1]

    def _shown(self, found: Anatomy) -> Anatomy:
        return found if self.desk.contacts else replace(found, contacts=())

    def _capture(self, response: Response) -> int:
        """Keep an answer once, however many releases it holds."""
        key = id(response)  # the answer is held beside its row, so that its id is nobody else's
        if key not in self._captures:
            self._captures[key] = response, captures.keep(self.desk.archive, response, self.desk.run_id)
        return self._captures[key][1]
