"""Invented releases by the hundred thousand, for measuring: the same number gives the same release.

Each has some 3 KB of text in eight paragraphs, two quotations, a sum of money, a document and two aliases. Its words
are as unequally frequent as those of a language (Zipf), and a few are planted: in nearly every release, in four of
ten, in one of sixty, in one of a thousand.
"""

import random
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate, islice, product

from archive import compare, identity
from archive.anatomy.parts import Anatomy, Figure, Measure, Passage, Quote
from archive.office import Office, Source
from archive.release import Alias, AliasKind, Attachment, Channel, Claim, Release
from archive.store import offices, releases, runs
from archive.store.connection import Archive, together
from archive.store.witness import Witness

NOW = datetime(2026, 3, 5, 9, 10, tzinfo=UTC)
STOP, COMMON, MIDDLE, RARE, PHRASE = "officers", "commissioner", "burglary", "chainsaw", "rural policing team"
_TOPICAL = ("domestic abuse", "hare coursing", "stop and search", "road safety", "knife crime", "council tax precept")
_OFTEN = {STOP: 0.97, COMMON: 0.41, MIDDLE: 0.015, RARE: 0.0008, PHRASE: 0.02} | dict.fromkeys(_TOPICAL, 0.02)
_FIRST_DAY, _DAYS = date(2012, 11, 22), 4850
_PARAGRAPHS, _WORDS, _TITLE = 8, 46, 9
_SYLLABLES = "ba ce di fo gu han jel kim lor mus nat pel ric sov tur vex wal yon zed cra".split()
_LEXICON = ["".join(parts) for parts in product(_SYLLABLES, repeat=3)]
AS_COMMON = _LEXICON[55:95]  # words that are in half to a third of the releases
_FREQUENCIES = list(accumulate(1 / rank for rank in range(1, len(_LEXICON) + 1)))
_PEOPLE = [f"{first} {last}" for first in "Ann Bryn Cora Dilip Elin".split() for last in "Oakham Vale Rhys".split()]
_AREAS = [f"{first}{last}" for first, last in product("Ash Brack Cal Dun Ems Fal Gar Hal".split(), ("moor", "wold"))]


def offices_() -> tuple[Office, ...]:
    """Return the offices whose releases these are."""
    return tuple(
        Office(
            id=area.lower(),
            name=f"Police and Crime Commissioner for {area}",
            area=area,
            home=f"https://www.{area.lower()}.example/",
            sources=(Source(url=f"https://www.{area.lower()}.example/news/"),),
        )
        for area in _AREAS
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A release, the office that it is from, and what it is made of."""

    office: Office
    release: Release
    parts: Anatomy


def make(number: int) -> Made:
    """Return the release of a number; equal numbers give equal releases."""
    chance = random.Random(number)  # noqa: S311  # nothing secret
    office = OFFICES[chance.randrange(len(OFFICES))]
    paragraphs = [_paragraph(chance) for _ in range(_PARAGRAPHS)]
    for words, share in _OFTEN.items():
        if chance.random() < share:
            place = chance.randrange(_PARAGRAPHS)
            paragraphs[place] = f"{words.capitalize()} {paragraphs[place]}"
    speakers = chance.sample(_PEOPLE, 2)
    for place, speaker in zip((3, 5), speakers, strict=True):
        paragraphs[place] = f"{speaker} said: “{paragraphs[place]}”"
    paragraphs[1] += f" It will cost £{chance.randrange(10, 900)},000."
    url = f"{office.sources[0].url}{number}/"
    day = _FIRST_DAY + timedelta(days=chance.randrange(_DAYS))
    release = Release(
        url=url,
        title=f"{_sentence(chance, _TITLE)} {number}",
        published=Claim(value=day.isoformat(), evidence="time element"),
        standfirst=_sentence(chance, 2 * _TITLE),
        html="\n".join(f"<p>{each}</p>" for each in paragraphs),
        text="\n\n".join(paragraphs),
        channel=Channel.REST,
        attachments=(Attachment(url=f"{url}report.pdf", title="The report", media_type="application/pdf"),),
        aliases=(identity.url_alias(url), Alias(kind=AliasKind.GUID, value=f"{office.home}?p={number}")),
    )
    return Made(office=office, release=release, parts=_parts(release.text, paragraphs, speakers))


def fill(archive: Archive, made: Iterable[Made]) -> None:
    """Write releases through the store, as a run that sees them for the first time."""
    authority = offices.authority(archive.db, "benchmark.invalid,2026", NOW)
    run = runs.begin(archive.db, "0", NOW)
    witnesses = {
        office.id: Witness(
            office=office.id,
            office_row=row,
            source_row=offices.state(archive.db, row, office.sources[0]).id,
            authority=authority,
            run_id=run,
            parser="1",
            capture_id=None,
            at=NOW,
        )
        for office in OFFICES
        for row in [offices.keep(archive.db, office, NOW)]
    }
    rest = iter(made)
    while handful := list(islice(rest, 250)):  # as those are written that a listing gives whole (archive.harvest)
        with together(archive.db):
            for each in handful:
                releases.apply(archive.db, compare.seen(each.release, None, "1"), witnesses[each.office.id], each.parts)


def _parts(text: str, paragraphs: list[str], speakers: list[str]) -> Anatomy:
    body: list[Passage] = []
    start = 0
    for paragraph in paragraphs:
        body.append(Passage(text=paragraph, start=start, end=start + len(paragraph)))
        start += len(paragraph) + 2
    quotes = tuple(
        Quote(speaker=speaker, role="Commissioner", paragraphs=(body[place],))
        for speaker, place in zip(speakers, (3, 5), strict=True)
    )
    figure = Figure(measure=Measure.MONEY, value="10000", passage=body[1], sentence=text[:120])
    return Anatomy(body=tuple(body), quotes=quotes, figures=(figure,))


def _paragraph(chance: random.Random) -> str:
    return f"{_sentence(chance, _WORDS)}."


def _sentence(chance: random.Random, words: int) -> str:
    return " ".join(chance.choices(_LEXICON, cum_weights=_FREQUENCIES, k=words)).capitalize()


OFFICES = offices_()
