"""The page of one release: its text, what happened to it, every version, and how we know."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from archive import wording
from archive.change import EventKind
from archive.office import Office
from archive.release import Claim, Holding, Precision, Status
from archive.store.holdings import Happening, Revision
from archive.store.outline import Outline
from archive.store.translations import Translation
from feeds.feed import Feed
from feeds.pages import language, passages, pictures, template, versions, words
from feeds.pages.bilingual import Bilingual
from feeds.pages.head import Head
from feeds.pages.language import Language
from feeds.pages.passages import Passages
from feeds.site import Site

_COMPARED = 30_000  # bytes of versions beside each other; a page is to have 60,000 at most


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What a reader should know before the text; nothing when there is nothing to say.

    ours: whether the words are in the language of the page; evidence was written down in English
    """

    heading: str = ""
    words: str = ""
    ours: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """All that the page of a release shows.

    revisions: every version, oldest first; never empty
    history: what happened, newest first
    outline: how the text is divided
    pictures: where the site has its copies, by the addresses at the office
    topics: where the pages of its topics are, by their names
    people: where the pages of its office's people are, "people/kent/{}/"; "" for no links
    translation: the same release in the other language, if the archive has it
    bilingual: which other pages are in several languages
    """

    office: Office
    holding: Holding
    revisions: Sequence[Revision]
    history: Sequence[Happening]
    outline: Outline = field(default_factory=Outline)
    pictures: Mapping[str, str] = field(default_factory=dict)
    topics: Mapping[str, str] = field(default_factory=dict)
    people: str = ""
    translation: Translation | None = None
    bilingual: Bilingual = field(default_factory=Bilingual)


def page(site: Site, feed: Feed, record: Record) -> str:
    """Return the page of a release, in the language of the release if that is one of ours; feed is its office's."""
    holding = record.holding
    say = language.of(holding.release.language)
    return template.render(
        "release.html",
        site,
        _head(site, feed, record),
        office=record.office,
        holding=holding,
        release=holding.release,
        passages=_passages(record, say),
        topics=record.topics,
        translation=record.translation,
        quoted=_quoted(record),
        notice=_notice(record, say),
        history=record.history[::-1],
        versions=versions.fitting(versions.told(record.revisions), _COMPARED),
        capture=record.revisions[-1].capture,
        citation=citation(site, record),
    )


def _passages(record: Record, say: Language) -> Passages:
    """Return the text with its pictures in place."""
    root = template.root(record.holding.path)
    people = f"{root}{record.people}" if record.people else ""
    told = passages.told(record.holding.release, record.outline, people)
    shown = (pictures.placed(part, record.pictures, root, say) for part in (told.body, told.notes))
    return replace(told, **dict(zip(("body", "notes"), shown, strict=True)))


def _quoted(record: Record) -> dict[str, str]:
    """Return where the pages of those who are quoted by name are, by the names that the release gives first."""
    found: dict[str, str] = {}
    for quote in record.outline.quotes:
        if record.people and quote.slug:
            found.setdefault(record.people.format(quote.slug), quote.speaker)
    return {speaker: path for path, speaker in found.items()}


def citation(site: Site, record: Record) -> str:
    """Return how to cite the version that is shown: whose words, which of them, when they were seen, where they are."""
    shown, release = record.revisions[-1], record.holding.release
    say = language.of(release.language)
    dated = say.claimed(release.published)
    return say.plain(
        "citation",
        office=record.office.name,
        title=release.title,
        dated=f", {dated}" if dated else "",
        number=shown.number,
        moment=say.moment(shown.seen),
        site=site.title,
        address=f"{site.address(record.holding.path)}#version-{shown.number}",
    )


def _notice(record: Record, say: Language) -> Notice:
    holding = record.holding
    if holding.status in {Status.MISSING, Status.REMOVED}:
        heading = say.plain(f"notice_{holding.status}")
        return Notice(heading=heading, words=words.sentence(holding.evidence), ours=False)
    told = _redated(record.history, say)
    if holding.revision > 1:
        seen = say.plain("notice_version", number=holding.revision, moment=say.moment(holding.changed))
        return Notice(heading=say.plain("notice_revised"), words=f"{seen} {told}".strip())
    return Notice(heading=say.plain("notice_redated"), words=told) if told else Notice()


def _redated(history: Sequence[Happening], say: Language) -> str:
    """Return what the office made of the date the last time that it changed it; "" when it never did."""
    for each in history:
        if each.event.kind is EventKind.REDATED:
            before, after = (say.claimed(Claim(value=value)) for value in (each.event.before, each.event.after))
            return say.plain("notice_dates", before=before, after=after, moment=say.moment(each.at))
    return ""


def _head(site: Site, feed: Feed, record: Record) -> Head:
    holding, release = record.holding, record.holding.release
    claim = release.published
    exact = claim.precision in {Precision.MINUTE, Precision.DAY}
    say = language.of(release.language)
    other = record.translation
    return Head(
        path=holding.path,
        title=release.title,
        description=words.summary(release) or say.plain("release_of", office=record.office.name),
        feed=feed,
        language=say.id,
        languages={say.id: holding.path, other.language: other.path} if other else {},
        bilingual=record.bilingual,
        kind="article",
        image=_image(site, record),
        published=claim.value if exact else "",
        data=_article(site, record),
    )


def _image(site: Site, record: Record) -> str:
    """Return the address of the first picture: of our copy if there is one, "" for no picture."""
    urls = [image.url for image in record.holding.release.images]
    own = next((record.pictures[url] for url in urls if url in record.pictures), "")
    return site.address(own) if own else next(iter(urls), "")


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
        "image": _image(site, record),
        "author": {name: value for name, value in office.items() if value},
        "publisher": {"@type": "Organization", "name": site.title, "url": site.url},
    }
    told = {name: value for name, value in facts.items() if value}
    return {"@context": "https://schema.org", "@type": "NewsArticle"} | told
