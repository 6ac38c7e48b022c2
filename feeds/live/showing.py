"""What the page of a release shows in the live archive, beyond its own row."""

import sqlite3
from typing import Any

from archive.release import Holding
from archive.store import Database, borrowed, holdings, offices, outline
from feeds.live.searching import Place
from feeds.pages import passages, release
from feeds.pages.release import Record
from feeds.site import Site


def shown(connection: sqlite3.Connection, row: int, place: Place | None) -> dict[str, Any]:
    """Return what a template shows of a release; its "holding" is None where there is none, or none may be shown.

    place: the published site, whose addresses a citation gives and where versions are compared; None for none
    """
    db = borrowed.database(connection)
    holding = holdings.one(db, row)
    divided = outline.of(db, row)
    return {
        "holding": holding,
        "passages": passages.told(holding.release, divided) if holding else None,
        "speakers": {quote.speaker: quote for quote in divided.quotes if quote.speaker}.values(),
        "office": next((office.name for office in offices.every(db) if holding and office.id == holding.office), ""),
        "revisions": holdings.revisions(db, row),
        "events": holdings.happenings(db, release=row),
        "compares": place is not None,
        "citation": _citation(db, holding, place) if holding and place else "",
    }


def _citation(db: Database, holding: Holding, place: Place) -> str:
    authority, created = offices.founding(db)
    site = Site(title=place.title, url=place.url, contact=place.contact, authority=authority, created=created)
    office = next(each for each in offices.every(db) if each.id == holding.office)
    revisions = holdings.revisions(db, holding.id)
    return release.citation(site, Record(office=office, holding=holding, revisions=revisions, history=()))
