"""What a first look finds beside the news: a tree in the other language, a filter where there are many topics."""

from collections.abc import Iterable, Sequence

from archive import discover, identity, masthead, query
from archive.discover import neighbours, wordpress
from archive.discover.reading import Item, Reading
from archive.errors import DiscoverError, FetchError
from archive.parse import tree
from archive.proof import Sieve, Tree, Tried
from archive.ration import Ration
from archive.response import Response
from archive.store import sieve

FILTER = 'police OR policing OR crime OR "anti-social behaviour" OR "domestic abuse" OR violence'
_MOST = 8  # requests for a tree in the other language
_NEARLY_ALL = 0.8
_WAYS = ("wordpress", "feed", "listing")  # a sitemap has the pages of both languages as a rule


def tongue(home: Response, used: Tried, items: Iterable[Item], ration: Ration) -> Tree | None:
    """Return the tree in the other of English and Welsh that a home page leads to; None when there is none of its own.

    It is one of its own when most that it lists is not among the items that were found already: else one source reads
    both. What reads both trees alike is no way to read one of them, and another is pinned.
    """
    url, language = neighbours.other_tongue(home)
    if not url:
        return None
    known = {identity.normal_url(item.url) for item in items}
    shared = False
    with ration.reading(_MOST):
        for way in _WAYS:
            try:
                page = ration(url)
                place = discover.WAYS[way].detect(page, ration) if page.ok else None
                if place is None:
                    continue
                reading = first_pages(way, place, ration)
            except (DiscoverError, FetchError):
                continue
            fresh = [item for item in reading.items if identity.normal_url(item.url) not in known]
            if place != used.url and len(fresh) * 2 > len(reading.items):
                pinned = way if shared else "auto"
                found = max(reading.total or 0, len(reading.items))
                return Tree(url=page.final_url, way=pinned, language=language, by=way, listed=found)
            shared = True
    return None


def first_pages(way: str, url: str, ration: Ration) -> Reading:
    """Read as much of a way as a first look needs."""
    return wordpress.sample(url, ration) if way == "wordpress" else discover.WAYS[way].read(url, ration)


def sieved(name: str, items: Sequence[Item], *, mayor: bool) -> Sieve | None:
    """Return the filter that news of many topics need, with what it keeps; None where nearly all is about policing.

    mayor: whether a mayor is known to govern here; else the name of the site tells
    """
    if not items or not (mayor or masthead.has_many_topics(name)):
        return None
    kept = tuple(item for item in items if _passes(item))
    if len(kept) >= _NEARLY_ALL * len(items):
        return None
    return Sieve(filter=FILTER, kept=len(kept), seen=len(items))


def through(found: Sieve | None, items: Sequence[Item]) -> tuple[Item, ...]:
    """Return the items that a filter keeps."""
    return tuple(item for item in items if found is None or _passes(item))


def _passes(item: Item) -> bool:
    texts = [_plain(html) for html in (item.title, item.summary, item.content)]
    return sieve.finds((texts[0], texts[1], texts[2]), query.parse(FILTER))


def _plain(html: str) -> str:
    return tree.text_of(tree.fragment(html)) if html.strip() else ""
