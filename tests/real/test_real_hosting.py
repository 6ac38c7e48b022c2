"""What docs/hosting.md shows is served by the real servers as the published site needs it."""

import gzip
import re
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from email.message import Message
from pathlib import Path

import pytest

from archive.sample.server import Site
from tests.real.newsroom import WELL, Newsroom, serving

pytestmark = [pytest.mark.real, pytest.mark.timeout(240)]

DOCS = (Path(__file__).parents[2] / "docs" / "hosting.md").read_text(encoding="utf-8")
FOLDER, HOST = "/srv/copperplate/public", "press.example.org"
FEEDS = {
    "marchshire/atom.xml": "application/atom+xml",
    "marchshire/rss.xml": "application/rss+xml",
    "marchshire/feed.json": "application/feed+json",
    "feeds.opml": "text/x-opml",
}
TYPES = FEEDS | {
    "": "text/html",
    "marchshire/": "text/html",
    "static/style.css": "text/css",
    "static/favicon.svg": "image/svg+xml",
    "static/search.js": "text/javascript",
    "robots.txt": "text/plain",
}
_JAVASCRIPT = {"application/javascript": "text/javascript"}  # RFC 9239 made the other name the right one


def block(kind: str) -> str:
    """Return the first configuration of a kind that the page shows."""
    found = re.search(rf"```{kind}\n(.*?)```", DOCS, re.DOTALL)
    assert found
    return found[1]


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def newsroom(tmp_path_factory: pytest.TempPathFactory) -> Newsroom:
    folder = tmp_path_factory.mktemp("hosting")
    folder.chmod(0o755)
    with Site() as site:
        room = Newsroom(folder, office="marchshire", home=site.url)
        assert room.run("run") == WELL
    return room


@contextmanager
def running(command: list[str], port: int) -> Iterator[str]:
    """Run a server until the block ends, and wait until it listens."""
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as process:  # noqa: S603 Debian's
        try:
            for _ in range(200):
                with closing(socket.socket()) as probe:
                    if probe.connect_ex(("127.0.0.1", port)) == 0:
                        break
                assert process.poll() is None, process.stderr and process.stderr.read()
                time.sleep(0.05)
            yield f"http://127.0.0.1:{port}/"
        finally:
            process.terminate()


@contextmanager
def nginx(public: Path, top: Path) -> Iterator[str]:
    port = free_port()
    site = block("nginx").replace(FOLDER, str(public)).replace("listen 80;", f"listen 127.0.0.1:{port};")
    conf = top / "nginx.conf"
    temporary = " ".join(
        f"{kind}_temp_path {top}/{kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    conf.write_text(
        f"daemon off; pid {top}/nginx.pid; error_log stderr; events {{}}\n"
        f"http {{ include /etc/nginx/mime.types; access_log off; {temporary}\n{site}\n}}\n",
        encoding="utf-8",
    )
    with running(["/usr/sbin/nginx", "-p", str(top), "-c", str(conf), "-g", "user root;"], port) as url:
        yield url


@contextmanager
def caddy(public: Path, top: Path) -> Iterator[str]:
    port = free_port()
    conf = top / "Caddyfile"
    site = block("caddy").replace(FOLDER, str(public)).replace(HOST, f"http://127.0.0.1:{port}")
    conf.write_text(f"{{\n\tadmin off\n\tstorage file_system {top}\n}}\n{site}", encoding="utf-8")
    with running(["/usr/bin/caddy", "run", "--config", str(conf), "--adapter", "caddyfile"], port) as url:
        yield url


SERVERS = {"nginx": nginx, "caddy": caddy}


@pytest.fixture(scope="module", params=SERVERS)
def url(request: pytest.FixtureRequest, newsroom: Newsroom, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    if not shutil.which(request.param, path="/usr/sbin:/usr/bin"):
        pytest.skip(f"{request.param} is Debian's package: apt-get install nginx-light caddy")
    with SERVERS[request.param](newsroom.public, tmp_path_factory.mktemp(request.param)) as found:
        yield found


def ask(url: str, **headers: str) -> tuple[int, Message, bytes]:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    try:
        with urllib.request.urlopen(urllib.request.Request(url, headers=named), timeout=20) as answer:  # noqa: S310 ours
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.headers, error.read()


def media_type(headers: Message) -> str:
    found = headers.get_content_type()
    return _JAVASCRIPT.get(found, found)


@pytest.mark.parametrize("path", TYPES)
def test_everything_has_its_type_and_may_be_kept_for_a_while(url: str, path: str) -> None:
    status, headers, _ = ask(url + path)
    assert (status, media_type(headers)) == (200, TYPES[path])
    assert headers["Cache-Control"] == "public, max-age=300"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Access-Control-Allow-Origin"] == ("*" if path in FEEDS else None)


@pytest.mark.parametrize("path", [path for path in FEEDS if not path.endswith("opml")])
def test_a_feed_goes_out_as_it_was_compressed_and_is_not_sent_twice(url: str, path: str, newsroom: Newsroom) -> None:
    _, headers, body = ask(url + path, Accept_Encoding="gzip")
    assert headers["Content-Encoding"] == "gzip"
    assert body == (newsroom.public / f"{path}.gz").read_bytes()
    assert gzip.decompress(body) == (newsroom.public / path).read_bytes()
    _, plain, _ = ask(url + path)
    assert ask(url + path, If_None_Match=plain["ETag"])[0] == 304


def test_what_has_no_compressed_file_beside_it_goes_out_compressed_too(url: str, newsroom: Newsroom) -> None:
    archived = next(newsroom.public.glob("all/archive/*/atom.xml")).relative_to(newsroom.public)
    for path, type_ in ((str(archived), "application/atom+xml"), ("feeds.opml", "text/x-opml; charset=utf-8")):
        _, headers, body = ask(url + path, Accept_Encoding="gzip")
        assert (headers["Content-Encoding"], headers["Content-Type"]) == ("gzip", type_)
        assert gzip.decompress(body) == (newsroom.public / path).read_bytes()
        assert ask(url + path, Accept_Encoding="gzip", If_None_Match=headers["ETag"])[0] == 304


def test_a_folder_without_its_slash_leads_to_the_one_with_it(url: str) -> None:
    status, _, body = ask(f"{url}marchshire")
    assert (status, body) == (200, ask(f"{url}marchshire/")[2])


def test_what_is_not_there_has_our_page_and_what_is_hidden_is_not_there(url: str) -> None:
    status, headers, body = ask(f"{url}no/such/page/")
    assert (status, headers.get_content_type()) == (404, "text/html")
    assert b"There is nothing at this address" in body
    assert ask(f"{url}.copperplate-manifest")[0] == 404


def test_the_live_archive_answers_the_same_addresses_with_the_same_types(newsroom: Newsroom) -> None:
    with serving(newsroom.folder, "serve", "--port", "0") as live:
        for path, expected in TYPES.items():
            status, headers, body = ask(live.url + path)
            assert (status, headers.get_content_type()) == (200, expected), path
            file = newsroom.public / path / "index.html" if path.endswith("/") or not path else newsroom.public / path
            assert body == file.read_bytes()
            assert headers["Access-Control-Allow-Origin"] == ("*" if path in FEEDS else None)
