"""The pages of what the offices changed: edits, redatings, removals, in words; the latest, and every month."""

from collections.abc import Iterator, Mapping, Sequence

from archive.store.amendments import Amendment
from archive.store.holdings import Happening
from feeds.feed import Feed
from feeds.pages import language, template, volume
from feeds.pages.head import Head
from feeds.pages.listing import Shelves
from feeds.pages.volume import Link, Page
from feeds.site import Site

PATH = "changes/"
_MOST = 150  # on a page
_DESCRIPTION = "Press releases that were edited, redated, removed or put back, and how we know."


def page(site: Site, feed: Feed, shelves: Shelves, changes: Sequence[Happening], months: Mapping[str, int]) -> str:
    """Return the page of the latest changes; feed is theirs; months: how many there were in each, "2026-03"."""
    head = Head(path=PATH, title="What changed", description=_DESCRIPTION, feed=feed)
    links = [Link(month, volume.where(PATH, month), months[month]) for month in sorted(months, reverse=True)]
    return template.render("changes.html", site, head, shelves=shelves, changes=changes, months=links)


def month(site: Site, feed: Feed, shelves: Shelves, period: str, changes: Sequence[Amendment]) -> Iterator[Page]:
    """Yield the pages of the changes that were seen in a month, as given."""
    say = language.of(language.ENGLISH)
    parts = [changes[start : start + _MOST] for start in range(0, len(changes), _MOST)]
    for number, part in enumerate(parts, start=1):
        told = say.plain("page_of", number=number, count=len(parts)) if len(parts) > 1 else ""
        head = Head(
            path=volume.where(PATH, period, number),
            title=", ".join(filter(None, (f"What changed: {say.period(period)}", told))),
            description=_DESCRIPTION,
            feed=feed,
        )
        turned = volume.turned(PATH, period, number, len(parts))
        values = {"shelves": shelves, "changes": part, "turned": turned, "page": told}
        yield head.path, template.render("amendments.html", site, head, **values)
