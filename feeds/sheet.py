"""A sheet: documents that show the same things, so that they are made together or not at all."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias

Document: TypeAlias = tuple[str, bytes]  # a path in the folder, and what has to stand there


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """Documents that are published together.

    name: unique and lasting, "northamptonshire/"
    key: a mark of everything that they show; equal keys mean equal documents, which are not made again
    make: makes them, one at a time
    listed: where its page is on the site, for who looks for all that is worth finding; None for no such page
    spare: the site is whole without it: when it cannot be made, what stood in its place goes, and all else is published
    """

    name: str
    key: str
    make: Callable[[], Iterable[Document]]
    listed: str | None = None
    spare: bool = False


def of_pages(path: str, key: str, make: Callable[[], Iterable[tuple[str, str]]]) -> Sheet:
    """Return the sheet of some pages of which the first is at a path; a page is its path on the site and its HTML."""

    def made() -> Iterator[Document]:
        for each, html in make():
            yield (f"{each}index.html" if each.endswith("/") or not each else each), html.encode()

    return Sheet(name=f"{path}index.html", key=key, make=made, listed=path)


def of_text(name: str, key: str, make: Callable[[], str]) -> Sheet:
    """Return the sheet of one document that is text."""
    return Sheet(name=name, key=key, make=lambda: [(name, make().encode())])
