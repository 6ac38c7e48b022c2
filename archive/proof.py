"""What a first look at a site has shown: how it publishes, what its newest releases would become, how sure that is."""

from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from archive.release import NO_CLAIM, Attachment, Claim, Kind


class Confidence(StrEnum):
    """How sure it is that a run would archive this office as it should."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """What one way of publishing has shown at a site.

    way: a key of `archive.discover.WAYS`
    url: where it would be read from; "" when the site does not offer it
    listed: how many releases it lists; at least so many when it was not read to its end
    whole: whether that is all
    first, last: the dates of the oldest and of the newest that was seen; NO_CLAIM where the list has no dates
    problem: why it cannot be used, "" when it can
    remarks: what a person should know
    """

    way: str
    url: str = ""
    listed: int = 0
    whole: bool = True
    first: Claim = NO_CLAIM
    last: Claim = NO_CLAIM
    problem: str = ""
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One release as it would be stored.

    begins: the standfirst, or the first paragraph where there is none
    words: of the whole text
    quotes: how many quotations were told apart
    problem: why it would not be stored; "" when it would
    """

    url: str
    title: str = ""
    kind: Kind = Kind.RELEASE
    language: str = "en"
    published: Claim = NO_CLAIM
    begins: str = ""
    words: int = 0
    quotes: int = 0
    attachments: tuple[Attachment, ...] = ()
    problem: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tree:
    """The pages of a site in its other language, where they are a list of their own.

    url: where that begins
    way: how it has to be read, "auto" when that is found out by itself; by: how this look has read it
    language: "en" or "cy"
    listed: how many releases it lists at least
    """

    url: str
    way: str
    language: str
    by: str
    listed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sieve:
    """A filter for news of many topics, and how many it keeps of those that were seen, as the list shows them."""

    filter: str
    kept: int
    seen: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """How sure we are, what speaks for it, and what against."""

    confidence: Confidence
    merits: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What a first look has shown.

    asked, answered: the address that was given, and the one that answered after redirects
    name: what the site calls itself, "" when it does not say
    tried: every way, the best first
    used: the one that a run would use; None when no way lists anything
    why: in one sentence
    newest: the newest releases, the newest first
    tongue: the tree in the other language; None without one of its own
    sieve: the filter that is needed; None where it is none
    undone: what this look has left open
    requests: what it has cost the site
    """

    asked: str
    answered: str
    name: str
    tried: tuple[Tried, ...]
    why: str
    verdict: Verdict
    requests: int
    used: Tried | None = None
    newest: tuple[Sample, ...] = ()
    tongue: Tree | None = None
    sieve: Sieve | None = None
    undone: tuple[str, ...] = ()


def as_json(proof: Proof) -> dict[str, Any]:
    """Return a proof as values that JSON has."""
    return {
        "asked": proof.asked,
        "answered": proof.answered,
        "name": proof.name,
        "ways": [_tried(tried) for tried in proof.tried],
        "used": proof.used.way if proof.used else None,
        "why": proof.why,
        "newest": [_sample(sample) for sample in proof.newest],
        "other_language": asdict(proof.tongue) if proof.tongue else None,
        "filter": asdict(proof.sieve) if proof.sieve else None,
        "confidence": str(proof.verdict.confidence),
        "merits": list(proof.verdict.merits),
        "doubts": list(proof.verdict.doubts),
        "undone": list(proof.undone),
        "requests": proof.requests,
    }


def _tried(tried: Tried) -> dict[str, Any]:
    return {
        "way": tried.way,
        "url": tried.url or None,
        "listed": tried.listed,
        "whole": tried.whole,
        "first": tried.first.value or None,
        "last": tried.last.value or None,
        "problem": tried.problem,
        "remarks": list(tried.remarks),
    }


def _sample(sample: Sample) -> dict[str, Any]:
    published = sample.published
    return {
        "url": sample.url,
        "title": sample.title,
        "kind": str(sample.kind),
        "language": sample.language,
        "published": {
            "value": published.value or None,
            "precision": str(published.precision),
            "evidence": published.evidence,
        },
        "begins": sample.begins,
        "words": sample.words,
        "quotes": sample.quotes,
        "attachments": [{"url": one.url, "title": one.title} for one in sample.attachments],
        "problem": sample.problem,
    }
