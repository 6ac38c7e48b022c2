"""What a home page leads to beside its own news: the same site in the other language, a host for what is old."""

import re

from bs4 import Tag

from archive import identity
from archive.discover.page import attribute, elements, line, same
from archive.discover.stamp import welsh
from archive.response import Response

_CALLED = {"cy": re.compile(r"cymraeg|welsh", re.IGNORECASE), "en": re.compile(r"english|saesneg", re.IGNORECASE)}
_FEW = 3  # words: what is longer is no switch of languages
_OLD = re.compile(
    r"\b(?:archived?|old|previous|former)(?: (?:web ?)?(?:site|pages|news|releases))?\b|archif", re.IGNORECASE
)
_OLD_HOST = re.compile(r"(?:^|[.-])(?:web)?archives?(?:[.-])|(?:^|\.)old[.-]", re.IGNORECASE)


def other_tongue(home: Response) -> tuple[str, str]:
    """Return the page in the other of English and Welsh that a page leads to, and which that is; ("", "") without."""
    page = elements(home)
    other = "en" if welsh(attribute(page.find("html"), "lang")) else "cy"
    links = [link for link in page.find_all(["link", "a"], href=True) if _leads_to(link, other)]
    found = (attribute(link, "href") for link in sorted(links, key=lambda link: link.name == "a"))
    url = next((url for url in found if url and not same(url, home.final_url)), "")
    return (url, other) if url else ("", "")


def archives(home: Response) -> tuple[str, ...]:
    """Return the addresses at other hosts that a page links to as an archive of its own."""
    here = identity.host(home.final_url)
    found = [
        attribute(link, "href")
        for link in elements(home).find_all("a", href=True)
        if _is_old(link, identity.host(attribute(link, "href")), here)
    ]
    return tuple(dict.fromkeys(url for url in found if url))


def _leads_to(link: Tag, language: str) -> bool:
    if link.name == "link" and "alternate" not in attribute(link, "rel").split():
        return False
    if attribute(link, "hreflang").lower().partition("-")[0] == language:
        return "xml" not in attribute(link, "type")
    words = line(link)
    return link.name == "a" and len(words.split()) <= _FEW and bool(_CALLED[language].search(words))


def _is_old(link: Tag, host: str, here: str) -> bool:
    if not host or host == here:
        return False
    own = host.endswith(f".{here}") or here in host
    return bool(_OLD_HOST.search(host) if own else len(line(link).split()) <= _FEW and _OLD.search(line(link)))
