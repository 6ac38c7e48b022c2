"""newsboat, a feed reader of Debian's, subscribes to the feeds of a live archive."""

import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from os import environ
from pathlib import Path
from typing import Any

import pytest

from archive.sample import story
from archive.sample.server import Site
from tests.real.newsroom import WELL, Newsroom, Running, serving

pytestmark = [
    pytest.mark.real,
    pytest.mark.timeout(120),
    pytest.mark.skipif(not shutil.which("newsboat"), reason="needs Debian's package: apt-get install newsboat"),
]

BOTH = ("all/atom.xml", "marchshire/rss.xml")
_QUERY = "SELECT guid, title, author, url, pubDate, content, unread, enclosure_url FROM rss_item ORDER BY guid"


@dataclass(frozen=True, slots=True, kw_only=True)
class Press:
    """The sample office, and a newsroom that has read it and serves what it published."""

    site: Site
    newsroom: Newsroom
    live: Running


@pytest.fixture
def press(tmp_path: Path) -> Iterator[Press]:
    (tmp_path / "newsroom").mkdir()
    with Site() as site:
        newsroom = Newsroom(tmp_path / "newsroom", office="marchshire", home=site.url)
        assert newsroom.run("run") == WELL
        with serving(newsroom.folder, "serve", "--port", "0") as live:
            yield Press(site=site, newsroom=newsroom, live=live)


class Newsboat:
    """A reader with one subscription, and with files of its own."""

    def __init__(self, folder: Path, feed: str) -> None:
        """Subscribe; nothing is loaded yet."""
        self._folder = folder
        (folder / "urls").write_text(f"{feed}\n", encoding="utf-8")
        (folder / "config").touch()

    def reload(self) -> list[dict[str, Any]]:
        """Load the feed, and return what the reader knows then."""
        done = subprocess.run(  # Debian's
            ["newsboat", "-u", "urls", "-c", "cache.db", "-C", "config", "-x", "reload"],  # noqa: S607
            cwd=self._folder,
            env=environ | {"HOME": str(self._folder), "LC_ALL": "C.UTF-8"},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, "")
        with closing(sqlite3.connect(self._folder / "cache.db")) as cache:
            cache.row_factory = sqlite3.Row
            return [dict(row) for row in cache.execute(_QUERY)]

    def read_everything(self) -> None:
        """Mark all as read."""
        with closing(sqlite3.connect(self._folder / "cache.db")) as cache, cache:
            cache.execute("UPDATE rss_item SET unread = 0")


@pytest.fixture(params=BOTH)
def reader(request: pytest.FixtureRequest, press: Press, tmp_path: Path) -> Newsboat:
    (tmp_path / "reader").mkdir()
    return Newsboat(tmp_path / "reader", f"{press.live.url}{request.param}")


def test_every_release_arrives_with_its_title_date_author_text_and_the_offices_own_address(
    press: Press, reader: Newsboat
) -> None:
    items = reader.reload()
    posts = {f"{press.site.url}{post.path}": post for post in story.posts(0)}
    now = datetime.now(UTC)
    assert {item["url"] for item in items} == set(posts)
    assert len({item["guid"] for item in items}) == len(items)
    for item in items:
        post = posts[item["url"]]
        assert item["title"] == post.title
        assert item["guid"].startswith("tag:")
        assert item["author"] == "Marchshire"
        assert datetime.fromtimestamp(item["pubDate"], UTC) == post.published or post.published > now
        assert item["unread"] == 1
        assert post.standfirst.replace("&", "&amp;") in item["content"]
        assert item["content"].count("<p>") > 2


def test_a_reload_after_a_quiet_run_shows_nothing_new(press: Press, reader: Newsboat) -> None:
    before = reader.reload()
    assert press.newsroom.run("run") == WELL
    assert press.newsroom.happened() == []
    assert reader.reload() == before


def test_after_a_day_only_the_new_release_is_unread_and_the_edited_one_says_so(press: Press, reader: Newsboat) -> None:
    before = {item["guid"]: item for item in reader.reload()}
    reader.read_everything()
    press.site.day = 1
    assert press.newsroom.run("run") == WELL
    after = {item["guid"]: item for item in reader.reload()}
    (new,) = after.keys() - before.keys()
    assert before.keys() < after.keys()
    assert [guid for guid, item in after.items() if item["unread"]] == [new]
    (edited,) = (item for item in after.values() if item["url"].endswith(f"/{story.EDITED}/"))
    assert "the office changed the text" in edited["content"]
    (gone,) = (item for item in after.values() if item["url"].endswith(f"/{story.TAKEN_DOWN}/"))
    assert "Not found on the office’s site" in gone["content"]
