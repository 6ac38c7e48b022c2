"""How sure a first look may be of what it has found."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from archive.proof import Confidence, Sample, Sieve, Tried, Verdict
from archive.release import Precision

_SHORT = 40  # words
_NEWEST_ONLY = 20  # releases: a list without older pages that holds no more shows the newest
_STALE = timedelta(days=180)
_TO_THE_DAY = (Precision.MINUTE, Precision.DAY)

NOTHING = Verdict(confidence=Confidence.LOW, doubts=("nothing was found that could be archived",))


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What there is to weigh.

    used: what a run would read; beside: where it would look for older releases too
    newest: as they would be stored
    speaks: whether the site says anything of police
    sieve: the filter that is needed; None where it is none
    now: aware
    """

    used: Tried
    beside: Sequence[Tried]
    tried: Sequence[Tried]
    newest: Sequence[Sample]
    speaks: bool
    now: datetime
    sieve: Sieve | None = None

    @property
    def stored(self) -> list[Sample]:
        """The newest that would be stored at all."""
        return [sample for sample in self.newest if not sample.problem]


def judge(look: Look) -> Verdict:
    """Weigh what a first look has shown: a grave doubt makes it low, any other medium."""
    grave = [*_grave(look)]
    doubts = [*_of_releases(look), *_of_listing(look)]
    sure = Confidence.LOW if grave else Confidence.MEDIUM if doubts else Confidence.HIGH
    return Verdict(confidence=sure, merits=tuple(_merits(look)), doubts=(*grave, *doubts))


def _merits(look: Look) -> Iterator[str]:
    stored = look.stored
    if look.speaks:
        yield "the site speaks of police or a commissioner"
    if stored and all(sample.published.precision in _TO_THE_DAY for sample in stored):
        yield "the newest releases have dates"
    if stored and all(sample.words >= _SHORT for sample in stored):
        yield "the newest releases have texts"
    if look.used.way == "wordpress":
        yield "WordPress lists every release, and says what has changed"
    for other in look.beside:
        yield f"older releases are looked for by {other.way} too, at {other.url}"


def _grave(look: Look) -> Iterator[str]:
    """Give what makes it likely that this is not what was looked for."""
    stored = look.stored
    if not look.speaks:
        yield "the site says nothing of police or a commissioner: is it the office's?"
    if look.sieve and not look.sieve.kept:
        yield f"none of the {look.sieve.seen} that were seen is about policing: are they the office's?"
    elif not stored:
        yield "none of the newest could be read as a release"
    elif len(stored) > 1 and len({sample.title for sample in stored}) == 1:
        yield f"all of the newest have the same title: {stored[0].title}"
    if stored and not any(sample.published.value for sample in stored):
        yield "none of the newest has a date"
    if stored and not any(sample.words for sample in stored):
        yield "none of the newest has a text"


def _of_releases(look: Look) -> Iterator[str]:
    stored = look.stored
    days = [sample.published.day for sample in stored if sample.published.day]
    if len(stored) < len(look.newest):
        yield f"of the {len(look.newest)} newest, {len(look.newest) - len(stored)} would not be stored"
    if 0 < len(days) < len(stored):
        yield "not all of the newest have a date"
    if any(sample.published.inferred for sample in stored):
        yield "a date was worked out, since none is stated"
    if any(sample.published.value and sample.published.precision not in _TO_THE_DAY for sample in stored):
        yield "a date is not known to the day"
    if any(sample.words < _SHORT for sample in stored) and any(sample.words for sample in stored):
        yield f"one of the newest has fewer than {_SHORT} words"
    if days and max(days) > look.now.date() + timedelta(days=1):
        yield "the newest is dated in the future"
    if days and max(days) < (look.now - _STALE).date():
        yield "the newest is more than half a year old: the office may publish somewhere else now"


def _of_listing(look: Look) -> Iterator[str]:
    used = look.used
    if used.whole and not look.beside:
        most = max((used, *look.tried), key=lambda each: each.listed)
        if most.listed > used.listed:
            yield f"{used.way} lists {used.listed}, {most.way} {most.listed}: some may be out of reach"
        elif used.way != "wordpress" and used.listed <= _NEWEST_ONLY:
            yield f"only {used.listed} are listed: older ones may be out of reach"
    yield from used.remarks
