"""The long lists of the site: years and months, topics, people; each is made again when what it lists has changed."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import TypeAlias

from archive.store import Database, almanac, holdings, portrait, register, topics
from archive.store.almanac import Line
from archive.store.gallery import Face
from archive.store.register import Measure
from archive.store.topics import Shelf
from feeds import sheet
from feeds.feed import Feed
from feeds.pages import person, topic, volume
from feeds.pages.bilingual import Leaf
from feeds.pages.language import ENGLISH
from feeds.pages.person import Sitter
from feeds.pages.topic import Subject
from feeds.pages.volume import Page, Series
from feeds.sheet import Sheet
from feeds.stock import NEWEST, Stock

_YEAR = len("2015")
_Periods: TypeAlias = Mapping[str, Measure]
_Lines: TypeAlias = Callable[[Database, str], Sequence[Line]]


@dataclass(kw_only=True)
class Browsing:
    """What can be leafed through, as far as it is not about the newest."""

    stock: Stock

    def sheets(self) -> Iterator[Sheet]:
        """Yield every long list."""
        for office in self.stock.offices:
            for series in self.of_office(office):
                yield from self._years(series, self._periods(office), partial(almanac.lines, office=office))
        for every in self.of_all():
            yield from self._years_of_all(every)
        yield from self._topics()
        yield from self._people()

    def of_office(self, office: str) -> Iterator[Series]:
        """Yield the lists of an office, in every language that it speaks: the first is in English."""
        name, feed = self.stock.offices[office].name, self.stock.of_office(office)
        for leaf in self.stock.bilingual.leaves(f"{office}/"):
            yield Series(leaf=leaf, name=name, feed=feed, periods=_counts(self._periods(office)))

    def of_all(self) -> Iterator[Series]:
        """Yield the lists of every release, in every language that the archive has: the first is in English."""
        for leaf in self.stock.bilingual.leaves("all/"):
            yield self._of_many(leaf, leaf.say.plain("all_press_releases"), self.stock.all, self._every)

    def _of_many(self, leaf: Leaf, name: str, feed: Feed, periods: _Periods) -> Series:
        return Series(leaf=leaf, name=name, feed=feed, periods=_counts(periods), offices=self._names)

    def _years(self, series: Series, periods: _Periods, lines: _Lines) -> Iterator[Sheet]:
        """Yield the list of each year of a series."""
        years = sorted(series.years)
        for year in years:
            measure = register.together(each for period, each in periods.items() if period[:_YEAR] == year)
            key = f"{measure.mark}:{years}:{self._mark(series)}"
            make = partial(self._volume, series, year, lines)
            yield sheet.of_pages(volume.where(series.path, year), key, make)

    def _volume(self, series: Series, period: str, lines: _Lines) -> Iterator[Page]:
        return volume.pages(self.stock.site, series, period, lines(self.stock.db, period))

    def _years_of_all(self, series: Series) -> Iterator[Sheet]:
        """Yield every year of all offices, and every month, which may be as long as a year of one office."""
        years, shown = sorted(series.years), self._mark(series)
        for year in filter(None, years):
            measure = register.together(each for period, each in self._every.items() if period[:_YEAR] == year)
            make = partial(self._overview, series, year)
            yield sheet.of_pages(volume.where(series.path, year), f"{measure.mark}:{years}:{shown}", make)
        for period in sorted(series.periods):
            if len(period) != _YEAR:
                key = f"{self._every[period].mark}:{years}:{shown}"
                make = partial(self._volume, series, period, almanac.lines)
                yield sheet.of_pages(volume.where(series.path, period), key, make)

    def _overview(self, series: Series, year: str) -> Iterator[Page]:
        counts = {
            office: sum(each.count for period, each in self._periods(office).items() if period[:_YEAR] == year)
            for office in self.stock.offices
        }
        yield volume.overview(
            self.stock.site, series, year, {office: count for office, count in counts.items() if count}
        )

    def _topics(self) -> Iterator[Sheet]:
        """Yield the list of topics, and of each its page and its years, in every language that the archive has."""
        found, stock = topics.every(self.stock.db), self.stock
        key = f"{stock.mark('')}:{[each.slug for each in found]}"
        for leaf in stock.bilingual.leaves(topic.PATH):
            subjects = [_subject(each, leaf.language) for each in topic.ordered(found, leaf.language)]
            yield sheet.of_pages(leaf.path, key, partial(self._index, leaf, subjects))
        for each in found:
            for leaf in stock.bilingual.leaves(topic.where(each.slug)):
                yield from self._topic(each, leaf)

    def _index(self, leaf: Leaf, subjects: Sequence[Subject]) -> Iterator[Page]:
        yield topic.index(self.stock.site, self.stock.all, subjects, leaf)

    def _topic(self, shelf: Shelf, leaf: Leaf) -> Iterator[Sheet]:
        """Yield the page of a topic, and its years."""
        periods, subject = self._by_topic.get(shelf.slug, {}), _subject(shelf, leaf.language)
        series = self._of_many(leaf, subject.name, self.stock.of_topic(shelf), periods)
        key = f"{register.together(periods.values()).mark}:{self._mark(series)}"
        yield sheet.of_pages(series.path, key, partial(self._about, subject, series))
        yield from self._years(series, periods, partial(almanac.lines, topic=shelf.slug))

    def _about(self, subject: Subject, series: Series) -> Iterator[Page]:
        stock = self.stock
        latest = holdings.newest(stock.db, topic=subject.slug, limit=NEWEST)
        yield topic.page(stock.site, subject, series, latest, stock.shelves)

    def _people(self) -> Iterator[Sheet]:
        """Yield the list of offices with their people, of the people of each, and the pages of everybody."""
        stock = self.stock
        counts = {office: len(found) for office, found in stock.faces.items() if found}
        for leaf in stock.bilingual.leaves(person.PATH):
            key = f"{register.digest(counts)}:{stock.frame}:{leaf.around}"
            yield sheet.of_pages(leaf.path, key, partial(self._offices, leaf, counts))
        for office in counts:
            found, mark = stock.faces[office], stock.marks[office]
            for leaf in stock.bilingual.leaves(person.people(office)):
                make = partial(person.gallery, stock.site, stock.of_office(office), self._names[office], found, leaf)
                yield sheet.of_pages(leaf.path, f"{register.digest(found)}:{mark}:{leaf.mark}", make)
            for face in found:
                key = f"{stock.by_person[face.row].mark}:{register.digest(face)}:{mark}"
                for leaf in stock.bilingual.leaves(person.where(face)):
                    yield sheet.of_pages(leaf.path, f"{key}:{leaf.mark}", partial(self._person, face, leaf))

    def _offices(self, leaf: Leaf, counts: Mapping[str, int]) -> Iterator[Page]:
        yield person.index(self.stock.site, self.stock.all, counts, self._names, leaf)

    def _person(self, face: Face, leaf: Leaf) -> Iterator[Page]:
        found = portrait.of(self.stock.db, face.row, limit=face.quotes)
        assert found is not None, "the gallery has just named this person"
        sitter = Sitter(face=face, office=self._names[face.office], portrait=found, feed=self.stock.of_person(face))
        return person.pages(self.stock.site, sitter, leaf)

    def _mark(self, series: Series) -> str:
        """Return a mark of the names that a list shows, of its languages and of where it leads."""
        leaf = series.leaf
        if series.offices:
            return f"{self.stock.frame}:{leaf.around}"
        return f"{self.stock.marks[leaf.path.partition('/')[0]]}:{leaf.mark}"

    @cached_property
    def _names(self) -> Mapping[str, str]:
        return {office.id: office.name for office in self.stock.offices.values()}

    def _periods(self, office: str) -> _Periods:
        return self._by_office.get(office, {})

    @cached_property
    def _by_office(self) -> Mapping[str, _Periods]:
        return self._gathered("office")

    @cached_property
    def _by_topic(self) -> Mapping[str, _Periods]:
        return self._gathered("topic")

    @cached_property
    def _every(self) -> _Periods:
        """What the releases of every office come to, by period."""
        found: dict[str, list[Measure]] = defaultdict(list)
        for periods in self._by_office.values():
            for period, measure in periods.items():
                found[period].append(measure)
        return {period: register.together(each) for period, each in sorted(found.items())}

    def _gathered(self, of: str) -> Mapping[str, _Periods]:
        found: dict[str, dict[str, Measure]] = defaultdict(dict)
        for within, measure in register.measures(self.stock.db, of=of, by="period").items():
            found[within.office or within.topic][within.period] = measure
        return found


def _counts(periods: _Periods) -> dict[str, int]:
    return {period: measure.count for period, measure in periods.items() if measure.count}


def _subject(shelf: Shelf, language: str) -> Subject:
    """Return a topic as a page in a language shows it."""
    name = shelf.named(language)
    return Subject(
        slug=shelf.slug,
        name=name,
        language=ENGLISH if name == shelf.name else language,
        query=shelf.query,
        count=shelf.count,
        newest=shelf.newest.isoformat() if shelf.newest else "",
    )
