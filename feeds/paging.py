"""The links between a feed, its archive documents and its hub, as Atom and RSS have them (RFC 5005, WebSub)."""

from collections.abc import Iterator

from feeds.feed import Feed

_HISTORY = "http://purl.org/syndication/history/1.0"
ARCHIVE = f"{{{_HISTORY}}}archive"


def links(feed: Feed) -> Iterator[tuple[str, str]]:
    """Yield the relation and the address of each link."""
    place = feed.paging
    named = {"current": place.current, "prev-archive": place.previous, "next-archive": place.following}
    yield from ((rel, href) for rel, href in named.items() if href)
    if feed.hub and not place.current:
        yield "hub", feed.hub


def is_archive(feed: Feed) -> bool:
    """Tell whether a document is an archive that is to say so: the only one of a feed is still filling."""
    place = feed.paging
    return bool(place.current and (place.previous or place.following))


def namespaces(feed: Feed) -> dict[str, str]:
    """Return the namespaces that only some documents need, by prefix."""
    return {"fh": _HISTORY} if is_archive(feed) else {}
