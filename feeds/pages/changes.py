"""The pages of what the offices changed: edits, redatings, removals, in words; the latest, and every month."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from archive.store.amendments import Amendment
from feeds.feed import Feed
from feeds.pages import paging, template, volume
from feeds.pages.bilingual import Leaf
from feeds.pages.head import Head
from feeds.pages.listing import Shelves
from feeds.pages.versions import Piece
from feeds.pages.volume import Link, Page
from feeds.site import Site

PATH = "changes/"
_MOST = 150  # on a page
_LATEST = Leaf(PATH)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A change as the pages list it; excerpt: the first words that went or came, nothing where they are not told."""

    amendment: Amendment
    excerpt: tuple[Piece, ...] = ()


def page(
    site: Site,
    feed: Feed,
    shelves: Shelves,
    changes: Sequence[Told],
    months: Mapping[str, int],
    leaf: Leaf = _LATEST,
) -> str:
    """Return the page of the latest changes; feed is theirs; months: how many there were in each, "2026-03"."""
    say = leaf.say
    head = Head.on(leaf, title=say.plain("what_changed"), description=say.plain("changes_description"), feed=feed)
    links = [Link(month, volume.where(leaf.path, month), months[month]) for month in sorted(months, reverse=True)]
    return template.render("changes.html", site, head, shelves=shelves, changes=changes, months=links)


def month(
    site: Site, feed: Feed, shelves: Shelves, period: str, changes: Sequence[Told], leaf: Leaf = _LATEST
) -> Iterator[Page]:
    """Yield the pages of the changes that were seen in a month, as given; leaf: the page of the latest."""
    say = leaf.say
    described = say.plain("changes_description")
    for part in paging.parts(changes, _MOST, volume.where(leaf.path, period), say):
        title = part.titled(f"{say.plain('what_changed')}: {say.period(period)}")
        head = Head.on(leaf.turned(part.path), title=title, description=described, feed=feed)
        yield part.path, template.render("amendments.html", site, head, shelves=shelves, part=part)
