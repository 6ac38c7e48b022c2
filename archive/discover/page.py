"""An HTML page as discovery looks at it: its elements, and the addresses in them."""

import re
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup, Tag

from archive import identity
from archive.response import Response

_PROLOG = re.compile(rb"^\s*<\?xml[^>]*\?>")
_CHARSET = re.compile(r"charset=[\"']?([\w.:-]+)", re.IGNORECASE)
_SCHEMES = frozenset({"http", "https"})
_SCRIPTED = "javascript:"
SCRIPT = "data-script"  # where `elements` keeps what a link does, when that is not to lead to an address


def elements(response: Response) -> BeautifulSoup:
    """Return the elements of a page, its links made absolute (or SCRIPT); none for bytes that are no page."""
    if b"<" not in response.body:
        return BeautifulSoup("", "lxml")
    charset = _CHARSET.search(response.header("content-type"))
    # an XHTML page is read as HTML, as browsers do; its prolog would make the parser complain of that
    page = BeautifulSoup(_PROLOG.sub(b"", response.body), "lxml", from_encoding=charset.group(1) if charset else None)
    base = address(response.final_url, attribute(page.find("base", href=True), "href")) or response.final_url
    for link in page.find_all(["a", "link"], href=True):
        href = attribute(link, "href")
        link["href"] = address(base, href)
        if href[: len(_SCRIPTED)].lower() == _SCRIPTED:
            link[SCRIPT] = href
    return page


def attribute(element: Tag | None, name: str) -> str:
    """Return the text of an attribute, a list of values with blanks between; "" when there is none."""
    value = element.get(name) if element else None
    return " ".join(value).strip() if isinstance(value, list) else (value or "").strip()


def line(element: Tag) -> str:
    """Return the text of an element on one line."""
    return " ".join(element.get_text(" ").split())


def address(relative_to: str, href: str) -> str:
    """Return the absolute address of a link, without its fragment; "" when it leads to no page."""
    if not href.strip():
        return ""
    try:
        url = urljoin(relative_to, href).partition("#")[0]
        parts = urlsplit(url)
        usable = parts.scheme in _SCHEMES and bool(parts.hostname) and parts.port != 0
    except ValueError:  # an unclosed bracket, a port that is no number
        return ""
    return url if usable else ""


def elsewhere(target: str, url: str) -> bool:
    """Tell whether a link leads to another page of the same site."""
    return bool(target) and identity.host(target) == identity.host(url) and not same(target, url)


def same(one: str, other: str) -> bool:
    """Tell whether two addresses are of one page."""
    return identity.normal_url(one) == identity.normal_url(other)
