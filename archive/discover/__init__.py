"""Where a site keeps its releases: the ways of publishing, tried in order; each one is a module."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from archive.discover import answer, feed, listing, wordpress
from archive.discover.reading import Reading
from archive.errors import DiscoverError, RefusedError
from archive.response import Fetch, Response


class Way(Protocol):
    """One way in which a site can publish; a module satisfies it."""

    def detect(self, home: Response, fetch: Fetch) -> str | None:
        """Return the address to read from, once it has shown a release; None when nothing speaks for this way.

        DiscoverError says what came where the site promises this way and does not keep it.
        """
        ...

    def read(self, url: str, fetch: Fetch, cursor: str = "") -> Reading:
        """Read all that there is, or with the cursor of an earlier reading, what is new or changed since.

        DiscoverError when the answer is not what was asked for, or lists nothing and does not say so.
        """
        ...


WAYS: Mapping[str, Way] = {"wordpress": wordpress, "feed": feed, "listing": listing}  # the best first


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """How a site publishes: a key of WAYS, the address to read from, and why nothing better was found."""

    way: str
    url: str
    remarks: tuple[str, ...] = ()


def find(url: str, fetch: Fetch, ways: Iterable[str] = tuple(WAYS)) -> Found:
    """Ask a page how its site publishes, and return the first of these ways that really lists releases.

    DiscoverError when none does; it tells what each way met. A way that robots.txt forbids is passed over.
    """
    home = fetch(url)
    if not home.ok:
        raise answer.unexpected(home, "a page")
    remarks: list[str] = []
    for name in ways:
        try:
            address = WAYS[name].detect(home, fetch)
        except (DiscoverError, RefusedError) as error:
            remarks.append(f"{name}: {error}")
        else:
            if address:
                return Found(way=name, url=address, remarks=tuple(remarks))
            remarks.append(f"{name}: not offered")
    if answer.guarded(home):
        raise answer.unexpected(home, "the site")
    raise DiscoverError(
        f"{url} answered {home.status}, but shows no releases in any way we know ({'; '.join(remarks)})",
        hint="Give the address of the page that lists the releases, or of a feed.",
    )


def read(way: str, url: str, fetch: Fetch, cursor: str = "") -> Reading:
    """Read a source by the way that was found: all of it, or with a cursor, what is new or changed since.

    cursor="" is the reading of a sweep: ask for it from time to time, since it alone finds what no increment can.
    """
    return WAYS[way].read(url, fetch, cursor)
