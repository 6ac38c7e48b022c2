"""What a run makes of a site that half works: nothing lost, nothing claimed that was not seen."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from archive import collect
from archive.change import EventKind
from archive.errors import StoreError
from archive.release import Kind, Status
from archive.sample import fault, story
from archive.sample.answer import Answer, Asked
from archive.store import holdings, standings
from archive.store.runs import Verdict
from tests.archive.newsroom import Newsroom, newsroom

LISTING = frozenset({"listing"})
PAGES = "/news/"


def away(room: Newsroom) -> list[str]:
    """Return the paths of what is missing or removed."""
    return [each.path for each in holdings.newest(room.archive.db, limit=100) if each.status != "live"]


def only_pages(answer: Callable[[Asked], Answer]) -> dict[str, int | fault.Fault]:
    """Return faults for every release page, the news page and its older pages apart."""
    faults: dict[str, int | fault.Fault] = {}
    for post in story.posts(0) + story.posts(1):
        faults |= {f"/news/{post.slug}": answer, f"/cy/newyddion/{post.slug}": answer}
    return faults


def test_anti_bot_pages_in_place_of_releases_are_never_kept(tmp_path: Path) -> None:
    with newsroom(tmp_path, LISTING) as room:
        room.run(0)
        room.site.faults.update(only_pages(fault.challenge))
        report = room.run(8)
        assert report.verdict is Verdict.DEGRADED
        assert "anti-bot" in report.sources[0].reason
        assert report.count(EventKind.REVISED) == 0
        assert not [each for each in holdings.newest(room.archive.db, limit=100) if "browser" in each.release.title]


def test_pages_that_are_all_gone_at_once_are_no_removals(tmp_path: Path) -> None:
    with newsroom(tmp_path, LISTING) as room:
        room.run(0)
        room.site.faults.update(only_pages(fault.status(404)))
        for day in (31, 32, 33, 40):
            assert room.run(day).verdict is Verdict.DEGRADED
        assert all(story.TAKEN_DOWN in path for path in away(room)), "an outage was read as removals"


def test_pages_that_lose_their_text_all_at_once_are_asked_again_when_it_is_back(tmp_path: Path) -> None:
    def empty(_asked: Asked) -> Answer:
        return Answer(body=b"<!doctype html><title></title><body></body>")

    with newsroom(tmp_path, LISTING) as room:
        room.site.faults.update(only_pages(empty))
        assert room.run(0).verdict is Verdict.DEGRADED
        assert holdings.count(room.archive.db) == 0
        room.site.faults.clear()
        assert room.run(0.1).count(EventKind.PUBLISHED) == len(story.posts(0))


def test_dead_links_on_a_list_do_not_keep_the_rest_from_being_read(tmp_path: Path) -> None:
    dead = sorted(story.posts(0), key=lambda post: post.published)[:8]
    with newsroom(tmp_path, LISTING) as room:
        room.site.faults.update({f"/news/{post.slug}": 404 for post in dead})
        report = room.run(0)
        gone = sum(f"/news/{post.slug}" in room.site.faults for post in dead)
        assert report.count(EventKind.PUBLISHED) >= len(story.posts(0)) - gone
        room.run(0.1)
        assert len(room.site.requests) <= 3


def test_a_new_page_that_fails_once_is_read_by_the_next_run(tmp_path: Path) -> None:
    newest = max(story.posts(0), key=lambda post: post.published)
    with newsroom(tmp_path, LISTING) as room:
        room.site.faults[f"/news/{newest.slug}"] = 503
        assert room.run(0).verdict is Verdict.DEGRADED
        room.site.faults.clear()
        assert room.run(0.1).count(EventKind.PUBLISHED) == 1


def test_a_new_template_is_no_edit_and_settles_after_two_days(tmp_path: Path) -> None:
    def restyled(asked: Asked) -> Answer:
        slug = asked.path.strip("/").rpartition("/")[2]
        post = next(each for each in story.posts(0) if each.slug == slug)
        text = f"<p>Sign up to our alerts today and never miss what we do.</p>{post.body}"
        return Answer(
            body=f"<!doctype html><html><body><main><h1>{post.title}</h1>{text}</main></body></html>".encode()
        )

    with newsroom(tmp_path, LISTING) as room:
        room.run(0)
        room.site.faults.update(only_pages(restyled))
        told = [room.run(day) for day in (31, 31.5, 32, 34, 35)]
        assert told[0].verdict is Verdict.DEGRADED
        assert sum(report.count(EventKind.REVISED) for report in told) == 0


def test_an_address_that_was_corrected_leaves_no_office_degraded_and_no_release_unasked(tmp_path: Path) -> None:
    with newsroom(tmp_path) as room:
        office = room.site.office
        room.run(0)
        room.offices = (
            replace(
                office, sources=(replace(office.sources[0], url=f"{room.site.url}/press-office-that-is-not-there/"),)
            ),
        )
        assert room.run(0.1).verdict is Verdict.FAILED
        room.offices = (replace(office, sources=(replace(office.sources[0], url=f"{room.site.url}/news/"),)),)
        assert room.run(0.2).exit_code == 0
        assert [each.state for each in standings.every(room.archive.db)] == ["well"]
        assert room.run(1).count(EventKind.MISSING) == 1


def test_only_the_kinds_that_are_wanted_enter_the_archive(tmp_path: Path) -> None:
    with newsroom(tmp_path) as room:
        room.kinds = (Kind.STATEMENT,)
        room.run(0)
        kept = holdings.newest(room.archive.db, limit=100)
        assert {each.release.kind for each in kept} == {Kind.STATEMENT}
        assert 0 < len(kept) < len(story.posts(0))


def test_what_was_not_wanted_is_looked_at_again_when_that_changes(tmp_path: Path) -> None:
    every = {post.title for post in story.posts(0)} & {post.title for post in story.posts(1)}
    with newsroom(tmp_path, LISTING) as room:
        office, source = room.site.office, room.site.office.sources[0]
        room.kinds = (Kind.STATEMENT,)
        first = room.run(0).count(EventKind.PUBLISHED)
        room.kinds = (Kind.STATEMENT, Kind.RELEASE, Kind.BLOG)
        room.offices = (replace(office, sources=(replace(source, filter="precept"),)),)
        room.run(7.1)
        some = {each.release.title for each in holdings.newest(room.archive.db, limit=100)}
        room.offices = (office,)
        room.run(14.2)
        kept = {each.release.title for each in holdings.newest(room.archive.db, limit=100)}
        assert first < len(some) < len(every)
        assert every <= kept


@pytest.mark.parametrize("way", ["wordpress", "listing"])
def test_a_source_is_swept_in_the_run_that_has_another_filter_or_other_kinds(tmp_path: Path, way: str) -> None:
    with newsroom(tmp_path, frozenset({way})) as room:
        office, source = room.site.office, room.site.office.sources[0]
        room.offices = (replace(office, sources=(replace(source, filter="precept"),)),)
        room.kinds = (Kind.STATEMENT,)
        counts = [room.run(0).count(EventKind.PUBLISHED)]
        room.kinds = (Kind.STATEMENT, Kind.RELEASE, Kind.BLOG)
        counts.append(room.run(0.1).count(EventKind.PUBLISHED))
        room.offices = (office,)
        counts.append(room.run(0.2).count(EventKind.PUBLISHED))
        assert all(counts[1:])
        assert sum(counts) == len(story.posts(0))
        assert room.run(0.3).summary() == "1 office: nothing new"
        assert len(room.site.requests) <= 3


def test_a_mistake_of_ours_at_one_office_is_told_and_stops_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError("halved by nothing")

    with newsroom(tmp_path) as room:
        monkeypatch.setattr(collect, "_visited", broken)
        report = room.run(0)
        assert report.verdict is Verdict.FAILED
        assert report.sources[0].reason == "a mistake of ours: ZeroDivisionError: halved by nothing"
        assert "Traceback" in caplog.text
        monkeypatch.undo()
        assert room.run(0.1).count(EventKind.PUBLISHED) == len(story.posts(0))


def test_an_archive_that_cannot_be_written_ends_the_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise StoreError("the disk is full")

    with newsroom(tmp_path) as room:
        monkeypatch.setattr(collect, "_visited", full)
        with pytest.raises(StoreError, match="the disk is full"):
            room.run(0)


LANTERNS = "Forty new lanterns will light the towpath at Aldermouth."


def embargoed(until: str = "09:00 on Friday 2 October 2026", slug: str = "lanterns") -> Callable[[Asked], Answer]:
    """Return the interface of a site with one release, under an embargo."""
    body = (
        f"<p><strong>EMBARGOED until {until}</strong></p>"
        f"<p>{LANTERNS} The Commissioner paid for them after a walk with residents in the spring.</p>"
        "<p>They will be lit from dusk until midnight, every day of the year.</p><p>ENDS</p>"
    )
    post = {
        "id": 9000 + len(slug),
        "type": "post",
        "slug": slug,
        "link": f"http://127.0.0.1/news/{slug}/",
        "guid": {"rendered": f"http://127.0.0.1/?p={9000 + len(slug)}"},
        "date_gmt": "2026-09-28T07:00:00",
        "modified_gmt": f"2026-09-28T07:00:{len(until)}",
        "title": {"rendered": f"{slug.title()} for the towpath at Aldermouth"},
        "excerpt": {"rendered": ""},
        "content": {"rendered": body, "protected": False},
    }

    def posts(_asked: Asked) -> Answer:
        totals = (("X-WP-Total", "1"), ("X-WP-TotalPages", "1"))
        return Answer(body=json.dumps([post]).encode(), media_type="application/json", headers=totals)

    return posts


def test_a_release_under_embargo_is_in_nothing_that_is_served_until_it_ends(tmp_path: Path) -> None:
    with newsroom(tmp_path, frozenset({"wordpress"})) as room:
        room.site.faults["/wp-json/wp/v2/posts"] = embargoed()
        held = room.run(0)
        assert (held.exit_code, held.count(EventKind.PUBLISHED)) == (0, 0)
        assert "held back until its embargo ends, 2 October 2026, 09:00" in held.sources[0].reason
        served = "\n".join(room.archive.db.conn.iterdump())
        assert "lantern" not in served.lower()
        assert room.archive.captures is not None
        assert room.archive.captures.table("blobs").count == 1
        assert room.run(3.9).count(EventKind.PUBLISHED) == 0
        assert "lantern" not in "\n".join(room.archive.db.conn.iterdump()).lower()
        room.run(4.1)
        (shown,) = holdings.newest(room.archive.db)
        assert LANTERNS in shown.release.text
        assert (shown.path, shown.status) == ("marchshire/2026/lanterns/", Status.LIVE)
        told = [each.event.kind for each in holdings.happenings(room.archive.db)]
        assert told == [EventKind.SHOWN, EventKind.PUBLISHED]
        assert holdings.revisions(room.archive.db, shown.id)[0].capture


def test_an_embargo_ends_when_the_office_says_last(tmp_path: Path) -> None:
    with newsroom(tmp_path, frozenset({"wordpress"})) as room:
        room.site.faults["/wp-json/wp/v2/posts"] = embargoed()
        room.run(0)
        room.site.faults["/wp-json/wp/v2/posts"] = embargoed("noon on Monday 5 October 2026")
        room.run(1)
        room.run(4.1)
        assert "lantern" not in "\n".join(room.archive.db.conn.iterdump()).lower()
        room.run(7.5)
        (shown,) = holdings.newest(room.archive.db)
        assert len(holdings.revisions(room.archive.db, shown.id)) == 2


def test_what_goes_wrong_with_the_page_of_a_release_under_embargo_does_not_tell_its_address(tmp_path: Path) -> None:
    with newsroom(tmp_path, frozenset({"wordpress"})) as room:
        room.site.faults["/wp-json/wp/v2/posts"] = embargoed()
        room.run(0)
        room.site.faults["/wp-json/wp/v2/posts"] = embargoed(slug="benches")
        report = room.run(1)
        assert "the first: the page of a release that is not shown yet" in report.sources[0].reason
        assert "lantern" not in "\n".join(room.archive.db.conn.iterdump()).lower()
