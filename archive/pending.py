"""What a run has gathered of the releases that are known, before it is judged and written."""

import logging
from dataclasses import dataclass, field
from datetime import datetime

from archive import compare, schedule
from archive.change import Absence, Change, EventKind, Known
from archive.memory import Memory
from archive.release import NO_CLAIM, Claim, Status
from archive.response import Response

log = logging.getLogger(__name__)


@dataclass(slots=True)
class Pending:
    """Changes of known releases, one for each.

    memory: what was known before
    newcomers: rows of releases that are asked now because they are new to us
    listed: rows of releases that a source lists now
    read: rows of releases that were asked or read in this run
    """

    memory: Memory
    newcomers: frozenset[int] = frozenset()
    listed: set[int] = field(default_factory=set)
    read: set[int] = field(default_factory=set)
    _changes: dict[int, tuple[Change, Response | None]] = field(default_factory=dict)

    def due(self, known: Known, now: datetime, modified: Claim = NO_CLAIM) -> bool:
        """Whether to ask the page of a release in this run; see `schedule.due`."""
        return known.id in self.newcomers or schedule.due(known, now, modified)

    def see(self, known: Known) -> None:
        """Take note that a release is listed."""
        self.listed.add(known.id)

    def add(self, change: Change, response: Response | None) -> None:
        """Take in one change of a known release.

        Of two that mean the same release (a text at two addresses, say), the one that says less that is new counts,
        above all the one at the address that is known.
        """
        known = change.known
        assert known is not None, "what is new is written at once"
        self.read.add(known.id)
        earlier = self._changes.get(known.id)
        if earlier is not None:
            log.info("%s is listed twice", known.path)
            if _novelty(earlier[0]) <= _novelty(change):
                return
        self._changes[known.id] = change, response

    @property
    def changes(self) -> list[tuple[Change, Response | None]]:
        """What is to be written, in the order in which it was gathered."""
        return list(self._changes.values())

    @property
    def sighted(self) -> set[int]:
        """Rows of what is listed and was live, and needs no change to say so."""
        live = {known.id for known in self.memory.known if known.status is Status.LIVE}
        return (self.listed & live) - set(self._changes)

    @property
    def revised(self) -> int:
        """How many would be revised."""
        return sum(change.revision for change, _ in self._changes.values())

    @property
    def compared(self) -> int:
        """How many releases the revised ones stand for: what pages were read, or all where only the changed come."""
        read = [change for change, _ in self._changes.values() if change.release is not None]
        whole = any(compare.partial(change.release.channel) for change in read if change.release)
        return len(self.memory.known) if whole else len(read)

    @property
    def vanished(self) -> list[Absence]:
        """What is known of the absence of those that were live, and were not found now or when they were asked last."""
        away = {known.id: known.absence for known in self.memory.known if known.status is Status.LIVE}
        found = self.read | self.listed
        asked = {row: change.absence for row, (change, _) in self._changes.items() if row in away}
        earlier = {row: absence for row, absence in away.items() if row not in found}
        return [absence for absence in (earlier | asked).values() if absence]

    @property
    def live(self) -> int:
        """How many were live before."""
        return sum(known.status is Status.LIVE for known in self.memory.known)


def _novelty(change: Change) -> tuple[bool, int]:
    kinds = {event.kind for event in change.events}
    return EventKind.MOVED in kinds, len(kinds)
