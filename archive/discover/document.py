"""What one document of a feed holds, whatever its format."""

import re
from dataclasses import dataclass

from archive import identity
from archive.discover.reading import Item
from archive.release import Alias, AliasKind
from archive.response import Response

_URI = re.compile(r"^[a-z][a-z0-9+.-]*:", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What one document of a feed holds.

    items: the entries that have an address
    entries: how many entries there are, with an address or without
    older: the address of the document with the entries before these, as the feed says; ""
    wordpress: whether WordPress wrote it, which turns pages by ?paged=2
    """

    items: tuple[Item, ...]
    entries: int
    older: str = ""
    wordpress: bool = False


def aliases(url: str, guid: str, response: Response) -> tuple[Alias, ...]:
    """Return the aliases of an entry; a GUID that is no URI, such as "123", has a meaning on its own site only."""
    found = (identity.url_alias(url),)
    if not guid:
        return found
    generation = "" if _URI.match(guid) else identity.host(response.final_url)
    return (*found, Alias(kind=AliasKind.GUID, value=guid, generation=generation))
