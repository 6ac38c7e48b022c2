"""pywb, with which web archives are read, replays an export: each page as it was, at its time."""

import json
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

import pytest

from archive.export import answers
from archive.sample import story
from archive.store.exports import Choice
from tests.archive.newsroom import newsroom
from tests.archive.releases import NOW
from tests.real.environment import python_with

pytestmark = [pytest.mark.real, pytest.mark.timeout(900)]

_MANAGER = "from pywb.manager.manager import main_wrap_exc; main_wrap_exc()"
_SERVER = "from pywb.apps.cli import wayback; wayback()"
_PATIENCE = 60  # seconds for pywb to begin


@contextmanager
def replaying(folder: Path, warcs: Path) -> Iterator[str]:
    """Serve WARC files with pywb; give the address of the collection."""
    python = python_with("pywb==2.10.0")
    for words in (["init", "press"], ["add", "press", *map(str, sorted(warcs.iterdir()))]):
        subprocess.run([python, "-c", _MANAGER, *words], cwd=folder, check=True, capture_output=True)  # noqa: S603  # ours
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with subprocess.Popen(  # noqa: S603  # ours
        [python, "-c", _SERVER, "-b", "127.0.0.1", "-p", str(port)],
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        try:
            _await(f"http://127.0.0.1:{port}/")
            yield f"http://127.0.0.1:{port}/press"
        finally:
            process.terminate()


def _await(url: str) -> None:
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end:
        try:
            with urlopen(url, timeout=5):  # noqa: S310  # loopback
                return
        except HTTPError:
            return
        except (URLError, OSError):
            time.sleep(0.2)
    raise AssertionError("pywb does not begin")


def ask(url: str) -> bytes:
    with urlopen(url, timeout=30) as answer:  # noqa: S310  # loopback
        body: bytes = answer.read()
        return body


def test_every_answer_is_replayed_as_it_was_at_its_time(tmp_path: Path) -> None:
    with newsroom(tmp_path, ways=frozenset({"listing"})) as room:
        room.preserve = 100
        room.run(0)
        room.run(1)
        kept = room.archive.db.execute(
            "SELECT url, fetched_at, sha256, status FROM captures WHERE status = 200 ORDER BY id"
        ).fetchall()
        files = answers.Files(database=tmp_path / "copperplate.db", captures=tmp_path / "copperplate-captures.db")
        answers.write(files, tmp_path / "warc", Choice(), NOW + timedelta(days=400), private=False)
        edited = next(url for url, at, *_ in kept if story.EDITED in url and at.startswith("2026-09-29"))
    (tmp_path / "pywb").mkdir()
    with replaying(tmp_path / "pywb", tmp_path / "warc") as press:
        index = [json.loads(line) for line in ask(f"{press}/cdx?url={edited}&output=json").splitlines()]
        assert [line["timestamp"] for line in index] == ["20260928080000", "20260929080000"]
        before, after = (ask(f"{press}/{line['timestamp']}id_/{edited}").decode() for line in index)
        assert "fell by 34 per cent" in before
        assert "fell by 31 per cent" in after
        for url, at, digest, _ in kept:
            moment = at[:19].replace("-", "").replace("T", "").replace(":", "")
            replayed = ask(f"{press}/{moment}id_/{url}")
            assert sha256(replayed).hexdigest() == digest, url
        framed = ask(f"{press}/20260928080000mp_/{edited}").decode()
        assert "fell by 34 per cent" in framed  # what a reader sees, its links led into the archive
        assert f"/press/20260928080000mp_/{edited.partition('/news/')[0]}" in framed
