"""How commands speak of this program."""

import io
import sys
from pathlib import Path

import pytest

from archive.commands.console import Console


@pytest.mark.parametrize(
    ("called", "program"),
    [
        (".venv/bin/copperplate", ".venv/bin/copperplate"),
        ("/srv/my press/copperplate", "'/srv/my press/copperplate'"),
        ("/somewhere/pytest", "copperplate"),
    ],
)
def test_a_command_that_is_shown_begins_as_this_one_was_called(
    monkeypatch: pytest.MonkeyPatch, called: str, program: str
) -> None:
    monkeypatch.setattr(sys, "argv", [called, "init"])
    monkeypatch.setenv("PATH", "/nowhere")
    assert Console(config_path=Path("copperplate.toml")).program == program


def test_a_program_on_the_path_is_called_by_its_name(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    script = tmp_path / "copperplate"
    script.write_text("#!/bin/sh\n", encoding="utf-8")
    script.chmod(0o700)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(sys, "argv", [str(script), "init"])
    assert Console(config_path=Path("copperplate.toml")).program == "copperplate"


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_bar_appears_when_there_is_something_to_count_and_not_before(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = _Terminal()
    monkeypatch.setattr(sys, "stderr", screen)
    console = Console(config_path=Path("copperplate.toml"))
    with console.progress():
        pass
    assert screen.getvalue() == ""
    with console.progress() as progress:
        progress("marchshire", 9, 36)
        assert "9 of 36" in screen.getvalue()
        assert "25%" in screen.getvalue()
