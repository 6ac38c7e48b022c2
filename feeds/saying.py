"""What a person is quoted as saying in a release, as the feed of that person tells it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from html import escape

from archive.identity import tag
from archive.store.outline import Quotation
from feeds.characters import fit, line
from feeds.entry import Entry
from feeds.feed import Feed
from feeds.site import Site


def of(release: Entry, quotes: Sequence[Quotation], person: Feed, path: str, site: Site) -> Entry:
    """Return the entry of what is said in a release, from the entry of the release.

    quotes: of this person, in the order of the text; never empty
    person: the feed that it stands in; path: of the release
    """
    at = person.at.page.removeprefix(site.url)
    return replace(
        release,
        id=tag(site.authority, f"{at}{path}"),
        summary="",
        content="\n".join(_html(release, quotes)),
        text="\n\n".join(_text(quotes)),
        categories=(),
        enclosures=(),
        image=None,
        source=person,
    )


def _html(release: Entry, quotes: Sequence[Quotation]) -> Iterator[str]:
    for quote in quotes:
        paragraphs = "".join(f"<p>{escape(each)}</p>" for each in fit(quote.text).split("\n\n"))
        yield f'<blockquote lang="{escape(release.language)}">{paragraphs}</blockquote>'
        yield f"<p>{escape(_speaker(quote))}</p>"
    yield f'<p>In: <a href="{escape(release.page)}">{escape(release.title)}</a></p>'


def _text(quotes: Sequence[Quotation]) -> Iterator[str]:
    for quote in quotes:
        yield fit(quote.text)
        yield _speaker(quote)


def _speaker(quote: Quotation) -> str:
    return line(", ".join(filter(None, (quote.speaker, quote.role))))
