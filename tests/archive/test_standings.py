"""How offices stand over many days: runs against the sample office's site, and what the archive says of them."""

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from archive import compare, health, identity, run
from archive.change import Change
from archive.health import State
from archive.release import Claim
from archive.sample import fault, story
from archive.sample.answer import Answer, Asked
from archive.store import offices, runs, standings
from archive.store.connection import Archive
from archive.store.runs import SourceRun, Verdict
from archive.store.standings import Standing
from tests.archive.newsroom import Newsroom, newsroom
from tests.archive.releases import KITS, NOW, seen_again
from tests.archive.store.archives import OFFICE, Clerk, archive_in


def now_of(room: Newsroom) -> Standing:
    """Return how the sample office stands."""
    (standing,) = standings.every(room.archive.db)
    return standing


def turns(room: Newsroom) -> list[tuple[str, State, State]]:
    """Return the changes of standing, the oldest first: the day of the story, before, after."""
    return [
        (f"day {(turn.at - story.START).days}", turn.before, turn.state)
        for turn in reversed(standings.turns(room.archive.db))
    ]


def test_an_anti_bot_page_with_status_200_degrades_on_the_first_run_and_recovery_is_told_once(tmp_path: Path) -> None:
    with newsroom(tmp_path) as room:
        assert room.run(0).exit_code == 0
        room.site.faults["/"] = fault.challenge
        for day in (1, 2, 3, 4):
            assert room.run(day).exit_code == 3
            assert now_of(room).state is State.DEGRADED
        assert now_of(room).since == story.START + timedelta(days=1)
        assert "a page that asks whether a human is there" in now_of(room).evidence
        room.site.faults.clear()
        for day in (5, 6):
            assert room.run(day).exit_code == 0
        assert turns(room) == [
            ("day 1", State.WELL, State.DEGRADED),
            ("day 5", State.DEGRADED, State.WELL),
        ]


def test_a_release_that_may_not_be_shown_says_nothing_of_when_its_office_published(tmp_path: Path) -> None:
    with newsroom(tmp_path) as room:
        room.run(0)
        before = now_of(room)
        assert before.last == date(2026, 9, 21)
        row = room.archive.db.execute("SELECT id FROM releases ORDER BY published_day LIMIT 1").fetchone()[0]
        room.archive.db.execute(
            "UPDATE releases SET status = 'withheld', published_day = NULL, published_at = NULL WHERE id = ?", [row]
        )
        assert now_of(room).last == before.last


def test_a_site_that_fails_three_runs_is_broken_since_the_first(tmp_path: Path) -> None:
    with newsroom(tmp_path) as room:
        room.run(0)
        room.site.faults["/"] = 503
        states = []
        for day in (1, 2, 3, 4):
            room.run(day)
            states.append(now_of(room).state)
        assert states == [State.DEGRADED, State.DEGRADED, State.BROKEN, State.BROKEN]
        assert now_of(room).since == story.START + timedelta(days=1)
        assert "not reached in any run since 29 September 2026" in now_of(room).evidence
        assert now_of(room).hint
        room.site.faults.clear()
        room.run(5)
        assert turns(room) == [
            ("day 2", State.WELL, State.DEGRADED),
            ("day 3", State.DEGRADED, State.BROKEN),
            ("day 5", State.BROKEN, State.WELL),
        ]


def test_one_failed_run_is_seen_in_the_standing_and_told_to_nobody(tmp_path: Path) -> None:
    with newsroom(tmp_path) as room:
        room.run(0)
        room.site.faults["/"] = 503
        room.run(1)
        assert now_of(room).evidence.startswith("failed once: ")
        room.site.faults.clear()
        assert room.run(2).exit_code == 0
        assert (now_of(room).state, now_of(room).evidence, turns(room)) == (State.WELL, "", [])


def test_a_run_that_we_stop_ourselves_says_nothing_of_the_office(tmp_path: Path) -> None:
    with newsroom(tmp_path, frozenset({"listing"})) as room:
        assert room.run(0, stop_after=5).exit_code == 3
        assert now_of(room).state is State.NEW
        room.run(0.1)
        assert (now_of(room).state, turns(room)) == (State.WELL, [])


