"""The page of a release that is withheld: that there is one, and since when; neither its title nor why."""

from archive import wording
from archive.store.stubs import Stub
from feeds.feed import Feed
from feeds.pages import language, template
from feeds.pages.bilingual import Bilingual
from feeds.pages.head import Head
from feeds.site import Site


def page(site: Site, feed: Feed, stub: Stub, bilingual: Bilingual) -> str:
    """Return the page; feed is its office's, bilingual: which other pages are in Welsh too."""
    say = language.of(stub.language)
    head = Head(
        path=stub.path,
        title=say.plain("withheld_title"),
        description=say.plain("withheld_since", date=say.moment(stub.since)),
        feed=feed,
        language=say.id,
        bilingual=bilingual,
    )
    return template.render("withheld.html", site, head, stub=stub, machine=wording.machine(stub.since))
