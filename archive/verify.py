"""Whether an archive is whole: both files are examined, and what can be rebuilt is put right."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from archive.errors import FAILED
from archive.store import audit
from archive.store.audit import Finding
from archive.store.connection import Archive, opened, opened_as_it_is
from archive.store.ledger import Seal

Progress: TypeAlias = Callable[[str, int, int], None]

_GONE = "The proof of every record is gone, and what is not shown whole stands only there: restore it from a backup."


@dataclass(frozen=True, slots=True, kw_only=True)
class Orders:
    """What to verify.

    database, captures: the two files
    head: a head of the ledger that must be met, or how it begins; "" for none
    progress: told what is examined, how much of it is done, and how much there is
    lock: held while something is mended; None leaves all as it is
    """

    database: Path
    captures: Path
    head: str = ""
    progress: Progress = lambda _what, _done, _total: None
    lock: AbstractContextManager[None] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What was found; seal: the last one, None before the first or when it cannot be read."""

    mended: tuple[Finding, ...]
    left: tuple[Finding, ...]
    seal: Seal | None

    @property
    def exit_code(self) -> int:
        """What the command ends with: 0 when all is well now, 1 when something is left."""
        return FAILED if self.left else 0


def verify(orders: Orders) -> Report:
    """Examine both files and mend what can be rebuilt; StoreError when there is nothing to examine."""
    with opened_as_it_is(orders.database) as db:
        audit.refuse_other_versions(db, orders.database)
    found = list({each.sentence: each for each in (*_served(orders), *_private(orders))}.values())
    seal = _seal(orders.database)
    mendable = [each for each in found if each.mendable]
    if not mendable or orders.lock is None:
        return Report(mended=(), left=tuple(found), seal=seal)
    with orders.lock:
        _mend(orders, mendable)
    again = {each.sentence: each for each in (*_served(orders), *_both(orders))}
    return Report(
        mended=tuple(each for each in mendable if each.sentence not in again),
        left=(*again.values(), *(each for each in found if each.captures and not each.mendable)),
        seal=seal,
    )


def _mend(orders: Orders, findings: list[Finding]) -> None:
    for path, private in ((orders.database, False), (orders.captures, True)):
        some = [each for each in findings if each.mend and each.captures is private]
        if some:
            with opened_as_it_is(path) as db:
                audit.mend(db, some)
    if any(each.settle for each in findings):
        with opened(orders.database, orders.captures) as archive:
            audit.settle(archive, findings)


def _served(orders: Orders) -> Iterator[Finding]:
    with opened_as_it_is(orders.database) as db:
        yield from audit.examine(db, orders.head, orders.progress)


def _private(orders: Orders) -> Iterator[Finding]:
    if not orders.captures.is_file():
        sentence = "the file with the bytes of every capture is gone"
        yield Finding(check="bytes", subject=str(orders.captures), sentence=sentence, hint=_GONE, captures=True)
        return
    with opened_as_it_is(orders.database) as db, opened_as_it_is(orders.captures) as captures:
        yield from audit.examine_captures(db, captures, orders.progress)
    yield from _both(orders)


def _both(orders: Orders) -> Iterator[Finding]:
    if orders.captures.is_file():
        with opened_as_it_is(orders.database) as db, opened_as_it_is(orders.captures) as captures:
            yield from audit.examine_both(Archive(db=db, captures=captures, path=orders.database))


def _seal(path: Path) -> Seal | None:
    with opened_as_it_is(path) as db:
        return audit.sealed(db)
