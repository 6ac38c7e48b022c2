"""An entry: one release as every feed shows it, whatever the format."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import unquote, urlsplit

from archive import safe
from archive.office import Office
from archive.release import HIDDEN, LONDON, Attachment, Claim, Holding, Image, Precision, Release, Status
from feeds import content, feed
from feeds.address import address, is_of_the_web
from feeds.characters import fit, headline, legal, line, untagged
from feeds.content import Correction
from feeds.feed import Author, Feed
from feeds.site import Site

_MEDIA_TYPE = re.compile(r"[a-z0-9][a-z0-9!#$&^_.+-]*/[a-z0-9][a-z0-9!#$&^_.+-]*", re.IGNORECASE)  # RFC 6838 4.2
_UNKNOWN_TYPE = "application/octet-stream"
_TICKS = 1_000_000
_WEB = 1990  # the year before which nothing was published on it


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """A topic, in legal text: its id, its name for a reader, and the address of the list that it is from."""

    term: str
    label: str
    scheme: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """What the archive witnessed of the release.

    last_seen: None while it is on the office's site: each run sees it again, and no feed changes for that
    """

    office: str
    status: Status
    revision: int
    claimed: Claim
    first_seen: datetime
    last_seen: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One release as every feed shows it; text is legal (feeds.characters), addresses are absolute and ASCII.

    id: the release's tag URI (RFC 4151)
    url: the office's page
    page: ours
    published: UTC, whole seconds, never after we first saw it; None when the claim is vaguer than a day
    updated: the last significant change that we saw; UTC, not before `published`, shared by no two releases
    edited: whether there was such a change since we first saw it
    summary: plain text, may be empty
    content: HTML, never empty
    text: the same release as plain text, may be empty
    enclosures: each with a title and a media type
    provenance: None where the entry is no release
    source: the feed of its office, as it stood at `updated`
    """

    id: str
    title: str
    url: str
    page: str
    published: datetime | None
    updated: datetime
    edited: bool
    author: Author
    summary: str
    content: str
    text: str
    language: str
    categories: tuple[Category, ...]
    enclosures: tuple[Attachment, ...]
    image: Image | None
    provenance: Provenance | None
    source: Feed


def of(
    holding: Holding,
    office: Office,
    site: Site,
    *,
    corrections: Iterable[Correction] = (),
    topics: Iterable[Category] = (),
) -> Entry:
    """Return the entry of a release.

    corrections: what the office changed, in the order of reading; see `feeds.content.notes`
    Raises ValueError for an embargoed or withheld release: nothing of it may be shown.
    """
    if holding.status in HIDDEN:
        raise ValueError(f"a release that is {holding.status} has no entry: {holding.path}")
    holding = replace(holding, release=_cleaned(holding.release), evidence=line(holding.evidence))
    release, page = holding.release, site.address(holding.path)
    told = content.notes(holding, (replace(each, words=line(each.words)) for each in corrections))
    published, updated = _published(release.published, holding.first_seen), _updated(holding)
    source = feed.for_office(office, site, updated)
    return Entry(
        id=holding.tag,
        title=release.title,
        url=release.url,
        page=page,
        published=published,
        updated=updated,
        edited=holding.changed > holding.first_seen,
        author=source.author,
        summary=release.standfirst,
        content=content.html(release, told, page),
        text=content.text(release, told),
        language=release.language,
        categories=tuple(topics),
        enclosures=release.attachments,
        image=release.images[0] if release.images else None,
        provenance=_provenance(holding),
        source=source,
    )


def _cleaned(release: Release) -> Release:
    """Return the release with legal text and ASCII addresses; where no title is left, the address is."""
    url = address(release.url)
    return replace(
        release,
        url=url,
        title=headline(release.title) or url,
        standfirst=untagged(fit(release.standfirst)).strip(),
        html=fit(safe.clean(legal(release.html))),  # in this order: a reference may stand for any character
        text=fit(release.text).strip(),
        attachments=tuple(_enclosure(each) for each in release.attachments if is_of_the_web(each.url)),
        images=tuple(
            Image(url=address(each.url), alt=headline(each.alt), caption=headline(each.caption))
            for each in release.images
            if is_of_the_web(each.url)
        ),
    )


def _enclosure(attachment: Attachment) -> Attachment:
    """Return an attachment with a media type, which RSS and JSON Feed ask for, and with a title."""
    url = address(attachment.url)
    known = _MEDIA_TYPE.fullmatch(attachment.media_type)
    name = unquote(urlsplit(url).path.rstrip("/").rpartition("/")[2])
    return Attachment(
        url=url,
        title=headline(attachment.title) or headline(name) or url,
        media_type=attachment.media_type if known else _UNKNOWN_TYPE,
        length=attachment.length,
    )


def _published(claim: Claim, first_seen: datetime) -> datetime | None:
    """Return the moment that a feed can give for a claim.

    A claimed day is noon in London, or first sight when that was the same day. A time after first sight is a
    mistake or a later redating; readers hide what is dated in the future. One before the Web is a program's zero.
    """
    if claim.at is None or claim.at.year < _WEB:
        return None
    same_day = claim.precision is Precision.DAY and claim.day == first_seen.astimezone(LONDON).date()
    return (first_seen if same_day else min(claim.at, first_seen)).replace(microsecond=0)


def _updated(holding: Holding) -> datetime:
    """Return when the release last changed, told apart from all others of the same run.

    A run has one clock, so that many releases change at one second; but readers order by this time alone, and
    the W3C's validator warns of a time that is given twice. The fraction (RFC 3339 section 5.6) says in which
    order the archive first met them.
    """
    return holding.changed.replace(microsecond=holding.id % _TICKS)


def _provenance(holding: Holding) -> Provenance:
    return Provenance(
        office=holding.office,
        status=holding.status,
        revision=holding.revision,
        claimed=holding.release.published,
        first_seen=holding.first_seen,
        last_seen=None if holding.status is Status.LIVE else holding.last_seen,
    )
