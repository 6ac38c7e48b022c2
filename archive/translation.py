"""Which release is which other one in the other language: what they say, and how their addresses differ; pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from archive import identity
from archive.release import Alias, Release

_TREE = re.compile(r"^(https?://)([^/]+)/(cy|en)/(.+)$")
_OTHER = {"cy": "en", "en": "cy"}
_APART = timedelta(days=60)  # a translation comes late; what is further apart is a link to another release


@dataclass(frozen=True, slots=True, order=True)
class Claim:
    """What one release says: that another one is the same in the other language. Rows; days as the office claims."""

    row: int
    other: int
    day: date | None
    other_day: date | None


def claims(release: Release) -> tuple[Alias, ...]:
    """Return by what the same release in the other language may be known: what is said, and the same end of a tree.

    /cy/news/some-slug/ stands beside /en/news/some-slug/, or beside /news/some-slug/.
    """
    found = _TREE.match(release.url)
    twins = []
    if found:
        scheme, host, language, rest = found.groups()
        twins = [f"{scheme}{host}/{_OTHER[language]}/{rest}", f"{scheme}{host}/{rest}"]
    named = dict.fromkeys((*release.translations, *map(identity.url_alias, twins)))
    own = {*release.aliases, identity.url_alias(release.url)} if named else set()
    return tuple(alias for alias in named if alias not in own)


def pairs(said: Iterable[Claim]) -> dict[int, int]:
    """Return the other of each release that has one, both ways; what both say counts before what one says.

    A release has one translation: a page that names a second one, or one of half a year later, means something else.
    """
    near = sorted(claim for claim in said if _near(claim))
    spoken = {(claim.row, claim.other) for claim in near}
    found: dict[int, int] = {}
    for claim in sorted(near, key=lambda claim: (claim.other, claim.row) not in spoken):
        if claim.row not in found and claim.other not in found:
            found |= {claim.row: claim.other, claim.other: claim.row}
    return found


def _near(claim: Claim) -> bool:
    return claim.day is None or claim.other_day is None or abs(claim.day - claim.other_day) <= _APART
