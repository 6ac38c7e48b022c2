"""A way in which a site can publish, and how a site was found to."""

from dataclasses import dataclass
from typing import Protocol

from archive.discover.reading import Reading
from archive.response import Fetch, Response


class Way(Protocol):
    """One way in which a site can publish; a module satisfies it."""

    def detect(self, home: Response, fetch: Fetch) -> str | None:
        """Return the address to read from, once it has shown a release; None when nothing speaks for this way.

        DiscoverError says what came where the site promises this way and does not keep it.
        """
        ...

    def complete(self, url: str, fetch: Fetch, /) -> bool:
        """Tell whether a full reading from an address needs nothing beside it to find every release."""
        ...

    def read(self, url: str, fetch: Fetch, cursor: str = "") -> Reading:
        """Read all that there is, or with the cursor of an earlier reading, what is new or changed since.

        DiscoverError when the answer is not what was asked for, or lists nothing and does not say so.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where releases are listed: a key of `archive.discover.WAYS`, and the address to read from."""

    way: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """How a site publishes.

    way, url: where its newest releases are read
    history: where else, in a full reading, older ones are looked for
    remarks: why nothing better was found
    """

    way: str
    url: str
    history: tuple[Place, ...] = ()
    remarks: tuple[str, ...] = ()

    @property
    def reads_from(self) -> str:
        """The addresses, as `read` takes them: "https://…/feed/ listing https://…/news/"."""
        told = (f" {place.way} {place.url.replace(' ', '%20')}" for place in self.history)
        return self.url.replace(" ", "%20") + "".join(told)


def places(way: str, reads_from: str) -> tuple[Place, ...]:
    """Return the places that `Found.reads_from` names, the first being read by this way."""
    words = [way, *reads_from.split()]
    return tuple(Place(way=name, url=url) for name, url in zip(words[::2], words[1::2], strict=False))
