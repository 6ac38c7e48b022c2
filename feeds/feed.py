"""A feed, whatever the format: what it is called, where it is, whose words it carries."""

from dataclasses import dataclass
from datetime import datetime

from archive.identity import tag
from archive.office import Office
from archive.topic import Topic
from feeds.address import address
from feeds.characters import headline, line
from feeds.site import Site


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """Whose words they are: a name on one line, never empty, and a home page."""

    name: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Addresses:
    """Where one document of a feed is, as a page and in each format; absolute."""

    page: str
    atom: str
    rss: str
    json: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Paging:
    """Where a document stands in the whole history of its feed (RFC 5005 section 4), by addresses in its own format.

    current: the document that is subscribed to; "" in that document itself
    previous, following: the archive documents before and after
    """

    current: str = ""
    previous: str = ""
    following: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed; its text is legal (feeds.characters) and on one line.

    id: a tag URI (RFC 4151), the same in every format
    at: its own addresses
    updated: when its newest entry was, or when the archive was made; aware, UTC
    mixed: its entries come from several offices, so that each of them names its source
    hub: where subscribers are told at once (WebSub); "" for nowhere
    """

    id: str
    title: str
    subtitle: str
    at: Addresses
    language: str
    author: Author
    updated: datetime
    mixed: bool = False
    hub: str = ""
    paging: Paging = Paging()


def for_office(office: Office, site: Site, updated: datetime) -> Feed:
    """Return the feed of one office."""
    name = line(office.name)
    path = f"{office.id}/"
    return Feed(
        id=tag(site.authority, path),
        title=f"{name}: press releases",
        subtitle=f"Press releases of the {name}, as archived by {line(site.title)}",
        at=addresses(site, path),
        language=site.language,
        author=Author(name=name, url=address(office.home)),
        updated=updated,
        hub=site.hub,
    )


def for_all(site: Site, updated: datetime) -> Feed:
    """Return the feed of every office together."""
    name = line(site.title)
    return Feed(
        id=tag(site.authority, "all/"),
        title=f"{name}: all press releases",
        subtitle=f"Press releases of every office in {name}",
        at=addresses(site, "all/"),
        language=site.language,
        author=_ours(site),
        updated=updated,
        hub=site.hub,
        mixed=True,
    )


def for_topic(topic: Topic, site: Site, updated: datetime) -> Feed:
    """Return the feed of a topic: what every office says about it."""
    name, path = line(topic.name), f"topics/{topic.slug}/"
    return Feed(
        id=tag(site.authority, path),
        title=f"{line(site.title)}: {name}",
        subtitle=f"Press releases of every office in {line(site.title)} about {name}",
        at=addresses(site, path),
        language=site.language,
        author=_ours(site),
        updated=updated,
        hub=site.hub,
        mixed=True,
    )


def for_person(name: str, office: Office, path: str, site: Site, updated: datetime) -> Feed:
    """Return the feed of what a person is quoted as saying in an office's releases; path: of their page."""
    return Feed(
        id=tag(site.authority, path),
        title=f"{line(name)}: quotations",
        subtitle=f"What {line(name)} is quoted as saying in press releases of the {line(office.name)}",
        at=addresses(site, path),
        language=site.language,
        author=Author(name=line(office.name), url=address(office.home)),
        updated=updated,
        hub=site.hub,
    )


def for_changes(site: Site, updated: datetime) -> Feed:
    """Return the feed of what the offices changed: edits, redatings, removals, and what came back."""
    name = line(site.title)
    return Feed(
        id=tag(site.authority, "changes/"),
        title=f"{name}: changes",
        subtitle=f"Press releases in {name} that were edited, redated, moved, removed or put back, and how we know",
        at=addresses(site, "changes/"),
        language=site.language,
        author=_ours(site),
        updated=updated,
        hub=site.hub,
    )


def for_status(site: Site, updated: datetime) -> Feed:
    """Return the feed of how the offices stand, which is about us as much as about them."""
    name = line(site.title)
    return Feed(
        id=tag(site.authority, "status/"),
        title=f"{name}: status",
        subtitle=f"Which offices {name} sees too little of or cannot reach, which went quiet, and which are well again",
        at=addresses(site, "status/"),
        language=site.language,
        author=_ours(site),
        updated=updated,
        hub=site.hub,
    )


def for_search(site: Site, asked: str, described: str) -> Feed:
    """Return the feed of a search, as old as the archive until it has entries.

    asked: the query string, in the one form that means this search: "?q=knife"
    described: the same in words
    """
    name = line(site.title)
    return Feed(
        id=tag(site.authority, f"search{asked}"),
        title=headline(f"{name}: {described}"),
        subtitle=f"Press releases in {name} that a search finds, the newest first",
        at=addresses(site, "search/", asked),
        language=site.language,
        author=_ours(site),
        updated=site.created,
        mixed=True,
    )


def _ours(site: Site) -> Author:
    return Author(name=line(site.title), url=site.url)


def addresses(site: Site, path: str, asked: str = "") -> Addresses:
    """Return where the documents of a folder of the site are: "northamptonshire/"; asked: their query string."""
    return Addresses(
        page=site.address(f"{path}{asked}"),
        atom=site.address(f"{path}atom.xml{asked}"),
        rss=site.address(f"{path}rss.xml{asked}"),
        json=site.address(f"{path}feed.json{asked}"),
    )
