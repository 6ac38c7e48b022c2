"""The pages of people: everybody whom releases quote, by office, and each with their roles and words."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from archive.store.gallery import Face
from archive.store.portrait import Portrait
from archive.store.quotations import Said
from feeds.feed import Feed
from feeds.pages import chart, language, paging, template
from feeds.pages.head import Head
from feeds.pages.volume import Link, Page
from feeds.site import Site

PATH = "people/"
QUOTES = 50  # on a page
FACES = 200  # on a page


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitter:
    """A person whose pages are written; office: its name; feed: the one that a reader is offered there."""

    face: Face
    office: str
    portrait: Portrait
    feed: Feed


def people(office: str) -> str:
    """Return where the people of an office are: "people/kent/"."""
    return f"{PATH}{office}/"


def where(face: Face) -> str:
    """Return where a person's page is: "people/kent/jane-oakham/"."""
    return f"{people(face.office)}{face.slug}/"


def index(site: Site, feed: Feed, counts: Mapping[str, int], offices: Mapping[str, str]) -> Page:
    """Return the page that leads to the people of each office.

    counts: how many people each office's releases quote; offices: the names by id
    """
    total = sum(counts.values())
    head = Head(
        path=PATH,
        title="People",
        description=f"{total:,} people whom press releases quote by name: in which roles, when, and with what words.",
        feed=feed,
    )
    links = [Link(offices[office], people(office), count) for office, count in counts.items()]
    return head.path, template.render("people.html", site, head, links=links)


def gallery(site: Site, feed: Feed, office: str, faces: Sequence[Face]) -> Iterator[Page]:
    """Yield the pages that list the people of one office, those who are quoted most first; office: its name."""
    ordered = sorted(faces, key=lambda face: (-face.quotes, face.slug))
    say = language.of(language.ENGLISH)
    for part in paging.parts(ordered, FACES, people(ordered[0].office), say):
        head = Head(
            path=part.path,
            title=part.titled(f"People: {office}"),
            description=f"People whom press releases of the {office} quote by name.",
            feed=feed,
        )
        yield part.path, template.render("gallery.html", site, head, office=office, part=part, where=where)


def pages(site: Site, sitter: Sitter) -> Iterator[Page]:
    """Yield the pages of a person: who they are, and what they are quoted as saying, the latest first."""
    face, said = sitter.face, sitter.portrait.said
    for part in paging.parts(said, QUOTES, where(face), language.of(language.ENGLISH)):
        head = Head(
            path=part.path,
            title=part.titled(face.name),
            description=_described(sitter),
            feed=sitter.feed,
        )
        drawn = chart.bars(_months(said)) if part.number == 1 else None
        values = {"sitter": sitter, "said": _by_release(part.items), "bars": drawn, "part": part}
        yield part.path, template.render("person.html", site, head, **values)


def _described(sitter: Sitter) -> str:
    face = sitter.face
    quotes = "1 quotation" if face.quotes == 1 else f"{face.quotes:,} quotations"
    releases = "1 press release" if face.releases == 1 else f"{face.releases:,} press releases"
    return f"{quotes} in {releases} of the {sitter.office}."


def _by_release(said: Sequence[Said]) -> list[list[Said]]:
    """Return the quotations with those of one release together, each release where its first one stands."""
    found: dict[int, list[Said]] = {}
    for each in said:
        found.setdefault(each.release, []).append(each)
    return list(found.values())


def _months(said: Sequence[Said]) -> Mapping[str, int]:
    return Counter(f"{day:%Y-%m}" for each in said if each.published.at and (day := each.published.day))
