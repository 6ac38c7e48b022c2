"""The current parser over everything that was kept, without asking a site: on every core, little in memory at once."""

import os
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from multiprocessing import get_context
from typing import TypeAlias

from archive import anatomy, parse
from archive.anatomy import Anatomy
from archive.errors import CopperplateError
from archive.release import ARCHIVED, Release
from archive.reread import Answer
from archive.response import Response
from archive.store import captures, whole
from archive.store.connection import Archive
from archive.version import Version

_Versions: TypeAlias = tuple[Version, ...]
_Read: TypeAlias = tuple[Release, Anatomy] | str  # or why it cannot be read

_FEW = 50  # versions that are read sooner than other processes start
_AHEAD = 2  # answers in memory for each process: one at work, one waiting


@dataclass(frozen=True, slots=True, kw_only=True)
class Reread:
    """What reading a version again has shown.

    changes: what differs, and what was there before and after; "" for what is in a table of its own
    problem: why it cannot be read again, in a sentence; "" when it can. It is left as it was.
    """

    version: Version
    changes: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    problem: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Orders:
    """How to read again.

    offices: whose releases, by id; every office's when empty
    contacts: whether the contacts that releases give are kept in a table of their own
    write: False shows what would change, and changes nothing
    processes: how many read at the same time
    """

    offices: Sequence[str] = ()
    contacts: bool = True
    write: bool = True
    processes: int = os.cpu_count() or 1


def reparse(archive: Archive, orders: Orders) -> Iterator[Reread]:
    """Read every version again, and yield what that showed; each one is written before it is yielded."""
    for versions, found in _all_read(archive, list(whole.by_capture(archive, orders.offices)), orders.processes):
        for version, read in zip(versions, found, strict=True):
            if isinstance(read, str):
                yield Reread(version=version, problem=read)
                continue
            release, parts = read
            kept = parts if orders.contacts else replace(parts, contacts=())
            changes = whole.renew(archive, version, release, parse.PARSER, kept, write=orders.write)
            yield Reread(version=version, changes=changes)


def _all_read(
    archive: Archive, work: list[tuple[int, _Versions]], processes: int
) -> Iterator[tuple[_Versions, list[_Read]]]:
    """Yield the versions of each answer as they are read now; an answer whose bytes are lost tells so."""
    if processes == 1 or sum(len(versions) for _, versions in work) <= _FEW:
        for capture, versions in work:
            response = _response(archive, capture)
            yield versions, _read(response, versions) if response else _lost(versions)
        return
    waiting: deque[tuple[_Versions, Future[list[_Read]] | None]] = deque()
    with ProcessPoolExecutor(max_workers=processes, mp_context=get_context("spawn")) as pool:
        for capture, versions in work:
            response = _response(archive, capture)
            waiting.append((versions, pool.submit(_read, response, versions) if response else None))
            if len(waiting) >= _AHEAD * processes:
                yield _finished(*waiting.popleft())
        while waiting:
            yield _finished(*waiting.popleft())


def _finished(versions: _Versions, future: "Future[list[_Read]] | None") -> tuple[_Versions, list[_Read]]:
    return versions, future.result() if future else _lost(versions)


def _read(response: Response, versions: _Versions) -> list[_Read]:
    """Read the versions of one answer; a process of its own does this."""
    answer = Answer(response)
    return [_one(answer, version) for version in versions]


def _one(answer: Answer, version: Version) -> _Read:
    try:
        release = answer.release(version)
    except CopperplateError as error:
        return str(error)
    if release.kind not in ARCHIVED:
        return f"today's parser takes it for no release but {release.kind}"
    return release, anatomy.read(release)


def _response(archive: Archive, capture: int) -> Response | None:
    try:
        return captures.response(archive, capture)
    except KeyError:
        return None


def _lost(versions: Iterable[Version]) -> list[_Read]:
    return ["the bytes that it was read from are not there" for _ in versions]
