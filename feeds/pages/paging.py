"""A long list in pages of a bounded size: "kent/2015/", then "kent/2015/2.html"."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from feeds.pages.language import Language

_Item = TypeVar("_Item")


@dataclass(frozen=True, slots=True, kw_only=True)
class Part(Generic[_Item]):
    """What stands on one page.

    path: of the page on the site
    told: which page it is, "Page 2 of 3"; "" where there is only one
    previous, next: where the pages beside it are, "" where there is none
    """

    items: Sequence[_Item]
    path: str
    number: int
    told: str
    previous: str
    next: str

    def titled(self, title: str) -> str:
        """Return a title with what tells this page from the others."""
        return ", ".join(filter(None, (title, self.told)))


def parts(items: Sequence[_Item], most: int, folder: str, say: Language) -> Iterator[Part[_Item]]:
    """Yield the parts of a list, at least one, in order.

    most: items on a page
    folder: where the first page is, with its slash
    """
    count = max(1, -(-len(items) // most))
    for number in range(1, count + 1):
        yield Part(
            items=items[(number - 1) * most : number * most],
            path=_where(folder, number),
            number=number,
            told=say.plain("page_of", number=number, count=count) if count > 1 else "",
            previous=_where(folder, number - 1) if number > 1 else "",
            next=_where(folder, number + 1) if number < count else "",
        )


def _where(folder: str, number: int) -> str:
    return folder if number == 1 else f"{folder}{number}.html"
