"""What a WordPress is filled with: one release whose every part is known, and others around it."""

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from html import escape
from pathlib import Path
from typing import Any

from bs4 import BeautifulSoup

from tests.real.wordpress import Post

CORPUS = Path(__file__).parents[3] / "shared" / "corpus"
_FIRST_OF_CORPUS = "001-hmic-vulnerable-people"


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """A release of which every part has to arrive.

    content: HTML as an editor would enter it; it begins with `opening`
    bullets, quotation, notes: what each list item or paragraph says
    """

    slug: str
    title: str
    day: date
    standfirst: str
    content: str
    opening: str
    bullets: tuple[str, ...]
    quotation: tuple[str, ...]
    notes: tuple[str, ...]

    @property
    def post(self) -> Post:
        """The release as a post of nine o'clock."""
        return Post(
            slug=self.slug,
            title=self.title,
            published=_morning(self.day),
            content=self.content,
            standfirst=self.standfirst,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """A release, and others; the first paragraph of one is edited, and another goes to the trash."""

    release: Whole
    others: tuple[Post, ...]
    edited: str
    paragraph: str
    trashed: str

    @property
    def posts(self) -> tuple[Post, ...]:
        """All of them."""
        return (self.release.post, *self.others)


_BULLETS = (
    "How well does the force recognise people who are at risk, and judge what they need?",
    "How well does it respond when they call?",
    "How well does it work with councils, schools and the health service to keep them safe?",
    (
        "How well does it look after people who go missing (children in care above all); and how ready is it for the "
        "new duty to report, which begins on 1 April 2016?"
    ),
)
_QUOTATION = (
    (
        "“I asked for this inspection, and I am glad that it was thorough. People who are at risk ring the "
        "police on the worst day of their lives; they have a right to somebody who listens – every time."
    ),
    (
        "“The control room is the place where most of them begin. I have said for two years that it needs "
        "more people & better training, and I say so again."
    ),
    (
        "“Too many victims still do not come forward because they fear what will follow. I will put that to "
        "the Chief Constable, Ingrid Fairweather, when we meet on Thursday."
    ),
    (
        "“I am however pleased that the ‘Lantern’ team, which helps children who are exploited, was called "
        "outstanding. I want every team to be able to say that.”"
    ),
)
_NOTES = (
    "The report can be read in full at https://inspection.example.org/marchshire-2015/.",
    "For interviews please contact Rowan Ellery at the press office, 01632 960123 or press@marchshire.example.",
)
_OPENING = (
    "Delyth Arkwright, Police and Crime Commissioner for Marchshire, has today responded to an inspection which found "
    "that the way in which Marchshire Police deals with people at risk ‘requires improvement’."
)


def invented() -> Material:
    """Return a release of our own writing in the shape of the one that began this, and eight others."""
    content = "\n".join(
        (
            _paragraph(_OPENING),
            _paragraph("Within this, the inspectors asked four questions:"),
            _list(_BULLETS),
            _paragraph("Ms Arkwright said:"),
            *map(_paragraph, _QUOTATION),
            '<p style="text-align: center;">– Ends –</p>',
            "<h4>Notes to editors</h4>",
            _list(_NOTES),
        )
    )
    release = Whole(
        slug="commissioner-responds-to-inspection",
        title="Commissioner responds to inspection which finds that Marchshire Police’s work with people at risk "
        "‘requires improvement’",
        day=date(2015, 12, 15),
        standfirst="Delyth Arkwright says that she wants to see a better service for those who need it most.",
        content=content,
        opening=_OPENING,
        bullets=_BULLETS,
        quotation=_QUOTATION,
        notes=_NOTES,
    )
    others = many(8)
    return Material(
        release=release,
        others=others,
        edited=others[3].slug,
        paragraph="Patrol number 4 has cost £4,000 in its first month, the Commissioner’s report says.",
        trashed=others[5].slug,
    )


def many(count: int, *, kind: str = "post") -> tuple[Post, ...]:
    """Return so many releases, spread over the years from 2016 to 2025, each with words of its own."""
    first, span = datetime(2016, 1, 4, 9, 30, tzinfo=UTC), timedelta(days=3600)
    return tuple(one(number, first + span * (number - 1) / count, kind=kind) for number in range(1, count + 1))


def one(number: int, published: datetime, *, kind: str = "post") -> Post:
    """Return a release with a number in its words."""
    return Post(
        slug=f"patrol-number-{number}",
        title=f"Patrol number {number} begins – “for safety & calm”",
        published=published,
        standfirst=f"More officers on foot in district {number}.",
        content=_paragraph(
            f"Patrol number {number} has cost £{number},000 in its first month, the Commissioner’s report says."
        )
        + _paragraph(f"Delyth Arkwright said: “District {number} has asked for this since the spring.”"),
        kind=kind,
    )


def recorded() -> Material:
    """Return the release of 15 December 2015 and the others of the corpus of labelled pages."""
    folder = CORPUS / _FIRST_OF_CORPUS
    given = _expected(folder)
    content = (folder / "content.html").read_text(encoding="utf-8")
    bullets, *_, notes = BeautifulSoup(content, "lxml").find_all("ul")
    speech = given["quotes"][0]["text"]
    release = Whole(
        slug=_slug(folder),
        title=given["title"],
        day=date.fromisoformat(given["published"]["value"]),
        standfirst=given["standfirst"],
        content=content,
        opening=given["body"][0],
        bullets=tuple(item.get_text() for item in bullets.find_all("li")),
        quotation=(*(f"“{each}" for each in speech[:-1]), f"“{speech[-1]}”"),
        notes=tuple(item.get_text() for item in notes.find_all("li")),
    )
    others = [each for each in sorted(CORPUS.glob("*/expected.json")) if each.parent != folder]
    posts = tuple(_recorded_post(each.parent, number) for number, each in enumerate(others) if _is_one(each.parent))
    return Material(
        release=release,
        others=posts,
        edited=posts[0].slug,
        paragraph=_expected(others[0].parent)["body"][0],
        trashed=posts[1].slug,
    )


def _is_one(folder: Path) -> bool:
    """Whether a page of the corpus is a release, and the only page of it."""
    given = _expected(folder)
    return given["kind"] in ("release", "statement") and not given["same_as"]


def _recorded_post(folder: Path, number: int) -> Post:
    given = _expected(folder)
    notes = given["notes_to_editors"]
    content = [*map(_paragraph, given["body"]), _paragraph("– Ends –")]
    content += ["<h3>Notes to editors</h3>", _list(notes)] if notes else []
    # a claim may be a year or a month only; WordPress has a moment for every post
    claimed = (given["published"]["value"] or f"2017-{1 + number % 12:02}-{1 + number % 28:02}")[:10]
    day = date.fromisoformat(claimed + "-06-15"[len(claimed) - 4 :] if len(claimed) < len("2017-01-01") else claimed)
    return Post(
        slug=_slug(folder),
        title=given["title"],
        published=_morning(day),
        content="\n".join(content),
        standfirst=given["standfirst"],
    )


def _expected(folder: Path) -> dict[str, Any]:
    given: dict[str, Any] = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    return given


def _slug(folder: Path) -> str:
    return folder.name.partition("-")[2]


def _morning(day: date) -> datetime:
    return datetime.combine(day, time(9), UTC)


def _paragraph(text: str) -> str:
    return f"<p>{escape(text, quote=False)}</p>\n"


def _list(items: tuple[str, ...] | list[str]) -> str:
    return f"<ul>{''.join(f'<li>{escape(each, quote=False)}</li>' for each in items)}</ul>"
