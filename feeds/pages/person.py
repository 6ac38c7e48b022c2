"""The pages of people: everybody whom releases quote, by office, and each with their roles and words."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from archive.store.gallery import Face
from archive.store.portrait import Portrait
from archive.store.quotations import Said
from feeds.feed import Feed
from feeds.pages import chart, template
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
    parts = [ordered[start : start + FACES] for start in range(0, len(ordered), FACES)]
    for number, part in enumerate(parts, start=1):
        page = f"Page {number} of {len(parts)}" if len(parts) > 1 else ""
        base = people(part[0].office)
        head = Head(
            path=_numbered(base, number),
            title=", ".join(filter(None, (f"People: {office}", page))),
            description=f"People whom press releases of the {office} quote by name.",
            feed=feed,
        )
        turned = _turned(base, number, len(parts))
        yield (
            head.path,
            template.render(
                "gallery.html", site, head, office=office, faces=part, where=where, turned=turned, page=page
            ),
        )


def pages(site: Site, sitter: Sitter) -> Iterator[Page]:
    """Yield the pages of a person: who they are, and what they are quoted as saying, the latest first."""
    face, said = sitter.face, sitter.portrait.said
    parts = [said[start : start + QUOTES] for start in range(0, len(said), QUOTES)]
    base = where(face)
    for number, part in enumerate(parts, start=1):
        page = f"Page {number} of {len(parts)}" if len(parts) > 1 else ""
        head = Head(
            path=_numbered(base, number),
            title=", ".join(filter(None, (face.name, page))),
            description=_described(sitter),
            feed=sitter.feed,
        )
        yield (
            head.path,
            template.render(
                "person.html",
                site,
                head,
                sitter=sitter,
                said=_by_release(part),
                bars=chart.bars(_months(said)) if number == 1 else None,
                turned=_turned(base, number, len(parts)),
                page=page,
            ),
        )


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


def _numbered(base: str, number: int) -> str:
    return base + (f"{number}.html" if number > 1 else "")


def _turned(base: str, number: int, count: int) -> dict[str, str]:
    return {
        "previous": _numbered(base, number - 1) if number > 1 else "",
        "next": _numbered(base, number + 1) if number < count else "",
    }
