"""A copy of an archive that can be put in its place: made beside its name, examined, then given the name."""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from archive.errors import StoreError
from archive.store import audit, copies
from archive.store.audit import Finding
from archive.store.connection import opened_as_it_is
from archive.store.files import is_ours, make_private

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Orders:
    """What to copy, and where to.

    database, captures: the two files
    target: the copy of the first; the copy of the second stands beside it
    overwrite: whether copies that are there may be replaced, once the new ones are known to be good
    progress: told what is done, how much of it, and how much there is
    """

    database: Path
    captures: Path
    target: Path
    overwrite: bool = False
    progress: Progress = lambda _what, _done, _total: None


def beside(path: Path) -> Path:
    """Return where the private file of a copy stands: press.db, press-captures.db."""
    return path.with_name(f"{path.stem}-captures{path.suffix}")


def both(orders: Orders) -> tuple[Finding, ...]:
    """Copy both files as they are at one moment; return what was amiss with them, which the copy shares.

    StoreError when there is nothing to copy, no place for it, or when the copy is no sound database: then nothing
    that was there before is touched.
    """
    to = (orders.target, beside(orders.target))
    with _in_place(orders, to) as made:
        make_private(made[1])
        copies.pair((orders.database, orders.captures), (made[0], made[1]), orders.progress)
        with opened_as_it_is(made[0]) as db, opened_as_it_is(made[1]) as captures:
            for each, file in ((db, orders.database), (captures, orders.captures)):
                _sound(audit.quick(each), file)
            return (*audit.chained(db), *audit.dangling(db, captures))


def public(orders: Orders) -> tuple[Finding, ...]:
    """Copy what may be served, for readers, into one file; as for both."""
    with _in_place(orders, (orders.target,)) as (made,):
        copies.snapshot(orders.database, made)
        with opened_as_it_is(made) as db:
            _sound(audit.quick(db), orders.database)
            return tuple(audit.chained(db))


def _refuse(target: Path, orders: Orders) -> None:
    """Refuse to write where no copy can be, or where something stands that must not go: StoreError, or OSError."""
    folder = target.parent
    if not folder.is_dir():
        raise StoreError(f"{target}: there is no folder {folder}", hint=f"Make it with: mkdir -p {folder}")
    if not target.exists():
        return
    if any(target.samefile(each) for each in (orders.database, orders.captures) if each.exists()):
        raise StoreError(f"{target}: is the archive itself", hint="Name another file.")
    if not orders.overwrite:
        raise StoreError(f"{target}: is there already", hint="Name another file, or say --overwrite.")
    if not is_ours(target):
        raise StoreError(f"{target}: is no earlier copy of an archive, and stays", hint="Name another file.")


def _sound(findings: Iterator[Finding], file: Path) -> None:
    for found in findings:
        raise StoreError(f"{file}: not copied, because {found.sentence}", hint="Look closer with: copperplate verify")


@contextmanager
def _in_place(orders: Orders, targets: tuple[Path, ...]) -> Iterator[list[Path]]:
    """Give names beside the targets to write to; what was written there is renamed when all went well, else removed.

    The served file is renamed last: it is whole beside a private file that is too new, and not beside one too old.
    """
    for target in targets:
        try:
            _refuse(target, orders)
        except OSError as error:
            hint = "Check the permissions of its folder, or name another file."
            raise StoreError(f"{target}: cannot be written ({error.strerror})", hint=hint) from error
    made = [target.with_name(f".{target.name}.{os.getpid()}") for target in targets]
    with ExitStack() as at_the_end:
        for each in made:
            at_the_end.callback(each.unlink, missing_ok=True)
        yield made
        for each, target in reversed(list(zip(made, targets, strict=True))):
            _synced(each)
            each.replace(target)
        for folder in {target.parent for target in targets}:
            _synced(folder)


def _synced(path: Path) -> None:
    """Wait until what was written is on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
