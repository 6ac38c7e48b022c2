"""A sheet: documents that show the same things, so that they are made together or not at all."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeAlias

Document: TypeAlias = tuple[str, bytes]  # a path in the folder, and what has to stand there


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """Documents that are published together.

    name: unique and lasting, "northamptonshire/"
    key: a mark of everything that they show; equal keys mean equal documents, which are not made again
    make: makes them, one at a time
    """

    name: str
    key: str
    make: Callable[[], Iterable[Document]]
