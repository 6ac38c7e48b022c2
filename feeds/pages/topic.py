"""The pages of topics: saved searches, and the releases that they match."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from archive.release import Holding
from feeds.feed import Feed
from feeds.pages import chart, language, template, volume
from feeds.pages.head import Head
from feeds.pages.listing import Shelves
from feeds.pages.volume import Page, Series
from feeds.site import Site

PATH = "topics/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A topic as the pages show it.

    query: what it searches for, in our search language
    newest: the claimed day of its latest release, ""
    """

    slug: str
    name: str
    query: str
    count: int
    newest: str = ""


def where(slug: str) -> str:
    """Return where the page of a topic is: "topics/custody/"."""
    return f"{PATH}{slug}/"


def index(site: Site, feed: Feed, subjects: Sequence[Subject]) -> Page:
    """Return the page that leads to every topic."""
    description = "What press releases are about: searches that were saved, each with a page and feeds of its own."
    head = Head(path=PATH, title="Topics", description=description, feed=feed)
    return head.path, template.render("topics.html", site, head, subjects=subjects, where=where)


def page(
    site: Site,
    subject: Subject,
    series: Series,
    latest: Sequence[Holding],
    shelves: Shelves,
) -> Page:
    """Return the page of a topic: its latest releases, and its years."""
    say = language.of(language.ENGLISH)
    described = f"{say.count('releases', subject.count)} of {_offices(shelves)}."
    head = Head(path=where(subject.slug), title=subject.name, description=described, feed=series.feed)
    values: Mapping[str, object] = {
        "subject": subject,
        "latest": latest,
        "shelves": shelves,
        "bars": chart.bars(series.periods),
        "years": volume.years(series),
    }
    return head.path, template.render("topic.html", site, head, **values)


def _offices(shelves: Shelves) -> str:
    return "1 office" if len(shelves) == 1 else f"{len(shelves)} offices"
