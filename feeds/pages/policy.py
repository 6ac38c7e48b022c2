"""The page that says whose words these are, what is kept and why, and how to have something taken down."""

from feeds.feed import Feed
from feeds.pages import template
from feeds.pages.head import Head
from feeds.site import Site

PATH = "policy/"


def page(site: Site, feed: Feed) -> str:
    """Return the page; without an operator's address it says that there is none."""
    head = Head(
        path=PATH,
        title="Policy",
        description="Whose words these are, what is kept, and how to have something corrected or taken down.",
        feed=feed,
    )
    return template.render("policy.html", site, head)
