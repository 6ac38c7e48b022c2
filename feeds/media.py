"""Media RSS: the picture of an entry, in Atom and in RSS (https://www.rssboard.org/media-rss)."""

from typing import Any

from feedgen.util import xml_elem

from archive.release import Image

NAMESPACE = "http://search.yahoo.com/mrss/"


def append(element: Any, image: Image) -> None:  # noqa: ANN401
    """Add the picture to an entry or item.

    The description has no type: with type="plain" feedparser shows a reader the entities of the document.
    """
    picture = xml_elem(f"{{{NAMESPACE}}}content", element, url=image.url, medium="image")
    words = image.caption or image.alt
    if words:
        xml_elem(f"{{{NAMESPACE}}}description", picture).text = words
