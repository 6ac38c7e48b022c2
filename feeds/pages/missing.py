"""The page that a server answers with where there is nothing."""

from feeds.feed import Feed
from feeds.pages import language, template
from feeds.pages.bilingual import Bilingual
from feeds.pages.head import Head
from feeds.site import Site


def page(site: Site, feed: Feed, bilingual: Bilingual) -> str:
    """Return the page for an address without one, in all the site's languages; it works at any depth of the site."""
    say = language.of(language.ENGLISH)
    head = Head(
        path=template.NOT_FOUND,
        title=say.plain("not_there"),
        description=say.plain("not_there_words"),
        feed=feed,
        bilingual=bilingual,
    )
    return template.render(template.NOT_FOUND, site, head)
