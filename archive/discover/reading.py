"""What one reading of a source gives: the releases that it lists, and what it says of those that it does not."""

from dataclasses import dataclass
from enum import StrEnum

from archive.release import NO_CLAIM, Alias, Attachment, Channel, Claim, Image
from archive.response import Response


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One release as a source lists it; HTML is kept as the source gave it, `archive.parse` reads it.

    url: absolute, as listed
    title: HTML (a plain title escaped), "" when the listing has none
    published, modified: as the listing claims
    summary: HTML of the excerpt or description, ""
    content: HTML of the whole release; "" when only its page has it
    language: "en", "cy", or "" when the source does not say
    aliases: its address first, then the ids by which the source knows it
    translations: by what the source knows the same in the other language
    response: the answer that the item was read from; None for an address that is only looked at again
    """

    url: str
    channel: Channel
    response: Response | None = None
    title: str = ""
    published: Claim = NO_CLAIM
    modified: Claim = NO_CLAIM
    summary: str = ""
    content: str = ""
    language: str = ""
    aliases: tuple[Alias, ...] = ()
    translations: tuple[Alias, ...] = ()
    images: tuple[Image, ...] = ()
    attachments: tuple[Attachment, ...] = ()


class Extent(StrEnum):
    """What a reading says of the releases that are not among its items."""

    PART = "part"  # nothing: it shows the newest only, or was cut short
    WHOLE = "whole"  # whatever is not in `present` is no longer listed
    SAME = "same"  # every release that was listed the last time still is


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a source lists now.

    items: the releases that are new or changed since the cursor, or all of them
    extent: what it says of the others
    present: with Extent.WHOLE, an alias of every release that is listed, items or not
    total: how many releases the source says or shows that it lists; None when it does not say
    cursor: what to hand to the next reading, opaque; "" for none
    remarks: what a person should know: a page that was skipped, a limit that was met
    shown: short names (`archive.discover.order`) of all that the pages that were read name, new or not, in their order
    ends: whether nothing comes behind that
    gone: short names of what the list has dropped since the last reading, although it still reaches as far back
    """

    items: tuple[Item, ...]
    extent: Extent = Extent.PART
    present: frozenset[Alias] = frozenset()
    total: int | None = None
    cursor: str = ""
    remarks: tuple[str, ...] = ()
    shown: tuple[str, ...] = ()
    ends: bool = False
    gone: frozenset[str] = frozenset()
