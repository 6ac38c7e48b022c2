"""The site that we publish, as far as its feeds and pages need to know it."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """The operator's site.

    title: its name, plain text
    url: absolute, ends with "/"
    authority: of the tag URIs (RFC 4151), "example.org,2026"; fixed when the archive is made
    created: when the archive was made; aware, UTC; what an empty feed says it was last updated
    contact: an e-mail address or a URL; "" when the operator gives none
    language: of the site's own words
    """

    title: str
    url: str
    authority: str
    created: datetime
    contact: str = ""
    language: str = "en"

    def __post_init__(self) -> None:
        """Refuse an address that paths cannot be joined to."""
        if not self.url.startswith(("http://", "https://")) or not self.url.endswith("/"):
            raise ValueError(f"a site needs an absolute address that ends with a slash, not {self.url!r}")

    def address(self, path: str) -> str:
        """Return the absolute address of a path on the site; "" is the home page."""
        return self.url + path.lstrip("/")
