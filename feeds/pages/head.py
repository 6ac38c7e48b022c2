"""What stands in the head of a page, for browsers, readers, search engines and networks."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Self

from feeds.feed import Feed
from feeds.pages.bilingual import Bilingual, Leaf


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The head of a page.

    path: where the page is on the site, "northamptonshire/"; "" is the home page
    feed: whose documents a feed reader finds when it is given this page
    language: of what the page shows, and of its own words if the site speaks it
    languages: where the same page is in each language, if in several
    bilingual: which other pages are in several: those that it leads to
    kind: its type in Open Graph
    image: absolute; "" for none
    published: ISO 8601, "" for no article
    data: JSON-LD (schema.org)
    """

    path: str
    title: str
    description: str
    feed: Feed
    language: str = "en"
    languages: Mapping[str, str] = field(default_factory=dict)
    bilingual: Bilingual = field(default_factory=Bilingual)
    kind: str = "website"
    image: str = ""
    published: str = ""
    data: Mapping[str, object] = field(default_factory=dict)

    @classmethod
    def on(cls, leaf: Leaf, *, title: str, description: str, feed: Feed) -> Self:
        """Return the head of a page in one of its languages."""
        return cls(
            path=leaf.path,
            title=title,
            description=description,
            feed=feed,
            language=leaf.language,
            languages=leaf.languages,
            bilingual=leaf.bilingual,
        )
