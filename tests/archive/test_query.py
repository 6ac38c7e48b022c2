"""The search language."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive import query
from archive.query import Query


@pytest.mark.parametrize(
    ("text", "match"),
    [
        ("hare crime", '("hare") AND ("crime")'),
        ('"hare coursing"', '("hare coursing")'),
        ("dagger OR blade grants", '("dagger" OR "blade") AND ("grants")'),
        ("neighbour*", '("neighbour"*)'),
        ("OR", '("OR")'),
        ("dagger OR", '("dagger")'),
        ("knives", '("knife" OR "knives")'),
        ("PCC", '("pcc" OR "police and crime commissioner")'),
        ("antisocial", '("antisocial" OR "anti-social")'),
        ("it’s £1.2m", '("it’s") AND ("£1.2m")'),
        ("NEAR(a b)", '("NEAR(a") AND ("b)")'),
        ("title:knife", '("title:knife")'),
        ('an "unclosed quotation', '("an") AND ("unclosed") AND ("quotation")'),
        ("* - \" ' ( )", ""),
    ],
)
def test_a_text_means_the_words_in_it(text: str, match: str) -> None:
    assert query.parse(text).match == match


def test_a_minus_leaves_out_a_word_or_a_phrase() -> None:
    found = query.parse('budget -fire -"hare coursing"')
    assert (found.match, found.exclude) == ('("budget")', '"fire" OR "hare coursing"')


def test_filters_are_taken_out_of_the_words() -> None:
    found = query.parse('office:marchshire speaker:"Ann Rhys" topic:knives after:2019-05 before:2020 grants')
    assert found == Query(
        match='("grants")',
        office="marchshire",
        speaker="Ann Rhys",
        topic="knives",
        since=date(2019, 5, 1),
        until=date(2019, 12, 31),
    )


@pytest.mark.parametrize("text", ["after:tomorrow", "before:2020-13", "office:", "before:0001"])
def test_a_filter_that_makes_no_sense_is_searched_as_words(text: str) -> None:
    found = query.parse(text)
    assert (found.since, found.until, found.office) == (None, None, "")
    assert found.match


@pytest.mark.parametrize("text", ["", "   ", '""', "- * OR", "\0"])
def test_a_text_without_words_asks_for_nothing(text: str) -> None:
    assert query.parse(text) in (Query(), Query(match='("OR")'))


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2020", date(2020, 1, 1), date(2020, 12, 31)),
        ("2020-02", date(2020, 2, 1), date(2020, 2, 29)),
        ("2020-02-03", date(2020, 2, 3), date(2020, 2, 3)),
        ("2020-02-30", None, None),
        ("soon", None, None),
    ],
)
def test_a_year_or_a_month_has_a_first_and_a_last_day(text: str, first: date | None, last: date | None) -> None:
    assert (query.day(text), query.last_day(text)) == (first, last)


@given(st.text())
def test_every_text_means_a_search(text: str) -> None:
    found = query.parse(text)
    assert found.match.count('"') % 2 == 0
    assert "\0" not in found.match
