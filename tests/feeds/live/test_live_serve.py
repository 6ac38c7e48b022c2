"""A real server on this machine, started and stopped as an operator does it."""

import json
import os
import signal
import socket
import subprocess
import sys
from pathlib import Path
from urllib.request import urlopen

import pytest

from archive.errors import CopperplateError, PublishError, StoreError
from feeds.live.metadata import Live
from feeds.live.serve import serve, write_metadata
from tests.feeds.live.marlshire import live

_ROOT = Path(__file__).parents[3]
_PROGRAM = """
import sys
from pathlib import Path
from feeds.live.metadata import Live
from feeds.live.serve import serve
live = Live(database=Path(sys.argv[1]), folder=Path(sys.argv[2]), title="T", url="http://127.0.0.1/")
serve(live, host="127.0.0.1", port=0, on_ready=lambda url: print(url, flush=True))
print("done", flush=True)
"""


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Live:
    return live(tmp_path_factory.mktemp("serve"))


def never(url: str) -> None:
    pytest.fail(f"served at {url}")


@pytest.mark.slow
@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM])
def test_it_serves_until_it_is_told_to_stop_and_ends_well(archive: Live, end: signal.Signals) -> None:
    arguments = [sys.executable, "-c", _PROGRAM, str(archive.database), str(archive.folder)]
    with subprocess.Popen(  # noqa: S603 our own program
        arguments,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": str(_ROOT)},
    ) as server:
        assert server.stdout
        url = server.stdout.readline().strip()
        with urlopen(f"{url}all/atom.xml") as feed:  # noqa: S310 loopback
            assert (feed.status, feed.read()) == (200, b"<feed/>")
        with urlopen(f"{url}copperplate/releases.json?_shape=array&_search=precept") as rows:  # noqa: S310 loopback
            assert len(json.load(rows)) == 1
        server.send_signal(end)
        rest, errors = server.communicate(timeout=20)
    assert (server.returncode, rest, errors) == (0, "done\n", "")


def test_a_port_in_use_is_one_sentence_with_a_way_out(archive: Live) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(CopperplateError, match=f"cannot serve at 127.0.0.1 port {port}: another program") as raised:
            serve(archive, host="127.0.0.1", port=port, on_ready=never)
    assert "--port" in raised.value.hint


def test_without_an_archive_there_is_nothing_to_serve(tmp_path: Path) -> None:
    empty = Live(database=tmp_path / "x.db", folder=tmp_path, title="T", url="http://127.0.0.1/")
    with pytest.raises(StoreError, match="no archive yet"):
        serve(empty, host="127.0.0.1", port=0, on_ready=never)


def test_without_the_extra_it_says_what_to_install(archive: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "uvicorn", None)
    with pytest.raises(CopperplateError, match="serving needs uvicorn") as raised:
        serve(archive, host="127.0.0.1", port=0, on_ready=never)
    assert raised.value.hint.endswith("-m pip install -e '.[serve]'")


def test_datasette_is_imported_only_to_serve() -> None:
    program = "import sys, feeds.live.serve, feeds.live.metadata; print(sys.modules.keys() & {'datasette', 'uvicorn'})"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=_ROOT)  # noqa: S603 ours
    assert done.stdout.strip() == "set()"


@pytest.mark.slow
def test_datasettes_own_command_can_serve_and_inspect_the_archive(archive: Live, tmp_path: Path) -> None:
    write_metadata(archive, tmp_path / "metadata.json")
    written = json.loads((tmp_path / "metadata.json").read_text(encoding="utf-8"))
    assert written["plugins"]["copperplate"]["database"] == "marlshire"
    command = [sys.executable, "-m", "datasette"]
    inspected = subprocess.run(  # noqa: S603 ours
        [*command, "inspect", str(archive.database)], capture_output=True, text=True, check=True
    )
    assert json.loads(inspected.stdout)["marlshire"]["tables"]["releases"]["count"] == 6
    page = subprocess.run(  # noqa: S603 ours
        [*command, str(archive.database), "-m", str(tmp_path / "metadata.json"), "--get", "/marlshire/releases"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert "One press release as it stands now." in page.stdout


def test_metadata_that_cannot_be_written_is_one_sentence(archive: Live, tmp_path: Path) -> None:
    with pytest.raises(PublishError, match="cannot be written"):
        write_metadata(archive, tmp_path / "nowhere" / "metadata.json")
