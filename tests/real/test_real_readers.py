"""Readers of other people have title, date, link, author, enclosure and content right."""

import functools
import json
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from feeds.publish import publish
from tests.feeds.archives import PATROLS, SITE, newsroom, tell_story
from tests.real.environment import node_with, python_with

pytestmark = [pytest.mark.real, pytest.mark.timeout(600)]

TITLE = "Harbour patrols to grow before the summer season, Commissioner confirms"
SURVEY = "https://www.ravenshire-pfcc.example/files/harbour-survey.pdf"
OFFICE = "Ravenshire Police, Fire and Crime Commissioner"
_READER = """
import json, sys
from reader import make_reader
reader = make_reader(':memory:')
for url in sys.argv[1:]:
    reader.add_feed(url)
reader.update_feeds()
print(json.dumps([
    {'id': e.id, 'title': e.title, 'link': e.link, 'author': e.author, 'published': str(e.published),
     'content': e.content[0].value, 'enclosures': [x.href for x in e.enclosures]}
    for e in reader.get_entries()]))
"""
_FEEDSMITH = """
import { readFileSync } from 'node:fs'
import { parseFeed } from 'feedsmith'
console.log(JSON.stringify(process.argv.slice(2).map(path => parseFeed(readFileSync(path, 'utf8')))))
"""


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder on this machine; give its address."""
    handler = functools.partial(_Quiet, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder into which a spring was published."""
    folder = tmp_path_factory.mktemp("readers")
    with newsroom(folder) as room:
        tell_story(room)
        publish(room.db, SITE, folder / "public")
    return folder / "public"


def printed(*command: str, cwd: Path | None = None) -> Any:  # noqa: ANN401 JSON
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False, cwd=cwd)  # noqa: S603
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.parametrize("name", ["atom.xml", "rss.xml", "feed.json"])
def test_lemon24_reader_has_everything_right(public: Path, name: str) -> None:
    python = python_with("reader", "sgmllib3k")
    with served(public) as site:
        entries = printed(str(python), "-c", _READER, f"{site}all/{name}")
        again = printed(str(python), "-c", _READER, f"{site}all/{name}", f"{site}changes/{name}")
    patrols = next(each for each in entries if each["title"] == TITLE)
    assert (patrols["link"], patrols["author"]) == (PATROLS.url, OFFICE)
    assert patrols["published"].startswith("2026-03-02 10:15:00")
    assert patrols["enclosures"][0] == SURVEY
    assert "changed the headline" in patrols["content"]
    assert "What will change" in patrols["content"]
    assert len(again) == len(entries) + 3


def test_feedsmith_has_everything_right(public: Path) -> None:
    home = node_with("feedsmith")
    script = home / "read.mjs"
    script.write_text(_FEEDSMITH, encoding="utf-8")
    paths = [str(public / "all" / name) for name in ("atom.xml", "rss.xml", "feed.json")]
    atom, rss, feed = (each["feed"] for each in printed("node", str(script), *paths, cwd=home))
    items = [
        next(item for item in each if item["title"] in (TITLE, {"value": TITLE}))
        for each in (atom["entries"], rss["items"], feed["items"])
    ]
    told = json.dumps(items)
    assert told.count(PATROLS.url) >= len(items)
    assert told.count(SURVEY) >= len(items)
    assert items[0]["published"].startswith("2026-03-02T10:15:00")
    assert items[2]["authors"][0]["name"] == OFFICE


@pytest.mark.skipif(not shutil.which("sfeed"), reason="needs Debian's package: apt-get install sfeed")
@pytest.mark.parametrize("name", ["atom.xml", "rss.xml"])
def test_sfeed_has_everything_right(public: Path, name: str) -> None:
    done = subprocess.run(  # Debian's
        ["sfeed"],  # noqa: S607
        input=(public / "all" / name).read_bytes(),
        capture_output=True,
        timeout=60,
        check=True,
    )
    rows = [line.split("\t") for line in done.stdout.decode().splitlines()]
    when, title, link, content, kind, identity, author, enclosure, *_ = next(row for row in rows if row[1] == TITLE)
    assert int(when) == datetime(2026, 3, 2, 10, 15, tzinfo=UTC).timestamp()
    assert (title, link, kind, author, enclosure) == (TITLE, PATROLS.url, "html", OFFICE, SURVEY)
    assert identity == "tag:example.org,2026:ravenshire/2026/harbour-patrols-to-double"
    assert "What will change" in content
