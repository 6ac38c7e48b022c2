"""Whether what was seen can be believed: a run that saw nothing is not a quiet day."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from archive.errors import BudgetError, CopperplateError, FetchError, OutageError

_FEW = 3  # up to so many may vanish or change at once on the smallest site
_SHARE_GONE = 0.2
_SHARE_CHANGED = 0.3
_WORDS = 10  # a text that is shorter is no body
_SLACK = timedelta(days=1)  # a claim is in London, a first sight anywhere
_SOME_AHEAD = 2
_DATED = 0.95
_ENOUGH = 20  # releases, to say that an office always gives a date
_GOES_ON = "The next run goes on where this one ended."
_LOOK = "Look at one of their pages beside what is stored: copperplate parse URL"


class Sign(StrEnum):
    """What a doubt is about; the first two pass by themselves as a rule."""

    UNREACHABLE = "unreachable"  # no answer, or one that says no
    PAGES = "pages"  # listed, and could not be had
    UNREADABLE = "unreadable"  # answered, but shows no releases
    EMPTY = "empty"  # lists none
    DROP = "drop"  # lists far fewer
    TEMPLATE = "template"  # many read differently at once
    BODIES = "bodies"  # texts are missing
    TITLES = "titles"  # one title for many
    FUTURE = "future"  # dates that are yet to come
    UNDATED = "undated"  # dates are missing where there always were some
    CUT = "cut"  # we ended early, by our own rules or because we were told: says nothing of the office


PASSING = frozenset({Sign.UNREACHABLE, Sign.PAGES})


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """Why what was seen cannot be believed, and what to try."""

    sign: Sign
    reason: str
    hint: str


STOPPED = Doubt(sign=Sign.CUT, reason="stopped before its end", hint=_GOES_ON)


@dataclass(frozen=True, slots=True, kw_only=True)
class Glimpse:
    """A release as far as a doubt looks at it.

    published: the day that the office claims, in London; None when it claims none
    words: how many the text has
    documents: whether it carries any: then it may say little itself
    fresh: whether it was first seen after the office's first whole reading, which brings what is undated in one heap
    """

    title: str
    published: date | None
    first_seen: datetime
    words: int
    documents: bool = False
    fresh: bool = False


def sign_of(error: CopperplateError) -> Sign:
    """Return what it means that a source could not be read at all."""
    if isinstance(error, BudgetError):
        return Sign.CUT
    return Sign.UNREACHABLE if isinstance(error, FetchError | OutageError) else Sign.UNREADABLE


def doubt_listing(listed: int | None, before: int | None, *, whole: bool) -> Doubt | None:
    """Return why a listing cannot be believed, given how many releases it lists and listed the last time.

    listed, before: None when that is not known, which is no reason to doubt
    whole: whether it claims to list everything
    """
    if listed is None or not before:
        return None
    if listed == 0:
        return Doubt(
            sign=Sign.EMPTY,
            reason=f"the site answered but lists no releases (last time: {before})",
            hint="Look at the site: it may have moved, or hide behind a check for robots.",
        )
    if whole and before - listed > max(_FEW, before * _SHARE_GONE):
        return Doubt(
            sign=Sign.DROP,
            reason=f"the site lists {listed} releases, and listed {before} the last time: too many are gone at once",
            hint="Nothing was marked as removed. Look at the site: a redesign may have moved its older releases. "
            "A list that stays so for ten days is believed, and what it lacks is asked for page by page.",
        )
    return None


def doubt_changes(changed: int, known: int) -> Doubt | None:
    """Return why so many changes among the releases that were read cannot be the office's own."""
    if changed > max(_FEW, known * _SHARE_CHANGED):
        return Doubt(
            sign=Sign.TEMPLATE,
            reason=f"{changed} of {known} releases read differently all at once: a new template, not edits",
            hint="Their changes wait two days, and count then as a new template. Look at one of their pages.",
        )
    return None


def doubt_unreadable(unreadable: int, pages: int) -> Doubt | None:
    """Return why so many listed pages without a text cannot be the office's own doing."""
    if unreadable > max(_FEW, pages / 2):
        return Doubt(sign=Sign.BODIES, reason=f"{unreadable} of {pages} pages that were read have no text", hint=_LOOK)
    return None


def doubt_absences(vanished: int, live: int) -> Doubt | None:
    """Return why so many releases that are gone at once cannot have been taken down."""
    if vanished > max(_FEW, live * _SHARE_GONE):
        return Doubt(
            sign=Sign.DROP,
            reason=f"{vanished} of {live} releases are not where they were, all at once",
            hint="Nothing was marked as removed. Look at the site: a redesign may have moved its pages. "
            "What is not found in ten days of asking counts as gone.",
        )
    return None


def doubt_pages(failures: Sequence[str], *, spent: bool) -> Doubt | None:
    """Return why a reading lacks pages that it was to have, given what went wrong with each.

    spent: the last of them was not asked, because the run may ask no more
    """
    if not failures:
        return None
    pages = "1 page" if len(failures) == 1 else f"{len(failures)} pages"
    reason = f"{pages} could not be had, the first: {failures[0]}"
    return Doubt(sign=Sign.CUT if spent else Sign.PAGES, reason=reason, hint=_GOES_ON)


def doubt_releases(latest: Sequence[Glimpse], total: int, dated: int) -> Doubt | None:
    """Return why the releases that came last cannot have been read rightly.

    latest: the last ten or so of the office, the newest first
    total, dated: how many releases the office has, and how many of them claim a date
    """
    return _bodies(latest) or _titles(latest) or _future(latest) or _undated(latest[:_FEW], total, dated)


def _bodies(latest: Sequence[Glimpse]) -> Doubt | None:
    empty = sum(each.words < _WORDS and not each.documents for each in latest)
    if empty < _FEW or empty * 2 <= len(latest):
        return None
    return Doubt(
        sign=Sign.BODIES, reason=f"{empty} of the latest {len(latest)} releases have no text to speak of", hint=_LOOK
    )


def _titles(latest: Sequence[Glimpse]) -> Doubt | None:
    for title, count in Counter(each.title for each in latest).most_common(1):
        if count > _FEW and count * 2 > len(latest):
            reason = f"{count} of the latest {len(latest)} releases have one and the same title: {title}"
            return Doubt(sign=Sign.TITLES, reason=reason, hint=_LOOK)
    return None


def _future(latest: Sequence[Glimpse]) -> Doubt | None:
    ahead = sum(each.published is not None and each.published > each.first_seen.date() + _SLACK for each in latest)
    if ahead < _SOME_AHEAD:
        return None
    reason = f"{ahead} of the latest {len(latest)} releases claim a day that was yet to come when they were seen"
    return Doubt(sign=Sign.FUTURE, reason=reason, hint=f"Day and month may be swapped. {_LOOK}")


def _undated(latest: Sequence[Glimpse], total: int, dated: int) -> Doubt | None:
    """Doubt a few new releases in a row without a date, at an office that gave one to nearly all others."""
    if len(latest) < _FEW or any(each.published or not each.fresh for each in latest):
        return None
    others = total - len(latest)
    if others < _ENOUGH or dated < others * _DATED:
        return None
    reason = f"the latest {len(latest)} releases have no date, and {dated} of the {others} before had one"
    return Doubt(sign=Sign.UNDATED, reason=reason, hint=_LOOK)
