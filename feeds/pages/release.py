"""The page of one release: its text, what happened to it, every version, and how we know."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from archive import wording
from archive.office import Office
from archive.release import Holding, Precision, Status
from archive.store.holdings import Happening, Revision
from archive.store.outline import Outline
from feeds.feed import Feed
from feeds.pages import passages, template, versions, words
from feeds.pages.head import Head
from feeds.site import Site

_GONE = {
    Status.MISSING: "Not found on the office’s site",
    Status.REMOVED: "Removed from the office’s site",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What a reader should know before the text; both "" when there is nothing to say."""

    heading: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """All that the page of a release shows.

    revisions: every version, oldest first; never empty
    history: what happened, newest first
    outline: how the text is divided
    """

    office: Office
    holding: Holding
    revisions: Sequence[Revision]
    history: Sequence[Happening]
    outline: Outline = field(default_factory=Outline)


def page(site: Site, feed: Feed, record: Record) -> str:
    """Return the page of a release; feed is its office's."""
    holding = record.holding
    return template.render(
        "release.html",
        site,
        _head(site, feed, record),
        office=record.office,
        holding=holding,
        release=holding.release,
        passages=passages.told(holding.release, record.outline),
        notice=_notice(holding),
        history=record.history[::-1],
        versions=versions.told(record.revisions),
        capture=record.revisions[-1].capture,
        citation=citation(site, record),
    )


def citation(site: Site, record: Record) -> str:
    """Return how to cite the version that is shown: whose words, which of them, when they were seen, where they are."""
    shown, release = record.revisions[-1], record.holding.release
    dated = wording.claimed(release.published)
    return (
        f"{record.office.name}, “{release.title}”{f', {dated}' if dated else ''}. "
        f"Version {shown.number}, seen on {wording.moment(shown.seen)}, in {site.title}, "
        f"{site.address(record.holding.path)}#version-{shown.number}"
    )


def _notice(holding: Holding) -> Notice:
    if holding.status in _GONE:
        return Notice(heading=_GONE[holding.status], words=words.sentence(holding.evidence))
    if holding.revision > 1:
        seen = f"This is version {holding.revision}; the last change was seen on {wording.moment(holding.changed)}."
        return Notice(heading="Changed by the office", words=seen)
    return Notice()


def _head(site: Site, feed: Feed, record: Record) -> Head:
    holding, release = record.holding, record.holding.release
    claim = release.published
    exact = claim.precision in {Precision.MINUTE, Precision.DAY}
    return Head(
        path=holding.path,
        title=release.title,
        description=words.summary(release) or f"A press release of the {record.office.name}.",
        feed=feed,
        language=release.language,
        kind="article",
        image=next((image.url for image in release.images), ""),
        published=claim.value if exact else "",
        data=_article(site, record),
    )


def _article(site: Site, record: Record) -> dict[str, object]:
    """Return the release as a schema.org NewsArticle."""
    holding, release = record.holding, record.holding.release
    office = {"@type": "GovernmentOrganization", "name": record.office.name, "url": record.office.home}
    facts: dict[str, object] = {
        "headline": release.title,
        "description": words.summary(release),
        "datePublished": release.published.value,
        "dateModified": wording.machine(holding.changed) if holding.revision > 1 else "",
        "inLanguage": release.language,
        "url": site.address(holding.path),
        "identifier": holding.tag,
        "isBasedOn": release.url,
        "image": [image.url for image in release.images],
        "author": {name: value for name, value in office.items() if value},
        "publisher": {"@type": "Organization", "name": site.title, "url": site.url},
    }
    told = {name: value for name, value in facts.items() if value}
    return {"@context": "https://schema.org", "@type": "NewsArticle"} | told
