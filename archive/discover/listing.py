"""The way of every other site: HTML pages that list the releases."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from urllib.parse import unquote, urlsplit

from archive import identity
from archive.discover.answer import unexpected
from archive.discover.blocks import Block, find_blocks, newsworthy
from archive.discover.order import joined, remembered, short_name
from archive.discover.page import attribute, elements, elsewhere, line
from archive.discover.pager import older_page, periods, scripted
from archive.discover.reading import Extent, Item, Reading
from archive.discover.stamp import welsh
from archive.errors import DiscoverError
from archive.release import Channel
from archive.response import NO_VALIDATORS, Fetch, Response, Validators

ACCEPT = "text/html, application/xhtml+xml;q=0.9, */*;q=0.1"
_NEWS_PAGES = (  # how a site calls its news page, in words or in its address; the most telling first
    re.compile(r"press[-_ ]?(?:releases?|office|room)|media[-_ ]?releases?|datganiad", re.IGNORECASE),
    re.compile(r"(?<![a-z])(?:news(?!letter)|newyddion|press(?![a-z])|wasg)", re.IGNORECASE),
    re.compile(r"(?<![a-z])(?:media(?![a-z])|cyfryngau|announcements?|statements?)", re.IGNORECASE),
)
_BYLINE = re.compile(r"/authors?/", re.IGNORECASE)  # all that the "press office" has written
_SHORT = 5  # words: what is longer is the headline of one release
_FEWEST = 3  # fewer blocks are no listing to be found, though a listing once found may have fewer
_PLENTY = 5  # related news below a release are three or four
_MOST_CANDIDATES = 5
_MOST_PAGES = 200
_STALE = 2  # pages in a row without anything new: the site gives the same page for every number
_NOT_MODIFIED = 304


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One page of a listing.

    items: by mark
    older: the address of the older page, ""
    periods: those of the lists by year or month that it links to
    scripted: by what it shows more to a browser only, in words; ""
    """

    url: str
    items: dict[str, Item]
    older: str
    periods: list[str]
    scripted: str


def detect(home: Response, fetch: Fetch) -> str | None:
    """Return the address of the page that lists releases: the page itself, or one that it links to as its news.

    A home page, which shows a few of the newest, and a page with so few that they may be related news, come last.
    """
    page = news_page(home, fetch)
    return page.final_url if page else None


def news_page(home: Response, fetch: Fetch) -> Response | None:
    """Return the page whose address `detect` returns, as it answered."""
    own = _count(home)
    front = not urlsplit(home.final_url).path.strip("/")
    if own >= _PLENTY and not front:
        return home
    for url in _linked(home):
        candidate = fetch(url, accept=ACCEPT)
        if candidate.ok and _count(candidate) >= _FEWEST:
            return candidate
    return home if own >= _FEWEST else None


def complete(_url: str, _fetch: Fetch) -> bool:
    """Return False: only the last page can tell, and a sitemap tells more of changes."""
    return False


def read(url: str, fetch: Fetch, cursor: str = "") -> Reading:
    """Read a listing: all of its pages without a cursor, else until a whole page has nothing new or changed.

    Only a reading without a cursor finds a release that was put in among older ones. Extent.WHOLE is a reading that
    came to the natural end of several pages: a single page may show the newest only, and what a button in the page
    would load cannot be seen. When an older page fails, the cursor is handed back as it was, so that the next reading
    tries again.
    """
    validators, known = _remembered(cursor)
    response = fetch(url, accept=ACCEPT, validators=validators)
    if response.status == _NOT_MODIFIED and cursor:
        return Reading(items=(), cursor=cursor)
    sheets = [_sheet(response)]
    trouble = ""
    try:
        sheets.extend(_older(sheets[0], fetch, known))
        if len(sheets) == 1 and not known:
            sheets.extend(_by_period(sheets[0], fetch))
    except DiscoverError as error:
        trouble = f"the older pages are left: {error}"
    items = {mark: item for sheet in sheets for mark, item in sheet.items.items()}
    listed = {item.aliases[0] for item in items.values()}
    limit = _limit(sheets)
    whole = len(sheets) > 1 and not (known or trouble or limit)
    shown = tuple(dict.fromkeys(short_name(item.url) for item in items.values()))
    ends = not (trouble or limit or sheets[-1].older)
    named = shown if ends else joined(remembered(cursor), shown)
    return Reading(
        items=tuple(item for mark, item in items.items() if mark not in known),
        extent=Extent.WHOLE if whole else Extent.PART,
        present=frozenset(listed) if whole else frozenset(),
        total=len(listed) if whole else None,
        cursor=cursor if trouble else _written(response.validators, known | items.keys(), named),
        remarks=tuple(remark for remark in (trouble, limit) if remark),
        shown=() if trouble else shown,
        ends=ends,
    )


