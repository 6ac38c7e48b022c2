"""The pages that list releases: the home page, all offices, one office."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from archive.office import Office
from archive.release import Holding
from archive.store.amendments import Amendment
from feeds.feed import Feed
from feeds.pages import chart, template, volume
from feeds.pages.bilingual import Leaf
from feeds.pages.head import Head
from feeds.pages.language import Language
from feeds.pages.volume import Link, Series
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


_HOME, _ALL = Leaf(""), Leaf("all/")

Shelves = Mapping[str, Shelf]  # by the id of the office, in the order in which they are shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Front:
    """What the home page shows beside the offices: the latest, and the topics."""

    latest: Sequence[Holding]
    changes: Sequence[Amendment]
    topics: Sequence[Link]


def home(site: Site, feed: Feed, shelves: Shelves, front: Front, leaf: Leaf = _HOME) -> str:
    """Return the home page."""
    total = sum(shelf.count for shelf in shelves.values())
    head = Head.on(leaf, title=site.title, description=_scope(leaf.say, total, len(shelves)), feed=feed)
    return template.render("home.html", site, head, shelves=shelves, front=front, total=total)


def everything(
    site: Site, feed: Feed, shelves: Shelves, latest: Sequence[Holding], series: Series | None = None
) -> str:
    """Return the page of all offices together; series: its years, where they have pages."""
    total = sum(shelf.count for shelf in shelves.values())
    leaf = series.leaf if series else _ALL
    described = _scope(leaf.say, total, len(shelves))
    head = Head.on(leaf, title=leaf.say.plain("all_press_releases"), description=described, feed=feed)
    return template.render("all.html", site, head, shelves=shelves, latest=latest, **_history(series))


def office(site: Site, shelf: Shelf, latest: Sequence[Holding], series: Series | None = None) -> str:
    """Return the page of one office; series: its years, where they have pages, and the language of the page."""
    name = shelf.office.name
    leaf = series.leaf if series else Leaf(f"{shelf.office.id}/")
    described = leaf.say.plain("office_description", office=name)
    head = Head.on(leaf, title=name, description=described, feed=shelf.feed)
    shelves = {shelf.office.id: shelf}
    return template.render("office.html", site, head, shelf=shelf, latest=latest, shelves=shelves, **_history(series))


def _history(series: Series | None) -> dict[str, object]:
    """Return what is drawn and linked of the past."""
    if series is None:
        return {"bars": None, "years": []}
    return {"bars": chart.bars(series.periods), "years": volume.years(series)}


def _scope(say: Language, releases: int, offices: int) -> str:
    counted = {"releases": say.count("releases", releases), "offices": say.count("so_many_offices", offices)}
    return say.plain("scope", **counted)
