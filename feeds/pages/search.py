"""The page at the search's address where nothing can answer a search: in a copy of the site's files."""

from feeds.feed import Feed
from feeds.pages import template
from feeds.pages.head import Head
from feeds.pages.listing import Shelves
from feeds.site import Site

PATH = "search/"


def page(site: Site, feed: Feed, shelves: Shelves) -> str:
    """Return the page that says where a search is answered, and what can be looked through here."""
    head = Head(
        path=PATH,
        title="Search",
        description="Searching needs the archive itself, not only its pages.",
        feed=feed,
    )
    return template.render("search.html", site, head, shelves=shelves)
