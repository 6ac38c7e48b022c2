"""Finding releases."""

from collections.abc import Iterator
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive import compare, query
from archive.query import Query
from archive.release import Claim, Release
from archive.store import search
from archive.store.connection import Archive
from archive.store.search import Order
from tests.archive.store.archives import Clerk, archive_in

RELEASES = [
    ("knives-on-buses", "Knives on buses", "2026-02-01", "Bleed kits after an anti-social evening, and a knife."),
    ("knife-amnesty", "Bins for surrender", "2025-06-01", "Every knife handed in is one fewer on the street."),
    ("budget", "The Commissioner’s budget", "2024", "The police and crime commissioner asks for £1.2m."),
    ("heddlu", "Tŷ’r heddlu", "", "Cyhoeddodd y Comisiynydd gynllun newydd i’r tŷ."),
]


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    with archive_in(tmp_path_factory.mktemp("archive")) as made:
        clerk = Clerk(made)
        for slug, title, published, text in RELEASES:
            url = f"https://www.marchshire.example/news/{slug}/"
            release = Release(url=url, title=title, published=Claim(value=published), text=text)
            clerk.write(compare.seen(release, None, "1"))
        yield made


def titles(archive: Archive, text: str, limit: int = 20, offset: int = 0) -> list[str]:
    return [hit.title for hit in search.find(archive.db, query.parse(text), limit=limit, offset=offset)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("knife", ["Knives on buses", "Bins for surrender"]),
        ("knives", ["Knives on buses", "Bins for surrender"]),
        ("commissioner", ["The Commissioner’s budget"]),
        ("commissioner's", ["The Commissioner’s budget"]),
        ("ty", ["Tŷ’r heddlu"]),
        ("antisocial", ["Knives on buses"]),
        ("pcc", ["The Commissioner’s budget"]),
        ("£1.2m", ["The Commissioner’s budget"]),
        ("knife -buses", ["Bins for surrender"]),
        ("title:knife", ["Knives on buses"]),
        ("knife -title:buses", ["Bins for surrender"]),
        ("title:surrend* OR evening", ["Knives on buses", "Bins for surrender"]),
        ("kind:statement knife", []),
        ("kind:release title:TY", ["Tŷ’r heddlu"]),
        ("surrend*", ["Bins for surrender"]),
        ("budget OR heddlu", ["The Commissioner’s budget", "Tŷ’r heddlu"]),
        ("knife after:2026", ["Knives on buses"]),
        ("knife before:2026", ["Bins for surrender"]),
        ("office:marchshire after:2025", ["Knives on buses", "Bins for surrender"]),
        ("office:kent knife", []),
        ("-knife", ["The Commissioner’s budget", "Tŷ’r heddlu"]),
        ('"', []),
    ],
)
def test_a_search_finds_what_a_person_means_newest_first(archive: Archive, text: str, found: list[str]) -> None:
    assert titles(archive, text) == found


def test_a_word_in_the_title_is_the_best_match(archive: Archive) -> None:
    hits = search.find(archive.db, query.parse("surrender OR knife OR street"), order=Order.BEST)
    assert hits[0].title == "Bins for surrender"


def test_title_and_snippet_mark_the_words(archive: Archive) -> None:
    (hit,) = search.find(archive.db, query.parse("surrender"))
    assert hit.heading == (("Bins for ", False), ("surrender", True))
    assert hit.snippet == (("Every knife handed in is one fewer on the street.", False),)
    (hit,) = search.find(archive.db, query.parse("street"))
    assert hit.heading == (("Bins for surrender", False),)
    assert ("street", True) in hit.snippet


def test_bounds_and_pages_are_kept(archive: Archive) -> None:
    assert len(titles(archive, "knife", limit=1)) == 1
    assert titles(archive, "knife", limit=1, offset=1) == ["Bins for surrender"]
    hits = search.find(archive.db, Query(since=date(2024, 1, 1), until=date(2024, 12, 31)))
    assert [hit.published.value for hit in hits] == ["2024"]


_PIECES = st.sampled_from(
    [
        "title:",
        "speaker:",
        "topic:",
        "kind:",
        "office:",
        "after:",
        " OR ",
        " ",
        "-",
        '"',
        "*",
        "knife",
        "PCC",
        "2026",
        "ŷ",
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.text() | st.text(alphabet='"-*:()^{}+ ORNOTNEARandé\0', max_size=30) | st.lists(_PIECES).map("".join))
def test_any_text_at_all_gives_rows_or_none(archive: Archive, text: str) -> None:
    for order in Order:
        assert len(search.find(archive.db, query.parse(text), order=order)) <= 20
