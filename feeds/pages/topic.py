"""The pages of topics: saved searches, and the releases that they match."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from archive import identity
from archive.release import Holding
from archive.topic import Topic
from feeds.feed import Feed
from feeds.pages import chart, template, volume
from feeds.pages.bilingual import Leaf
from feeds.pages.head import Head
from feeds.pages.language import ENGLISH
from feeds.pages.listing import Shelves
from feeds.pages.volume import Page, Series
from feeds.site import Site

PATH = "topics/"
_INDEX = Leaf(PATH)
_Topic = TypeVar("_Topic", bound=Topic)


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A topic as the pages show it.

    name, language: what it is called on a page, and in which language that is
    query: what it searches for, in our search language
    newest: the claimed day of its latest release, ""
    """

    slug: str
    name: str
    query: str
    count: int
    newest: str = ""
    language: str = ENGLISH


def where(slug: str) -> str:
    """Return where the page of a topic is: "topics/custody/"."""
    return f"{PATH}{slug}/"


def ordered(topics: Iterable[_Topic], spoken: str) -> list[_Topic]:
    """Return topics by their names in a language."""
    return sorted(topics, key=lambda each: identity.slug(each.named(spoken)))


def index(site: Site, feed: Feed, subjects: Sequence[Subject], leaf: Leaf = _INDEX) -> Page:
    """Return the page that leads to every topic."""
    say = leaf.say
    head = Head.on(leaf, title=say.plain("topics"), description=say.plain("topics_description"), feed=feed)
    return head.path, template.render("topics.html", site, head, subjects=subjects, where=where)


def page(
    site: Site,
    subject: Subject,
    series: Series,
    latest: Sequence[Holding],
    shelves: Shelves,
) -> Page:
    """Return the page of a topic: its latest releases, and its years."""
    say = series.leaf.say
    counted = {
        "releases": say.count("releases", subject.count),
        "offices": say.count("so_many_offices", len(shelves)),
    }
    described = say.plain("of_offices", **counted)
    head = Head.on(series.leaf, title=subject.name, description=described, feed=series.feed)
    values: Mapping[str, object] = {
        "subject": subject,
        "latest": latest,
        "shelves": shelves,
        "bars": chart.bars(series.periods),
        "years": volume.years(series),
    }
    return head.path, template.render("topic.html", site, head, **values)
