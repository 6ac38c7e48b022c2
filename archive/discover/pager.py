"""The way from one page of a listing to the next older one."""

import re
from urllib.parse import parse_qsl, urlsplit

from bs4 import BeautifulSoup, Tag

from archive.discover.page import SCRIPT, attribute, elsewhere, line
from archive.discover.section import MONTH

_NEXT = re.compile(
    r"^[\s‹›«»<>⟩❯→]*(?:(?:go to )?(?:the )?next(?: page)?|older(?: posts| entries| news| articles)?|"
    r"(?:tudalen )?nesaf|h[ŷy]n|»|›|>|⟩|❯|→)[\s‹›«»<>⟩❯→]*$",
    re.IGNORECASE,
)
_MORE = re.compile(
    r"^(?:(?:load|show|view|see) more\b.*|more (?:news|posts|results|stories)|llwytho (?:mwy|rhagor)|"
    r"(?:dangos|gweld) (?:mwy|rhagor)\b.*)$",
    re.IGNORECASE,
)
_IN_PATH = re.compile(r"/(?:page/|page-?|index-?)([0-9]{1,6})(?:/|\.html?)?$")
_FIRST = re.compile(r"/index\.html?$")
_DIGITS = re.compile(r"^[0-9]{1,6}$")
_NUMBERS = re.compile(r"^[0-9]{1,6}(?:,[0-9]{1,6})*$")  # Drupal has a number for each pager of a page, "0,2"
_PERIOD = re.compile(  # what a list of one year or month is called: 2019, May 2019, 2019 (12)
    rf"^(?:{MONTH} )?(?:19|20)\d\d(?: ?\(\d+\))?$", re.IGNORECASE
)
_POSTS_BACK = "__doPostBack"  # ASP.NET
_KEYS = frozenset({"page", "paged", "pg", "pagenumber"})


def older_page(soup: BeautifulSoup, url: str) -> str:
    """Return the address of the page after the one at `url`; "" on the last.

    A link that says so comes first: rel="next", then its words; else the link to the next higher number.
    """
    links = [(link, attribute(link, "href")) for link in soup.find_all(["a", "link"], href=True)]
    onward = [(link, target) for link, target in links if elsewhere(target, url)]
    for says_so in (_rel_next, _says_next):
        if target := next((target for link, target in onward if says_so(link)), ""):
            return target
    here = _number(url)
    numbered = [(_number(target), target) for _, target in onward if _listing(target) == _listing(url)]
    return min(((number, target) for number, target in numbered if number > here), default=(0, ""))[1]


def periods(soup: BeautifulSoup, url: str) -> list[str]:
    """Return the lists by year or month that a page at `url` links to, for one that has no older page."""
    links = ((line(link), attribute(link, "href")) for link in soup.find_all("a", href=True))
    return list(dict.fromkeys(target for words, target in links if _PERIOD.match(words) and elsewhere(target, url)))


def scripted(soup: BeautifulSoup, url: str) -> str:
    """Return by what a page at `url` shows more to a browser only, in words; "" when it does not."""
    for element in soup.find_all(["button", "a"]):
        words = line(element)
        if _MORE.match(words) and not elsewhere(attribute(element, "href"), url):
            return "has a button for more, which only a browser can press"
        if _POSTS_BACK in attribute(element, SCRIPT) and (_NEXT.match(words) or _DIGITS.match(words)):
            return "turns its pages by sending a form, which only a browser can do"
    return ""


def _rel_next(link: Tag) -> bool:
    return "next" in attribute(link, "rel").lower().split()


def _says_next(link: Tag) -> bool:
    return any(_NEXT.match(words) for words in (line(link), attribute(link, "aria-label")))


def _number(url: str) -> int:
    """Return the number of a page; -1 for an address without one (Drupal counts from 0, others from 1)."""
    parts = urlsplit(url)
    if found := _IN_PATH.search(parts.path):
        return int(found.group(1))
    numbers = [value for key, value in parse_qsl(parts.query) if key.lower() in _KEYS and _NUMBERS.match(value)]
    return sum(map(int, numbers[0].split(","))) if numbers else -1


def _listing(url: str) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Return what is the same in the addresses of all pages of one listing."""
    parts = urlsplit(url)
    query = (pair for pair in parse_qsl(parts.query) if pair[0].lower() not in _KEYS)
    return _FIRST.sub("", _IN_PATH.sub("", parts.path)).rstrip("/"), tuple(sorted(query))
