"""In which parts of a site releases lie, told by their addresses."""

import re
from collections import Counter
from collections.abc import Iterable
from urllib.parse import parse_qsl, urlsplit

from archive.discover.page import elsewhere

NEWS = re.compile(r"news|press|media|release|statement|latest|blog|newyddion|datganiad", re.IGNORECASE)
PAGE_KEYS = frozenset({"page", "paged", "pg", "pagenumber", "start", "offset"})
_DOCUMENT = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?|od[tsp]|csv|rtf|zip|jpe?g|png|gif|mp[34]|ics|xml)$", re.IGNORECASE)
_NO_RELEASE = frozenset({"category", "tag", "tags", "author", "page", "feed", "wp-content", "search"})
MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)"
)
_NUMBER = re.compile(rf"\d+|(?:\d{{1,2}}-)?{MONTH}(?:-\d{{4}})?")  # also 05-may, november-2019
_PERIOD = re.compile(rf"(?:19|20)\d\d|\d{{1,2}}|(?:\d{{1,2}}-)?{MONTH}(?:-\d{{4}})?")  # but /press-releases/1756/
_DATED = re.compile(r"\d{4}-\d\d-")
_TONGUE = re.compile(r"[a-z]{2}(?:-[a-z]{2})?", re.IGNORECASE)
_ROOT = "/"


def leads(url: str, listing: str) -> bool:
    """Tell whether a link on a listing can lead to a release: neither off the site, nor document, nor listing."""
    if not elsewhere(url, listing):
        return False
    parts = urlsplit(url)
    segments = {segment.lower() for segment in parts.path.split("/")}
    if _DOCUMENT.search(parts.path) or segments & _NO_RELEASE or not (parts.path.strip("/") or parts.query):
        return False
    turned = parts.path == urlsplit(listing).path and any(key.lower() in PAGE_KEYS for key, _ in parse_qsl(parts.query))
    return not turned


def section(url: str) -> str:
    """Return where a page lies, years, months and other numbers as "*": "/news/*/*/"; "/" beside everything else.

    The keys of a query belong to it, "/news.aspx?id", and so does a date that begins the last name, "/*-".
    """
    parts = urlsplit(url)
    *folders, last = parts.path.lower().rstrip("/").split("/")
    keys = ",".join(sorted({key.lower() for key, _ in parse_qsl(parts.query)}))
    place = "/".join("*" if _NUMBER.fullmatch(folder) else folder for folder in folders) + _ROOT
    if keys:
        return f"{place}{last}?{keys}"
    return f"{place}*-" if _DATED.match(last) else place


def common(urls: Iterable[str]) -> list[str]:
    """Return the sections that several releases share; none for those which lie beside all other pages."""
    counted = Counter(section(url.replace(" ", "%20")) for url in urls)
    return sorted(place for place, count in counted.items() if count > 1 and place != _ROOT)


def within(url: str, sections: Iterable[str]) -> bool:
    """Tell whether a page lies in these sections, or else in one of the same language that is named for news."""
    place = section(url.replace(" ", "%20"))
    sections = list(sections)
    if _period(url):
        return False
    if place in sections:
        return True
    tongues = {_tongue(known) for known in sections} or {""}
    return _tongue(place) in tongues and bool(NEWS.search(place.partition("?")[0]))


def _period(url: str) -> bool:
    """Tell whether a page is that of a year or a month."""
    return bool(_PERIOD.fullmatch(urlsplit(url).path.lower().rstrip("/").rpartition("/")[2]))


def _tongue(place: str) -> str:
    """Return the language of a tree such as /cy/ or /en-gb/; "" outside of one."""
    first = place.split("/")[1] if place.count("/") > 1 else ""
    return first if _TONGUE.fullmatch(first) else ""
