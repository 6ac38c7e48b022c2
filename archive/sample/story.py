"""The story that the sample site tells: what it shows, day by day, as a real office would change it."""

from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache

from archive.release import LONDON
from archive.sample import post
from archive.sample.post import Post

START = datetime(2026, 9, 28, 9, tzinfo=LONDON)

EDITED = "patrols-cut-anti-social-behaviour-by-a-third"
REDATED = "statement-on-101-waiting-times"
TAKEN_DOWN = "facial-recognition-cameras-to-be-tried-at-the-goose-fair"

_EDITED_AT = datetime(2026, 9, 28, 16, 42, tzinfo=LONDON)
_REDATED_AT = datetime(2026, 9, 28, 15, 5, tzinfo=LONDON)
_REDATED_TO = datetime(2026, 9, 14, 9, tzinfo=LONDON)
_ADDED = "The figures first given left out incidents that were reported online."
_CORRECTIONS = (
    ("fell by 34 per cent", "fell by 31 per cent"),
    ("from 1,482 to 978", "from 1,482 to 1,023"),
    ("the same months of 2025.", f"the same months of 2025. {_ADDED}"),
)


def posts(day: int) -> tuple[Post, ...]:
    """Return what the site shows `day` days after START, newest first; all that happens, happens by day 1."""
    now = START + timedelta(days=day)
    written = (one for one in _every() if one.published <= now)
    shown = (_later(one) for one in written if one.slug != TAKEN_DOWN) if day > 0 else written
    return tuple(sorted(shown, key=lambda one: (one.published, one.id), reverse=True))


def changed(day: int) -> datetime:
    """Return when anything on the site last changed: the take-down was not the last thing to happen."""
    return max(one.modified for one in posts(day))


def describe(day: int) -> tuple[str, ...]:
    """Return what the office did since the day before, a line each, none for a quiet day."""
    shown = {one.slug: one for one in posts(day)}
    if day == 0:
        return (f"the site shows {len(shown)} releases, the oldest of {_date(posts(0)[-1].published)}",)
    before = {one.slug: one for one in posts(day - 1)}
    new = (f"new: {one.title}" for slug, one in shown.items() if slug not in before)
    both = [(before[slug], one) for slug, one in shown.items() if slug in before]
    edited = (f"edited: {now.title}" for was, now in both if was.body != now.body)
    redated = (
        f"redated from {_date(was.published)} to {_date(now.published)}: {now.title}"
        for was, now in both
        if was.published != now.published
    )
    gone = (f"taken down: {one.title}" for slug, one in before.items() if slug not in shown)
    return (*new, *edited, *redated, *gone)


@cache
def _every() -> tuple[Post, ...]:
    return post.every()


def _later(one: Post) -> Post:
    """Return a post as it stands from the first day on."""
    if one.slug == REDATED:
        return replace(one, published=_REDATED_TO, modified=_REDATED_AT)
    if one.slug == EDITED:
        return replace(one, body=_corrected(one.body), modified=_EDITED_AT)
    return one


def _corrected(body: str) -> str:
    for was, becomes in _CORRECTIONS:
        body = body.replace(was, becomes)
    return body


def _date(when: datetime) -> str:
    return f"{when.day} {when:%B %Y}"
