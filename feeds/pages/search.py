"""The page at the search's address in a copy of the site: it searches in the browser, or says where to search."""

from collections.abc import Sequence

from feeds.feed import Feed
from feeds.pages import template
from feeds.pages.head import Head
from feeds.pages.listing import Shelves
from feeds.site import Site

PATH = "search/"
INDEX = f"{PATH}index/"  # a folder for each year


def page(site: Site, feed: Feed, shelves: Shelves, years: Sequence[str] = ()) -> str:
    """Return the page.

    years: those that have an index, latest first; without any, the page leads to the live archive
    """
    head = Head(
        path=PATH,
        title="Search",
        description="Search every release in this browser."
        if years
        else "Searching needs the archive itself, not only its pages.",
        feed=feed,
    )
    return template.render("search.html", site, head, shelves=shelves, years=years)
