"""How the text of a release is divided: who says what in it, and where its body ends."""

from dataclasses import dataclass

from sqlite_utils import Database


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """What somebody is said to have uttered in a release.

    person, slug: the row in `people` and what its page is called, None and "" when nobody is named in full
    speaker, role: "" when not given
    start, end: offsets into the text of the release
    text: the words themselves, a blank line between two paragraphs
    """

    person: int | None
    speaker: str
    role: str
    start: int
    end: int
    text: str
    slug: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """How a text is divided.

    quotes: in the order of the text
    body_end: the offset behind which notes to editors and contacts stand; None when that is not known
    """

    quotes: tuple[Quotation, ...] = ()
    body_end: int | None = None


def of(db: Database, row: int) -> Outline:
    """Return how the text of a release is divided, by its row."""
    found = db.execute("SELECT body_end FROM releases WHERE id = ?", [row]).fetchone()
    rows = db.execute(
        "SELECT q.person_id, q.speaker, q.role, q.start, q.end, q.text, coalesce(p.slug, '') FROM quotes q "
        "LEFT JOIN people p ON p.id = q.person_id WHERE q.release_id = ? ORDER BY q.start, q.id",
        [row],
    ).fetchall()
    return Outline(
        body_end=found[0] if found else None,
        quotes=tuple(
            Quotation(person=person, speaker=speaker, role=role, start=start, end=end, text=text, slug=slug)
            for person, speaker, role, start, end, text, slug in rows
        ),
    )
