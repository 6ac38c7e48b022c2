"""A site that loses many releases at once: degraded at first, believed when it lasts, and never in an outage."""

from pathlib import Path

import pytest

from archive.change import EventKind
from archive.sample import fault, rest, story
from archive.sample.answer import Answer, Asked
from archive.sample.post import Post
from archive.sample.view import View
from archive.store import holdings, standings
from tests.archive.newsroom import Newsroom, newsroom

POSTS = story.posts(0)[:24]
KEPT = 12  # more than one page of a list, which alone does not claim to be whole
AWAY = len(POSTS) - KEPT
WORDPRESS = frozenset({"wordpress"})


def fewer(_day: int) -> tuple[Post, ...]:
    """Return the newest of the first day's posts."""
    return POSTS[:KEPT]


def all_of_them(_day: int) -> tuple[Post, ...]:
    return POSTS


def state(room: Newsroom) -> str:
    (standing,) = standings.every(room.archive.db)
    return str(standing.state)


def statuses(room: Newsroom) -> list[str]:
    return sorted(str(each.status) for each in holdings.newest(room.archive.db, limit=100))


def unlisted(room: Newsroom) -> fault.Fault:
    """Return a REST interface that lists the newest posts alone, while the pages of the others stay up."""

    def answer(asked: Asked) -> Answer:
        view = room.site.view
        found = rest.answer(View(url=view.url, posts=fewer(0), changed=view.changed, ways=view.ways), asked)
        assert found is not None
        return found

    return answer


@pytest.mark.parametrize("way", ["wordpress", "listing"])
def test_releases_that_are_gone_for_good_are_removed_once_that_is_proven(tmp_path: Path, way: str) -> None:
    with newsroom(tmp_path, frozenset({way})) as room:
        room.site.tells = all_of_them
        room.run(0)
        room.site.tells = fewer
        days = (8, 12, 15, 18, 21, 25, 28, 29)
        reports = {day: room.run(day) for day in days}
        first = next(day for day in days if reports[day].count(EventKind.REMOVED))
        assert first == 28, "ten days for the list, and ten for the pages"
        assert all(reports[day].exit_code == 3 for day in days if day < first)
        assert sum(report.count(EventKind.REMOVED) for report in reports.values()) == AWAY
        assert statuses(room) == ["live"] * KEPT + ["removed"] * AWAY
        assert (reports[29].exit_code, reports[29].summary()) == (0, "1 office: nothing new")


def test_releases_that_are_only_listed_no_more_stay_live_and_the_office_is_well_again(tmp_path: Path) -> None:
    with newsroom(tmp_path, WORDPRESS) as room:
        room.site.tells = all_of_them
        room.run(0)
        room.site.faults["/wp-json/wp/v2/posts"] = unlisted(room)
        assert [room.run(day).exit_code for day in (8, 13, 17, 18, 19)] == [3, 3, 3, 0, 0]
        assert statuses(room) == ["live"] * len(POSTS)


def test_an_outage_of_the_pages_is_no_removal_however_long_it_lasts_while_the_list_names_them(tmp_path: Path) -> None:
    with newsroom(tmp_path, frozenset({"listing"})) as room:
        room.site.tells = all_of_them
        room.run(0)
        room.site.faults |= {f"{post.path}": 404 for post in POSTS}
        for day in (8, 15, 25, 59):
            assert room.run(day).exit_code == 3
        assert set(statuses(room)) == {"live"}


def test_what_comes_back_before_it_is_believed_to_be_gone_was_never_away(tmp_path: Path) -> None:
    with newsroom(tmp_path, WORDPRESS) as room:
        room.site.tells = all_of_them
        room.run(0)
        room.site.tells = fewer
        for day in (8, 12, 18, 21):
            room.run(day)
        room.site.tells = all_of_them
        assert room.run(22).exit_code == 0
        room.site.tells = fewer
        for day in (23, 28, 32):
            assert room.run(day).exit_code == 3
        assert set(statuses(room)) == {"live"}
        kinds = {each.event.kind for each in holdings.happenings(room.archive.db, limit=1000)}
        assert kinds == {EventKind.PUBLISHED}


def test_suspicion_asks_each_page_once_a_day(tmp_path: Path) -> None:
    with newsroom(tmp_path, WORDPRESS) as room:
        room.site.tells = all_of_them
        room.run(0)
        room.site.tells = fewer
        for day in (8, 13, 18, 19):
            room.run(day)
        room.run(19.1)
        asked = [path for path, _ in room.site.requests if path.startswith(("/news/", "/cy/"))]
        assert asked == []
        assert state(room) == "degraded"


def test_a_list_that_is_doubted_is_read_in_full_once_a_day_and_the_doubt_stays_between(tmp_path: Path) -> None:
    with newsroom(tmp_path, frozenset({"listing"})) as room:
        room.site.tells = all_of_them
        room.run(0)
        room.site.tells = fewer
        doubted = room.run(8)
        assert "lists 12 releases, and listed 24 the last time" in doubted.sources[0].reason
        hourly = [room.run(8 + hours / 24) for hours in (1, 2)]
        assert [report.sources[0].reason for report in hourly] == [doubted.sources[0].reason] * 2
        assert len(room.site.requests) <= 3
        room.run(9)
        assert "/news/page/2/" in [path for path, _ in room.site.requests]
