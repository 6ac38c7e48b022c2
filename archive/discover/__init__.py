"""Where a site keeps its releases: the ways of publishing, tried in order; each one is a module."""

from collections.abc import Iterable, Mapping

from archive.discover import answer, feed, history, listing, sitemap, wordpress
from archive.discover.once import Once
from archive.discover.reading import Reading
from archive.discover.way import Found, Place, Way, places
from archive.errors import BudgetError, DiscoverError, FetchError, RefusedError
from archive.response import Fetch, Response

__all__ = ["WAYS", "Found", "Place", "Way", "find", "read"]

WAYS: Mapping[str, Way] = {  # the best first
    "wordpress": wordpress,
    "feed": feed,
    "listing": listing,  # before the sitemap, because it shows what is a release, with title and date
    "sitemap": sitemap,
}


def find(url: str, fetch: Fetch, ways: Iterable[str] = tuple(WAYS)) -> Found:
    """Ask a page how its site publishes: the first of these ways that really lists releases, and where the rest are.

    DiscoverError when none does; it tells what each way met. A way that robots.txt forbids is passed over.
    """
    once = Once(fetch)  # several ways look at the same pages
    home = once(url)
    if not home.ok:
        raise answer.unexpected(home, "a page")
    found: list[Place] = []
    remarks: list[str] = []
    for name in ways:
        address, remark = _detected(name, home, once, needed=not found)
        if address:
            found.append(Place(way=name, url=address))
            if len(found) == 1 and WAYS[name].complete(address, once):
                break
        else:
            remarks.append(f"{name}: {remark}")
    if found:
        first, *others = found
        return Found(way=first.way, url=first.url, history=tuple(others), remarks=tuple(remarks))
    if answer.guarded(home):
        raise answer.unexpected(home, "the site")
    raise DiscoverError(
        f"{url} answered {home.status}, but shows no releases in any way we know ({'; '.join(remarks)})",
        hint="Give the address of the page that lists the releases, or of a feed.",
    )


def read(way: str, reads_from: str, fetch: Fetch, cursor: str = "") -> Reading:
    """Read a source as it was found (`Found.way`, `Found.reads_from`): all of it, or what is new or changed since.

    cursor="" is the reading of a sweep: ask for it from time to time, since it alone finds what no increment can.
    """
    first, *others = places(way, reads_from)
    if others:
        return history.read(WAYS, (first, *others), fetch, cursor)
    return WAYS[first.way].read(first.url, fetch, cursor)


def _detected(name: str, home: Response, fetch: Fetch, *, needed: bool) -> tuple[str, str]:
    """Return where a way lists releases, or why it does not; what is not needed may also be out of reach."""
    try:
        return WAYS[name].detect(home, fetch) or "", "not offered"
    except (DiscoverError, RefusedError) as error:
        return "", str(error)
    except BudgetError:
        raise
    except FetchError as error:
        if needed:
            raise
        return "", str(error)
