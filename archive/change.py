"""What we know of a release, and what a run makes of it: the values between compare and store."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from archive.release import NO_CLAIM, Alias, Channel, Claim, Release, Status


class EventKind(StrEnum):
    """What can happen to a release, as far as we can witness it."""

    PUBLISHED = "published"
    REVISED = "revised"
    REDATED = "redated"
    MOVED = "moved"
    MISSING = "missing"
    REMOVED = "removed"
    RESTORED = "restored"
    MERGED = "merged"
    WITHHELD = "withheld"
    SHOWN = "shown"


# What moves the `updated` of an entry: a reader has to look again. Missing is a suspicion, moved an address, and merged
# is what became of our own records.
SIGNIFICANT = frozenset(EventKind) - {EventKind.MISSING, EventKind.MOVED, EventKind.MERGED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One thing that happened; the wording of the evidence is frozen when it is written.

    before, after: the claims or addresses that changed, "" where there are none
    """

    kind: EventKind
    evidence: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Absence:
    """How often and since when a release was not found where it was; times are aware, UTC."""

    since: datetime
    latest: datetime
    checks: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """What a listing said of a release: its page alone may not say it. title: HTML, ""."""

    title: str = ""
    published: Claim = NO_CLAIM


UNLISTED = Listed()


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What the archive knows of one release, as far as a comparison needs it; times are aware, UTC.

    fingerprint: of the text of the current revision (see archive.compare)
    digest: of everything else that the office gave with it: markup, documents, pictures, claims
    source: the row of the source that it was last seen at
    channel, parser: how the current revision reached us, and the parser that read it
    asked: when it was last looked for by itself, on its own page; None when never
    capture: the row of the answer that it was last read from; None when that was not kept
    listed: what the listing said when it was last read
    """

    id: int
    url: str
    path: str
    title: str
    published: Claim
    fingerprint: str
    digest: str
    source: int
    channel: Channel
    parser: str
    status: Status
    revision: int
    first_seen: datetime
    last_seen: datetime
    aliases: frozenset[Alias]
    asked: datetime | None = None
    absence: Absence | None = None
    capture: int | None = None
    listed: Listed = UNLISTED


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a release says beside its headline: what it takes to name what an edit changed.

    documents: address and title of each
    """

    standfirst: str
    text: str
    documents: frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What a run has to write about one release.

    known: None for a release that is new
    release: what was seen; None when it was not found
    events: in the order in which they are told; none for a quiet sighting
    revision: whether what was seen is a version of its own
    refreshed: the row follows what was seen, without a revision: another channel or parser, a new date or address
    absence: how the count of failed checks stands now; None when it was found
    status: how the release stands now
    listed: what the listing said of a release that was read from its own page
    """

    known: Known | None
    release: Release | None
    status: Status
    events: tuple[Event, ...] = ()
    revision: bool = False
    refreshed: bool = False
    absence: Absence | None = None
    listed: Listed = UNLISTED

    @property
    def number(self) -> int:
        """The number of the version that counts afterwards."""
        return (self.known.revision if self.known else 0) + self.revision
