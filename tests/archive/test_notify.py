"""Telling the operator: what is due, in which words, through real channels on loopback, once each."""

import builtins
import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from archive import notify
from archive.commands.console import Console
from archive.errors import NotifyError
from archive.health import State
from archive.sample import fault, story
from archive.sample.server import Site
from archive.store.standings import Turn
from copperplate import main

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
BROKEN = Turn(
    id=1,
    office="marchshire",
    name="Marchshire",
    before=State.WELL,
    state=State.BROKEN,
    at=NOW,
    since=NOW - timedelta(hours=2),
    evidence="not reached in any run since 23 November 2026, 07:00: no answer",
    hint="Wait.",
)
RECOVERED = replace(BROKEN, id=2, before=State.BROKEN, state=State.WELL, since=NOW, evidence="", hint="")
QUIET = replace(BROKEN, id=3, state=State.QUIET)
# Python 3.11 deprecates a module of its own that apprise still asks for.
pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")


class Hook:
    """A web hook on loopback: keeps what it is told, while it is up."""

    def __init__(self) -> None:
        """Begin to listen."""
        hook = self
        self.told: list[dict[str, Any]] = []
        self.status = 200

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                if hook.status == 200:
                    hook.told.append(body)
                self.send_response(hook.status)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - http.server's name
                """Stay quiet."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        self._thread.start()
        self.url = f"json://user:secret@127.0.0.1:{self._server.server_address[1]}/"

    def close(self) -> None:
        """Stop."""
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


@pytest.fixture
def hook() -> Iterator[Hook]:
    """Return a web hook that listens."""
    with closing(Hook()) as listening:
        yield listening


def test_trouble_and_recovery_are_due_and_silence_is_not() -> None:
    assert notify.due([RECOVERED, BROKEN], NOW) == [BROKEN, RECOVERED]
    assert notify.due([QUIET, replace(QUIET, state=State.WELL, before=State.QUIET)], NOW) == []


def test_nothing_is_due_twice() -> None:
    assert notify.due([replace(BROKEN, told=NOW)], NOW) == []


def test_who_begins_to_listen_is_told_what_is_wrong_now_and_not_what_was() -> None:
    later = NOW + timedelta(days=60)
    assert notify.due([RECOVERED, BROKEN], later) == []
    assert notify.due([BROKEN], later) == [BROKEN]


STATES = st.sampled_from([State.WELL, State.QUIET, State.DEGRADED, State.BROKEN])


@given(st.lists(STATES, max_size=12), st.integers(0, 40))
def test_the_last_word_on_an_office_in_trouble_is_always_due(states: list[State], days: int) -> None:
    befores = [State.WELL, *states]
    turns = [
        replace(BROKEN, id=number, before=before, state=state, at=NOW + timedelta(hours=number))
        for number, (before, state) in enumerate(zip(befores, states, strict=False))
    ][::-1]
    due = notify.due(turns, NOW + timedelta(days=days))
    assert [turn.id for turn in due] == sorted(turn.id for turn in due)
    assert all(turn.state.bad or turn.before.bad for turn in due)
    if turns and turns[0].state.bad:
        assert turns[0] in due


def test_one_change_is_told_in_its_title_and_several_are_counted() -> None:
    title, text = notify.message([BROKEN])
    assert title == "Copperplate: Marchshire: broken since 23 November 2026, 07:00"
    assert text.splitlines() == [title.removeprefix("Copperplate: "), BROKEN.evidence, "Try: Wait."]
    assert notify.message([RECOVERED])[1] == "Marchshire: no longer broken, as of 23 November 2026, 09:00"
    other = replace(BROKEN, office="ravenshire", name="Ravenshire")
    assert notify.message([BROKEN, other, RECOVERED])[0] == "Copperplate: 3 changes, 1 office needs a look"
    assert notify.message([BROKEN, RECOVERED])[0] == "Copperplate: 2 changes, all for the better"


def test_markup_in_what_a_site_says_stays_text(hook: Hook) -> None:
    notify.send("Title", "<b>bold</b> & *stars*", notify.channels([hook.url]))
    assert [(each["title"], each["message"]) for each in hook.told] == [("Title", "<b>bold</b> & *stars*")]


def test_one_channel_that_takes_it_is_enough(hook: Hook) -> None:
    with closing(Hook()) as deaf:
        deaf.status = 500
        notify.send("Title", "Text", notify.channels([deaf.url, hook.url]))
        assert len(hook.told) == 1
        with pytest.raises(NotifyError, match="could not be told: Title"):
            notify.send("Title", "Text", notify.channels([deaf.url]))


def test_an_address_that_apprise_does_not_know_is_named_without_what_it_holds() -> None:
    with pytest.raises(NotifyError, match=r"number 2 \(telegraf\)") as refused:
        notify.channels(["json://127.0.0.1/", "telegraf://user:secret@127.0.0.1/"])
    assert "secret" not in str(refused.value)


def test_without_the_extra_one_sentence_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def lacking(name: str, *rest: Any, **more: Any) -> Any:  # noqa: ANN401  # as the real one
        if name == "apprise":
            raise ImportError(name)
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", lacking)
    with pytest.raises(NotifyError, match="not installed") as missing:
        notify.channels(["json://127.0.0.1/"])
    assert missing.value.hint.endswith("-m pip install -e '.[notify]'")


class Operator:
    """Runs `copperplate scrape` against the sample office on one day after another."""

    def __init__(self, folder: Path, site: Site, url: str) -> None:
        """Configure the office and a channel."""
        self.site = site
        self.path = folder / "copperplate.toml"
        self.path.write_text(
            "[fetch]\ndelay = 0.0\nallow_private_addresses = true\npreserve = 0\n"
            f"[notify]\nurls = ['{url}']\n[offices.marchshire]\nname = 'Marchshire'\nhome = '{site.url}/'\n",
            encoding="utf-8",
        )

    def run(self, day: int) -> tuple[int, str]:
        """Return the exit code of the day's run, and what it said on standard error."""
        self.site.day = day
        console = Console(config_path=self.path, clock=lambda: story.START + timedelta(days=day))
        done = CliRunner().invoke(main, ["scrape"], obj=console)
        return done.exit_code, done.stderr


def test_an_operator_is_told_of_trouble_once_and_of_its_end_once(tmp_path: Path, hook: Hook) -> None:
    with Site() as site:
        operator = Operator(tmp_path, site, hook.url)
        assert operator.run(0) == (0, "")
        site.faults["/"] = fault.challenge
        assert [operator.run(day)[0] for day in (1, 2, 3)] == [3, 3, 3]
        site.faults.clear()
        assert [operator.run(day) for day in (4, 5)] == [(0, ""), (0, "")]
    assert [each["title"] for each in hook.told] == [
        "Copperplate: Marchshire: degraded since 29 September 2026, 09:00",
        "Copperplate: Marchshire: no longer degraded, as of 2 October 2026, 09:00",
    ]
    assert "asks whether a human is there" in hook.told[0]["message"]


def test_a_channel_that_fails_never_fails_a_run_is_said_and_tried_again(tmp_path: Path, hook: Hook) -> None:
    with Site() as site:
        operator = Operator(tmp_path, site, hook.url)
        operator.run(0)
        site.faults["/"] = fault.challenge
        hook.status = 500
        code, said = operator.run(1)
        assert (code, hook.told) == (3, [])
        assert "Error: could not be told: Copperplate: Marchshire: degraded" in said
        assert "secret" not in said
        hook.status = 200
        for day in (2, 3):
            assert "could not be told" not in operator.run(day)[1]
    assert len(hook.told) == 1
