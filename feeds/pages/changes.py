"""The page of what the offices changed: edits, redatings, removals, in words."""

from collections.abc import Sequence

from archive.store.holdings import Happening
from feeds.feed import Feed
from feeds.pages import template
from feeds.pages.head import Head
from feeds.pages.listing import Shelves
from feeds.site import Site


def page(site: Site, feed: Feed, shelves: Shelves, changes: Sequence[Happening]) -> str:
    """Return the page of the latest changes; feed is the one that a reader is offered there."""
    head = Head(
        path="changes/",
        title="What changed",
        description="Press releases that were edited, redated, moved, removed or put back, and how we know.",
        feed=feed,
    )
    return template.render("changes.html", site, head, shelves=shelves, changes=changes)
