"""When a page says that it was published."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Self

from archive.parse.dates import (
    find,
    in_address,
    is_change,
    is_clock,
    is_past,
    is_publication,
    labelled,
    moment,
    puts_month_first,
    today,
)
from archive.parse.heads import Head
from archive.parse.tree import Element, labels, text_of
from archive.release import NO_CLAIM, Claim, Precision

_WHOLE_YEAR = re.compile(r"(?:19|20)\d\d")
_CHANGED = ("updated", "modified", "changed")


@dataclass(slots=True, kw_only=True)
class Signs:
    """Where a page may say when it was published.

    times: time elements near the text
    near: lines near the text, those that follow the headline first, the headline itself last
    marked: what elements that are named so say, wherever they stand
    month_first: how the page writes dates in figures
    """

    head: Head
    times: list[Element] = field(default_factory=list)
    near: list[str] = field(default_factory=list)
    marked: str = ""
    month_first: bool = False

    @classmethod
    def of(cls, head: Head, page: Element, url: str) -> Self:
        """Return what can be seen before anything is taken away from a page."""
        month_first = puts_month_first(page.text_content(), url)
        return cls(head=head, marked=_marked(page), month_first=month_first)


def claimed(signs: Signs, listed: Claim, now: datetime) -> Claim:
    """Return the first claim that holds: of the markup, the lines near the text, the listing.

    listed: what the listing claims
    """
    head = signs.head
    shown = " ".join(line for line in signs.near if find(line))
    candidates = [
        moment(head.published, evidence="metadata of the page", shown=shown) if head.published else NO_CLAIM,
        *(_of_time(element) for element in signs.times if not _is_change(element)),
        *(_of_line(line, month_first=signs.month_first) for line in _timed(_by_clarity(signs.near))),
        moment(signs.marked, evidence="an element marked as the date") if signs.marked else NO_CLAIM,
        listed,
    ]
    return next((found for found in candidates if found.value and is_past(found, now)), NO_CLAIM)


def _marked(root: Element) -> str:
    """Return the date of the elements that say of themselves that they hold it; "" when there are several or none."""
    named = root.xpath(
        "//*[@itemprop='datePublished' or contains(concat(' ', @class, ' '), ' published ') "
        "or contains(concat(' ', @class, ' '), ' dt-published ')][@datetime or @content or @title]"
    )
    values = {one.get("datetime") or one.get("content") or one.get("title") for one in named}
    return str(values.pop()).strip() if len(values) == 1 else ""


def _by_clarity(near: list[str]) -> list[str]:
    """Return the lines, those last that have two figures for the year: another may say it better."""
    return sorted(near, key=lambda line: find(line) is not None and not _WHOLE_YEAR.search(line))


def _timed(near: list[str]) -> list[str]:
    """Return the lines, those that are no more than a time of day joined to the date beside them."""
    found: list[str] = []
    for line, following in zip(near, [*near[1:], ""], strict=True):
        if is_clock(line) and found and find(found[-1]):
            continue
        if (is_clock(following) and find(line)) or (is_clock(line) and find(following)):
            found.append(f"{line} {following}")
        else:
            found.append(line)
    return found


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
    machine = element.get("datetime", "")
    whole = moment(machine, evidence="")
    told = find(shown) if whole.precision is Precision.DAY and "T" not in machine else None
    if told and told.claim.precision is Precision.MINUTE and told.claim.day == whole.day:
        return replace(told.claim, evidence=f"time element: {shown}")
    return moment(element.get("datetime") or shown, evidence=f"time element: {shown}", shown=shown)


def _is_change(element: Element) -> bool:
    """Tell whether a time element is of a change; WordPress marks one that is both as "published updated"."""
    named = labels(element)
    return "published" not in named and any(word in named for word in _CHANGED)


def _of_line(text: str, *, month_first: bool) -> Claim:
    found = labelled(text, month_first=month_first)
    return next((one.claim for label, one in found if is_publication(label)), NO_CLAIM)


def _of_change(text: str) -> Claim:
    return next((found.claim for label, found in labelled(text) if is_change(label)), NO_CLAIM)
