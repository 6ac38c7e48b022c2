"""The record that travels the whole way: one press release as its office published it."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from enum import StrEnum
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


class Precision(StrEnum):
    """How much of a date is claimed."""

    MINUTE = "minute"
    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    NONE = "none"


class Kind(StrEnum):
    """What a page is; only releases, statements and blog posts enter the archive."""

    RELEASE = "release"
    STATEMENT = "statement"
    BLOG = "blog"
    INFORMATION = "information"
    LISTING = "listing"


ARCHIVED = (Kind.RELEASE, Kind.STATEMENT, Kind.BLOG)


class Channel(StrEnum):
    """The way by which a version of a release reached us."""

    REST = "rest"
    FEED = "feed"
    PAGE = "page"


class Status(StrEnum):
    """How a release stands now."""

    LIVE = "live"
    MISSING = "missing"
    REMOVED = "removed"
    EMBARGOED = "embargoed"
    WITHHELD = "withheld"


HIDDEN = (Status.EMBARGOED, Status.WITHHELD)  # nothing of these may be shown
_PRECISION_BY_LENGTH = {0: Precision.NONE, 4: Precision.YEAR, 7: Precision.MONTH, 10: Precision.DAY}


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A date as an office claims it, no more precise than it was claimed.

    value: ISO 8601, as long as it is known: "2016-10-17T09:30:27+01:00" (always with an offset), "2015-12-15",
        "2017-09", "2016", or "" when nothing is claimed
    evidence: where it stands, for a reader: "time element", "REST date_gmt", "text: Posted on 5 March 2019"
    inferred: worked out from the context, not stated as such
    """

    value: str = ""
    evidence: str = ""
    inferred: bool = False

    def __post_init__(self) -> None:
        """Refuse a value that is no date; ValueError says which."""
        if self.precision is Precision.MINUTE:
            if datetime.fromisoformat(self.value).tzinfo is None:
                raise ValueError(f"a claimed time needs an offset: {self.value!r}")
        elif self.value:
            date.fromisoformat(f"{self.value}-01-01"[:10])

    @property
    def precision(self) -> Precision:
        """How much of the date is claimed."""
        return _PRECISION_BY_LENGTH.get(len(self.value), Precision.MINUTE)

    @property
    def at(self) -> datetime | None:
        """The moment in UTC: the claimed one, or noon in London for a claimed day; None for a vaguer claim."""
        if self.precision is Precision.MINUTE:
            return datetime.fromisoformat(self.value).astimezone(UTC)
        if self.precision is Precision.DAY:
            return datetime.combine(date.fromisoformat(self.value), time(12), LONDON).astimezone(UTC)
        return None

    @property
    def day(self) -> date | None:
        """The first day, in London, that the claim can mean; None when nothing is claimed."""
        if self.precision is Precision.MINUTE:
            return datetime.fromisoformat(self.value).astimezone(LONDON).date()
        return date.fromisoformat(f"{self.value}-01-01"[:10]) if self.value else None


NO_CLAIM = Claim()


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A document that a release links to.

    url: absolute
    title: the words of the link, without type and size
    media_type: "application/pdf"; "" when unknown
    length: bytes, as stated or as measured; None when unknown
    """

    url: str
    title: str = ""
    media_type: str = ""
    length: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """A picture of a release's own; url is absolute, alt and caption are plain text and may be empty."""

    url: str
    alt: str = ""
    caption: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link in the text of a release, to a page and not to a document; url is absolute, title its words."""

    url: str
    title: str


class AliasKind(StrEnum):
    """By what a release can be known again."""

    URL = "url"
    GUID = "guid"
    WORDPRESS = "wordpress"
    SLUG = "slug"


@dataclass(frozen=True, slots=True, kw_only=True)
class Alias:
    """One address or foreign id of a release.

    kind: "url" values are normalised by `archive.identity`
    value: the id itself
    generation: the site within which a WordPress id or slug means anything (a host); "" for a URL or GUID
    """

    kind: AliasKind
    value: str
    generation: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """One press release as its office published it.

    url: absolute and canonical; unique within an office
    title: plain text; never empty
    published, modified: what the office claims; NO_CLAIM when nothing is said
    standfirst: plain text, may be empty; not repeated in html and text
    html: the whole body with its notes to editors, sanitised, addresses absolute
    text: the same as plain text: paragraphs, list items and headings, a blank line between two
    language: "en" or "cy", of the text
    channel: how this version reached us
    aliases: every address and id by which the source knows it, its own url first
    translations: addresses and ids at which the source says that the same stands in the other language
    """

    url: str
    title: str
    published: Claim = NO_CLAIM
    modified: Claim = NO_CLAIM
    standfirst: str = ""
    html: str = ""
    text: str = ""
    language: str = "en"
    kind: Kind = Kind.RELEASE
    channel: Channel = Channel.PAGE
    images: tuple[Image, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    links: tuple[Link, ...] = ()
    aliases: tuple[Alias, ...] = field(default=())
    translations: tuple[Alias, ...] = ()

    def __post_init__(self) -> None:
        """Refuse a release without an address or a title."""
        if not self.url.startswith(("http://", "https://")):
            raise ValueError(f"a release needs an absolute address, not {self.url!r}")
        if not self.title.strip():
            raise ValueError(f"a release needs a title: {self.url}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """A release as the archive holds it: what the office says, and what we witnessed.

    id: the row in `releases`
    office: the office's id
    tag: the immutable tag URI (RFC 4151)
    path: its address on our site, "northamptonshire/2015/some-slug/"
    revision: number of the version shown, from 1
    first_seen, last_seen, changed: aware, UTC; changed is when the last significant change was seen
        (first_seen when there was none)
    evidence: why it is missing or removed, in words; "" while it is live
    redated: whether its office has given it another date
    """

    id: int
    office: str
    tag: str
    path: str
    release: Release
    status: Status
    revision: int
    first_seen: datetime
    last_seen: datetime
    changed: datetime
    evidence: str = ""
    redated: bool = False
