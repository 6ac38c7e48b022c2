"""The sample site: a small real web server on this machine, for `copperplate demo` and for tests."""

import sys
from collections.abc import Callable
from datetime import UTC, timedelta
from email.utils import format_datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Self
from urllib.parse import parse_qsl, unquote, urlsplit

from archive.office import Office, Source
from archive.sample import listing, page, paper, picture, rest, rss, story
from archive.sample.answer import Answer, Asked, conditional
from archive.sample.fault import Fault
from archive.sample.fault import status as failing
from archive.sample.post import Post
from archive.sample.view import NAME, View

WAYS = frozenset({"wordpress", "feed", "listing"})
Posts = tuple[Post, ...]
_PUBLISHERS: dict[str, Callable[[View, Asked], Answer | None]] = {
    "wordpress": rest.answer,
    "feed": rss.answer,
    "listing": listing.answer,
}
_FILES = "/files/"
_ROBOTS = b"User-agent: *\nDisallow: /wp-admin/\nAllow: /wp-admin/admin-ajax.php\n"


class Site:
    """The sample office's site, served on loopback within a `with` block.

    day: how many days after `story.START` it is; may be set while the site runs
    faults: by the beginning of a path, what it answers instead: a status, or a function; the first that fits
    requests: path with query, and status, of every answer so far
    """

    def __init__(
        self, *, day: int = 0, ways: frozenset[str] = WAYS, port: int = 0, posts: Callable[[int], Posts] = story.posts
    ) -> None:
        """Take the port, 0 for any that is free, or raise OSError; answers begin with the `with` block.

        posts: what the site shows on a day, newest first; the story of the sample office unless another is told
        """
        self.day = day
        self.tells = posts
        self.ways = ways
        self.faults: dict[str, int | Fault] = {}
        self.requests: list[tuple[str, int]] = []
        self._server = _Server(("127.0.0.1", port), _handler(self))
        self._thread = Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)

    def __enter__(self) -> Self:
        """Begin to answer."""
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Stop, and give the port back."""
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    @property
    def url(self) -> str:
        """The address of the site, without a last slash."""
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    @property
    def office(self) -> Office:
        """The office, with this site as its one source."""
        source = Source(url=f"{self.url}/")
        return Office(id="marchshire", name=NAME, area="Marchshire", home=source.url, sources=(source,))

    @property
    def view(self) -> View:
        """What the site shows today."""
        day = self.day  # once: another thread may set it
        posts = self.tells(day)
        return View(url=self.url, posts=posts, changed=max(one.modified for one in posts), ways=self.ways)

    def answer(self, asked: Asked) -> Answer:
        """Return what the site answers, the faults first."""
        for prefix, fault in self.faults.items():
            if asked.path.startswith(prefix):
                return failing(fault)(asked) if isinstance(fault, int) else fault(asked)
        view = self.view
        publishers = [publish for way, publish in _PUBLISHERS.items() if way in view.ways]
        answers = (publish(view, asked) for publish in (*publishers, page.answer, self._file))
        found = next((answer for answer in answers if answer is not None), None)
        return conditional(found or page.not_found(view), asked)

    def _file(self, view: View, asked: Asked) -> Answer | None:
        """Answer a picture, a document or robots.txt; the files of a post taken down stay, as they do."""
        if asked.path == "/robots.txt":
            return Answer(body=_ROBOTS, media_type="text/plain; charset=utf-8")
        if not asked.path.startswith(_FILES):
            return None
        name = asked.path.removeprefix(_FILES)
        for post in self.tells(0) + view.posts:
            if post.picture and post.picture.name == name:
                return Answer(body=picture.content(name), media_type=picture.MEDIA_TYPE, changed=post.published)
            for one in post.papers:
                if one.name == name:
                    kind = paper.MEDIA_TYPES[paper.suffix(name)]
                    return Answer(body=paper.content(one), media_type=kind, changed=post.published)
        return None


class _Server(ThreadingHTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of an asker who hangs up early."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


def _handler(site: Site) -> type[BaseHTTPRequestHandler]:
    """Return the class that speaks HTTP for a site."""

    class Handler(BaseHTTPRequestHandler):
        server_version, sys_version = "Sample", ""

        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            headers = {name.lower(): value for name, value in self.headers.items()}
            query = dict(parse_qsl(parts.query))
            answer = site.answer(Asked(path=unquote(parts.path), query=query, headers=headers))
            site.requests.append((self.path, answer.status))
            self.send_response(answer.status)
            self.send_header("Content-Type", answer.media_type)
            if answer.status != HTTPStatus.NOT_MODIFIED:  # its length would be the 200's (RFC 9110, 8.6)
                self.send_header("Content-Length", str(len(answer.body)))
            for name, value in answer.headers:
                self.send_header(name, value)
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(answer.body)

        do_HEAD = do_GET  # noqa: N815 - http.server's name

        def date_time_string(self, timestamp: float | None = None) -> str:  # noqa: ARG002 - the site's clock decides
            return format_datetime((story.START + timedelta(days=site.day)).astimezone(UTC), usegmt=True)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - http.server's name
            """Stay quiet; `requests` keeps the log."""

    return Handler
