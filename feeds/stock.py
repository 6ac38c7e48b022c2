"""What an edition draws on: offices, what their releases come to, and entries, each looked up once and when wanted."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from archive.office import Office
from archive.release import Holding
from archive.store import Database, almanac, amendments, gallery, holdings, offices, pictures, register, topics
from archive.store.amendments import Amendment
from archive.store.gallery import Face
from archive.store.holdings import Revision
from archive.store.press import Press
from archive.store.register import Filed, Measure, Within
from archive.topic import Topic
from feeds import content, entry, feed, rendered
from feeds.characters import line
from feeds.entry import Category, Entry
from feeds.feed import Feed
from feeds.pages import person
from feeds.pages import pictures as images
from feeds.pages.bilingual import Bilingual
from feeds.pages.listing import Shelf
from feeds.rendered import Rendered, Wanted
from feeds.site import Site

OFTEN = 3  # releases that quote a person who has feeds of their own
NEWEST = 50  # releases in a feed that is subscribed to, and on the page that shows the same


@dataclass(kw_only=True)
class Stock:
    """An archive as it is published on a site, with the entries that were rendered before."""

    db: Database
    site: Site
    press: Press

    @cached_property
    def offices(self) -> Mapping[str, Office]:
        """Every office by its id."""
        return {office.id: office for office in offices.every(self.db)}

    @cached_property
    def marks(self) -> Mapping[str, str]:
        """A mark of what is said of each office, and of the topics that its releases may be under."""
        known = register.topics(self.db)
        return {office: register.digest((mark, known)) for office, mark in register.marks(self.db).items()}

    @cached_property
    def frame(self) -> str:
        """A mark of what is said of the offices and topics all together."""
        return register.digest(sorted(self.marks.items()))

    @cached_property
    def bilingual(self) -> Bilingual:
        """Which pages there are in Welsh too."""
        return Bilingual(almanac.welsh(self.db))

    @cached_property
    def measures(self) -> Mapping[str, Measure]:
        """What the releases of each office come to; "" is all of them."""
        found = {within.office: measure for within, measure in register.measures(self.db, of="office").items()}
        every = {office: found.get(office, Measure()) for office in self.offices}
        return every | {"": register.together(every.values())}

    def mark(self, office: str) -> str:
        """Return a mark of all that is shown of an office and its releases; "" is all of them."""
        return f"{self.measures[office].mark}:{self.marks[office] if office else self.frame}"

    @cached_property
    def shelves(self) -> Mapping[str, Shelf]:
        """Every office as the pages show it."""
        return {office: self.shelf(office) for office in self.offices}

    @cached_property
    def all(self) -> Feed:
        """The feed of every office together."""
        return feed.for_all(self.site, self.updated(self.measures[""]))

    def of_office(self, office: str) -> Feed:
        """Return the feed of an office."""
        return feed.for_office(self.offices[office], self.site, self.updated(self.measures[office]))

    def of_topic(self, topic: Topic) -> Feed:
        """Return the feed of a topic."""
        return feed.for_topic(
            topic, self.site, self.updated(self.by_topic.get(topic.slug, Measure()), "topic", topic.slug)
        )

    def of_person(self, face: Face) -> Feed:
        """Return the feed that a reader is offered on the page of a person: their own, if they are quoted often."""
        if face.releases < OFTEN:
            return self.of_office(face.office)
        updated = self.updated(self.by_person[face.row], "person", str(face.row))
        return feed.for_person(face.name, self.offices[face.office], person.where(face), self.site, updated)

    @cached_property
    def faces(self) -> Mapping[str, Sequence[Face]]:
        """Everybody who is quoted by name, by the office whose releases do so."""
        found: dict[str, list[Face]] = {office: [] for office in self.offices}
        for face in gallery.every(self.db):
            found[face.office].append(face)
        return found

    @property
    def voices(self) -> Iterator[Face]:
        """Everybody who has feeds of their own."""
        return (face for faces in self.faces.values() for face in faces if face.releases >= OFTEN)

    @cached_property
    def changes(self) -> Feed:
        """The feed of what was changed."""
        measure = register.together(amendments.months(self.db).values())
        return feed.for_changes(self.site, self.updated(measure, "changes"))

    @cached_property
    def departures(self) -> Mapping[tuple[str, str], datetime]:
        """When something last left a feed, by kind and id."""
        return register.departures(self.db)

    @cached_property
    def by_topic(self) -> Mapping[str, Measure]:
        """What the releases under each topic come to."""
        return {
            within.topic: register.together(each.values()) for within, each in self._monthly.items() if within.topic
        }

    @cached_property
    def by_person(self) -> Mapping[int, Measure]:
        """What the releases come to that quote each person, by the row in `people`."""
        return {
            within.person: register.together(each.values()) for within, each in self._monthly.items() if within.person
        }

    def months(self, within: Within) -> Mapping[str, Measure]:
        """Return what releases of an office, under a topic, that quote a person, or all, come to by month of filing."""
        return self._monthly.get(within, {})

    @cached_property
    def _monthly(self) -> Mapping[Within, Mapping[str, Measure]]:
        found: dict[Within, dict[str, Measure]] = defaultdict(dict)
        for of in ("", "office", "topic", "person"):
            for within, measure in register.measures(self.db, of=of, by="month").items():
                found[replace(within, month="")][within.month] = measure
        return found

    def shelf(self, office: str) -> Shelf:
        """Return an office as the pages show it."""
        newest = holdings.newest(self.db, office=office, limit=1)
        return Shelf(
            office=self.offices[office],
            feed=self.of_office(office),
            count=self.measures[office].count,
            newest=newest[0] if newest else None,
        )

    def updated(self, measure: Measure, kind: str = "", number: str = "") -> datetime:
        """Return when a feed was last updated: when anything in it was, what has left it too: never goes backwards.

        kind, number: as in `register.departures`, of a feed that releases may leave
        """
        known = (measure.updated, self.departures.get((kind, number)))
        return max((each for each in known if each), default=self.site.created)

    def rendered(self, filed: Iterable[Filed]) -> Iterator[Rendered]:
        """Yield the entries of releases that may be shown, in their order."""
        return rendered.entries(self.press, (self.wanted(each) for each in filed))

    def wanted(self, filed: Filed, holding: Holding | None = None) -> Wanted:
        """Return the entry of a release, as it is asked for."""
        office = filed.path.partition("/")[0]
        return Wanted(
            name=filed.path,
            release=filed.id,
            key=f"{filed.stamp}:{self.marks[office]}",
            make=lambda: self.entry(holding or holdings.one(self.db, filed.id)),
        )

    def entry(self, holding: Holding | None) -> Entry:
        """Return the entry of a release that may be shown."""
        assert holding is not None, "the register says that it may be shown"
        return entry.of(
            holding,
            self.offices[holding.office],
            self.site,
            corrections=content.corrections(holdings.happenings(self.db, release=holding.id)),
            topics=[
                Category(term=each.slug, label=line(each.name), scheme=self.site.address("topics/"))
                for each in topics.of(self.db, holding.id)
            ],
        )

    def versions(self, amendment: Amendment) -> list[Revision]:
        """Return the version before a change and the one that came of it; nothing where none did."""
        number = amendment.revision or 0
        found = holdings.revisions(self.db, amendment.release) if number > 1 else []
        return [each for each in found if number - 1 <= each.number <= number]

    def pictures(self, holding: Holding) -> dict[str, tuple[str, bytes]]:
        """Return our copies of a release's pictures by their addresses at the office: where they go, and the bytes."""
        found = {}
        for each in pictures.of(self.db, holding.id) if self.site.pictures else ():
            small = each.length <= images.LARGEST
            if small and images.genuine(body := pictures.body(self.db, each), each.media_type):
                found[each.url] = (images.path(holding.path, each.sha256, each.media_type), body)
        return found
