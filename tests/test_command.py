"""The command as a person or cron meets it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click import Context
from click.testing import CliRunner, Result

from archive.commands.console import Console
from copperplate import main

COMMANDS = main.list_commands(Context(main))


def run(folder: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["-c", str(folder / "copperplate.toml"), *words])


def test_help_names_every_command_with_one_line() -> None:
    result = CliRunner().invoke(main, ["--help"])
    assert result.exit_code == 0
    for command in COMMANDS:
        assert f"\n  {command} " in result.output


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(command: str) -> None:
    result = CliRunner().invoke(main, [command, "--help"])
    assert result.exit_code == 0
    assert "Usage:" in result.output


def test_help_and_search_load_none_of_the_heavy_libraries() -> None:
    heavy = "{'requests', 'bs4', 'lxml', 'feedgen', 'jinja2', 'datasette', 'feedparser', 'nh3'}"
    script = (
        "import sys; from click.testing import CliRunner; import copperplate; "
        "CliRunner().invoke(copperplate.main, ['--help']); "
        "CliRunner().invoke(copperplate.main, ['search', 'x']); "
        f"print(sorted({heavy} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)  # noqa: S603  # ours
    assert done.stdout.strip() == "[]"


def test_init_writes_a_configuration_that_loads_and_never_over_another(tmp_path: Path) -> None:
    assert run(tmp_path, "init").exit_code == 0
    assert Console(config_path=tmp_path / "copperplate.toml").config.offices[0].id == "northamptonshire"
    again = run(tmp_path, "init")
    assert again.exit_code == 2
    assert "is there already" in again.output


@pytest.mark.parametrize("command", [["search", "knife"], ["status"], ["serve"], ["verify"]])
def test_without_an_archive_a_reader_is_told_how_to_make_one(tmp_path: Path, command: list[str]) -> None:
    result = run(tmp_path, *command)
    assert result.exit_code == 1
    assert "there is no archive yet" in result.output
    assert "copperplate run" in result.output


@pytest.mark.parametrize("words", [["reparse"], ["withhold", "x", "--reason", "an order"], ["status"], ["publish"]])
def test_what_needs_an_archive_makes_none(tmp_path: Path, words: list[str]) -> None:
    result = run(tmp_path, *words)
    assert (result.exit_code, "there is no archive yet" in result.stderr) == (1, True)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("named", ["typo.toml", "nowhere/copperplate.toml"])
def test_a_configuration_that_is_named_and_not_there_is_never_taken_for_none(tmp_path: Path, named: str) -> None:
    result = CliRunner().invoke(main, ["-c", str(tmp_path / named), "status"])
    assert result.exit_code == 2
    assert f"{named}: there is no such file" in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_mistake_in_the_configuration_ends_2_before_anything_runs(tmp_path: Path) -> None:
    (tmp_path / "copperplate.toml").write_text("[archive]\ndatabse = 'x'\n", encoding="utf-8")
    result = run(tmp_path, "run")
    assert result.exit_code == 2
    assert "'databse'" in result.output
    assert "Did you mean 'database'?" in result.output
    assert sorted(path.name for path in tmp_path.iterdir()) == ["copperplate.toml"]


def test_an_unknown_office_ends_2(tmp_path: Path) -> None:
    result = run(tmp_path, "scrape", "kent")
    assert result.exit_code == 2
    assert "there is no office 'kent' in the configuration" in result.output


@pytest.mark.parametrize("content", [b"not a database at all, but long enough to be read as one" * 20, b"x"])
def test_a_database_that_is_none_is_one_sentence_and_left_alone(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "copperplate.db").write_bytes(content)
    result = run(tmp_path, "run")
    assert result.exit_code == 1
    assert "copperplate.db: the file is not a database" in result.output
    assert (tmp_path / "copperplate.db").read_bytes() == content


def test_another_programs_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    import sqlite3  # noqa: PLC0415  # only here

    with sqlite3.connect(tmp_path / "copperplate.db") as other:
        other.execute("CREATE TABLE contacts (name TEXT)")
    other.close()
    result = run(tmp_path, "run")
    assert result.exit_code == 1
    assert "not an archive of Copperplate" in result.output


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    result = run(tmp_path, "run")
    tmp_path.chmod(0o700)
    assert result.exit_code == 1
    assert "Try:" in result.output


def test_a_second_run_at_the_same_time_ends_75(tmp_path: Path) -> None:
    console = Console(config_path=tmp_path / "copperplate.toml")
    with console.archive():
        result = run(tmp_path, "scrape")
    assert result.exit_code == 75
    assert "another run is at work" in result.output


@pytest.mark.slow
def test_a_site_that_cannot_be_reached_is_one_sentence_and_exit_1(tmp_path: Path) -> None:
    (tmp_path / "copperplate.toml").write_text(
        "[fetch]\ndelay = 0.0\nallow_private_addresses = true\n[offices.marchshire]\nhome = 'http://127.0.0.1:9/'\n",
        encoding="utf-8",
    )
    result = run(tmp_path, "run")
    assert result.exit_code == 1
    assert "marchshire: failed: http://127.0.0.1:9/" in result.output
    assert "Traceback" not in result.output
    assert not (tmp_path / "public").exists()


def test_a_private_address_is_refused_unless_the_configuration_allows_it(tmp_path: Path) -> None:
    (tmp_path / "copperplate.toml").write_text("[offices.marchshire]\nhome = 'http://127.0.0.1:9/'\n", encoding="utf-8")
    result = run(tmp_path, "run")
    assert result.exit_code == 1
    assert "refused, because it leads to the loopback address 127.0.0.1" in result.output
    assert "allow_private_addresses" in result.output


@pytest.mark.parametrize("words", [["search", "\udcff"], ["withhold", "3", "--reason", "\udcff"]])
def test_words_in_another_encoding_end_2(tmp_path: Path, words: list[str]) -> None:
    result = run(tmp_path, *words)
    assert result.exit_code == 2
    assert "is not in UTF-8" in result.output


@pytest.mark.parametrize("words", [["--json", "--csv", "knife"], ["--limit", "99999999999999999999", "knife"]])
def test_a_search_that_cannot_be_answered_as_asked_ends_2(tmp_path: Path, words: list[str]) -> None:
    assert run(tmp_path, "search", *words).exit_code == 2
