"""Fetch, discover, parse, compare and store together, against the sample office's site on loopback."""

from dataclasses import replace
from pathlib import Path
from threading import Barrier

import pytest

from archive.change import EventKind
from archive.office import Office, Source
from archive.sample import fault, story
from archive.sample.answer import Answer, Asked
from archive.sample.server import WAYS, Site
from archive.store import captures, holdings
from archive.store.runs import Verdict
from tests.archive.newsroom import newsroom


@pytest.mark.parametrize("way", ["wordpress", "listing"])
def test_an_offices_days_are_told_alike_whichever_way_it_publishes(tmp_path: Path, way: str) -> None:
    with newsroom(tmp_path, frozenset({way})) as room:
        assert room.run(0).count(EventKind.PUBLISHED) == len(story.posts(0))
        for day in (1, 2, 3):
            assert room.run(day).exit_code == 0
        assert room.told(1) == [
            (EventKind.MISSING, story.TAKEN_DOWN),
            (EventKind.PUBLISHED, "young-people-to-question-the-chief-constable-on-stop-and-search"),
            (EventKind.REDATED, story.REDATED),
            (EventKind.REVISED, story.EDITED),
        ]
        assert room.told(2) == []
        assert room.told(3) == [(EventKind.REMOVED, story.TAKEN_DOWN)]
        assert holdings.count(room.archive.db) == len(story.posts(0)) + 1


@pytest.mark.parametrize("ways", [WAYS, frozenset({"feed"}), frozenset({"listing"})], ids=["all", "feed", "listing"])
def test_a_second_run_with_nothing_new_writes_nothing_and_asks_little(tmp_path: Path, ways: frozenset[str]) -> None:
    with newsroom(tmp_path, ways) as room:
        room.run(0)
        before = {name: room.archive.db.table(name).count for name in ("releases", "revisions", "events", "captures")}
        report = room.run(0.1)
        after = {name: room.archive.db.table(name).count for name in before}
        assert (report.verdict, report.summary(), after) == (Verdict.UNCHANGED, "1 office: nothing new", before)
        assert len(room.site.requests) <= 3


def test_every_revision_leads_to_the_bytes_that_it_was_read_from(tmp_path: Path) -> None:
    with newsroom(tmp_path, frozenset({"listing"})) as room:
        room.run(0)
        for holding in holdings.newest(room.archive.db, limit=100):
            (revision,) = holdings.revisions(room.archive.db, holding.id)
            assert b"<h1" in captures.body(room.archive, revision.capture)


@pytest.mark.parametrize(
    ("what", "answer"), [("down", 503), ("closed", 403), ("guarded", fault.challenge), ("parked", fault.parked)]
)
@pytest.mark.parametrize("way", ["wordpress", "feed", "listing"])
def test_a_site_that_is_down_guarded_or_parked_is_never_a_quiet_day(
    tmp_path: Path, way: str, what: str, answer: int | fault.Fault
) -> None:
    with newsroom(tmp_path, frozenset({way})) as room:
        room.run(0)
        room.site.faults["/"] = answer
        reports = [room.run(day) for day in (1, 8, 9, 20)]
        for report in reports:
            assert report.verdict in (Verdict.FAILED, Verdict.DEGRADED), (what, report)
            assert all(done.reason for done in report.sources)
        statuses = {holding.status for holding in holdings.newest(room.archive.db, limit=100)}
        assert statuses == {"live"}, "an outage was read as removals"
        room.site.faults.clear()
        assert room.run(21).exit_code == 0


def test_a_listing_that_loses_most_of_its_releases_is_degraded_and_removes_nothing(tmp_path: Path) -> None:
    with newsroom(tmp_path, frozenset({"wordpress"})) as room:
        room.run(0)
        room.site.faults["/wp-json/wp/v2/posts"] = _nothing_left
        report = room.run(8)
        assert (report.verdict, report.exit_code) == (Verdict.FAILED, 1) or report.verdict is Verdict.DEGRADED
        assert {holding.status for holding in holdings.newest(room.archive.db, limit=100)} == {"live"}


