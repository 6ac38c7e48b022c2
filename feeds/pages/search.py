"""The page at the search's address in a copy of the site: it searches in the browser, or says where to search."""

from collections.abc import Sequence

from feeds.feed import Feed
from feeds.pages import template
from feeds.pages.bilingual import Leaf
from feeds.pages.head import Head
from feeds.pages.listing import Shelves
from feeds.site import Site

PATH = "search/"
INDEX = f"{PATH}index/"  # a folder for each year
_LEAF = Leaf(PATH)
_SPOKEN = ("searching", "nothing_found", "search_failed", "no_date", "listed", "months")  # by the script of the page


def page(site: Site, feed: Feed, shelves: Shelves, years: Sequence[str] = (), leaf: Leaf = _LEAF) -> str:
    """Return the page.

    years: those that have an index, latest first; without any, the page leads to the live archive
    """
    say = leaf.say
    described = say.plain("search_in_browser" if years else "search_elsewhere")
    head = Head.on(leaf, title=say.plain("search"), description=described, feed=feed)
    phrases = {key: say.words[key] for key in _SPOKEN}
    return template.render("search.html", site, head, shelves=shelves, years=years, phrases=phrases, index=INDEX)
