"""Look into a built wheel: `python tests/check_wheel.py WHEEL` ends 1 when anything is missing or stray."""

import sys
from pathlib import Path
from zipfile import ZipFile

ROOT = Path(__file__).parent.parent


def problems(wheel: Path) -> list[str]:
    """Return what is wrong with a wheel: a shipped file that it lacks, or a top-level name that is not ours."""
    with ZipFile(wheel) as archive:
        names = {name for name in archive.namelist() if ".dist-info/" not in name}
    wanted = {
        path.relative_to(ROOT).as_posix()
        for package in ("archive", "feeds")
        for path in (ROOT / package).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    } | {"copperplate.py"}
    missing = [f"missing: {name}" for name in sorted(wanted - names)]
    return missing + [f"stray: {name}" for name in sorted(names - wanted)]


if __name__ == "__main__":
    found = problems(Path(sys.argv[1]))
    sys.stdout.write("\n".join(found) + "\n" if found else "the wheel holds what it should\n")
    sys.exit(1 if found else 0)