def test_one_office_that_fails_never_stops_the_others(tmp_path: Path) -> None:
    broken = Office(
        id="brokenshire",
        name="Brokenshire",
        area="",
        home="http://127.0.0.1:9/",
        sources=(Source(url="http://127.0.0.1:9/"),),
    )
    with newsroom(tmp_path) as room:
        room.offices = (broken, room.site.office)
        report = room.run(0)
        assert [done.verdict for done in report.sources] == [Verdict.FAILED, Verdict.CHANGED]
        assert (report.exit_code, report.count(EventKind.PUBLISHED)) == (3, len(story.posts(0)))
        assert "127.0.0.1:9" in report.sources[0].reason


@pytest.mark.parametrize("way", ["wordpress", "listing"])
def test_a_run_that_is_stopped_keeps_what_it_has_and_the_next_one_goes_on(tmp_path: Path, way: str) -> None:
    with newsroom(tmp_path, frozenset({way})) as room:
        stopped = room.run(0, stop_after=5)
        assert (stopped.verdict, stopped.exit_code, stopped.sources[0].reason) == (
            Verdict.DEGRADED,
            3,
            "stopped before its end",
        )
        assert holdings.count(room.archive.db) == 5
        assert room.run(0.1).count(EventKind.PUBLISHED) == len(story.posts(0)) - 5
        assert {revision.number for row in range(1, 37) for revision in holdings.revisions(room.archive.db, row)} == {1}


def test_offices_at_several_hosts_are_read_side_by_side(tmp_path: Path) -> None:
    with newsroom(tmp_path) as room, Site() as other:
        home = other.url.replace("127.0.0.1", "localhost")  # another host, as far as manners go
        twin = replace(other.office, id="twinshire", sources=(Source(url=f"{home}/"),))
        room.offices = (room.site.office, twin)
        meeting = Barrier(2, timeout=10)

        def together(asked: Asked) -> Answer:
            if not meeting.broken and asked.headers["host"] in (room.site.url[7:], home[7:]):
                meeting.wait()
            return Answer(body=b"User-agent: *\nAllow: /\n", media_type="text/plain")

        room.site.faults["/robots.txt"] = other.faults["/robots.txt"] = together
        report = room.run(0)
        assert not meeting.broken
        assert [done.office for done in report.sources] == ["marchshire", "twinshire"]
        assert report.count(EventKind.PUBLISHED) == 2 * len(story.posts(0))


def test_a_source_with_a_filter_gives_only_what_meets_it(tmp_path: Path) -> None:
    with newsroom(tmp_path) as room:
        (source,) = room.site.office.sources
        room.offices = (replace(room.site.office, sources=(replace(source, filter="precept OR knife -fraud"),)),)
        room.run(0)
        kept = holdings.newest(room.archive.db, limit=100)
        assert 0 < len(kept) < len(story.posts(0))
        for holding in kept:
            said = f"{holding.release.title} {holding.release.standfirst} {holding.release.text}".lower()
            assert "precept" in said or "kni" in said
            assert "fraud" not in said
        reasons = {reason for (reason,) in room.archive.db.execute("SELECT reason FROM skipped").fetchall()}
        assert reasons == {"it does not meet the filter 'precept OR knife -fraud'"}


def test_a_release_that_comes_back_is_restored_with_its_history(tmp_path: Path) -> None:
    with newsroom(tmp_path, frozenset({"wordpress"})) as room:
        for day in (0, 1, 2, 3):
            room.run(day)
        room.site.day = 0
        report = room.run(0.9)
        assert report.count(EventKind.RESTORED) == 1


def _nothing_left(_asked: Asked) -> Answer:
    totals = (("X-WP-Total", "0"), ("X-WP-TotalPages", "0"))
    return Answer(body=b"[]", media_type="application/json", headers=totals)
