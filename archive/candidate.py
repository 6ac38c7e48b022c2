"""An office that somebody wants to add: whom an address or a word means, and what to write of it."""

import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit, urlunsplit

from archive import catalogue, identity, masthead, wording
from archive.catalogue import Body, Entry, Evidence
from archive.config import may_be_an_id
from archive.errors import ConfigError
from archive.office import Office, Source
from archive.proof import Proof, Tried
from archive.stanza import Stanza


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An office before it is configured.

    id: "" when only its site can tell
    addresses: where to look, the most likely first; never empty
    entry: what the catalogue knows of it
    """

    id: str
    addresses: tuple[str, ...]
    entry: Entry | None = None

    @property
    def mayor(self) -> bool:
        """Whether a mayor is known to hold the powers there."""
        return self.entry is not None and self.entry.kind is Body.MAYOR


def meant(word: str, configured: Mapping[str, Office]) -> Candidate:
    """Return the office that a word means: an address, the id of a known office, or of one that is configured.

    ConfigError when it means none.
    """
    if "://" in word or "." in word:
        url = _address(word)
        entry = catalogue.at(url)
        return Candidate(id=entry.id if entry else "", addresses=(url,), entry=entry)
    entry = catalogue.offices().get(word)
    if word in configured:
        return Candidate(id=word, addresses=(configured[word].sources[0].url,), entry=entry)
    if entry is None:
        close = difflib.get_close_matches(word, catalogue.offices(), n=1)
        hint = f"Did you mean {close[0]!r}? " if close else ""
        raise ConfigError(
            f"{word!r} is neither a web address nor an office that is known",
            hint=f"{hint}copperplate offices lists those that are known.",
        )
    return Candidate(id=word, addresses=(entry.home, *entry.news), entry=entry)


def office_id(candidate: Candidate, proof: Proof, name: str) -> str:
    """Return the id for an office, from what its site says if nothing better is known; ConfigError without one."""
    found = candidate.id or masthead.office_id(name or proof.name, proof.answered)
    if not may_be_an_id(found):
        raise ConfigError(
            f"{proof.answered} does not say which area its office is for",
            hint="Give the office an id of your own: --id marchshire",
        )
    return found


def stanza(candidate: Candidate, id_: str, proof: Proof, today: date, *, name: str = "", way: str = "auto") -> Stanza:
    """Return what to write of an office: no more than the catalogue does not know.

    way: written only where it was asked for, since a site may publish in another way tomorrow
    """
    entry = candidate.entry if candidate.entry and candidate.entry.id == id_ else None
    home = _root(proof.answered)
    known = entry is not None and entry.evidence is Evidence.SEEN and _same(entry.home, home)
    sources = _sources(proof, way)
    direct = _same(proof.answered, home) and sources == [Source(url=proof.answered)]
    return Stanza(
        id=id_,
        remark=f"Added on {wording.day(today)}: {summary(proof.used)}." if proof.used else "",
        name=name or ("" if entry else proof.name),
        home="" if known else home,
        sources=() if direct else tuple(sources),
    )


def _sources(proof: Proof, way: str) -> list[Source]:
    """Return what a proof has shown to be read: the news with their filter, and the tree in the other language."""
    wanted = proof.sieve.filter if proof.sieve else ""
    sources = [Source(url=proof.answered, way=way, filter=wanted)]
    if proof.tongue:
        other = proof.tongue
        sources.append(Source(url=other.url, way=other.way, language=other.language, filter=wanted))
    return sources


def summary(tried: Tried) -> str:
    """Return in a few words what a way lists: "10 releases by feed, 27 March 2026 to 21 September 2026"."""
    return f"{counted(tried)} by {tried.way}{between(tried)}"


def counted(tried: Tried) -> str:
    """Return how many releases are listed: "36 releases", "more than 30 releases"."""
    return f"{'' if tried.whole else 'more than '}{tried.listed} release{'' if tried.listed == 1 else 's'}"


def between(tried: Tried) -> str:
    """Return from when to when, as far as that is known: ", 3 October 2024 to 21 September 2026"; "" without dates."""
    first, last = (wording.claimed(claim, brief=True) for claim in (tried.first, tried.last))
    if first and last:
        return f", {first} to {last}"
    return f", the newest of {last}" if last else ""


def _address(word: str) -> str:
    """Return an address that can be asked, "www.example.org" being one; ConfigError when it is none."""
    url = word if "://" in word else f"https://{word}"
    try:
        parts = urlsplit(url)
        usable = parts.scheme in {"http", "https"} and parts.hostname and "@" not in parts.netloc and parts.port != 0
    except ValueError:  # an unclosed bracket, a port that is no number
        usable = False
    if not usable:
        raise ConfigError(f"{word!r} is no web address", hint="Write it whole: https://www.example.org/")
    return urlunsplit(parts._replace(path=parts.path or "/", fragment=""))


def _root(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}/"


def _same(one: str, other: str) -> bool:
    return identity.normal_url(one) == identity.normal_url(other)
