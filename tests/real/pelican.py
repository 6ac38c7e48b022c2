"""A real site of a static generator, Pelican, with its own theme, served from a folder.

Seen with Pelican 4.12.
"""

import shutil
import subprocess
import tempfile
from collections.abc import Iterable
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, Self

from tests.real.environment import python_with
from tests.real.wordpress import Post

_PATIENCE = 120.0  # seconds
_SETTINGS = """
AUTHOR = "Press office"
SITENAME = "Police and Crime Commissioner for Marchshire"
SITEURL = {url!r}
TIMEZONE = "Europe/London"
DEFAULT_LANG = "en"
DEFAULT_PAGINATION = 10
FEED_ALL_ATOM = {feed!r}
FEED_MAX_ITEMS = 10
CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
PLUGINS = {plugins!r}
"""
_ARTICLE = """<html><head><title>{title}</title>
<meta name="date" content="{published:%Y-%m-%d %H:%M}"><meta name="slug" content="{slug}">
<meta name="category" content="Releases"></head><body>{content}</body></html>
"""


class Pelican:
    """A site with these releases, built and served within a `with` block.

    feed: whether it has one, with the newest ten
    sitemap: whether it has one, made by Pelican's plugin
    """

    def __init__(self, posts: Iterable[Post], *, feed: bool, sitemap: bool) -> None:
        """Write the articles; nothing is built yet."""
        self._python = python_with("pelican", "pelican-sitemap")
        self._folder = Path(tempfile.mkdtemp(prefix="copperplate-pelican-"))
        self._content, self._output = self._folder / "content", self._folder / "output"
        self._content.mkdir()
        self._output.mkdir()
        for each in posts:
            text = _ARTICLE.format(title=each.title, published=each.published, slug=each.slug, content=each.content)
            (self._content / f"{each.slug}.html").write_text(text, encoding="utf-8")
        self.requests: list[str] = []
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, self.requests, str(self._output)))
        self._thread = Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        settings = _SETTINGS.format(
            url=self.url.rstrip("/"),
            feed="feeds/all.atom.xml" if feed else None,
            plugins=["pelican.plugins.sitemap"] if sitemap else [],
        )
        (self._folder / "pelicanconf.py").write_text(settings, encoding="utf-8")

    def __enter__(self) -> Self:
        """Build it and begin to answer."""
        self._build()
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        """Stop, and leave nothing behind."""
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()
        shutil.rmtree(self._folder, ignore_errors=True)

    @property
    def url(self) -> str:
        """Its home page."""
        return f"http://127.0.0.1:{self._server.server_address[1]}/"

    def edit(self, slug: str, was: str, becomes: str) -> None:
        """Replace words, which stand there once, in a release, and build the site anew."""
        path = self._content / f"{slug}.html"
        text = path.read_text(encoding="utf-8")
        assert text.count(was) == 1
        path.write_text(text.replace(was, becomes), encoding="utf-8")
        self._build()

    def remove(self, slug: str) -> None:
        """Delete a release and its page."""
        (self._content / f"{slug}.html").unlink()
        (self._output / f"{slug}.html").unlink()
        self._build()

    def _build(self) -> None:
        done = subprocess.run(  # noqa: S603  # Pelican's
            [self._python, "-m", "pelican", "content", "-s", "pelicanconf.py", "-o", "output"],
            cwd=self._folder,
            capture_output=True,
            text=True,
            timeout=_PATIENCE,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr


class _Handler(SimpleHTTPRequestHandler):
    def __init__(self, requests: list[str], folder: str, *args: Any) -> None:  # noqa: ANN401  # http.server's
        self.requests = requests
        super().__init__(*args, directory=folder)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - http.server's name
        """Keep the log in a list."""
        if format.startswith('"%s"'):
            self.requests.append(str(args[0]).rpartition(" ")[0])
