"""Everything that has feeds of its own: offices, topics, all of them, people, and what was changed."""

from collections.abc import Callable, Iterator
from functools import cache, partial

from archive.store import amendments, holdings, outline, register, topics
from archive.store.amendments import Amendment
from archive.store.gallery import Face
from archive.store.register import Filed, Within
from feeds import change, saying
from feeds.entry import Entry
from feeds.feed import Feed
from feeds.pages import person, topic
from feeds.rendered import Wanted
from feeds.scope import Item, Scope
from feeds.stock import Stock


def every(stock: Stock) -> Iterator[Scope]:
    """Yield every scope."""
    for office in stock.offices:
        yield _releases(stock, f"{office}/", Within(office=office), stock.of_office(office), stock.marks[office])
    for each in topics.every(stock.db):
        yield _releases(stock, topic.where(each.slug), Within(topic=each.slug), stock.of_topic(each), stock.frame)
    yield _releases(stock, "all/", Within(), stock.all, stock.frame)
    for face in stock.voices:
        yield _person(stock, face)
    yield _changes(stock)


def _releases(stock: Stock, path: str, within: Within, feed: Feed, mark: str) -> Scope:
    def of_month(month: str) -> list[Item]:
        filed = register.filed(stock.db, Within(office=within.office, topic=within.topic, month=month))
        return [_item(each, stock.wanted) for each in filed]

    return Scope(
        path=path,
        feed=feed,
        mark=mark,
        months=stock.months(within),
        newest=lambda limit: map(stock.wanted, register.newest(stock.db, within, limit)),
        of_month=of_month,
    )


def _item(filed: Filed, wanted: Callable[[Filed], Wanted]) -> Item:
    return Item(weight=filed.weight, updated=filed.updated, wanted=wanted(filed) if filed.shown else None)


def _person(stock: Stock, face: Face) -> Scope:
    """Return what a person is quoted as saying: an entry for each release."""
    within, own = Within(person=face.row), stock.of_person(face)

    def wanted(filed: Filed) -> Wanted:
        return Wanted(
            name=f"{person.where(face)}{filed.path}",
            release=filed.id,
            key=f"{filed.stamp}:{stock.marks[face.office]}",
            make=partial(_said, stock, own, face, filed),
        )

    @cache  # they are few, and to find those of a month takes as long as to find all
    def filed() -> list[Filed]:
        return register.filed(stock.db, within)

    def of_month(month: str) -> list[Item]:
        return [_item(each, wanted) for each in filed() if each.month == month]

    return Scope(
        path=person.where(face),
        feed=own,
        mark=register.digest((face.name, stock.marks[face.office])),
        months=stock.months(within),
        newest=lambda limit: map(wanted, register.newest(stock.db, within, limit)),
        of_month=of_month,
    )


def _said(stock: Stock, own: Feed, face: Face, filed: Filed) -> Entry:
    said = [quote for quote in outline.of(stock.db, filed.id).quotes if quote.person == face.row]
    release = stock.entry(holdings.one(stock.db, filed.id))
    return saying.of(release, said, own, filed.path, stock.site)


def _changes(stock: Stock) -> Scope:
    def wanted(amendment: Amendment) -> Wanted:
        return Wanted(
            name=f"{change.PATH}{amendment.id}",
            release=amendment.release,
            key=f"{amendment.stamp}",
            make=partial(_changed, stock, amendment),
        )

    def of_month(month: str) -> list[Item]:
        found = amendments.of_month(stock.db, month)
        return [
            Item(weight=each.weight, updated=change.updated(each), wanted=wanted(each) if each.shown else None)
            for each in found
        ]

    return Scope(
        path=change.PATH,
        feed=stock.changes,
        mark="",
        months=amendments.months(stock.db),
        newest=lambda limit: map(wanted, amendments.newest(stock.db, limit)),
        of_month=of_month,
    )


def _changed(stock: Stock, amendment: Amendment) -> Entry:
    return change.of(amendment, stock.site, stock.versions(amendment))
