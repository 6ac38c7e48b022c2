"""What readers find of two records that turned out to be of one release."""

import re
from pathlib import Path

import pytest

from archive import merge
from archive.store import releases
from archive.store.witness import Witness
from feeds.live import files
from feeds.live.answer import Asked
from feeds.publish import publish
from tests.feeds.archives import SITE, Newsroom, newsroom, release

COPY = "https://archive.ravenshire.example/patrols-at-night/"
FEEDS = ("all/atom.xml", "all/rss.xml", "all/feed.json", "ravenshire/atom.xml")


@pytest.fixture
def public(tmp_path: Path) -> Path:
    """Return a folder that was published before and after a merge, in which the copy's page had been linked to."""
    folder = tmp_path / "public"
    with newsroom(tmp_path) as room:
        room.see(release(1))
        room.later(days=1)
        room.see(release(2, url=COPY))
        publish(room.db, SITE, folder)
        assert all(_entries(folder / name) == 2 for name in FEEDS)
        _merge(room)
        publish(room.db, SITE, folder)
    return folder


def _merge(room: Newsroom) -> None:
    one, other = releases.known(room.db, 1)
    witness = Witness(
        office="ravenshire",
        office_row=1,
        source_row=1,
        authority=SITE.authority,
        run_id=1,
        parser="1",
        capture_id=None,
        at=room.now,
    )
    merge.into(room.db, one, other, "a person said so", witness)


def _entries(feed: Path) -> int:
    return len(re.findall(r'<entry\b|<item>|"date_published"', feed.read_text(encoding="utf-8")))


def _copy(public: Path) -> str:
    (found,) = [path for path in public.rglob("index.html") if "patrols-at-night" in str(path)]
    return f"/{found.parent.relative_to(public)}/"


def test_the_duplicate_is_gone_from_every_feed(public: Path) -> None:
    assert {name: _entries(public / name) for name in FEEDS} == dict.fromkeys(FEEDS, 1)
    assert "patrols-at-night" not in (public / "sitemap.xml").read_text(encoding="utf-8")


def test_a_merge_of_our_own_records_is_no_change_by_the_office(public: Path) -> None:
    assert "Merged" not in (public / "changes" / "index.html").read_text(encoding="utf-8")


def test_the_page_that_was_linked_to_leads_to_the_one_that_stays(public: Path) -> None:
    page = (public / _copy(public).strip("/") / "index.html").read_text(encoding="utf-8")
    (canonical,) = re.findall(r'<link rel="canonical" href="([^"]+)">', page)
    (refresh,) = re.findall(r'http-equiv="refresh" content="0; url=([^"]+)">', page)
    target = (public / _copy(public).strip("/") / refresh / "index.html").resolve()
    assert target.is_file()
    assert canonical == SITE.address(f"{target.parent.relative_to(public.resolve())}/")
    assert "Story number 2 of the year" in page, "what was seen last is what stands"


def test_a_server_of_ours_answers_for_it_with_a_redirect(public: Path) -> None:
    found = files.answer(public, _copy(public), Asked(method="GET", headers={}))
    assert found is not None
    assert (found.status, found.body) == (301, b"")
    assert files.find(public, found.headers["location"]) is not None
