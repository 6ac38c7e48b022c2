"""The page that a server answers with where there is nothing."""

from feeds.feed import Feed
from feeds.pages import template
from feeds.pages.head import Head
from feeds.site import Site


def page(site: Site, feed: Feed) -> str:
    """Return the page for an address without one; it works at any depth of the site."""
    head = Head(
        path=template.NOT_FOUND,
        title="There is nothing at this address",
        description="The archive has no page here.",
        feed=feed,
    )
    return template.render(template.NOT_FOUND, site, head)
