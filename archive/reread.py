"""An answer that was kept → the releases in it, as today's parser reads them; pure."""

from dataclasses import replace

from archive import identity, parse
from archive.change import Listed
from archive.discover import kept
from archive.discover.reading import Item
from archive.errors import ParseError
from archive.release import Alias, Channel, Release
from archive.response import Response
from archive.version import Version


class Answer:
    """One kept answer; what it lists is taken apart once, however many releases are read from it."""

    def __init__(self, response: Response) -> None:
        """Take an answer of any kind."""
        self._response = response
        self._items: dict[Channel, dict[Alias, Item]] = {}

    def release(self, version: Version) -> Release:
        """Return a release as it is read now; ParseError or DiscoverError when it cannot be found in the answer."""
        if version.channel is Channel.PAGE:
            release = _known_by(from_page(self._response, version.listed), version, self._response)
        else:
            release = parse.from_item(self._item(version))
        return replace(release, language=version.language) if version.language else release

    def _item(self, version: Version) -> Item:
        if version.channel not in self._items:
            listed = kept.items(self._response, version.channel)
            self._items[version.channel] = {identity.url_alias(item.url): item for item in listed}
        items = self._items[version.channel]
        found = next((items[address] for address in version.addresses if address in items), None)
        if found is None:
            raise ParseError(f"{self._response.url}: the answer that was kept does not list {version.path}")
        return found


def _known_by(release: Release, version: Version, response: Response) -> Release:
    """Return a release at the address that answered, where the one that its page names is another release's."""
    if identity.url_alias(release.url) in version.addresses:
        return release
    return replace(release, url=response.final_url)


def from_page(response: Response, listed: Listed) -> Release:
    """Return the release that a page holds, with what its listing said of it where that was kept."""
    item = Item(
        url=response.url,
        channel=Channel.PAGE,
        response=response,
        title=listed.title,
        published=listed.published,
    )
    return parse.from_page(response, item)
