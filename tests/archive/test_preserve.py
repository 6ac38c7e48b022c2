"""Keeping pages, documents and pictures while they are still there."""

from pathlib import Path

from archive.sample import fault, story
from archive.sample.answer import Answer, Asked
from archive.store import captures
from tests.archive.newsroom import Newsroom, newsroom

WORDPRESS = frozenset({"wordpress"})


def kept(room: Newsroom) -> list[tuple[str, int]]:
    """Return the addresses that were kept, the interface's own answers apart, and what the site said."""
    rows = room.archive.db.execute("SELECT url, status FROM captures WHERE url NOT LIKE '%/wp-json/%' ORDER BY id")
    return [(url, status) for url, status in rows.fetchall()]


def test_pages_documents_and_pictures_are_kept_once_within_the_budget_newest_first(tmp_path: Path) -> None:
    with newsroom(tmp_path, WORDPRESS) as room:
        room.preserve = 10
        room.run(0)
        first = [url for url, _ in kept(room)]
        assert len(first) == 10
        newest = max(story.posts(0), key=lambda post: post.published)
        assert newest.slug in first[0]
        room.preserve = 1000
        room.run(0.1)
        room.run(0.2)
        assert len(room.site.requests) <= 3
        urls = [url for url, _ in kept(room)]
        assert len(urls) == len(set(urls))
        wanted = room.archive.db.execute(
            "SELECT url FROM releases UNION SELECT url FROM attachments UNION SELECT url FROM images"
        ).fetchall()
        assert {url for (url,) in wanted if url.startswith(room.site.url)} <= set(urls)


def test_types_and_sizes_of_documents_come_from_what_was_kept(tmp_path: Path) -> None:
    with newsroom(tmp_path, WORDPRESS) as room:
        room.preserve = 1000
        room.run(0)
        rows = room.archive.db.execute(
            "SELECT a.length, a.media_type, c.sha256 FROM attachments a JOIN captures c ON c.url = a.url"
        ).fetchall()
        assert rows
        for length, media_type, digest in rows:
            assert length == len(captures.body(room.archive, digest))
            assert "/" in media_type


def test_what_is_gone_is_kept_as_gone_and_what_fails_is_tried_again_in_a_month(tmp_path: Path) -> None:
    with newsroom(tmp_path, WORDPRESS) as room:
        room.preserve = 1000
        room.site.faults["/files/"] = 404
        room.site.faults["/news/"] = 503
        room.run(0)
        assert {status for url, status in kept(room) if "/files/" in url} == {404}
        assert not [url for url, _ in kept(room) if "/news/" in url]
        room.site.faults.clear()
        room.run(0.1)
        assert len(room.site.requests) <= 3
        room.run(31)
        assert [url for url, _ in kept(room) if "/news/" in url]


def test_a_site_that_goes_out_of_reach_is_left_to_the_next_run(tmp_path: Path) -> None:
    with newsroom(tmp_path, WORDPRESS) as room:
        room.run(0)
        room.preserve = 1000
        room.site.faults["/news/"] = _cut_off
        room.run(0.1)
        asked = [path for path, _ in room.site.requests if path.startswith("/news/")]
        assert len(asked) <= 3
        room.site.faults.clear()
        room.run(0.2)
        assert len([url for url, _ in kept(room) if "/news/" in url]) >= len(story.posts(0)) - 2


def test_an_anti_bot_page_is_never_kept_in_place_of_a_release(tmp_path: Path) -> None:
    with newsroom(tmp_path, WORDPRESS) as room:
        room.run(0)
        room.preserve = 1000
        room.site.faults["/news/"] = fault.challenge
        room.run(0.1)
        assert not [url for url, _ in kept(room) if "/news/" in url]
        room.site.faults.clear()
        room.run(0.2)
        assert [url for url, _ in kept(room) if "/news/" in url]


def _cut_off(_asked: Asked) -> Answer:
    raise ConnectionAbortedError