def test_an_office_that_falls_silent_goes_quiet_and_its_runs_still_end_well(tmp_path: Path) -> None:
    with newsroom(tmp_path) as room:
        for day in (0, 1, 30, 96, 97):
            assert room.run(day).exit_code == 0
        assert now_of(room).state is State.QUIET
        assert now_of(room).evidence.startswith("nothing new since 29 September 2026")
        assert turns(room) == [("day 96", State.WELL, State.QUIET)]


def test_pages_that_lose_their_text_degrade_the_office(tmp_path: Path) -> None:
    with newsroom(tmp_path, frozenset({"listing"})) as room:
        room.site.faults["/news/"] = _hollow(room)
        report = room.run(0)
        assert (report.exit_code, now_of(room).state) == (3, State.DEGRADED), now_of(room)


def _hollow(room: Newsroom) -> fault.Fault:
    """Return a fault that keeps the headline of every release and empties its text; listings stay."""

    def answer(asked: Asked) -> Answer:
        room.site.faults.clear()
        whole = room.site.answer(asked)
        room.site.faults["/news/"] = answer
        if whole.media_type.startswith("text/html") and b"<article" in whole.body and asked.path.count("/") > 2:
            head, _, rest = whole.body.partition(b"</h1>")
            tail = rest.rpartition(b"</article>")[2]
            return Answer(body=head + b"</h1><p>Read more.</p></article>" + tail)
        return whole

    return answer


@pytest.mark.parametrize(("gap", "silence", "expected"), [(7, 60, State.QUIET), (30, 25, State.WELL)])
def test_the_same_silence_means_another_thing_at_another_office(
    tmp_path: Path, gap: int, silence: int, expected: State
) -> None:
    with archive_in(tmp_path) as archive:
        clerk = Clerk(archive)
        for number in range(12):
            clerk.write(_published(NOW.date() - timedelta(days=gap * number)))
        _judged(archive, NOW + timedelta(days=silence))
        (standing,) = standings.every(archive.db)
        assert (standing.state, standing.last) == (expected, NOW.date())
        assert (standing.releases, str(standing.cadence)) == (12, f"every {gap} days")


def test_a_day_to_come_is_never_the_day_of_the_last_release(tmp_path: Path) -> None:
    with archive_in(tmp_path) as archive:
        clerk = Clerk(archive)
        clerk.write(_published(date(2026, 12, 24)))
        (standing,) = standings.every(archive.db)
        assert standing.last == NOW.date()


def test_a_quiet_run_writes_nothing_of_a_standing(tmp_path: Path) -> None:
    with newsroom(tmp_path) as room:
        room.run(0)
        changes = room.archive.db.conn.total_changes
        judged = health.judge(standings.record(room.archive.db, "marchshire"), story.START + timedelta(days=1))
        standings.keep(room.archive.db, "marchshire", 1, judged, story.START + timedelta(days=1))
        assert room.archive.db.conn.total_changes == changes


def test_the_report_of_a_run_is_degraded_by_an_office_alone() -> None:
    ill = Standing(
        office="marchshire",
        name="Marchshire",
        state=State.DEGRADED,
        since=NOW,
        evidence="no text",
        hint="",
        releases=1,
        last=None,
        cadence=None,
        asked=NOW,
    )
    well = SourceRun(office="marchshire", source_id=1, started=NOW, finished=NOW, verdict=Verdict.UNCHANGED)
    assert run.Report(sources=(well,), standings=(ill,)).exit_code == 3


def _published(day: date) -> Change:
    url = f"https://www.marchshire.example/news/{day}/"
    release = seen_again(
        KITS, url=url, title=f"Of {day}", published=Claim(value=day.isoformat()), aliases=(identity.url_alias(url),)
    )
    return compare.seen(release, None, "1")


def _judged(archive: Archive, at: datetime) -> None:
    """Write that a run at a time saw nothing new, and judge."""
    db = archive.db
    run_id = runs.begin(db, "0", at)
    source = offices.state(db, offices.keep(db, OFFICE, at), OFFICE.sources[0]).id
    done = SourceRun(office=OFFICE.id, source_id=source, started=at, finished=at, verdict=Verdict.UNCHANGED)
    runs.record(db, run_id, done)
    standings.keep(db, OFFICE.id, run_id, health.judge(standings.record(db, OFFICE.id), at), at)
