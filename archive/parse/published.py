"""When a page says that it was published."""

from collections.abc import Iterable
from datetime import datetime

from archive.parse.dates import find, in_address, is_change, is_past, is_publication, labelled, moment, today
from archive.parse.heads import Head
from archive.parse.tree import Element, labels, text_of
from archive.release import NO_CLAIM, Claim

_CHANGED = ("updated", "modified", "changed")


def claimed(head: Head, times: Iterable[Element], near: list[str], listed: Claim, now: datetime) -> Claim:
    """Return the first claim that holds: of the markup, the lines near the text, the listing.

    times: time elements near the text
    near: lines near the text, those that follow the headline first, the headline itself last
    listed: what the listing claims
    """
    shown = " ".join(line for line in near if find(line))
    candidates = [
        moment(head.published, evidence="metadata of the page", shown=shown) if head.published else NO_CLAIM,
        *(_of_time(element) for element in times if not _is_change(element)),
        *(_of_line(line) for line in near),
        listed,
    ]
    return next((found for found in candidates if found.value and is_past(found, now)), NO_CLAIM)


def fallback(url: str, text: str, now: datetime) -> Claim:
    """Return what the address says, made a day by a "today (26 January)" in the text; or NO_CLAIM."""
    vague = in_address(url)
    whole = today(text, vague)
    return next((found for found in (whole, vague) if found.value and is_past(found, now)), NO_CLAIM)


def modified(head: Head, times: Iterable[Element], lines: Iterable[str]) -> Claim:
    """Return when the page says that it was changed."""
    candidates = [
        moment(head.modified, evidence="metadata of the page") if head.modified else NO_CLAIM,
        *(_of_time(element) for element in times if _is_change(element)),
        *(_of_change(line) for line in lines),
    ]
    return next((found for found in candidates if found.value), NO_CLAIM)


def _of_time(element: Element) -> Claim:
    shown = text_of(element)
    return moment(element.get("datetime") or shown, evidence=f"time element: {shown}", shown=shown)


def _is_change(element: Element) -> bool:
    """Tell whether a time element is of a change; WordPress marks one that is both as "published updated"."""
    named = labels(element)
    return "published" not in named and any(word in named for word in _CHANGED)


def _of_line(text: str) -> Claim:
    return next((found.claim for label, found in labelled(text) if is_publication(label)), NO_CLAIM)


def _of_change(text: str) -> Claim:
    return next((found.claim for label, found in labelled(text) if is_change(label)), NO_CLAIM)
