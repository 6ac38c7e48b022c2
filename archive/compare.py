"""What we know × what we saw → Changes. Nothing here asks a site, a clock or a database."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from archive import identity, wording
from archive.change import Absence, Change, Event, EventKind, Known, Said
from archive.release import HIDDEN, Channel, Claim, Release, Status

REMOVED_AFTER_CHECKS = 3
REMOVED_AFTER = timedelta(hours=48)
_CHANNELS = (Channel.PAGE, Channel.FEED, Channel.REST)
_AWAY = (Status.MISSING, Status.REMOVED)


def seen(release: Release, known: Known | None, parser: str, before: Callable[[Known], Said] | None = None) -> Change:
    """Return what a release that was found means, given what is known of it and the parser that read it.

    before: gives what the release said, when it comes to that; without it an edit names the headline or the text
    """
    if known is not None and known.status in HIDDEN:
        return Change(known=known, release=None, status=known.status)
    if known is None:
        first = Event(kind=EventKind.PUBLISHED, evidence=f"first seen; the office dates it {_dated(release.published)}")
        return Change(known=None, release=release, status=Status.LIVE, events=(first,), revision=True)
    if parser == known.parser and _vaguer(release.published, known.published):
        release = replace(release, published=known.published)
    differs = identity.fingerprint(release) != known.fingerprint
    comparable = release.channel is known.channel and parser == known.parser
    revised = differs and comparable
    edited = _edited(release, known, before(known) if before else None) if revised else ""
    events = tuple(_events(release, known, edited))
    return Change(
        known=known,
        release=release,
        status=Status.LIVE,
        events=events,
        revision=revised,
        refreshed=not revised and (differs or not comparable or identity.digest(release) != known.digest),
    )


def found(known: Known) -> Change:
    """Return what it means that a release was asked for and is still there, without having been read again."""
    events = (_restored(known),) if known.status in _AWAY else ()
    status = known.status if known.status in HIDDEN else Status.LIVE
    return Change(known=known, release=None, status=status, events=events)


def standing(known: Known) -> tuple[bool, int, datetime]:
    """Return by how much a record speaks for a release, where there are two: live, read surely, seen lately."""
    return known.status is Status.LIVE, _CHANNELS.index(known.channel), known.last_seen


def merged(stays: Known, goes: Known, proof: str) -> tuple[Event, ...]:
    """Return what to tell of a release of which there were two records; the one that was seen first stays.

    proof: what shows that they are one
    """
    back = (_restored(stays),) if stays.status in _AWAY and goes.status is Status.LIVE else ()
    evidence = f"two records of this archive are of one release: {proof}; the other one was at {goes.path}"
    return (*back, Event(kind=EventKind.MERGED, evidence=evidence))


def restyled(change: Change) -> Change:
    """Return a revision as what it is when many come at once and stay: a new template, and no edit by the office."""
    events = tuple(event for event in change.events if event.kind is not EventKind.REVISED)
    return replace(change, revision=False, refreshed=True, events=events)


def lesser(channel: Channel, other: Channel) -> bool:
    """Whether a channel gives a release less surely than another: a page than a feed, a feed than an interface."""
    return _CHANNELS.index(channel) < _CHANNELS.index(other)


def partial(channel: Channel) -> bool:
    """Whether a channel brings the changed releases alone, so that their number says nothing by itself."""
    return channel is not Channel.PAGE


def suspected(change: Change) -> Change:
    """Return an absence that cannot be believed yet as what it is: one more look that did not find it."""
    assert change.known is not None, "only what is known can be absent"
    return replace(change, status=change.known.status, events=())


def absent(known: Known, proof: str, now: datetime) -> Change:
    """Return what it means that a release was not found where it was; proof says how that showed ("answered 404")."""
    before = known.absence
    if known.status in HIDDEN:
        return Change(known=known, release=None, status=known.status)
    absence = Absence(since=before.since if before else now, latest=now, checks=(before.checks if before else 0) + 1)
    seen, since = wording.moment(known.last_seen), wording.moment(absence.since)
    evidence = f"last seen {seen}; not found since {since} ({_checks(absence)}: {proof})"
    proven = absence.checks >= REMOVED_AFTER_CHECKS and now - absence.since >= REMOVED_AFTER
    if known.status is Status.REMOVED:
        kind, status = None, Status.REMOVED
    elif proven:
        kind, status = EventKind.REMOVED, Status.REMOVED
    else:
        kind, status = (EventKind.MISSING if known.status is Status.LIVE else None), Status.MISSING
    events = (Event(kind=kind, evidence=evidence),) if kind else ()
    return Change(known=known, release=None, status=status, events=events, absence=absence)


def _events(release: Release, known: Known, edited: str) -> Iterable[Event]:
    if known.status in _AWAY:
        yield _restored(known)
    if identity.normal_url(release.url) != identity.normal_url(known.url):
        yield Event(kind=EventKind.MOVED, evidence="the office moved it", before=known.url, after=release.url)
    if _redated(known.published, release.published):
        yield Event(
            kind=EventKind.REDATED,
            evidence=f"the office changed its date from {_dated(known.published)} to {_dated(release.published)}",
            before=known.published.value,
            after=release.published.value,
        )
    if edited:
        yield Event(kind=EventKind.REVISED, evidence=f"the office changed {edited}")


def _edited(release: Release, known: Known, before: Said | None) -> str:
    """Return what an edit changed, in words: "the headline and the text"."""
    parts = [("headline", known.title, release.title)]
    if before is not None:
        parts += [("standfirst", before.standfirst, release.standfirst), ("text", before.text, release.text)]
    changed = [name for name, old, new in parts if identity.folded(old) != identity.folded(new)] or ["text"]
    if before is not None and before.documents != {(file.url, file.title) for file in release.attachments}:
        changed.append("documents")
    if _redated(known.published, release.published):
        changed.append("date")
    return wording.together([f"the {name}" for name in changed])


def _restored(known: Known) -> Event:
    away = f" after {_checks(known.absence)} that did not find it" if known.absence else ""
    return Event(
        kind=EventKind.RESTORED, evidence=f"found again{away}; it was last seen {wording.moment(known.last_seen)}"
    )


def _redated(before: Claim, after: Claim) -> bool:
    """Whether two claims contradict each other; a finer claim of the same date does not."""
    if not before.value or not after.value or before.at == after.at is not None:
        return False
    shared = min(len(before.value), len(after.value), len("2015-12-15"))
    one, other = (str(claim.day)[:shared] for claim in (before, after))
    if one != other:
        return True
    return before.precision is after.precision and before.at != after.at


def _vaguer(claim: Claim, known: Claim) -> bool:
    """Whether a claim says less of the same date: a page gives the day of what an interface gave to the second."""
    return len(claim.value) < len(known.value) and not _redated(known, claim)


def _dated(claim: Claim) -> str:
    return wording.claimed(claim) or "not at all"


def _checks(absence: Absence | None) -> str:
    count = absence.checks if absence else 0
    return f"{count} check" if count == 1 else f"{count} checks"
