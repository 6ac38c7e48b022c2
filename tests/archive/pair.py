"""The two files of an archive that was made once, copied for each test, and the command that is run beside them."""

import shutil
from pathlib import Path

from click.testing import CliRunner, Result

from copperplate import main

ARCHIVE, CAPTURES = "copperplate.db", "copperplate-captures.db"


def copied(whole: Path, folder: Path) -> Path:
    """Copy both files into a folder, and return it."""
    for name in (ARCHIVE, CAPTURES):
        shutil.copy(whole / name, folder / name)
    return folder


def command(folder: Path, *words: str) -> Result:
    """Run the command with a folder to work in."""
    return CliRunner().invoke(main, ["-c", str(folder / "copperplate.toml"), *words])
