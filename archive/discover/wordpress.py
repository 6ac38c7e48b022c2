"""The way of WordPress: its REST API, which lists every post and says what has changed.

A quiet reading asks two questions for each post type: what was modified, and how many are there? A post that
was scheduled or imported is not "modified" when it appears, and one that is trashed is not listed at all; both show
in the total, and then the ids are listed. The question for the total brings the newest ids along, so that a post
which appears on the day when another goes is seen too.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import chain
from urllib.parse import urljoin

from archive import identity
from archive.discover.memory import Memory, remembered, written
from archive.discover.page import address, attribute, elements
from archive.discover.post import item_of, modified_of, post_alias, readable
from archive.discover.reading import Extent, Item, Reading
from archive.discover.rest import PER_PAGE, Api, Page, PostType, Row
from archive.discover.software import speaks_of_wordpress
from archive.errors import DiscoverError
from archive.release import Alias
from archive.response import Fetch, Response

_API = "https://api.w.org/"
_LINK_HEADER = re.compile(r"<([^>]+)>\s*;[^,]*\brel=\"?" + re.escape(_API))
_USUAL_ROOTS = ("/wp-json/", "/?rest_route=/", "/index.php/wp-json/")
_NEWS = re.compile(
    r"(?<![a-z])(?:news(?!letter)|press(?![a-z])|release|media[-_ ](?:centre|center)|statement|announcement|"
    r"blog|article|newyddion|datganiad)",
    re.IGNORECASE,
)
_NOT_NEWS = frozenset({"page", "attachment"})

Rows = dict[int, tuple[Row, Response]]  # by id


def detect(home: Response, fetch: Fetch) -> str | None:
    """Return the root of the API when it lists posts; None where nothing speaks of WordPress, or there is no post.

    A root that the page itself declares, but which does not answer, is a DiscoverError.
    """
    declared = [root for root in _declared(home) if root]
    usual = _USUAL_ROOTS if speaks_of_wordpress(home) else ()
    problem: DiscoverError | None = None
    for root in dict.fromkeys([*declared, *(urljoin(home.final_url, place) for place in usual)]):
        api = Api(root, fetch)
        try:
            if sum(api.newest(kind).total for kind in _kinds(api)):
                return root
        except DiscoverError as error:
            problem = problem or error
        else:
            return None
    if declared and problem:
        raise problem
    return None


def complete(_url: str, _fetch: Fetch) -> bool:
    """Return True: the API lists every post, and says what has changed."""
    return True


def read(url: str, fetch: Fetch, cursor: str = "") -> Reading:
    """Read every post of the API at the root `url`, or with an earlier reading's cursor what changed since.

    Without a cursor the post types are asked again too: `cursor=""` is the reading for a sweep.
    """
    api = Api(url, fetch)
    known = remembered(cursor, url)
    parts = [_since(api, before) for before in known] or [_everything(api, kind) for kind in _kinds(api)]
    if not parts:
        raise DiscoverError(
            f"{url} shows no post type that could hold releases",
            hint="The site keeps them out of its API: set its feed or its news page instead.",
        )
    return _joined(url, parts)


def sample(url: str, fetch: Fetch) -> Reading:
    """Read the newest and the oldest posts of the API at the root `url`, and how many there are, in few requests."""
    api = Api(url, fetch)
    parts = [(kind, api.ends(kind)) for kind in _kinds(api)]
    found = [_items(_rows(pages).values(), kind, api.root) for kind, pages in parts]
    return Reading(
        items=tuple(item for items, _ in found for item in items),
        total=sum(pages[0].total for _, pages in parts),
        remarks=tuple(remark for _, remarks in found for remark in remarks),
    )


def _declared(home: Response) -> Iterator[str]:
    """Give the roots that a page or an API's own answer declares."""
    for value in home.header_values("link"):
        yield from (address(home.final_url, root) for root in _LINK_HEADER.findall(value))
    if home.media_type == "application/json":
        yield home.final_url
    else:
        for link in elements(home).find_all("link", rel=_API, href=True):
            yield attribute(link, "href")


def _kinds(api: Api) -> list[PostType]:
    """Return the post types that hold news: `post`, and those whose names say so."""
    return [
        PostType(slug=slug, route=f"{row.get('rest_namespace') or 'wp/v2'}/{row['rest_base']}")
        for slug, row in api.types().items()
        if row.get("rest_base") and slug not in _NOT_NEWS and (slug == "post" or _named_news(slug, row))
    ]


