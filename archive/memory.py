"""What is known of an office, found by what a release can be known by."""

import html
import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial

from archive import identity, likeness
from archive.change import Known
from archive.discover.reading import Extent, Item, Reading
from archive.likeness import Portrait
from archive.release import NO_CLAIM, Alias, AliasKind, Claim, Release, Status
from archive.response import Response

# Numbers that a new system gives to something else: /?p=12, /archives/12/.
_NUMBERED = re.compile(r"[?&](?:p|page_id|post)=\d+$|/\d+$")
_TAG = re.compile(r"<[^>]*>")


class Memory:
    """Everything that is known of an office: by address, by foreign id, by likeness.

    words: gives standfirst and text of the release in a row, when it comes to them
    """

    def __init__(self, known: Iterable[Known], words: Callable[[int], str] = lambda _row: "") -> None:
        """Index what is known."""
        self.known: list[Known] = []
        self._words = words
        self._by_alias: dict[Alias, Known] = {}
        self._by_look: dict[tuple[str, ...], list[Known]] = defaultdict(list)
        self._taken: set[int] = set()
        self._listed: set[Alias] = set()
        for each in known:
            self.learn(each)

    def learn(self, known: Known) -> None:
        """Take in one more release."""
        self.known.append(known)
        self._by_alias.update(dict.fromkeys(known.aliases, known))
        for look in _looks(self.portrait(known)):
            self._by_look[look].append(known)

    def portrait(self, known: Known) -> Portrait:
        """Return what a release looks like."""
        words = partial(self._words, known.id)
        return likeness.portrait(known.title, known.published, known.fingerprint, known.url, words)

    def heed(self, reading: Reading, source: int) -> None:
        """Take note of what a reading of a source lists at its own address: that is nothing else which is listed.

        What has the id of an item may have moved with it, and is left to be compared.
        """
        items = (self.expected(item) for item in reading.items)
        listed = {known.id for known in items if known is not None}
        moving = {known.id for item in reading.items for known in self._holders(item.aliases)}
        standing: set[int] = set()
        if reading.extent is Extent.SAME:
            standing = {each.id for each in self.known if each.source == source and each.status is Status.LIVE}
        elif reading.extent is Extent.WHOLE:
            standing = {known.id for alias in reading.present if (known := self.listed([alias])) is not None}
        self._taken = listed | (standing - moving)
        self._listed = {alias for item in reading.items for alias in item.aliases}

    def listed(self, aliases: Iterable[Alias], title: str = "", claim: Claim = NO_CLAIM) -> Known | None:
        """Return what has one of these addresses; one that is a number counts where the headline or the date agrees."""
        for alias in aliases:
            known = self._by_alias.get(alias) if alias.kind is AliasKind.URL else None
            if known is not None and (not _NUMBERED.search(alias.value) or _agree(known, title, claim)):
                return known
        return None

    def expected(self, item: Item) -> Known | None:
        """Return what an item stands for as far as its address tells, before it is read."""
        return self.listed(item.aliases, html.unescape(_TAG.sub("", item.title)), item.published)

    def match(self, seen: Release, asked: Iterable[Alias] | None = None) -> Known | None:
        """Return what is known of a release that was read: by its address, or by what proves it to be the same.

        asked: the addresses at which it stands; what else it calls its own is a claim that has to be proven. None
            for all that it names.
        What another address of the same reading stands for is not matched: two that are listed are two.
        """
        addresses = list(seen.aliases if asked is None else asked)
        by_address = self.listed(addresses, seen.title, seen.published)
        if by_address is not None:
            return by_address
        look = _seen(seen)
        claimed = {known.id: known for known in self._holders(seen.aliases) if self._free(known, seen, addresses)}
        alike = {known.id: known for key in _looks(look) for known in self._by_look[key] if known.id not in self._taken}
        candidates = list((claimed | alike).values())
        found = likeness.best(look, [(self.portrait(each), each.id in claimed) for each in candidates])
        return None if found is None else candidates[found]

    def believed(self, release: Release, known: Known | None, response: Response, lists: Iterable[Alias]) -> Release:
        """Return a release that was read from a page at the address that it can be believed to have.

        Some systems name their news page, or one page of all, as the canonical address of every page.
        lists: the addresses of the source itself
        """
        claimed, own = identity.url_alias(release.url), identity.url_alias(response.final_url)
        holder = self._by_alias.get(claimed)
        if claimed == own or (holder is not None and known is not None and holder.id == known.id):
            return release
        if claimed in lists or (claimed in self._listed and known is None):
            aliases = tuple(alias for alias in release.aliases if alias != claimed)
            return replace(release, url=response.final_url, aliases=aliases)
        return replace(release, url=response.final_url) if holder is not None else release

    def _holders(self, aliases: Iterable[Alias]) -> list[Known]:
        return [known for alias in aliases if (known := self._by_alias.get(alias)) is not None]

    def _free(self, known: Known, seen: Release, asked: list[Alias]) -> bool:
        """Whether a release that has an id of what was seen can be it: when not listed, or when the page says so."""
        named = [alias for alias in seen.aliases if alias.kind is AliasKind.URL and alias not in asked]
        return known.id not in self._taken or any(alias in known.aliases for alias in named)


def _seen(release: Release) -> Portrait:
    return likeness.portrait(
        release.title,
        release.published,
        identity.fingerprint(release),
        release.url,
        lambda: f"{release.standfirst} {release.text}",
    )


def _looks(portrait: Portrait) -> list[tuple[str, ...]]:
    """Return the keys under which what may be the same without a shared id is found; see the rules of likeness."""
    dated = [("title", portrait.title, portrait.day), ("name", portrait.name, portrait.day)] if portrait.day else []
    return [*dated, ("text", portrait.fingerprint)]


def _agree(known: Known, title: str, claim: Claim) -> bool:
    """Whether headline and date, as far as they are told, are those of a release; a short headline says too little."""
    if title and likeness.headline(title) != likeness.headline(known.title):
        return False
    days = [str(each.day or "")[: len(each.value)] for each in (claim, known.published)]
    shared = min(map(len, days))
    return days[0][:shared] == days[1][:shared] and (shared == likeness.A_DAY or likeness.telling(title))
