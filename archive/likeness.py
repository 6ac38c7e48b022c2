"""In what two records of a release agree, and whether that makes them one; pure.

An address that both stand at decides by itself. Everything else only in company: a fresh WordPress counts from 1 again
and imports its posts with their dates, "Weekly update" is the headline of many, a form of words the text of many.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property
from urllib.parse import unquote, urlsplit

from archive import identity
from archive.release import Claim

_LEAST_TEXT = 200  # characters under which an equal text proves nothing: holding lines, stubs
_LONG_TEXT = 1000  # characters from which an equal text is nobody's form of words
_LEAST_TITLE = 20  # characters under which an equal headline proves nothing: "Statement", "Weekly update"
_MOSTLY = 0.6  # of the phrases that either has: one text, edited
_PARTLY = 0.3  # the same text as two templates show it
_PHRASE = 3  # words
_SUFFIX = re.compile(r"\.(?:aspx?|html?|php)$", re.IGNORECASE)
_LETTERS = re.compile(r"[a-z]{2}")
A_DAY = len("2015-12-15")


class Proof(IntEnum):
    """What makes two records one, the surest first; `_rules` says when."""

    ID_TITLE_DAY = 1
    ID_DAY_TEXT = 2
    ID_TITLE_TEXT = 3
    TITLE_DAY = 4
    NAME_DAY_TEXT = 5
    TITLE_TEXT = 6
    MOVED = 7

    @property
    def words(self) -> str:
        """What agrees, for a reader."""
        return _WORDS[self]


_WORDS = {
    Proof.ID_TITLE_DAY: "headline and date agree",
    Proof.ID_DAY_TEXT: "date and text agree",
    Proof.ID_TITLE_TEXT: "headline and text agree",
    Proof.TITLE_DAY: "headline and date agree",
    Proof.NAME_DAY_TEXT: "date, text and the end of the address agree",
    Proof.TITLE_TEXT: "headline and text are equal",
    Proof.MOVED: "headline, text and the end of the address are equal",
}


@dataclass(frozen=True)
class Portrait:
    """A record as far as a comparison looks at it.

    title: as `headline` folds it
    day: that the office claims, as precisely as it does: "2015-12-15", "2017-09", ""
    fingerprint: of title, standfirst and text
    host, name: of its address: the site, and the last part of the path; "" for a number
    words: gives standfirst and text when they are needed
    """

    title: str
    day: str
    fingerprint: str
    host: str
    name: str
    words: Callable[[], str]

    @cached_property
    def text(self) -> str:
        """Standfirst and text, folded."""
        return identity.folded(self.words()).casefold()

    @cached_property
    def phrases(self) -> frozenset[str]:
        """Every three words that follow each other."""
        words = re.findall(r"\w+", self.text)
        return frozenset(" ".join(words[at : at + _PHRASE]) for at in range(len(words) - _PHRASE + 1))


def portrait(title: str, claim: Claim, fingerprint: str, url: str, words: Callable[[], str]) -> Portrait:
    """Return the portrait of a record at an address."""
    return Portrait(
        title=headline(title),
        day=str(claim.day or "")[: len(claim.value)],
        fingerprint=fingerprint,
        host=identity.host(url),
        name=name(url),
        words=words,
    )


def headline(title: str) -> str:
    """Return a title in which case, marks and spaces make no difference."""
    return identity.folded(title).casefold()


def telling(title: str) -> bool:
    """Whether a headline is long enough to be that of one release: not "Statement", not "Weekly update"."""
    return len(headline(title)) >= _LEAST_TITLE


def name(url: str) -> str:
    """Return the words at the end of an address, which a site keeps when it moves; "" where there is but a number."""
    parts = urlsplit(url)
    words = identity.slug(_SUFFIX.sub("", unquote(parts.path.rstrip("/").rpartition("/")[2])))
    return words if _LETTERS.search(words) and not parts.query else ""


def proof(one: Portrait, other: Portrait, *, shared: bool) -> Proof | None:
    """Return what makes two records one release; None when nothing does.

    shared: whether one claims an address or an id of the other, which proves nothing by itself
    """
    return next((found for found, holds in _rules(_Pair(one, other), shared=shared) if holds), None)


def best(seen: Portrait, candidates: Sequence[tuple[Portrait, bool]]) -> int | None:
    """Return the number of the candidate that alone has the surest proof; None when none has, or two have the same.

    candidates: portraits, and whether each shares an id with what was seen
    """
    found = [(proof(each, seen, shared=shared), number) for number, (each, shared) in enumerate(candidates)]
    proven = sorted((kind, number) for kind, number in found if kind is not None)
    if not proven or (len(proven) > 1 and proven[0][0] is proven[1][0]):
        return None
    return proven[0][1]


def _rules(pair: "_Pair", *, shared: bool) -> Iterator[tuple[Proof, bool]]:
    """Yield each proof, and whether it holds; texts are compared only when it comes to them."""
    if shared:
        yield Proof.ID_TITLE_DAY, pair.title and pair.day
        yield Proof.ID_DAY_TEXT, pair.day and pair.alike(_MOSTLY)
        yield Proof.ID_TITLE_TEXT, pair.title and (pair.name or not pair.contrary) and pair.alike(_MOSTLY)
    told = pair.name or pair.same(_LEAST_TEXT) or (pair.long and pair.alike(_PARTLY))
    yield Proof.TITLE_DAY, pair.title and pair.day and told
    yield Proof.NAME_DAY_TEXT, pair.name and pair.day and pair.alike(_MOSTLY)
    yield Proof.TITLE_TEXT, not pair.contrary and pair.same(_LEAST_TEXT if pair.name else _LONG_TEXT)
    yield Proof.MOVED, pair.name and pair.one.host != pair.other.host and pair.same(_LEAST_TEXT)


@dataclass(frozen=True)
class _Pair:
    one: Portrait
    other: Portrait

    @property
    def title(self) -> bool:
        return self.one.title == self.other.title

    @property
    def long(self) -> bool:
        return telling(self.one.title)

    @property
    def day(self) -> bool:
        return self.one.day == self.other.day and len(self.one.day) == A_DAY

    @property
    def contrary(self) -> bool:
        """Whether the two claim dates that cannot both be true."""
        known = min(len(self.one.day), len(self.other.day))
        return self.one.day[:known] != self.other.day[:known]

    @property
    def name(self) -> bool:
        return bool(self.one.name) and self.one.name == self.other.name

    def same(self, least: int) -> bool:
        """Whether both say the same, and enough."""
        return self.one.fingerprint == self.other.fingerprint and len(self.other.text) >= least

    def alike(self, share: float) -> bool:
        """Whether both texts have a share of their phrases in common, or are equal; short ones prove little."""
        if self.one.fingerprint == self.other.fingerprint and self.long:
            return True
        if min(len(self.one.text), len(self.other.text)) < _LEAST_TEXT:
            return False
        one, other = self.one.phrases, self.other.phrases
        return len(one & other) >= share * len(one | other)
