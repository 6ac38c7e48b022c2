"""Runs the command in processes of their own, which begin at once: everything is loaded before they part from this one.

A line on standard input is "run" or "doomed" and the moment of the run, in ISO 8601, or "verify"; a doomed run is
killed by the line after it. The answer on standard output is how it ended, as os.waitpid says.
"""

import os
import signal
import sys
import traceback
from datetime import datetime
from importlib import import_module
from pathlib import Path

from archive.commands.console import Console
from copperplate import main

for _name in ("archive.commands.orders", "feeds.commands.run", "archive.commands.verify", "feeds.publish"):
    import_module(_name)


def _command(config: Path, asked: str) -> None:
    if asked == "verify":
        main(["verify", "--check"], obj=Console(config_path=config))
    now = datetime.fromisoformat(asked.split()[1])
    main(["run"], obj=Console(config_path=config, clock=lambda: now))


def _ended(config: Path, asked: str) -> int:
    """Run a command, and return its exit code; 99 for a mistake of ours, which standard error tells."""
    try:
        _command(config, asked)
    except SystemExit as end:
        return int(end.code or 0)
    except BaseException:  # noqa: BLE001  # nothing may go on in this process
        traceback.print_exc()
    return 99


def _serve(config: Path) -> None:
    for line in sys.stdin:
        process = os.fork()
        if process == 0:
            sys.stdout = sys.stderr
            os._exit(_ended(config, line.strip()))
        if line.startswith("doomed"):
            sys.stdin.readline()
            os.kill(process, signal.SIGKILL)  # if it has ended, it still has its number: nobody has waited for it
        _, status = os.waitpid(process, 0)
        print(status, flush=True)  # noqa: T201  # that is its answer


if __name__ == "__main__":
    _serve(Path(sys.argv[1]))
