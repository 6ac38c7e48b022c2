"""A hub is named in what is subscribed to, and told of what has changed."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import parse_qs

import pytest
from click.testing import CliRunner, Result

from archive.commands.console import Console
from archive.sample.server import Site
from copperplate import main
from feeds import history
from feeds.publish import publish
from tests.feeds.archives import SITE, newsroom, release

HUB = "https://hub.example.org/"
NAMES = ("atom.xml", "rss.xml", "feed.json")


@contextmanager
def hub(status: int = 202) -> Iterator[tuple[str, list[str]]]:
    """Run a hub on this machine; give its address, and what it is told of."""
    told: list[str] = []

    class Hub(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
            told.extend(asked["hub.url"] if asked["hub.mode"] == ["publish"] else [])
            self.send_response(status)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    with HTTPServer(("127.0.0.1", 0), Hub) as server:
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/", told
        server.shutdown()
        thread.join()


def run(folder: Path, office: str, address: str) -> Result:
    (folder / "copperplate.toml").write_text(
        f"[site]\nhub = '{address}'\nurl = 'https://press.example/'\n"
        "[fetch]\ndelay = 0.0\nallow_private_addresses = true\npreserve = 0\n"
        f"[offices.marchshire]\nname = 'Marchshire'\nhome = '{office}/'\n",
        encoding="utf-8",
    )
    return CliRunner().invoke(main, ["run"], obj=Console(config_path=folder / "copperplate.toml"))


def test_a_hub_is_told_once_of_each_feed_that_changed_and_of_nothing_in_a_quiet_run(tmp_path: Path) -> None:
    with Site() as site, hub() as (address, told):
        assert run(tmp_path, site.url, address).exit_code == 0
        assert {"https://press.example/all/atom.xml", "https://press.example/marchshire/rss.xml"} < set(told)
        assert len(told) == len(set(told))
        assert not [each for each in told if "/archive/" in each or each.endswith((".gz", ".html"))]
        told.clear()
        assert run(tmp_path, site.url, address).exit_code == 0
        assert told == []


@pytest.mark.slow
def test_a_hub_that_does_not_listen_costs_a_line_and_nothing_else(tmp_path: Path) -> None:
    with Site() as site, hub(status=503) as (address, _):
        done = run(tmp_path, site.url, address)
    assert done.exit_code == 0
    assert f"{address}: the hub answered 503 when told of https://press.example/" in done.stderr
    assert (tmp_path / "public/all/atom.xml").is_file()
    (tmp_path / "public/all/atom.xml").unlink()
    with Site() as site:
        assert "the hub cannot be told of" in run(tmp_path, site.url, address).stderr


def test_every_format_names_the_hub_and_no_archive_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(history, "NEWEST", 1)
    with newsroom(tmp_path) as room:
        for number in (1, 2, 3):
            room.see(release(number))
        publish(room.db, replace(SITE, hub=HUB), tmp_path / "public")
    for folder, named in (("all", True), ("all/archive/2026-02", False)):
        atom, rss, feed = ((tmp_path / "public" / folder / each).read_bytes() for each in NAMES)
        assert (b'href="https://hub.example.org/"' in atom and b'rel="hub"' in atom) is named
        assert (b'rel="hub" href="https://hub.example.org/"' in rss) is named
        assert (json.loads(feed).get("hubs") == [{"type": "WebSub", "url": HUB}]) is named
