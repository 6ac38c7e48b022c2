"""A real WordPress on this machine: Debian's packages, with a MariaDB of its own that has no TCP port.

Everything lives in one temporary directory and works for root and for an ordinary user. Seen on Debian 12:
WordPress 6.1, PHP 8.2, MariaDB 10.11.
"""

import json
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

import pytest

_CODE = Path("/usr/share/wordpress")
_PHP = Path(__file__).with_name("php")
_FILES = {
    "wordpress": _CODE / "wp-load.php",
    "wordpress-theme-twentytwentythree": _CODE / "wp-content/themes/twentytwentythree",
}
_PROGRAMS = {"php-cli": "php", "mariadb-server": "mariadbd"}
_EXTENSIONS = {"mysqli": "mysql", "dom": "xml", "mbstring": "mbstring", "curl": "curl", "gd": "gd"}
_PATH = os.pathsep.join((os.environ.get("PATH", ""), "/usr/sbin"))  # where Debian has mariadbd; not on everyone's PATH
_WORKERS = "4"
_PATIENCE = 60.0  # seconds for a server to come up
_PRETTY = "/press-releases/%postname%/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A post to publish.

    published: aware; not in the future, or WordPress would schedule it
    content: HTML, as an editor would enter it
    kind: "post", or the type that `open_media_centre` makes
    """

    slug: str
    title: str
    published: datetime
    content: str
    standfirst: str = ""
    kind: str = "post"


class WordPress:
    """An empty WordPress with pretty addresses and its REST API open, served within a `with` block."""

    def __init__(self) -> None:
        """Choose a directory and a port; nothing runs yet."""
        # a directory of our own, since the name of a socket may have no more than 107 characters
        self._folder = Path(tempfile.mkdtemp(prefix="copperplate-wordpress-", dir="/tmp"))
        self._socket = self._folder / "db.sock"
        self._site = self._folder / "site"
        self._log = self._folder / "requests.log"
        self._port = free_port()
        self._running: list[subprocess.Popen[bytes]] = []
        self._environment = os.environ | {
            "PHP_CLI_SERVER_WORKERS": _WORKERS,
            "WORDPRESS_LOG": str(self._log),
            "WORDPRESS_SOCKET": str(self._socket),
            "WORDPRESS_URL": self.url.rstrip("/"),
        }

    def __enter__(self) -> Self:
        """Start it; AssertionError tells the end of its logs when it does not come up."""
        try:
            self.start()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        """Stop it, and leave nothing behind."""
        self.stop()

    @property
    def url(self) -> str:
        """Its home page."""
        return f"http://127.0.0.1:{self._port}/"

    def start(self) -> None:
        """Start the database and the web server, and install an empty site."""
        self._start_database()
        self._copy_code()
        self._do("install", installing=True)
        self.reset()
        self._log.touch()
        self._run(
            [
                "php",
                "-d",
                "opcache.enable_cli=1",
                "-S",
                f"127.0.0.1:{self._port}",
                "-t",
                str(self._site),
                str(_PHP / "router.php"),
            ],
        )
        self._wait(lambda: socket.create_connection(("127.0.0.1", self._port)))

    def stop(self) -> None:
        """Stop what was started, the last first, and remove the directory."""
        while self._running:
            process = self._running.pop()
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)  # the group: PHP forks its workers; nothing is to be saved
            process.wait(_PATIENCE)
        shutil.rmtree(self._folder, ignore_errors=True)

    def reset(self) -> None:
        """Take all posts and all peculiarities away."""
        shutil.rmtree(self._plugins)
        self._do("empty")
        self.set_permalinks(_PRETTY)

    def php(self, code: str, data: object = None, *, installing: bool = False) -> str:
        """Run PHP inside WordPress and return what it printed; $data is the data, in PHP's own types."""
        script = "".join(
            (
                "define('WP_INSTALLING', true);" if installing else "",
                "error_reporting(E_ALL & ~E_DEPRECATED); ",
                f"$_SERVER['HTTP_HOST'] = '127.0.0.1:{self._port}'; $_SERVER['REQUEST_URI'] = '/';",
                f"require '{self._site}/wp-load.php'; global $wpdb, $wp_rewrite;",
                "$data = json_decode(stream_get_contents(STDIN), true);",
                code,
            )
        )
        done = subprocess.run(  # noqa: S603  # our own code
            ["php", "-r", script],  # noqa: S607  # Debian's
            input=json.dumps(data),
            capture_output=True,
            text=True,
            timeout=_PATIENCE,
            check=False,
            env=self._environment,
        )
        assert done.returncode == 0, f"PHP ended {done.returncode}: {done.stderr or done.stdout}"
        return done.stdout

    def publish(self, posts: Iterable[Post]) -> None:
        """Publish posts; as in WordPress, one that is dated back counts as modified then."""
        rows = [asdict(each) | {"published": f"{each.published.astimezone(UTC):%Y-%m-%d %H:%M:%S}"} for each in posts]
        self._do("publish", rows)

    def edit(self, slug: str, was: str, becomes: str) -> None:
        """Replace words, which stand there once, in a post, now."""
        self._do("edit", {"slug": slug, "was": was, "becomes": becomes})

    def trash(self, slug: str) -> None:
        """Put a post into the trash, now."""
        self._do("trash", slug)

    def update(self, slug: str, **fields: str) -> None:
        """Set fields of a post, which may be in the trash, now; as WordPress names them: post_date, post_status."""
        self._do("update", {"slug": slug, "fields": fields})

    def set_permalinks(self, structure: str) -> None:
        """Set how addresses look; "" is the plain one, /?p=1."""
        self._do("permalinks", structure)

    def close_rest(self, status: int = 401) -> None:
        """Answer a status to whoever asks the REST API: 401 as security plugins do, 503 as a site that is ill."""
        (self._plugins / "closed.txt").write_text(str(status), encoding="utf-8")
        shutil.copy(_PHP / "closed.php", self._plugins)

    def open_rest(self) -> None:
        """Answer everybody again."""
        (self._plugins / "closed.php").unlink()

    def close_feeds(self) -> None:
        """Have no feeds, and say nothing of the REST API in pages."""
        shutil.copy(_PHP / "no_feeds.php", self._plugins)

    def open_media_centre(self) -> None:
        """Add a type of post, press_release, under /media-centre/."""
        shutil.copy(_PHP / "media_centre.php", self._plugins)
        self.set_permalinks(_PRETTY)  # which makes the rules of its addresses

    @contextmanager
    def watched(self) -> Iterator[list[str]]:
        """Yield a list that holds, once the block ends, every request of that time: "GET /feed/"."""
        before = len(self._log.read_text(encoding="utf-8").splitlines())
        requests: list[str] = []
        yield requests
        requests += self._log.read_text(encoding="utf-8").splitlines()[before:]

    @property
    def _plugins(self) -> Path:
        folder = self._site / "wp-content" / "mu-plugins"
        folder.mkdir(exist_ok=True)
        return folder

    def _copy_code(self) -> None:
        """Copy Debian's files, whose own configuration is elsewhere, and configure the copy."""
        shutil.copytree(
            _CODE, self._site, ignore_dangling_symlinks=True, ignore=shutil.ignore_patterns("wp-config.php")
        )
        shutil.copy(_PHP / "config.php", self._site / "wp-config.php")

    def _start_database(self) -> None:
        data, user = f"--datadir={self._folder / 'data'}", f"--user={pwd.getpwuid(os.geteuid()).pw_name}"
        subprocess.run(  # noqa: S603  # Debian's
            [
                _program("mariadb-install-db"),
                "--no-defaults",
                data,
                user,
                "--auth-root-authentication-method=normal",
                "--skip-test-db",
            ],
            check=True,
            capture_output=True,
        )
        self._run(
            [
                _program("mariadbd"),
                "--no-defaults",
                data,
                user,
                f"--socket={self._socket}",
                f"--pid-file={self._folder / 'db.pid'}",
                "--skip-networking",
                "--innodb-flush-log-at-trx-commit=0",
            ]
        )
        self._wait(self._connected)
        subprocess.run(  # noqa: S603  # Debian's
            [
                _program("mariadb"),
                "--no-defaults",
                "-uroot",
                f"--socket={self._socket}",
                "-e",
                "CREATE DATABASE wordpress CHARACTER SET utf8mb4",
            ],
            check=True,
            capture_output=True,
        )

    def _connected(self) -> socket.socket:
        client = socket.socket(socket.AF_UNIX)
        try:
            client.connect(str(self._socket))
        except OSError:
            client.close()
            raise
        return client

    def _do(self, script: str, data: object = None, *, installing: bool = False) -> None:
        code = (_PHP / f"{script}.php").read_text(encoding="utf-8").removeprefix("<?php")
        self.php(code, data, installing=installing)

    def _run(self, command: list[str]) -> None:
        log = (self._folder / f"{Path(command[0]).name}.log").open("wb")
        with log:
            process = subprocess.Popen(  # noqa: S603  # Debian's
                command,
                stdout=log,
                stderr=log,
                stdin=subprocess.DEVNULL,
                env=self._environment,
                start_new_session=True,
            )
        self._running.append(process)

    def _wait(self, connect: Callable[[], socket.socket]) -> None:
        """Wait until the server that was started last takes connections."""
        until = time.monotonic() + _PATIENCE
        while True:
            try:
                with closing(connect()):
                    return
            except OSError:
                stopped = self._running[-1].poll() is not None
                assert not stopped, "\n".join(
                    log.read_text(errors="replace")[-2000:] for log in self._folder.glob("*.log")
                )
                if time.monotonic() > until:
                    raise
            time.sleep(0.05)


def skip_without_packages() -> None:
    """Skip the tests that ask, with one sentence that names those of Debian's packages which are not installed."""
    absent = [package for package, path in _FILES.items() if not path.exists()]
    absent += [package for package, program in _PROGRAMS.items() if not _find(program)]
    if "php-cli" not in absent:
        modules = subprocess.run(["php", "-m"], capture_output=True, text=True, check=True).stdout.split()  # noqa: S607
        absent += [f"php-{package}" for module, package in _EXTENSIONS.items() if module not in modules]
    if absent:
        pytest.skip(f"a real WordPress needs packages of Debian's: apt-get install {' '.join(absent)}")


def free_port() -> int:
    """Return a port of this machine that nobody listens at."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _find(name: str) -> str | None:
    return shutil.which(name, path=_PATH)


def _program(name: str) -> str:
    found = _find(name)
    assert found, name
    return found
