"""The pages of people: everybody whom releases quote, by office, and each with their roles and words."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from archive.store.gallery import Face
from archive.store.portrait import Portrait
from archive.store.quotations import Said
from feeds.feed import Feed
from feeds.pages import chart, paging, template
from feeds.pages.bilingual import Leaf
from feeds.pages.head import Head
from feeds.pages.language import Language
from feeds.pages.volume import Link, Page
from feeds.site import Site

PATH = "people/"
_INDEX = Leaf(PATH)
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


def index(site: Site, feed: Feed, counts: Mapping[str, int], offices: Mapping[str, str], leaf: Leaf = _INDEX) -> Page:
    """Return the page that leads to the people of each office.

    counts: how many people each office's releases quote; offices: the names by id
    """
    say = leaf.say
    described = say.plain("people_description", people=say.count("so_many_people", sum(counts.values())))
    head = Head.on(leaf, title=say.plain("people"), description=described, feed=feed)
    links = [Link(offices[office], people(office), count) for office, count in counts.items()]
    return head.path, template.render("people.html", site, head, links=links)


def gallery(site: Site, feed: Feed, office: str, faces: Sequence[Face], leaf: Leaf | None = None) -> Iterator[Page]:
    """Yield the pages that list the people of one office, those who are quoted most first; office: its name."""
    ordered = sorted(faces, key=lambda face: (-face.quotes, face.slug))
    leaf = leaf or Leaf(people(ordered[0].office))
    say = leaf.say
    for part in paging.parts(ordered, FACES, leaf.path, say):
        head = Head.on(
            leaf.turned(part.path),
            title=part.titled(say.plain("people_of", office=office)),
            description=say.plain("gallery_description", office=office),
            feed=feed,
        )
        yield part.path, template.render("gallery.html", site, head, office=office, part=part, where=where)


def pages(site: Site, sitter: Sitter, leaf: Leaf | None = None) -> Iterator[Page]:
    """Yield the pages of a person: who they are, and what they are quoted as saying, the latest first."""
    face, said = sitter.face, sitter.portrait.said
    leaf = leaf or Leaf(where(face))
    described = _described(sitter, leaf.say)
    for part in paging.parts(said, QUOTES, leaf.path, leaf.say):
        title = part.titled(face.name)
        head = Head.on(leaf.turned(part.path), title=title, description=described, feed=sitter.feed)
        drawn = chart.bars(_months(said)) if part.number == 1 else None
        values = {"sitter": sitter, "said": _by_release(part.items), "bars": drawn, "part": part}
        yield part.path, template.render("person.html", site, head, **values)


def _described(sitter: Sitter, say: Language) -> str:
    face = sitter.face
    counted = {"quotations": say.count("quotations", face.quotes), "releases": say.count("releases", face.releases)}
    return say.plain("person_description", office=sitter.office, **counted)


def _by_release(said: Sequence[Said]) -> list[list[Said]]:
    """Return the quotations with those of one release together, each release where its first one stands."""
    found: dict[int, list[Said]] = {}
    for each in said:
        found.setdefault(each.release, []).append(each)
    return list(found.values())


def _months(said: Sequence[Said]) -> Mapping[str, int]:
    return Counter(f"{day:%Y-%m}" for each in said if each.published.at and (day := each.published.day))
