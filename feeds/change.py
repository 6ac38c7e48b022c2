"""A change of a release, as the changes feed tells it: what was changed, in words, and how we know."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from html import escape

from archive import wording
from archive.change import EventKind
from archive.diff import PartKind
from archive.identity import tag
from archive.release import Claim
from archive.store.amendments import Amendment
from archive.store.holdings import Revision
from feeds import feed
from feeds.address import address
from feeds.characters import fit, headline, line, untagged
from feeds.entry import Category, Entry
from feeds.pages import language, versions
from feeds.pages.versions import Difference
from feeds.site import Site

PATH = "changes/"
_TICKS = 1_000_000
_MOST = 6000  # characters of a comparison; our page has all of it
_NAMES = {
    EventKind.REVISED: "Edited",
    EventKind.REDATED: "Redated",
    EventKind.REMOVED: "Removed",
    EventKind.RESTORED: "Restored",
}
_MARKS: dict[str, tuple[str, str, str]] = {  # in HTML, and in plain text
    PartKind.DELETE: ("<del>", "</del>", "[-{}-]"),
    PartKind.INSERT: ("<ins>", "</ins>", "{{+{}+}}"),
}


def of(amendment: Amendment, site: Site, revisions: Sequence[Revision] = ()) -> Entry:
    """Return the entry of a change; its id is minted by the event, and never again.

    revisions: the version before and the version after, where there are two
    """
    anchor = f"version-{amendment.revision}" if amendment.revision else "history"
    page = site.address(f"{amendment.path}#{anchor}")
    own = feed.for_changes(site, updated(amendment))
    kind = _NAMES[amendment.event.kind]
    told = versions.told(revisions)[-1].changes if revisions else ()
    return Entry(
        id=tag(site.authority, f"{PATH}{amendment.id}-{amendment.at:%Y%m%dT%H%M%SZ}"),
        title=f"{kind}: {headline(amendment.title)}",
        url=page,
        page=page,
        published=amendment.at,
        updated=updated(amendment),
        edited=False,
        author=own.author,
        summary=untagged(_sentence(amendment)),
        content="\n".join(_html(amendment, told, page)),
        text="\n\n".join(_text(amendment, told)),
        language=site.language,
        categories=(Category(term=amendment.event.kind, label=kind, scheme=site.address(PATH)),),
        enclosures=(),
        image=None,
        provenance=None,
        source=own,
    )


def updated(amendment: Amendment) -> datetime:
    """Return when a change was seen, told apart from all others of the same run; see `feeds.entry`."""
    return amendment.at.replace(microsecond=amendment.id % _TICKS)


def _sentence(amendment: Amendment) -> str:
    words = line(amendment.event.evidence).rstrip(".")
    return f"{words[:1].upper()}{words[1:]}."


def _html(amendment: Amendment, told: Sequence[Difference], page: str) -> Iterator[str]:
    yield f"<p>{escape(_sentence(amendment))} Seen on {wording.moment(amendment.at)}.</p>"
    if amendment.event.kind is EventKind.REDATED:
        before, after = _dates(amendment)
        yield f"<p><del>{escape(before)}</del> <ins>{escape(after)}</ins></p>"
    for difference in told:
        yield f"<h3>{escape(_name(difference))}</h3>"
        pieces = "".join(_marked(kind, escape(text)) for kind, text in _pieces(difference))
        yield f'<p lang="{escape(amendment.language)}">{pieces}</p>'
    original = escape(address(amendment.url))
    yield (
        f'<p><a href="{escape(page)}">Every version, and how we know</a> · '
        f'<a href="{original}">The release at the office</a></p>'
    )


def _text(amendment: Amendment, told: Sequence[Difference]) -> Iterator[str]:
    yield f"{_sentence(amendment)} Seen on {wording.moment(amendment.at)}."
    if amendment.event.kind is EventKind.REDATED:
        before, after = _dates(amendment)
        yield f"[-{before}-] {{+{after}+}}"
    for difference in told:
        words = "".join(_MARKS[kind][2].format(text) if kind in _MARKS else text for kind, text in _pieces(difference))
        yield f"{_name(difference)}: {words}"


def _name(difference: Difference) -> str:
    return language.of(language.ENGLISH).plain(difference.name)


def _dates(amendment: Amendment) -> tuple[str, str]:
    before, after = (wording.claimed(Claim(value=each)) for each in (amendment.event.before, amendment.event.after))
    return before or "no date", after or "no date"


def _pieces(difference: Difference) -> Iterator[tuple[str, str]]:
    """Yield the pieces of a comparison with legal text, as many as a feed should carry."""
    left = _MOST
    for piece in difference.parts:
        if left <= 0:
            yield "gap", " … "
            return
        yield piece.kind, fit(piece.text)[:left]
        left -= len(piece.text)


def _marked(kind: str, text: str) -> str:
    opening, closing, _ = _MARKS.get(kind, ("", "", ""))
    return f"{opening}{text}{closing}".replace("\n\n", "<br>")
