"""What an answer listed that was kept, without asking for it again."""

from archive.discover.answer import parsed_json, unexpected
from archive.discover.jsonfeed import read_json
from archive.discover.post import item_of, readable
from archive.discover.reading import Item
from archive.discover.xmlfeed import read_xml
from archive.release import Channel
from archive.response import Response


def items(response: Response, channel: Channel) -> tuple[Item, ...]:
    """Return the releases that an answer holds, which came through this channel; a page lists nothing.

    Of a post's aliases only the address counts: an answer does not tell the post type, which is in its WordPress id.
    DiscoverError when the answer is no list.
    """
    if channel is Channel.PAGE:
        return ()
    if channel is Channel.REST:
        return _posts(response)
    found = read_xml(response) or read_json(response)
    if found is None:
        raise unexpected(response, "a feed")
    return found.items


def _posts(response: Response) -> tuple[Item, ...]:
    rows = parsed_json(response, "a list of posts")
    if not isinstance(rows, list) or not all(isinstance(row, dict) and type(row.get("id")) is int for row in rows):
        raise unexpected(response, "a list of posts")
    return tuple(item_of(row, "", response.final_url, response) for row in rows if readable(row))
