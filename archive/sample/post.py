"""One release of the sample office, as its text file holds it."""

import tomllib
from dataclasses import dataclass
from datetime import date, datetime
from importlib.resources import files

from archive.release import LONDON

_FENCE = "+++\n"
_DATE_LENGTH = len("2025-03-14-")

Cell = str | int | float


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A document that a post links to; its bytes are made by `archive.sample.paper`.

    name: its file name under /files/, the suffix says what it is
    rows: a line of text is a row of one cell
    """

    name: str
    title: str
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture above a post; its bytes are made by `archive.sample.picture` from the name alone."""

    name: str
    alt: str
    caption: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """One release on the sample site.

    id: unique, rising with the order in which they were written; as WordPress numbers its posts
    published, modified: aware, London
    standfirst: plain text; "" when the first paragraph has to serve
    body: HTML, with "{site}" for the address of the site
    translation: slug of the same release in the other language, or ""
    """

    id: int
    slug: str
    title: str
    published: datetime
    modified: datetime
    body: str
    standfirst: str = ""
    language: str = "en"
    translation: str = ""
    picture: Picture | None = None
    papers: tuple[Paper, ...] = ()

    @property
    def path(self) -> str:
        """Its address on the site."""
        return f"/cy/newyddion/{self.slug}/" if self.language == "cy" else f"/news/{self.slug}/"


def read(name: str, text: str) -> Post:
    """Return the post of a file "2025-03-14-some-slug.html": TOML between two "+++" lines, then the body.

    Times in the file are London's; "modified" may be left out, and is then the time of publication.
    """
    _, head, body = text.split(_FENCE, 2)
    fields = tomllib.loads(head)
    published: datetime = fields.pop("published").replace(tzinfo=LONDON)
    if published.date() != date.fromisoformat(name[: _DATE_LENGTH - 1]):
        raise ValueError(f"{name} was published on {published:%Y-%m-%d}")
    modified = fields.pop("modified", published).replace(tzinfo=LONDON)
    picture = fields.pop("picture", None)
    papers = fields.pop("papers", ())
    return Post(
        slug=name[_DATE_LENGTH:].removesuffix(".html"),
        published=published,
        modified=modified,
        body=body.strip(),
        picture=Picture(**picture) if picture else None,
        papers=tuple(Paper(**{**paper, "rows": tuple(map(tuple, paper["rows"]))}) for paper in papers),
        **fields,
    )


def every() -> tuple[Post, ...]:
    """Return every post that is ever on the site, as first published, in the order of their ids."""
    folder = files("archive.sample") / "posts"
    found = [
        read(file.name, file.read_text(encoding="utf-8")) for file in folder.iterdir() if file.name.endswith(".html")
    ]
    return tuple(sorted(found, key=lambda post: post.id))
