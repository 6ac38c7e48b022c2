"""The extras of this distribution: what is installed only where it is wanted."""

import shlex
import sys
from pathlib import Path

_ROOT = Path(__file__).parent.parent


def install(extra: str, root: Path = _ROOT, python: Path = Path(sys.executable), here: Path | None = None) -> str:
    """Return the command that installs an extra into this environment, as it can be typed.

    root: where the packages lie, in a checkout or among installed ones; here: the working directory
    """
    here = here or Path.cwd()
    checkout = (root / "pyproject.toml").is_file()
    what = f"-e {shlex.quote(f'{_from(root, here)}[{extra}]')}" if checkout else f"'copperplate[{extra}]'"
    return f"{shlex.quote(_from(python, here))} -m pip install {what}"


def _from(path: Path, here: Path) -> str:
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)
