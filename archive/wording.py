"""Dates in words, as a person in London says them, whatever the locale."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

from archive.release import LONDON, Claim, Precision

_LONG_QUERY = 40  # characters
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


def day(value: date) -> str:
    """Return a date: "15 December 2015"."""
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def moment(at: datetime) -> str:
    """Return a moment in London: "17 October 2016, 09:30"."""
    local = at.astimezone(LONDON)
    return f"{day(local)}, {local:%H:%M}"


def address(url: str) -> str:
    """Return an address as a sentence names it: the questions that programs ask are too long to read."""
    place, mark, query = url.partition("?")
    return f"{place}?…" if mark and len(query) > _LONG_QUERY else url


def together(words: Sequence[str]) -> str:
    """Return words as a sentence lists them: "the headline, the text and the date"."""
    *others, last = words
    return f"{', '.join(others)} and {last}" if others else last


def claimed(claim: Claim, brief: bool = False) -> str:  # noqa: FBT001, FBT002 templates give it by place
    """Return a claimed date, no more precise than it was claimed: "September 2017"; "" for no claim.

    brief: without the time of the day
    """
    value = claim.day
    if value is None:
        return ""
    if claim.at is not None:
        exact = claim.precision is Precision.MINUTE and not brief
        return moment(claim.at) if exact else day(value)
    return str(value.year) if claim.precision is Precision.YEAR else f"{MONTHS[value.month - 1]} {value.year}"


def machine(at: datetime) -> str:
    """Return a moment for a time element: UTC, whole seconds."""
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
