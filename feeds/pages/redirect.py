"""The page of a record that was merged into another one: it leads there, with and without a server's help."""

from archive.store.redirects import Redirect
from feeds.feed import Feed
from feeds.pages import template
from feeds.pages.head import Head
from feeds.site import Site


def page(site: Site, feed: Feed, redirect: Redirect) -> str:
    """Return a page that sends every reader on at once; feed is that of all offices."""
    head = Head(
        path=redirect.path,
        title=redirect.title,
        description="This release has another address on this site.",
        feed=feed,
        language=redirect.language,
    )
    return template.render("redirect.html", site, head, target=redirect.target)
