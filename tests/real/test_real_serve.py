"""`copperplate serve` and `copperplate demo` as an operator starts and stops them, asked over HTTP."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

import feedparser
import pytest

from archive.sample import story
from archive.sample.server import Site
from tests.real.newsroom import WELL, Newsroom, Running, serving

pytestmark = [pytest.mark.real, pytest.mark.timeout(120)]

FEEDS = {
    "atom.xml": "application/atom+xml",
    "rss.xml": "application/rss+xml",
    "feed.json": "application/feed+json",
}
EVERY_FEED = [(f"{place}/{name}", kind) for place in ("all", "marchshire") for name, kind in FEEDS.items()]


def ask(url: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    """Return status, headers by lower-case name, and body."""
    asked = Request(url, headers={name.replace("_", "-"): value for name, value in headers.items()})  # noqa: S310  # loopback
    try:
        with urlopen(asked, timeout=30) as answer:  # noqa: S310  # loopback
            return answer.status, {name.lower(): value for name, value in answer.headers.items()}, answer.read()
    except HTTPError as answer:
        with answer:
            return answer.code, {name.lower(): value for name, value in answer.headers.items()}, answer.read()


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with serving(tmp_path_factory.mktemp("demo"), "demo", "--port", "0") as live:
        yield live


@pytest.fixture(scope="module")
def newsroom(tmp_path_factory: pytest.TempPathFactory) -> Newsroom:
    with Site() as site:
        made = Newsroom(tmp_path_factory.mktemp("newsroom"), office="marchshire", home=site.url)
        assert made.run("run") == WELL
    return made


def test_the_demo_tells_what_the_office_did_and_what_was_seen_of_it(demo: Running) -> None:
    said = "".join(demo.said)
    for word in ("1 new, 1 revised, 1 redated, 1 missing", "nothing new", "1 removed"):
        assert said.count(f"1 office: {word}\n") == 1
    assert "3 checks: answered 404" in said


@pytest.mark.parametrize(("path", "media_type"), EVERY_FEED)
def test_the_demo_serves_every_feed_with_its_type(demo: Running, path: str, media_type: str) -> None:
    status, headers, body = ask(f"{demo.url}{path}")
    assert (status, headers["content-type"]) == (200, media_type)
    titles = (
        [each["title"] for each in json.loads(body)["items"]]
        if path.endswith(".json")
        else [each.title for each in feedparser.parse(body).entries]
    )
    shown = [*(post.title for post in story.posts(1)), *(post.title for post in story.posts(0))]
    assert sorted(titles) == sorted(set(shown))


@pytest.mark.parametrize(("path", "media_type"), EVERY_FEED)
def test_a_reader_that_has_a_feed_already_is_sent_nothing(demo: Running, path: str, media_type: str) -> None:
    del media_type
    _, headers, _ = ask(f"{demo.url}{path}")
    for condition in (
        {"If_None_Match": headers["etag"]},
        {"If_None_Match": f"W/{headers['etag']}"},
        {"If_Modified_Since": headers["last-modified"]},
    ):
        status, again, body = ask(f"{demo.url}{path}", **condition)
        assert (status, body, again["etag"]) == (304, b"", headers["etag"])
    assert ask(f"{demo.url}{path}", If_None_Match='"another"')[0] == 200


def test_the_addresses_in_a_feed_of_the_demo_are_those_that_it_serves(demo: Running) -> None:
    feed = feedparser.parse(ask(f"{demo.url}all/atom.xml")[2])
    own = [link["href"] for link in feed.feed.links] + [
        link["href"] for link in feed.entries[0].links if link["rel"] == "related"
    ]
    assert len(own) == 4
    for address in own:
        assert urlsplit(address).netloc == urlsplit(demo.url).netloc
        assert ask(address)[0] == 200


@pytest.mark.parametrize(
    "path", ["nowhere", "marchshire/2031/nothing/", "copperplate/nothing", "copperplate/releases/99999"]
)
def test_what_is_nowhere_is_answered_with_404(demo: Running, path: str) -> None:
    status, _, body = ask(f"{demo.url}{path}")
    assert status == 404
    assert b"Traceback" not in body


def test_the_captures_and_the_configuration_are_never_served(demo: Running) -> None:
    for path in (
        "copperplate-captures",
        "copperplate-captures.db",
        "copperplate.toml",
        "copperplate.db",
        "../copperplate.toml",
    ):
        body = ask(f"{demo.url}{path}")[2]
        assert b"allow_private_addresses" not in body
        assert b"SQLite format 3" not in body


@pytest.mark.parametrize("command", ["demo", "serve"])
def test_ctrl_c_ends_it_without_a_word(newsroom: Newsroom, tmp_path: Path, command: str) -> None:
    folder = newsroom.folder if command == "serve" else tmp_path
    with serving(folder, command, "--port", "0") as live:
        assert ask(live.url)[0] == 200
        ended = live.interrupt()
    assert ended.exit_code in (0, 130)
    assert (ended.output.strip(), ended.errors) == ("", "")


def test_a_run_beside_a_live_archive_is_seen_there_at_once(tmp_path: Path) -> None:
    with Site() as site:
        newsroom = Newsroom(tmp_path, office="marchshire", home=site.url)
        assert newsroom.run("run") == WELL
        with serving(tmp_path, "serve", "--port", "0") as live:
            before = ask(f"{live.url}all/atom.xml")
            site.day = 1
            assert newsroom.run("run") == WELL
            after = ask(f"{live.url}all/atom.xml", If_None_Match=before[1]["etag"])
            count = json.loads(ask(f"{live.url}copperplate/releases.json?_size=0")[2])["filtered_table_rows_count"]
    assert after[0] == 200
    assert len(feedparser.parse(after[2]).entries) == len(feedparser.parse(before[2]).entries) + 1 == count


def test_sqlite_utils_shows_the_tables_of_the_archive(newsroom: Newsroom) -> None:
    done = subprocess.run(  # noqa: S603  # a tool of the same environment
        [Path(sys.executable).with_name("sqlite-utils"), "tables", newsroom.database, "--counts"],
        capture_output=True,
        text=True,
        check=True,
    )
    counts = {row["table"]: row["count"] for row in json.loads(done.stdout)}
    releases = len(story.posts(0))
    expected = {"offices": 1, "sources": 1, "releases": releases, "sightings": releases, "revisions": releases}
    assert {table: counts[table] for table in expected} == expected
    assert counts["events"] == releases
    assert counts["release_urls"] >= releases
    assert counts["captures"] >= 1
    assert counts["attachments"] > 0
    assert counts["images"] > 0
    assert (counts["runs"], counts["source_runs"]) == (1, 1)


def test_datasette_inspects_the_archive(newsroom: Newsroom) -> None:
    done = subprocess.run(  # noqa: S603  # a tool of the same environment
        [Path(sys.executable).with_name("datasette"), "inspect", newsroom.database],
        capture_output=True,
        text=True,
        check=True,
    )
    tables = json.loads(done.stdout)["copperplate"]["tables"]
    assert tables["releases"]["count"] == len(story.posts(0))


def test_the_archive_is_whole(newsroom: Newsroom) -> None:
    assert newsroom.rows("PRAGMA integrity_check") == [{"integrity_check": "ok"}]
    assert newsroom.rows("PRAGMA foreign_key_check") == []
