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
from feeds.pages.language import ENGLISH, WELSH
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
        yield from self._years_of_all()
        yield from self._topics()
        yield from self._people()

    def of_office(self, office: str) -> Iterator[Series]:
        """Yield the lists of an office, in every language that it speaks: the first is in English."""
        path = f"{office}/"
        paths = {ENGLISH: path, WELSH: f"{path}cy/"} if office in self._welsh else {ENGLISH: path}
        for language, each in paths.items():
            yield self._series(
                each,
                self.stock.offices[office].name,
                self.stock.of_office(office),
                self._periods(office),
                language=language,
                languages=paths if len(paths) > 1 else {},
            )

    def of_all(self) -> Series:
        """Return the list of every release."""
        names = {office.id: office.name for office in self.stock.offices.values()}
        return self._series("all/", "All press releases", self.stock.all, self._every, offices=names)

    def _series(self, path: str, name: str, feed: Feed, periods: _Periods, **given: object) -> Series:
        counts = {period: measure.count for period, measure in periods.items() if measure.count}
        return Series(path=path, name=name, feed=feed, periods=counts, **given)  # type: ignore[arg-type]

    def _years(self, series: Series, periods: _Periods, lines: _Lines) -> Iterator[Sheet]:
        """Yield the list of each year of a series."""
        years = sorted(series.years)
        for year in years:
            measure = register.together(each for period, each in periods.items() if period[:_YEAR] == year)
            key = f"{measure.mark}:{years}:{sorted(series.languages)}:{self._mark(series)}"
            make = partial(self._volume, series, year, lines)
            yield sheet.of_pages(volume.where(series.path, year), key, make)

    def _volume(self, series: Series, period: str, lines: _Lines) -> Iterator[Page]:
        return volume.pages(self.stock.site, series, period, lines(self.stock.db, period))

    def _years_of_all(self) -> Iterator[Sheet]:
        """Yield every year of all offices, and every month, which may be as long as a year of one office."""
        series = self.of_all()
        years = sorted(series.years)
        for year in filter(None, years):
            measure = register.together(each for period, each in self._every.items() if period[:_YEAR] == year)
            make = partial(self._overview, series, year)
            yield sheet.of_pages(volume.where("all/", year), f"{measure.mark}:{years}:{self.stock.frame}", make)
        for period in sorted(series.periods):
            if len(period) != _YEAR:
                key = f"{self._every[period].mark}:{years}:{self.stock.frame}"
                make = partial(self._volume, series, period, almanac.lines)
                yield sheet.of_pages(volume.where("all/", period), key, make)

    def _overview(self, series: Series, year: str) -> Iterator[Page]:
        counts = {
            office: sum(each.count for period, each in self._periods(office).items() if period[:_YEAR] == year)
            for office in self.stock.offices
        }
        yield volume.overview(
            self.stock.site, series, year, {office: count for office, count in counts.items() if count}
        )

    def _topics(self) -> Iterator[Sheet]:
        """Yield the list of topics, and of each its page and its years."""
        found = topics.every(self.stock.db)
        subjects = [_subject(each) for each in found]
        site, every = self.stock.site, f"{self.stock.mark('')}:{[each.slug for each in found]}"
        yield sheet.of_pages(topic.PATH, every, lambda: [topic.index(site, self.stock.all, subjects)])
        for each, subject in zip(found, subjects, strict=True):
            periods = self._by_topic.get(each.slug, {})
            names = {office.id: office.name for office in self.stock.offices.values()}
            feed = self.stock.of_topic(each)
            series = self._series(topic.where(each.slug), each.name, feed, periods, offices=names)
            key = f"{register.together(periods.values()).mark}:{self.stock.frame}"
            yield sheet.of_pages(series.path, key, partial(self._topic, subject, series))
            yield from self._years(series, periods, partial(almanac.lines, topic=each.slug))

    def _topic(self, subject: Subject, series: Series) -> Iterator[Page]:
        stock = self.stock
        latest = holdings.newest(stock.db, topic=subject.slug, limit=NEWEST)
        yield topic.page(stock.site, subject, series, latest, stock.shelves)

    def _people(self) -> Iterator[Sheet]:
        """Yield the list of offices with their people, of the people of each, and the pages of everybody."""
        stock, site = self.stock, self.stock.site
        names = {office.id: office.name for office in stock.offices.values()}
        faces = stock.faces
        counts = {office: len(found) for office, found in faces.items() if found}
        yield sheet.of_pages(
            person.PATH,
            f"{register.digest(counts)}:{stock.frame}",
            lambda: [person.index(site, stock.all, counts, names)],
        )
        for office in counts:
            found, mark = faces[office], stock.marks[office]
            make = partial(person.gallery, site, stock.of_office(office), names[office], found)
            yield sheet.of_pages(person.people(office), f"{register.digest(found)}:{mark}", make)
            for face in found:
                key = f"{stock.by_person[face.row].mark}:{register.digest(face)}:{mark}"
                yield sheet.of_pages(person.where(face), key, partial(self._person, face))

    def _person(self, face: Face) -> Iterator[Page]:
        found = portrait.of(self.stock.db, face.row, limit=face.quotes)
        assert found is not None, "the gallery has just named this person"
        name = self.stock.offices[face.office].name
        sitter = Sitter(face=face, office=name, portrait=found, feed=self.stock.of_person(face))
        return person.pages(self.stock.site, sitter)

    def _mark(self, series: Series) -> str:
        """Return a mark of the names that a list shows."""
        return self.stock.frame if series.offices else self.stock.marks[series.path.partition("/")[0]]

    @cached_property
    def _welsh(self) -> frozenset[str]:
        return almanac.welsh(self.stock.db)

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


def _subject(shelf: Shelf) -> Subject:
    newest = shelf.newest.isoformat() if shelf.newest else ""
    return Subject(slug=shelf.slug, name=shelf.name, query=shelf.query, count=shelf.count, newest=newest)
