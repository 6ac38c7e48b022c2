"""Release → what it is made of: quotations, notes to editors, contacts, figures, end mark, embargo; pure."""

from archive.anatomy import contacts, embargo, figures, quotes, sections
from archive.anatomy.parts import Anatomy, Contact, Embargo, Figure, Measure, Passage, Quote
from archive.anatomy.people import Cast
from archive.parse import blocks
from archive.parse.blocks import Block
from archive.release import Release

__all__ = ["Anatomy", "Contact", "Embargo", "Figure", "Measure", "Passage", "Quote", "read"]


def read(release: Release) -> Anatomy:
    """Return the parts of a release, every one with its offsets into `release.text`."""
    pieces = blocks.read(release.html)
    if blocks.joined(pieces) != release.text:
        pieces = blocks.plain(release.text)
    found = sections.read(pieces)
    pictured = [words for image in release.images for words in (image.alt, image.caption)]
    cast = Cast(release.text, ". ".join([release.title, release.standfirst, *pictured]))
    return Anatomy(
        body=tuple(_passage(block) for block in found.body if not block.cited),
        quotes=quotes.read(found.body, cast),
        notes=tuple(_passage(sections.untyped(block)) for block in found.notes),
        contacts=contacts.read(found.contacts),
        figures=figures.read([*found.body, *found.notes]),
        end_mark=_passage(found.end_mark) if found.end_mark else None,
        embargo=embargo.read(found.embargo) if found.embargo else None,
    )


def _passage(block: Block) -> Passage:
    return Passage(text=block.text, start=block.start, end=block.end)
