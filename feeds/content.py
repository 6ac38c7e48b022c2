"""The body of an entry, as HTML: what changed, the release itself, and its documents."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from html import escape
from itertools import islice

from archive import wording
from archive.change import EventKind
from archive.release import LONDON, Attachment, Holding, Release, Status
from archive.store.holdings import Happening

_ABSENT = {
    Status.MISSING: "not found on the office’s site",
    Status.REMOVED: "removed from the office’s site",
}
_CORRECTED = frozenset({EventKind.REVISED, EventKind.REDATED, EventKind.RESTORED})
_MOST = 5  # corrections that stand on top; our page tells all of them
_ELSEWHERE = {"en": "Read it at the office’s site", "cy": "Darllenwch ef ar wefan y swyddfa"}
_ATTACHMENTS = {"en": "Attachments", "cy": "Atodiadau"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What a reader should know before the text itself.

    at: when it was seen; aware; None when the words say it
    words: a sentence about the release, plain text
    """

    at: datetime | None
    words: str


def corrections(history: Iterable[Happening]) -> tuple[Correction, ...]:
    """Return what the office changed, the latest first; history: what happened to the release, newest first."""
    changed = (each for each in history if each.event.kind in _CORRECTED)
    return tuple(Correction(at=each.at, words=each.event.evidence) for each in islice(changed, _MOST))


def notes(holding: Holding, corrections: Iterable[Correction]) -> tuple[Correction, ...]:
    """Return what stands on top of a release: that it is gone, then the corrections.

    Without corrections a revised release says so by itself, unless it is gone: `changed` is the loss then.
    """
    told = tuple(corrections)
    if holding.status in _ABSENT:
        words = _ABSENT[holding.status] + (f": {holding.evidence}" if holding.evidence else "")
        gone = holding.changed if holding.status is Status.REMOVED else None
        return (Correction(at=gone, words=words), *told)
    if holding.revision > 1 and not told:
        words = f"changed by the office; this is version {holding.revision}"
        return (Correction(at=holding.changed, words=words),)
    return told


def html(release: Release, told: Iterable[Correction], page: str) -> str:
    """Return the content of an entry; never empty.

    release: its attachments have titles; they are listed below the text
    told: the notes on top, each with its date and a link to our page
    """
    parts = [_note(note, page) for note in told]
    if release.standfirst:
        parts.append(f"<p><strong>{escape(release.standfirst)}</strong></p>")
    parts.append(release.html)
    if release.attachments:
        parts.append(_listed(release.attachments, release.language))
    if not release.html.strip():
        parts.append(f"<p>{_link(release.url, _ELSEWHERE.get(release.language, _ELSEWHERE['en']))}</p>")
    return "\n".join(part for part in parts if part.strip())


def text(release: Release, told: Iterable[Correction]) -> str:
    """Return the same as plain text, a blank line between two parts; may be empty."""
    parts = [f"{_day(note)}{_said(note)}" for note in told]
    return "\n\n".join(part for part in (*parts, release.standfirst, release.text) if part)


def _day(note: Correction) -> str:
    """Return the London date of a note and a colon, "5 March 2026: "; "" when it has none."""
    return f"{wording.day(note.at.astimezone(LONDON))}: " if note.at else ""


def _said(note: Correction) -> str:
    words = note.words.rstrip(".")
    return f"{words}." if note.at else f"{words[:1].upper()}{words[1:]}."


def _note(note: Correction, page: str) -> str:
    """Return one note; it is in English, whatever the language of the release."""
    day = f"<strong>{_day(note).strip()}</strong> " if note.at else ""
    words = f"{day}{escape(_said(note))}"
    return f'<p lang="en"><em>{words} {_link(page, "Every version, and how we know")}</em></p>'


def _listed(attachments: tuple[Attachment, ...], language: str) -> str:
    heading = _ATTACHMENTS.get(language, _ATTACHMENTS["en"])
    items = "".join(f"<li>{_link(each.url, each.title)}</li>" for each in attachments)
    return f"<h2>{heading}</h2>\n<ul>{items}</ul>"


def _link(url: str, words: str) -> str:
    return f'<a href="{escape(url)}">{escape(words)}</a>'
