"""What docs/hosting.md shows: the workflow and its scripts are whole, and what they ask of us exists."""

import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest
import yaml  # type: ignore[import-untyped]

from archive import config
from copperplate import main

DOCS = (Path(__file__).parents[1] / "docs" / "hosting.md").read_text(encoding="utf-8")
(WORKFLOW,) = re.findall(r"```yaml\n(.*?)```", DOCS, re.DOTALL)
STEPS = yaml.safe_load(WORKFLOW)["jobs"]["archive"]["steps"]
SCRIPTS = {step["name"]: step["run"] for step in STEPS if "run" in step}

GH = """#!/bin/sh
# GitHub's command as far as the workflow needs it: a release is a folder.
set -e
assets=$ASSETS/$3
case "$1 $2" in
"release view") [ -d "$assets" ] || exit 1; [ $# -eq 3 ] && exit 0
    case "$7" in *last*) ls "$assets" | tail -1 ;; *) ls "$assets" | head -n -7 ;; esac ;;
"release create") mkdir -p "$assets" ;;
"release upload") cp "$4" "$assets/" ;;
"release download") cp "$assets/$5" "$7" ;;
"release delete-asset") rm "$assets/$4" ;;
*) exit 2 ;;
esac
"""
COPPERPLATE = """#!/bin/sh
set -e
case $1 in
backup) cp copperplate.db "$2"; cp copperplate-captures.db "$(dirname "$2")/" ;;
verify) cat copperplate.db ;;
run) exit "$CODE" ;;
esac
"""


@pytest.fixture
def machine(tmp_path: Path) -> dict[str, str]:
    """Return the environment of a machine on which the workflow can run, without a network."""
    for name, script in (("gh", GH), ("copperplate", COPPERPLATE)):
        path = tmp_path / "bin" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(script, encoding="utf-8")
        path.chmod(0o755)
    (tmp_path / "keys").mkdir(mode=0o700)
    return {
        "PATH": f"{tmp_path / 'bin'}:/usr/bin:/bin",
        "ASSETS": str(tmp_path / "assets"),
        "ARCHIVE_KEY": "swordfish",
        "GNUPGHOME": str(tmp_path / "keys"),
    }


def do(name: str, folder: Path, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Run the script of a step as GitHub does."""
    folder.mkdir(exist_ok=True)
    return subprocess.run(  # noqa: S603 our own script
        ["/bin/bash", "-e", "-c", SCRIPTS[name]],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_commands_that_the_scripts_ask_for_exist() -> None:
    asked = set(re.findall(r"^\s*copperplate ([a-z]+)", "\n".join(SCRIPTS.values()), re.MULTILINE))
    assert asked == {"backup", "run", "verify"}
    assert all(main.get_command(None, name) for name in asked)  # type: ignore[arg-type]


def test_the_settings_shown_are_valid(tmp_path: Path) -> None:
    for block in re.findall(r"```toml\n(.*?)```", DOCS, re.DOTALL):
        assert config.parse(tomllib.loads(block), tmp_path / "copperplate.toml").offices


def test_a_failure_to_restore_never_begins_a_new_archive() -> None:
    names = [step.get("name", step.get("uses", "")) for step in STEPS]
    assert names.index("Restore") < names.index("Run") < names.index("Save")
    [restore] = [step for step in STEPS if step.get("name") == "Restore"]
    assert restore["if"] == "${{ !inputs.begin }}"
    assert "continue-on-error" not in WORKFLOW


@pytest.mark.skipif(not shutil.which("gpg"), reason="the archive is encrypted with gpg")
def test_what_one_run_saves_the_next_one_restores_and_seven_are_kept(tmp_path: Path, machine: dict[str, str]) -> None:
    one, other = tmp_path / "one", tmp_path / "other"
    one.mkdir()
    (one / "copperplate.db").write_text("the archive", encoding="utf-8")
    (one / "copperplate-captures.db").write_text("the captures", encoding="utf-8")
    (tmp_path / "assets" / "archive").mkdir(parents=True)
    for day in range(1, 10):
        (tmp_path / "assets" / "archive" / f"archive-2020010{day}T000000Z.tar.gpg").write_text("old", encoding="utf-8")
    saved = do("Save", one, machine)
    assert saved.returncode == 0, saved.stderr
    kept = sorted(path.name for path in (tmp_path / "assets" / "archive").iterdir())
    assert len(kept) == 7
    assert b"the archive" not in (tmp_path / "assets" / "archive" / kept[-1]).read_bytes()
    restored = do("Restore", other, machine)
    assert (restored.returncode, restored.stdout) == (0, "the archive")
    assert (other / "copperplate-captures.db").read_text(encoding="utf-8") == "the captures"


@pytest.mark.parametrize(("code", "ends"), [(0, 0), (3, 0), (1, 1), (2, 2), (75, 75)])
def test_trouble_at_an_office_does_not_stop_the_publishing_of_the_rest(
    tmp_path: Path, machine: dict[str, str], code: int, ends: int
) -> None:
    assert do("Run", tmp_path, machine | {"CODE": str(code)}).returncode == ends
