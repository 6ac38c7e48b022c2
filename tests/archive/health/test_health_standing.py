"""How an office stands."""

from datetime import UTC, date, datetime, timedelta

import pytest

from archive.health import Glimpse, Outcome, Record, Sign, State, judge

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
WEEKLY = tuple(date(2026, 11, 20) - timedelta(days=7 * week) for week in range(30))
WELL = Outcome(at=NOW)


def failed(hours_ago: int = 0) -> Outcome:
    """Return a run that did not reach a site."""
    at = NOW - timedelta(hours=hours_ago)
    return Outcome(at=at, failed=True, sign=Sign.UNREACHABLE, reason="https://x.example/: no answer", hint="Wait.")


def degraded(sign: Sign, hours_ago: int = 0) -> Outcome:
    """Return a run that saw too little."""
    return Outcome(at=NOW - timedelta(hours=hours_ago), sign=sign, reason="saw too little")


def standing(*outcomes: Outcome, days: tuple[date, ...] = WEEKLY, now: datetime = NOW) -> tuple[State, bool]:
    """Return how an office with one source stands, the newest run first, and whether that is settled."""
    judged = judge(Record(sources=(outcomes,), days=days), now)
    return judged.state, judged.settled


@pytest.mark.parametrize(
    ("outcomes", "expected"),
    [
        ([], (State.NEW, False)),
        ([WELL], (State.WELL, True)),
        ([WELL, failed(1), failed(2), failed(3)], (State.WELL, True)),
        ([failed()], (State.DEGRADED, False)),
        ([failed(), WELL, failed(2), failed(3)], (State.DEGRADED, False)),
        ([failed(), failed(1)], (State.DEGRADED, True)),
        ([failed(), failed(1), failed(2)], (State.BROKEN, True)),
        ([degraded(Sign.UNREADABLE)], (State.DEGRADED, True)),
        ([degraded(Sign.PAGES)], (State.DEGRADED, False)),
        ([degraded(Sign.PAGES), degraded(Sign.PAGES, 1)], (State.DEGRADED, True)),
        ([degraded(Sign.EMPTY, hour) for hour in range(9)], (State.DEGRADED, True)),
    ],
)
def test_one_failed_run_is_not_told_and_three_in_a_row_are_broken(
    outcomes: list[Outcome], expected: tuple[State, bool]
) -> None:
    assert standing(*outcomes) == expected


def test_evidence_names_the_first_of_the_runs_that_failed_and_never_counts_on() -> None:
    three, four = ([failed(hour) for hour in range(count)] for count in (3, 4))
    judged = judge(Record(sources=(tuple(three),)), NOW)
    assert judged.evidence == ("not reached in any run since 23 November 2026, 07:00: https://x.example/: no answer")
    later = judge(Record(sources=(tuple(four),)), NOW)
    assert later.evidence.replace("06:00", "07:00") == judged.evidence
    assert judge(Record(sources=((failed(),),)), NOW).evidence == "failed once: https://x.example/: no answer"


def test_an_office_is_broken_only_when_every_source_is() -> None:
    broken = tuple(failed(hour) for hour in range(3))
    in_part = judge(Record(sources=((WELL,), broken)), NOW)
    assert in_part.state is State.DEGRADED
    assert in_part.evidence.startswith("one of its sources was not reached in any run since")
    assert judge(Record(sources=(broken, broken)), NOW).state is State.BROKEN
    assert judge(Record(sources=(broken, ())), NOW).state is State.BROKEN, "one that was never read says nothing"
    assert judge(Record(sources=(broken, (degraded(Sign.EMPTY),))), NOW).state is State.DEGRADED


@pytest.mark.parametrize(
    ("gap", "silence", "expected"),
    [(7, 60, State.QUIET), (7, 10, State.WELL), (30, 25, State.WELL), (30, 59, State.WELL), (30, 61, State.QUIET)],
)
def test_quiet_is_measured_by_the_offices_own_pattern(gap: int, silence: int, expected: State) -> None:
    last = NOW.date() - timedelta(days=silence)
    days = tuple(last - timedelta(days=gap * number) for number in range(20))
    assert standing(WELL, days=days) == (expected, True)


def test_an_office_of_which_little_is_known_is_never_quiet() -> None:
    assert standing(WELL, days=(date(2019, 5, 1), date(2019, 6, 1))) == (State.WELL, True)
    assert standing(WELL, days=()) == (State.WELL, True)


def test_an_office_that_we_cannot_see_is_not_quiet() -> None:
    silent = tuple(day - timedelta(days=400) for day in WEEKLY)
    assert standing(degraded(Sign.UNREADABLE), days=silent) == (State.DEGRADED, True)


def test_a_quiet_office_is_quiet_since_its_last_release_in_words_that_do_not_age() -> None:
    days = tuple(day - timedelta(days=60) for day in WEEKLY)
    today, tomorrow = (judge(Record(sources=((WELL,),), days=days), at) for at in (NOW, NOW + timedelta(days=1)))
    assert today == tomorrow
    assert today.since.date() == date(2026, 9, 21)
    assert today.evidence == ("nothing new since 21 September 2026, from an office that publishes every 7 days")


def test_releases_without_text_degrade_an_office_whose_runs_all_went_well() -> None:
    empty = tuple(Glimpse(title=f"{number}", published=None, first_seen=NOW, words=0) for number in range(10))
    judged = judge(Record(sources=((WELL,),), latest=empty), NOW)
    assert (judged.state, judged.evidence) == (
        State.DEGRADED,
        "10 of the latest 10 releases have no text to speak of",
    )
