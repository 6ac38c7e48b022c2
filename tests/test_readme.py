"""What the README shows works as it is written there."""

import re
import shlex
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner

from archive import config
from copperplate import main

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```(\w+)\n(.*?)```", README, re.DOTALL)
COMMANDS = [
    line.partition("#")[0].strip()
    for kind, block in BLOCKS
    if kind == "console"
    for line in block.splitlines()
    if line.startswith(".venv/bin/copperplate")
]


def test_the_gate_runs_the_readmes_test_command_to_the_letter() -> None:
    (command,) = [block.strip() for kind, block in BLOCKS if kind == "console" and "pytest" in block]
    assert f"\n{command}\n" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert command in (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")


def test_both_commands_of_the_first_screen_set_themselves_up() -> None:
    first = [block for kind, block in BLOCKS if kind == "console"][:2]
    assert all(block.startswith("python3 -m venv .venv && .venv/bin/pip install") for block in first)
    assert README.index(first[1]) < README.index("## ")


@pytest.mark.parametrize("line", COMMANDS)
def test_every_command_shown_exists_with_its_options(line: str) -> None:
    words = shlex.split(line)[1:]
    command = main.commands[words[0]] if words[0] in main.commands else main.get_command(None, words[0])  # type: ignore[arg-type]
    assert command is not None
    assert CliRunner().invoke(main, [words[0], "--help"]).exit_code == 0
    known = {name for param in command.params for name in param.opts}
    assert {word for word in words[1:] if word.startswith("--")} <= known


def test_every_table_of_configuration_shown_is_valid(tmp_path: Path) -> None:
    tables = [block for kind, block in BLOCKS if kind == "toml"]
    assert tables
    for block in tables:
        assert config.parse(tomllib.loads(block), tmp_path / "copperplate.toml").offices


def test_who_is_searched_for_by_name_speaks_in_the_demo() -> None:
    posts = "".join(each.read_text(encoding="utf-8") for each in (ROOT / "archive" / "sample" / "posts").iterdir())
    names = re.findall(r"--speaker (\w+)", README)
    assert names
    assert all(name.capitalize() in posts for name in names)


def test_every_exit_code_is_told() -> None:
    for code in (0, 1, 2, 3, 75):
        assert f"\n| {code} |" in README


def test_every_link_to_a_file_leads_to_one() -> None:
    for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", README):
        assert (ROOT / target).exists(), target
