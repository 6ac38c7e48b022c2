"""The pages that list releases: the home page, all offices, one office."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from archive.office import Office
from archive.release import Holding
from archive.store.holdings import Happening
from feeds.feed import Feed
from feeds.pages import template
from feeds.pages.head import Head
from feeds.site import Site


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """An office as the pages show it.

    count: how many of its releases may be shown
    newest: its newest release, None while there is none
    """

    office: Office
    feed: Feed
    count: int
    newest: Holding | None = None


Shelves = Mapping[str, Shelf]  # by the id of the office, in the order in which they are shown


def home(site: Site, feed: Feed, shelves: Shelves, latest: Sequence[Holding], changes: Sequence[Happening]) -> str:
    """Return the home page: the latest releases, every office, and what changed."""
    total = sum(shelf.count for shelf in shelves.values())
    head = Head(path="", title=site.title, description=_scope(total, len(shelves)), feed=feed)
    return template.render("home.html", site, head, shelves=shelves, latest=latest, changes=changes, total=total)


def everything(site: Site, feed: Feed, shelves: Shelves, latest: Sequence[Holding]) -> str:
    """Return the page of all offices together."""
    total = sum(shelf.count for shelf in shelves.values())
    head = Head(path="all/", title="All press releases", description=_scope(total, len(shelves)), feed=feed)
    return template.render("all.html", site, head, shelves=shelves, latest=latest, total=total)


def office(site: Site, shelf: Shelf, latest: Sequence[Holding]) -> str:
    """Return the page of one office."""
    name = shelf.office.name
    description = f"Press releases of the {name}, with every version that was seen and what changed between them."
    head = Head(path=f"{shelf.office.id}/", title=name, description=description, feed=shelf.feed)
    return template.render("office.html", site, head, shelf=shelf, latest=latest, shelves={shelf.office.id: shelf})


def _scope(releases: int, offices: int) -> str:
    of = "1 office" if offices == 1 else f"{offices} offices"
    return f"{releases:,} press release{'s' * (releases != 1)} of {of}, kept with every change that was made to them."