def _named_news(slug: str, row: Row) -> bool:
    return any(_NEWS.search(str(name)) for name in (slug, row["rest_base"], row.get("name", "")))


def _everything(api: Api, kind: PostType) -> tuple[Reading, Memory]:
    """Read a post type from its first post to its last."""
    pages = api.posts(kind)
    rows = _rows(pages)
    items, remarks = _items(rows.values(), kind, api.root)
    complete = len(rows) == pages[-1].total
    if not complete:
        remarks = (
            *remarks,
            f"{kind.slug}: {len(rows)} of {pages[-1].total} posts were listed; the list moved",
        )
    extent, total = Extent.WHOLE if complete else Extent.PART, pages[-1].total
    reading = Reading(items=items, extent=extent, present=_addresses(pages), total=total, remarks=remarks)
    return reading, Memory(kind=kind).moved(rows, _modified(rows), pages[0].response.fetched_at)


def _since(api: Api, before: Memory) -> tuple[Reading, Memory]:
    """Read what changed in a post type since the memory was made."""
    kind = before.kind
    if not before.after:
        return _everything(api, kind)
    pages = api.posts(kind, modified_after=before.after)
    changed = _rows(pages)
    newest = api.newest(kind)
    ids = before.ids | changed.keys() | _rows([newest]).keys()
    listing: list[Page] = []
    extent = Extent.SAME
    if len(ids) != newest.total:
        listing = api.ids(kind)
        listed = _rows(listing).keys()
        whole = len(listed) == listing[-1].total
        ids, extent = (frozenset(listed), Extent.WHOLE) if whole else (ids | listed, Extent.PART)
    seen = changed | _included(api, kind, sorted(ids - before.ids - changed.keys()))
    fresh = [seen[number] for number, when in _modified(seen).items() if not before.knows(number, when)]
    items, remarks = _items(fresh, kind, api.root)
    present = _addresses(listing)
    reading = Reading(items=items, extent=extent, present=present, total=newest.total, remarks=remarks)
    return reading, before.moved(ids, _modified(seen), pages[0].response.fetched_at)


def _included(api: Api, kind: PostType, numbers: list[int]) -> Rows:
    """Ask for posts by their ids: those which appeared without having been modified."""
    chunks = (numbers[start : start + PER_PAGE] for start in range(0, len(numbers), PER_PAGE))
    pages = (api.posts(kind, include=",".join(map(str, chunk))) for chunk in chunks)
    return _rows(chain.from_iterable(pages))


def _rows(pages: Iterable[Page]) -> Rows:
    return {row["id"]: (row, found.response) for found in pages for row in found.rows}


def _modified(rows: Rows) -> dict[int, str]:
    return {number: modified_of(row) for number, (row, _) in rows.items()}


def _addresses(pages: Iterable[Page]) -> frozenset[Alias]:
    links = (address(found.response.final_url, str(row.get("link"))) for found in pages for row in found.rows)
    return frozenset(identity.url_alias(link) for link in links if link)


def _items(rows: Iterable[tuple[Row, Response]], kind: PostType, root: str) -> tuple[tuple[Item, ...], tuple[str, ...]]:
    """Make items of posts; a post that cannot be read by everyone is a remark."""
    items: list[Item] = []
    hidden: list[str] = []
    for row, response in rows:
        if readable(row):
            items.append(item_of(row, kind.slug, root, response))
        else:
            hidden.append(str(row["id"]))
    remarks = (f"{kind.slug}: without a text that everyone may read: {', '.join(hidden)}",) if hidden else ()
    return tuple(items), remarks


def _joined(root: str, parts: list[tuple[Reading, Memory]]) -> Reading:
    """Join the readings of all post types into one, which claims no more than each of them does."""
    readings = [reading for reading, _ in parts]
    memories = [known for _, known in parts]
    extents = {reading.extent for reading in readings}
    extent = extents.pop() if len(extents) == 1 else Extent.WHOLE if Extent.PART not in extents else Extent.PART
    present = {post_alias(number, known.kind.slug, root) for known in memories for number in known.ids}
    return Reading(
        items=tuple(item for reading in readings for item in reading.items),
        extent=extent,
        present=frozenset(present.union(*(reading.present for reading in readings)))
        if extent is Extent.WHOLE
        else frozenset(),
        total=sum(reading.total or 0 for reading in readings),
        cursor=written(root, memories),
        remarks=tuple(remark for reading in readings for remark in reading.remarks),
    )
