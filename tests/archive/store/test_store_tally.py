"""Counting what a search finds."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive import compare, query
from archive.query import Query
from archive.release import Claim, Kind, Release
from archive.store import offices, search
from archive.store.connection import Archive
from archive.store.tally import Counts, Tally
from tests.archive.releases import NOW
from tests.archive.store.archives import OFFICE, Clerk, archive_in

RELEASES = (
    ("one", "2026-02-01", Kind.RELEASE, "A fund for the coast."),
    ("two", "2026-05-01", Kind.STATEMENT, "A fund for the hills."),
    ("three", "2024", Kind.RELEASE, "A fund for the town."),
    ("four", "", Kind.BLOG, "A fund without a date."),
    ("five", "2026-03-01", Kind.RELEASE, "Nothing of the kind."),
)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    with archive_in(tmp_path_factory.mktemp("archive")) as made:
        marchshire = Clerk(made)
        hoarstone = Clerk(made)
        row = offices.keep(made.db, replace(OFFICE, id="hoarstone", name="Hoarstone"), NOW)
        source = offices.state(made.db, row, OFFICE.sources[0]).id
        hoarstone.witness = replace(hoarstone.witness, office="hoarstone", office_row=row, source_row=source)
        for slug, published, kind, text in RELEASES:
            url = f"https://www.marchshire.example/news/{slug}/"
            release = Release(url=url, title=slug, published=Claim(value=published), kind=kind, text=text)
            (hoarstone if slug == "one" else marchshire).write(compare.seen(release, None, "1"))
        yield made


def test_hits_are_counted_by_office_most_first_and_by_year_latest_first(archive: Archive) -> None:
    found = Counts().tally(archive.db, query.parse("fund"))
    assert list(found.offices.items()) == [("marchshire", 3), ("hoarstone", 1)]
    assert list(found.years.items()) == [("2026", 2), ("2024", 1), ("", 1)]
    assert found.total == 4


def test_a_search_for_nothing_counts_nothing(archive: Archive) -> None:
    assert Counts().tally(archive.db, Query()) == Tally()
    assert Counts().tally(archive.db, Query()).total == 0


def test_a_kind_narrows_a_search(archive: Archive) -> None:
    statements = replace(query.parse("fund"), kind=Kind.STATEMENT)
    assert [hit.title for hit in search.find(archive.db, statements)] == ["two"]
    assert Counts().tally(archive.db, statements).offices == {"marchshire": 1}


def test_what_may_not_be_shown_is_neither_found_nor_counted(tmp_path: Path) -> None:
    with archive_in(tmp_path) as made:
        clerk = Clerk(made)
        for number, status in enumerate(("live", "missing", "removed", "embargoed", "withheld")):
            url = f"https://www.marchshire.example/news/{number}/"
            row = clerk.write(compare.seen(Release(url=url, title=status, text="A fund."), None, "1"))
            made.db.execute("UPDATE releases SET status = ? WHERE id = ?", [status, row])
        shown = {"live", "missing", "removed"}
        for order in search.Order:
            assert {hit.title for hit in search.find(made.db, query.parse("fund"), order=order)} == shown
        assert {hit.title for hit in search.every(made.db, query.parse("fund"), limit=9)} == shown
        assert Counts().tally(made.db, query.parse("fund")).total == len(shown)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(["fund", "-fund", "coast", "OR", '"', "after:2025", "office:hoarstone", "t*", "("])))
def test_as_many_are_counted_as_are_found(archive: Archive, words: list[str]) -> None:
    asked = query.parse(" ".join(words))
    hits = search.every(archive.db, asked, limit=100)
    assert Counts().tally(archive.db, asked).total == len(hits)
    assert [hit.id for hit in search.find(archive.db, asked, limit=100)] == [hit.id for hit in hits]


def test_what_was_counted_once_follows_every_change(tmp_path: Path) -> None:
    counts, asked = Counts(), query.parse("fund")
    with archive_in(tmp_path) as made:
        clerk = Clerk(made)
        first = Release(url="https://www.marchshire.example/news/1/", title="One", text="A fund.")
        row = clerk.write(compare.seen(first, None, "1"))
        assert counts.tally(made.db, asked).total == 1
        assert counts.tally(made.db, asked) is counts.tally(made.db, asked)
        clerk.write(compare.seen(replace(first, url=f"{first.url}2/", published=Claim(value="2024")), None, "1"))
        assert counts.tally(made.db, asked).years == {"2024": 1, "": 1}
        made.db.execute("UPDATE releases SET published_day = '2025-01-01' WHERE id = ?", [row])
        assert counts.tally(made.db, asked).years == {"2025": 1, "2024": 1}
        made.db.execute("UPDATE releases SET status = 'withheld' WHERE id = ?", [row])
        assert counts.tally(made.db, asked).years == {"2024": 1}


@pytest.mark.parametrize(
    "words", ["fund", "fund -coast", "fund office:marchshire", "f*", "fund OR nothing", "fund after:2025"]
)
def test_however_the_newest_are_looked_up_they_are_the_same(
    archive: Archive, monkeypatch: pytest.MonkeyPatch, words: str
) -> None:
    found = []
    for few, most in ((500, 5), (0, 1), (0, 100)):  # by the hits, by the day, each day by itself
        monkeypatch.setattr(search, "_FEW", few)
        monkeypatch.setattr(search, "_MOST", most)
        found.append([hit.title for hit in search.find(archive.db, query.parse(words), limit=2, offset=1)])
    assert found[0] == found[1] == found[2] != []
