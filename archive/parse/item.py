"""The content that a REST API or a feed gives → one release, without guessing."""

import re

from archive import identity
from archive.discover.reading import Item
from archive.errors import ParseError
from archive.parse.alternates import aliases, elsewhere
from archive.parse.body import read as read_body
from archive.parse.furniture import prune
from archive.parse.headline import plain
from archive.parse.kind import Signs
from archive.parse.kind import of as kind_of
from archive.parse.language import of as language_of
from archive.parse.page import first_words, unique
from archive.parse.tree import fragment, text_of
from archive.release import Release

_CUT = re.compile(r"(?:\[?(?:…|\.\.\.)\]?|\[\W*\]|read more|continue reading|darllen mwy)\W*$", re.IGNORECASE)


def from_item(item: Item) -> Release:
    """Return the release that an item's content holds; title, dates and ids are the source's own claims.

    ParseError when the item has no content: its page has to be read.
    """
    if not item.content.strip():
        raise ParseError(f"{item.url}: the listing gives no text", hint="read the page itself")
    root = fragment(item.content)
    spoken = elsewhere(root)
    prune(root)
    given = text_of(fragment(item.title))
    found = read_body(root, item.url, given)
    title = given or first_words(found.text)
    if not title:
        raise ParseError(f"{item.url}: the listing gives neither title nor text", hint="read the page itself")
    signs = Signs(url=item.url, title=title, text=found.text, dated=bool(item.published.value))
    return Release(
        url=item.url,
        title=title,
        published=item.published,
        modified=item.modified,
        standfirst=_standfirst(item.summary, found.text) or found.standfirst,
        html=found.html,
        text=found.text,
        language=language_of(f"{title} {found.text}", item.language),
        kind=kind_of(signs),
        channel=item.channel,
        images=unique([*item.images, *found.images]),
        attachments=unique([*item.attachments, *found.attachments]),
        links=found.links,
        aliases=tuple(dict.fromkeys([identity.url_alias(item.url), *item.aliases])),
        translations=(*item.translations, *aliases(spoken, item.url)),
    )


def _standfirst(summary: str, text: str) -> str:
    """Return an excerpt that somebody wrote: not the beginning of the text, and not cut off by a machine."""
    words = text_of(fragment(summary)) if summary.strip() else ""
    if not plain(words) or _CUT.search(words) or plain(text).startswith(plain(words)):
        return ""
    return words
