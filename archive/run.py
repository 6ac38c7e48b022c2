"""One run of the scraper over some offices, from the lock to the verdict."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from threading import Event
from typing import Protocol

from archive import __version__, collect, health, identity, preserve
from archive.change import EventKind
from archive.errors import DEGRADED, FAILED, CopperplateError, UncleanError
from archive.office import Office
from archive.release import ARCHIVED, Kind
from archive.response import Fetch
from archive.store import custody, ledger, offices, runs, standings
from archive.store.connection import Archive, writing
from archive.store.runs import COUNTED, SourceRun, Verdict
from archive.store.standings import Standing
from archive.visit import Desk

_WORDS = {EventKind.PUBLISHED: "new"}
_WORST_LAST = (Verdict.UNCHANGED, Verdict.CHANGED, Verdict.DEGRADED, Verdict.FAILED)


class Spent(Protocol):
    """What a run has cost the sites so far."""

    @property
    def requests(self) -> int:
        """How many requests were made."""
        ...

    @property
    def bytes(self) -> int:
        """How many bytes came."""
        ...


class Client(Fetch, Protocol):
    """What asks the sites, and knows what that has cost so far."""

    @property
    def spent(self) -> Spent:
        """Requests and bytes."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What a run did, source by source, and how each of its offices stands now.

    trouble: what went wrong beside the offices; None when nothing did
    """

    sources: tuple[SourceRun, ...]
    standings: tuple[Standing, ...] = ()
    trouble: CopperplateError | None = None

    @property
    def verdict(self) -> Verdict:
        """As bad as the worst source, office or trouble beside them, but failed only when every source failed."""
        verdicts = [done.verdict for done in self.sources]
        verdicts += [Verdict.DEGRADED for each in self.standings if each.state.bad]
        verdicts += [Verdict.DEGRADED] if self.trouble else []
        worst = max(verdicts, key=_WORST_LAST.index, default=Verdict.UNCHANGED)
        if worst is Verdict.FAILED and any(done.verdict is not Verdict.FAILED for done in self.sources):
            return Verdict.DEGRADED
        return worst

    @property
    def exit_code(self) -> int:
        """What the command ends with: 0 all well, 3 degraded, 1 nothing could be done."""
        return {Verdict.FAILED: FAILED, Verdict.DEGRADED: DEGRADED}.get(self.verdict, 0)

    def count(self, kind: EventKind) -> int:
        """Return to how many releases that happened."""
        return sum(done.counts.get(kind, 0) for done in self.sources)

    def summary(self) -> str:
        """Return the run in one line; "nothing new" is said of what was seen whole, never of what failed."""
        told = [f"{self.count(kind)} {_WORDS.get(kind, kind)}" for kind in COUNTED if self.count(kind)]
        worst: dict[str, Verdict] = {}
        for done in self.sources:
            worst[done.office] = max(worst.get(done.office, done.verdict), done.verdict, key=_WORST_LAST.index)
        bad = Counter(verdict for verdict in worst.values() if verdict in (Verdict.DEGRADED, Verdict.FAILED))
        if not told and bad.total() < len(worst):
            told.append("nothing new")
        told += [f"{number} {verdict}" for verdict, number in sorted(bad.items())]
        return f"{len(worst)} {'office' if len(worst) == 1 else 'offices'}: {', '.join(told) or 'nothing to do'}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Orders:
    """What a run is told: whom to ask, with which client, by which clock (aware, UTC), under which authority.

    stop: set from outside, it ends the run in good order: each office finishes the record in hand
    hosts: how many sites are asked at the same time
    preserve: how many pages, documents and pictures of each office are kept beside what the run reads
    kinds: which new pages enter the archive
    contacts: whether the contacts that releases give are kept in a table of their own
    """

    offices: tuple[Office, ...]
    client: AbstractContextManager[Client]
    clock: Callable[[], datetime]
    authority: str
    progress: Callable[[str, int, int], None] = lambda _office, _done, _total: None
    stop: Event = field(default_factory=Event)
    hosts: int = 8
    preserve: int = 0
    kinds: tuple[Kind, ...] = ARCHIVED
    contacts: bool = True


def scrape(archive: Archive, orders: Orders) -> Report:
    """Bring the archive up to date with every office; what fails at one stays there, and is in the report."""
    db, clock = archive.db, orders.clock
    authority = offices.authority(db, orders.authority, clock())
    trouble = _settled(archive, orders)
    run_id = runs.begin(db, __version__, clock())
    with orders.client as client:
        desk = Desk(
            archive=archive,
            fetch=client,
            clock=clock,
            run_id=run_id,
            authority=authority,
            progress=orders.progress,
            stop=orders.stop,
            kinds=orders.kinds,
            contacts=orders.contacts,
        )
        done = _side_by_side(desk, orders)
        spent = client.spent
    for office in (each for each in orders.offices if each.id in done):
        at = clock()
        standings.keep(db, office.id, run_id, health.judge(standings.record(db, office.id), at), at)
    report = Report(
        sources=tuple(each for office in orders.offices for each in done.get(office.id, ())),
        standings=tuple(each for each in standings.every(db) if each.office in done),
        trouble=trouble,
    )
    with writing(db):  # or what the run has seen would seem to be put in after it
        runs.finish(db, run_id, report.verdict, (spent.requests, spent.bytes), clock())
        ledger.sign(db, clock())
    return report


def _settled(archive: Archive, orders: Orders) -> UncleanError | None:
    """Bring the archive into line with the configuration; return what went wrong if the run can go on all the same."""
    try:
        custody.settle(archive, orders.offices, orders.clock(), contacts=orders.contacts)
    except UncleanError as error:
        return error
    return None


def _side_by_side(desk: Desk, orders: Orders) -> dict[str, list[SourceRun]]:
    """Collect several sites at once, and the offices of one site one after the other.

    What is raised at one (a full disk, a mistake of ours) stops the others in good order, and is raised again.
    """
    done: dict[str, list[SourceRun]] = {}

    def read(group: list[Office]) -> None:
        for office in group:
            if desk.stop.is_set():
                return
            try:
                done[office.id] = collect.collect(office, desk)
            except BaseException:
                desk.stop.set()
                raise
            for each in done[office.id]:
                runs.record(desk.archive.db, desk.run_id, each)
            reached = any(each.verdict is not Verdict.FAILED for each in done[office.id])
            if orders.preserve and reached:
                preserve.preserve(office, desk, orders.preserve)

    by_host: dict[str, list[Office]] = {}
    for office in orders.offices:
        by_host.setdefault(identity.host(office.sources[0].url), []).append(office)
    with ThreadPoolExecutor(max_workers=orders.hosts) as pool:
        for each in [pool.submit(read, group) for group in by_host.values()]:
            each.result()
    return done
