"""What we know × what we saw → Changes. Nothing here asks a site, a clock or a database."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from archive import identity, wording
from archive.change import Absence, Change, Event, EventKind, Known
from archive.release import Alias, AliasKind, Claim, Release, Status

REMOVED_AFTER_CHECKS = 3
REMOVED_AFTER = timedelta(hours=48)
_AWAY = (Status.MISSING, Status.REMOVED)
_LEAST_TEXT = 200  # characters under which an equal text proves nothing: holding lines, stubs


class Memory:
    """Everything that is known of an office, found by what a release can be known by."""

    def __init__(self, known: Iterable[Known]) -> None:
        """Index what is known by alias and by text."""
        self.known: list[Known] = []
        self._by_alias: dict[Alias, Known] = {}
        self._by_text: dict[str, Known] = {}
        for each in known:
            self.learn(each)

    def learn(self, known: Known) -> None:
        """Take in one more release."""
        self.known.append(known)
        self._by_alias.update(dict.fromkeys(known.aliases, known))
        self._by_text[known.fingerprint] = known

    def listed(self, aliases: Iterable[Alias]) -> Known | None:
        """Return what has one of these addresses; ids say nothing before the release has been read."""
        found = (self._by_alias.get(alias) for alias in aliases if _is_address(alias))
        return next(filter(None, found), None)

    def match(self, seen: Release) -> Known | None:
        """Return what is known of a release: by address, by a foreign id if title or date agree, or by its text."""
        by_address = self.listed(seen.aliases)
        if by_address is not None:
            return by_address
        for alias in seen.aliases:
            found = self._by_alias.get(alias)
            if found is not None and _agree(found, seen):
                return found
        return self._by_text.get(identity.fingerprint(seen)) if len(seen.text) >= _LEAST_TEXT else None


def seen(release: Release, known: Known | None, parser: str) -> Change:
    """Return what a release that was found means, given what is known of it and the parser that read it."""
    if known is None:
        first = Event(kind=EventKind.PUBLISHED, evidence=f"first seen; the office dates it {_dated(release.published)}")
        return Change(known=None, release=release, status=Status.LIVE, events=(first,), revision=True)
    differs = identity.fingerprint(release) != known.fingerprint
    comparable = release.channel is known.channel and parser == known.parser
    revised = differs and comparable
    events = tuple(_events(release, known, revised=revised))
    address = release.url != known.url or release.published.value != known.published.value
    return Change(
        known=known,
        release=release,
        status=Status.LIVE,
        events=events,
        revision=revised,
        refreshed=not revised and (differs or address or not comparable),
    )


def found(known: Known) -> Change:
    """Return what it means that a release was asked for and is still there, without having been read again."""
    events = (_restored(known),) if known.status in _AWAY else ()
    return Change(known=known, release=None, status=Status.LIVE, events=events)


def absent(known: Known, proof: str, now: datetime) -> Change:
    """Return what it means that a release was not found where it was; proof says how that showed ("answered 404")."""
    before = known.absence
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


def _events(release: Release, known: Known, *, revised: bool) -> Iterable[Event]:
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
    if revised:
        what = "headline" if release.title != known.title else "text"
        yield Event(kind=EventKind.REVISED, evidence=f"the office changed the {what}")


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


def _agree(known: Known, release: Release) -> bool:
    """Whether a foreign id means the same release: ids are used again when a site is built anew."""
    title = " ".join(known.title.casefold().split()) == " ".join(release.title.casefold().split())
    return title or (known.published.day is not None and known.published.day == release.published.day)


def _is_address(alias: Alias) -> bool:
    """Whether an alias is an address in words; /?p=12 is a number that a new site gives to something else."""
    return alias.kind is AliasKind.URL and "?" not in alias.value


def _dated(claim: Claim) -> str:
    return wording.claimed(claim) or "not at all"


def _checks(absence: Absence | None) -> str:
    count = absence.checks if absence else 0
    return f"{count} check" if count == 1 else f"{count} checks"
