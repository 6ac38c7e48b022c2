"""What is remembered of a publish, and that nothing depends on it but the time that the next one takes."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pytest

from archive.errors import StoreError
from archive.store import press as presses
from archive.store import register
from archive.store.register import Within
from feeds import entry, ourselves
from feeds.feed import Feed
from feeds.pages import release as release_page
from feeds.pages.release import Record
from feeds.publish import HASHES, Published, publish
from feeds.site import Site
from tests.feeds.archives import NEWS, SITE, Newsroom, newsroom, release, tell_story
from tests.feeds.test_publish_laws import published


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Newsroom]:
    """Return an archive with a spring in it."""
    with newsroom(tmp_path) as opened:
        tell_story(opened)
        yield opened


@pytest.fixture
def public(room: Newsroom, tmp_path: Path) -> Path:
    """Return a folder into which that was published."""
    publish(room.db, SITE, tmp_path / "public", press=tmp_path / "press.db")
    return tmp_path / "public"


def again(room: Newsroom, public: Path) -> Published:
    return publish(room.db, SITE, public, press=public.parent / "press.db")


def forbid(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nothing of a release be rendered."""
    monkeypatch.setattr(entry, "of", None)
    monkeypatch.setattr(release_page, "page", None)


def test_an_unchanged_publish_renders_nothing(room: Newsroom, public: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    forbid(monkeypatch)
    done = again(room, public)
    assert (done.written, done.removed) == (0, 0)
    assert done.files == len(published(public)) - 1


def test_one_new_release_is_the_only_one_that_is_rendered(
    room: Newsroom, public: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    room.later(days=1)
    room.see(release(20))
    rendered: list[str] = []
    make = release_page.page

    def noted(site: Site, feed: Feed, record: Record) -> str:
        rendered.append(record.holding.path)
        return make(site, feed, record)

    monkeypatch.setattr(release_page, "page", noted)
    again(room, public)
    assert rendered == ["ravenshire/2026/story-20/"]


@pytest.mark.parametrize("name", ["ravenshire/2026/story-4/index.html", "all/rss.xml.gz", "static/style.css", HASHES])
def test_a_file_that_was_lost_or_altered_by_hand_is_mended(room: Newsroom, public: Path, name: str) -> None:
    before = published(public)
    (public / name).unlink()
    assert again(room, public).written == 1
    (public / name).write_bytes(b"altered")
    assert again(room, public).written == 1
    assert published(public) == before


def test_a_full_publish_mends_what_neither_size_nor_time_shows(room: Newsroom, public: Path) -> None:
    page = public / "index.html"
    before, stood = page.read_bytes(), page.stat()
    page.write_bytes(before[::-1])
    os.utime(page, ns=(stood.st_mtime_ns, stood.st_mtime_ns))
    assert again(room, public).written == 0
    assert publish(room.db, SITE, public, press=public.parent / "press.db", full=True).written == 1
    assert page.read_bytes() == before


def test_a_folder_that_was_copied_without_its_times_is_not_written_again(room: Newsroom, public: Path) -> None:
    for path in public.rglob("*.html"):
        path.touch()
    assert again(room, public).written == 0


def test_what_was_remembered_may_be_lost(room: Newsroom, public: Path) -> None:
    (public.parent / "press.db").unlink()
    assert again(room, public).written == 0


def test_an_entry_that_was_damaged_where_it_is_kept_is_made_again(room: Newsroom, public: Path) -> None:
    before = published(public)
    with closing(sqlite3.connect(public.parent / "press.db")) as db:
        db.execute("UPDATE entries SET rss = x'00ff'")
        db.execute("UPDATE sheets SET key = ''")
        db.execute("UPDATE properties SET value = '' WHERE key = 'edition'")
        db.execute("DELETE FROM sheets WHERE name LIKE 'all/%'")
        db.commit()
    (public / "all/rss.xml").unlink()
    assert again(room, public).written == 1
    assert published(public) == before


def test_another_version_of_ours_makes_every_document_again(
    room: Newsroom, public: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make = release_page.page
    monkeypatch.setattr(ourselves, "digest", lambda: "later")
    monkeypatch.setattr(release_page, "page", lambda *given: make(*given).replace("<body>", "<body >"))
    releases = register.newest(room.db, Within(), -1)
    assert again(room, public).written == len([*releases, HASHES])
    assert b"<body >" in (public / "ravenshire/2026/story-4/index.html").read_bytes()


def test_another_folder_gets_everything(room: Newsroom, public: Path) -> None:
    done = publish(room.db, SITE, public.with_name("mirror"), press=public.parent / "press.db")
    assert done.written == len(published(public)) - 1
    assert published(public.with_name("mirror")) == published(public)


def test_another_address_changes_every_entry(room: Newsroom, public: Path) -> None:
    publish(room.db, replace(SITE, url="https://elsewhere.example/"), public, press=public.parent / "press.db")
    assert not [name for name, content in published(public).items() if b"record.example.org/press" in content]


def test_nothing_of_a_withheld_release_stays_in_what_is_remembered(room: Newsroom, public: Path) -> None:
    press = public.parent / "press.db"
    with closing(sqlite3.connect(press)) as db:
        assert db.execute("SELECT count(*) FROM entries WHERE name LIKE '%story-4/'").fetchone() == (1,)
    room.db.execute("UPDATE releases SET status = 'withheld' WHERE url = ?", [f"{NEWS}story-4/"])
    room.db.conn.commit()
    again(room, public)
    with closing(sqlite3.connect(press)) as db:
        assert db.execute("SELECT count(*) FROM entries WHERE name LIKE '%story-4/'").fetchone() == (0,)
    assert b"Story number 4" not in press.read_bytes()


def test_a_file_that_is_something_else_is_left_alone(room: Newsroom, tmp_path: Path) -> None:
    for content in (b"a diary of mine, not a database", b"SQLite format 3\0" + b"x" * 5000):
        (tmp_path / "diary").write_bytes(content)
        with pytest.raises(StoreError, match=r"diary: .*not what Copperplate keeps"):
            publish(room.db, SITE, tmp_path / "public", press=tmp_path / "diary")
        assert (tmp_path / "diary").read_bytes() == content
    with pytest.raises(StoreError, match="not what Copperplate keeps"):
        publish(room.db, SITE, tmp_path / "public", press=tmp_path / "archive.db")


def test_the_hashes_are_those_of_every_published_file(public: Path) -> None:
    lines = (public / HASHES).read_text(encoding="utf-8").splitlines()
    files = {name: content for name, content in published(public).items() if name[0] != "." and name != HASHES}
    assert lines == [f"{sha256(content).hexdigest()}  {name}" for name, content in sorted(files.items())]


def test_a_compressed_feed_is_as_old_as_the_feed(public: Path) -> None:
    for feed in ("all/atom.xml", "ravenshire/rss.xml", "status/feed.json"):
        assert (public / feed).stat().st_mtime_ns == (public / f"{feed}.gz").stat().st_mtime_ns


def test_files_are_looked_at_round_and_round_when_there_are_very_many(tmp_path: Path) -> None:
    with presses.opened(tmp_path / "press.db") as press:
        for name in "abcde":
            press.keep(name, "", [presses.File(name=name, sha256="", size=1, mtime=1)])
        seen = ["".join(name for _, name, _, _ in press.standing(2)) for _ in range(3)]
        assert seen == ["ab", "cd", "ea"]
        assert "".join(name for _, name, _, _ in press.standing(5)) == "bcdea"
        assert [len(press.standing(9)) for _ in range(2)] == [5, 5]
