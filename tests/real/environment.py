"""Environments for software that only the tests with real servers need, kept from one run to the next."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

_CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "copperplate-tests"
_PATIENCE = 600  # seconds for the packages to arrive


def python_with(*packages: str) -> Path:
    """Return a Python that has these packages and no others; skips, saying so, when they cannot be installed."""
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    home = _CACHE / "-".join((version, *(each.replace("==", "-") for each in packages)))
    if not home.exists():
        _CACHE.mkdir(parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(prefix=f"{home.name}-", dir=_CACHE))
        try:
            _do(sys.executable, "-m", "venv", str(made))
            _do(str(made / "bin" / "python"), "-m", "pip", "install", "--quiet", *packages)
            made.rename(home)  # a Python is asked for by its path alone, so that a moved environment works
        except (subprocess.SubprocessError, OSError) as error:
            shutil.rmtree(made, ignore_errors=True)
            pytest.skip(f"a real site needs {' and '.join(packages)}, which cannot be installed here: {error}")
    return home / "bin" / "python"


def node_with(*packages: str) -> Path:
    """Return a folder from which node finds these packages; skips, saying so, when they cannot be installed."""
    home = _CACHE / "-".join(("node", *(each.replace("@", "-").replace("/", "-") for each in packages)))
    if not home.exists():
        _CACHE.mkdir(parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(prefix=f"{home.name}-", dir=_CACHE))
        try:
            _do("npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", str(made), *packages)
            made.rename(home)
        except (subprocess.SubprocessError, OSError) as error:
            shutil.rmtree(made, ignore_errors=True)
            pytest.skip(f"this needs {' and '.join(packages)}, which cannot be installed here: {error}")
    return home


def _do(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True, timeout=_PATIENCE)  # noqa: S603  # our own