def _linked(home: Response) -> list[str]:
    """Return the pages that a page links to as its news, in words or by address, the most telling first."""
    found: dict[str, int] = {}
    for link in elements(home).find_all("a", href=True):
        url, words = attribute(link, "href"), line(link)
        if not elsewhere(url, home.final_url) or len(words.split()) > _SHORT or _BYLINE.search(urlsplit(url).path):
            continue
        told = f"{words} {unquote(urlsplit(url).path).rstrip('/').rpartition('/')[2]}"
        rank = next((rank for rank, pattern in enumerate(_NEWS_PAGES) if pattern.search(told)), None)
        if rank is not None:
            found[url] = min(rank, found.get(url, rank))
    return sorted(found, key=found.__getitem__)[:_MOST_CANDIDATES]


def _count(response: Response) -> int:
    """Return how many releases a page lists; 0 when what it lists is no news."""
    found = find_blocks(elements(response), response.final_url)
    return len(found) if newsworthy(found, response.final_url) else 0


def _sheet(response: Response) -> Sheet:
    """Read one page of a listing; DiscoverError when nothing is listed there."""
    soup = elements(response)
    found = find_blocks(soup, response.final_url) if response.ok else []
    if not found:
        raise unexpected(response, "a page that lists releases")
    language = welsh(attribute(soup.find("html"), "lang"))
    return Sheet(
        url=response.final_url,
        items={_mark(block): _item(block, response, language) for block in found},
        older=older_page(soup, response.final_url),
        periods=periods(soup, response.final_url),
        scripted=scripted(soup, response.final_url),
    )


def _older(sheet: Sheet, fetch: Fetch, known: frozenset[str]) -> Iterator[Sheet]:
    """Give the pages after the first, to the end, or with known releases to the first page that has no other.

    A site may give the same page for every number: two pages in a row without anything new are the end.
    """
    asked = {sheet.url}
    seen = set(sheet.items)
    stale = 0
    while sheet.older and sheet.older not in asked and stale < _STALE and len(asked) < _MOST_PAGES:
        if known and known >= sheet.items.keys():
            return
        asked.add(sheet.older)
        sheet = _sheet(fetch(sheet.older, accept=ACCEPT))
        stale = 0 if sheet.items.keys() - seen else stale + 1
        seen |= sheet.items.keys()
        yield sheet


def _by_period(first: Sheet, fetch: Fetch) -> Iterator[Sheet]:
    """Give the pages of the lists by year or month, where the newest releases are on one page by themselves."""
    seen = {first.url}
    for url in first.periods:
        if url in seen or len(seen) >= _MOST_PAGES:
            continue
        response = fetch(url, accept=ACCEPT)
        if response.ok and not find_blocks(elements(response), response.final_url):
            continue  # a month without a release
        sheet = _sheet(response)
        for page in (sheet, *_older(sheet, fetch, frozenset())):
            seen.add(page.url)
            yield page


def _limit(sheets: list[Sheet]) -> str:
    """Return why there may be more releases than the pages have shown; "" when there is no reason to think so."""
    if len(sheets) >= _MOST_PAGES and sheets[-1].older:
        return f"{sheets[-1].url}: reading ended here, after {_MOST_PAGES} pages"
    more = next((sheet for sheet in sheets if sheet.scripted and not sheet.older), None)
    return f"{more.url} {more.scripted}" if more else ""


def _item(block: Block, response: Response, language: str) -> Item:
    return Item(
        url=block.url,
        channel=Channel.PAGE,
        response=response,
        title=block.title,
        published=block.published,
        modified=block.modified,
        language=language,
        aliases=(identity.url_alias(block.url),),
    )


def _mark(block: Block) -> str:
    """Return a short name for what a listing says of a release, to know the next time whether it says the same."""
    said = (identity.normal_url(block.url), block.words, block.published.value, block.modified.value, block.date)
    return sha256("\n".join(said).encode("utf-8", "replace")).hexdigest()[:12]


def _written(validators: Validators, known: frozenset[str], named: tuple[str, ...]) -> str:
    fields = {"etag": validators.etag, "last_modified": validators.last_modified, "known": sorted(known)}
    return json.dumps({**fields, "order": named}, separators=(",", ":"))


def _remembered(cursor: str) -> tuple[Validators, frozenset[str]]:
    """Return the last reading's validators and what it saw; nothing from a cursor that is not ours."""
    try:
        value = json.loads(cursor)
        validators = Validators(etag=str(value["etag"]), last_modified=str(value["last_modified"]))
        return validators, frozenset(map(str, value["known"]))
    except (ValueError, TypeError, KeyError):
        return NO_VALIDATORS, frozenset()
