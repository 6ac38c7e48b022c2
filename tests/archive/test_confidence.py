"""What a first look makes of its own findings."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from archive.confidence import Look, judge
from archive.proof import Confidence, Sample, Tried
from archive.release import NO_CLAIM, Claim

NOW = datetime(2026, 3, 5, 9, 10, tzinfo=UTC)
USED = Tried(way="listing", url="https://www.marchshire.example/news/", listed=60)
GOOD = tuple(
    Sample(
        url=f"https://www.marchshire.example/news/{day}/",
        title=f"Release {day}",
        published=Claim(value=f"2026-03-0{day}"),
        begins="It begins.",
        words=200,
    )
    for day in (3, 2, 1)
)
LOOK = Look(used=USED, beside=(), tried=(USED,), newest=GOOD, speaks=True, now=NOW)


def each(**changes: object) -> Look:
    return replace(LOOK, newest=tuple(replace(sample, **changes) for sample in GOOD))  # type: ignore[arg-type]


def first(**changes: object) -> Look:
    return replace(LOOK, newest=(replace(GOOD[0], **changes), *GOOD[1:]))  # type: ignore[arg-type]


def test_releases_with_dates_and_texts_at_an_office_make_it_high() -> None:
    verdict = judge(LOOK)
    assert (verdict.confidence, verdict.doubts) == (Confidence.HIGH, ())
    assert len(verdict.merits) == 3


@pytest.mark.parametrize(
    ("look", "said"),
    [
        (replace(LOOK, speaks=False), "the site says nothing of police or a commissioner: is it the office's?"),
        (each(problem="it is no release"), "none of the newest could be read as a release"),
        (each(title="News"), "all of the newest have the same title: News"),
        (each(published=NO_CLAIM), "none of the newest has a date"),
        (each(words=0), "none of the newest has a text"),
    ],
)
def test_what_is_probably_not_what_was_looked_for_makes_it_low(look: Look, said: str) -> None:
    verdict = judge(look)
    assert verdict.confidence is Confidence.LOW
    assert verdict.doubts[0] == said


@pytest.mark.parametrize(
    ("look", "said"),
    [
        (first(problem="it is no release"), "of the 3 newest, 1 would not be stored"),
        (first(published=NO_CLAIM), "not all of the newest have a date"),
        (first(published=Claim(value="2026-03-03", inferred=True)), "a date was worked out, since none is stated"),
        (first(published=Claim(value="2026-03")), "a date is not known to the day"),
        (first(words=12), "one of the newest has fewer than 40 words"),
        (first(published=Claim(value="2026-04-01")), "the newest is dated in the future"),
        (
            each(published=Claim(value="2025-01-01")),
            "the newest is more than half a year old: the office may publish somewhere else now",
        ),
        (replace(LOOK, used=replace(USED, listed=8), tried=()), "only 8 are listed: older ones may be out of reach"),
        (
            replace(LOOK, tried=(USED, replace(USED, way="sitemap", listed=400))),
            "listing lists 60, sitemap 400: some may be out of reach",
        ),
        (replace(LOOK, used=replace(USED, remarks=("a button loads more",))), "a button loads more"),
    ],
)
def test_what_a_person_should_look_at_makes_it_medium(look: Look, said: str) -> None:
    verdict = judge(look)
    assert (verdict.confidence, said in verdict.doubts) == (Confidence.MEDIUM, True), verdict
