"""Where the text of a release leads: its links to other pages."""

from archive.parse.media import attachment
from archive.parse.tree import Element, text_of
from archive.release import Link

_WEB = ("http://", "https://")


def of(root: Element, base: str) -> tuple[Link, ...]:
    """Return the links of a text in order, each address once: no documents, mail addresses or places on this page.

    root: its addresses are absolute
    """
    found: dict[str, Link] = {}
    own = base.partition("#")[0]
    for link in root.iter("a"):
        url, title = link.get("href", ""), text_of(link)
        if not url.startswith(_WEB) or url.partition("#")[0] == own or attachment(link, base) is not None:
            continue
        if title and url not in found:
            found[url] = Link(url=url, title=title)
    return tuple(found.values())
