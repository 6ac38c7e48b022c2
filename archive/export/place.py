"""Where an export goes: written beside its name, and given it when all of it is there."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from archive.errors import StoreError


@contextmanager
def folder(path: Path) -> Iterator[Path]:
    """Give a folder to write into; it gets its name when all went well, else it is removed. StoreError."""
    if path.is_file() or (path.is_dir() and any(path.iterdir())):
        raise StoreError(f"{path}: is there already, and not empty", hint="Name a folder that is new.")
    made = path.with_name(f".{path.name}.{os.getpid()}")
    with _explained(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        made.mkdir()
        try:
            yield made
            made.replace(path)
        finally:
            shutil.rmtree(made, ignore_errors=True)


@contextmanager
def file(path: Path) -> Iterator[TextIO]:
    """Give a text file to write into; the same."""
    if path.exists():
        raise StoreError(f"{path}: is there already", hint="Name a file that is new.")
    made = path.with_name(f".{path.name}.{os.getpid()}")
    with _explained(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with made.open("x", encoding="utf-8", newline="") as opened:
                yield opened
            made.replace(path)
        finally:
            made.unlink(missing_ok=True)


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise StoreError(f"{path}: cannot be written ({error.strerror})", hint="Name another place.") from error
