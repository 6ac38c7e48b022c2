"""The site that we publish, as far as its feeds and pages need to know it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Search(StrEnum):
    """Where the site's search box is answered: in the browser, by the live archive, or by whichever can."""

    AUTO = "auto"
    PAGES = "pages"
    LIVE = "live"


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """The operator's site.

    title: its name, plain text
    url: absolute, ends with "/"
    authority: of the tag URIs (RFC 4151), "example.org,2026"; fixed when the archive is made
    created: when the archive was made; aware, UTC; what an empty feed says it was last updated
    contact: an e-mail address or a URL; "" when the operator gives none
    language: of the site's own words
    search: where its search box is answered
    pictures: whether our copies of pictures are published, or links to the offices' instead
    live: where the live archive is, "" when it answers at the same address or not at all; ends with "/"
    hub: the WebSub hub that is told of what is new, "" for none
    """

    title: str
    url: str
    authority: str
    created: datetime
    contact: str = ""
    language: str = "en"
    search: Search = Search.LIVE
    live: str = ""
    pictures: bool = True
    hub: str = ""

    def __post_init__(self) -> None:
        """Refuse an address that paths cannot be joined to."""
        if not self.url.startswith(("http://", "https://")) or not self.url.endswith("/"):
            raise ValueError(f"a site needs an absolute address that ends with a slash, not {self.url!r}")

    @property
    def answering(self) -> str:
        """Where the copy of the site is that answers the search box of the home page, "" for this one."""
        return self.live if self.search is Search.LIVE else ""

    @property
    def live_origin(self) -> str:
        """The origin of the live archive behind a space, as it is written into a policy; "" when it has none."""
        scheme, _, rest = self.live.partition("//")
        return f" {scheme}//{rest.partition('/')[0]}" if self.live else ""

    def address(self, path: str) -> str:
        """Return the absolute address of a path on the site; "" is the home page."""
        return self.url + path.lstrip("/")
