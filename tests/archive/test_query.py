"""The search language."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive import query
from archive.query import Query
from archive.release import Kind


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
        ("sort:knife", '("sort:knife")'),
        ("title:", '("title:")'),
        ("cyber-crime", '("cybercrime" OR "cyber-crime")'),
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
    found = query.parse(
        'office:marchshire speaker:"Ann Rhys" topic:knives kind:Statement after:2019-05 before:2020 grants'
    )
    assert found == Query(
        match='("grants")',
        office="marchshire",
        speaker="Ann Rhys",
        topic="knives",
        kind=Kind.STATEMENT,
        since=date(2019, 5, 1),
        until=date(2019, 12, 31),
    )


@pytest.mark.parametrize("text", ["after:tomorrow", "before:2020-13", "office:", "before:0001", "kind:poem"])
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


@pytest.mark.parametrize(
    ("text", "titled"),
    [
        ("title:kit", 'title : ("kit")'),
        ("title:knife", 'title : ("knife" OR "knives")'),
        ('title:"bleed kit" title:bus*', 'title : ("bleed kit")) AND (title : ("bus"*)'),
        ("precept OR title:budget", '"precept" OR title : ("budget")'),
    ],
)
def test_a_word_can_be_asked_for_in_the_title(text: str, titled: str) -> None:
    assert query.parse(text) == Query(titled=f"({titled})")


def test_what_is_asked_of_titles_stands_apart_from_what_any_text_can_be_asked() -> None:
    found = query.parse("grants -fire title:kit -title:bus")
    assert (found.match, found.titled, found.exclude, found.untitled) == (
        *('("grants")', '(title : ("kit"))'),
        *('"fire"', 'title : ("bus")'),
    )
    assert found.wanted == '("grants") AND (title : ("kit"))'
    assert found.unwanted == '"fire" OR title : ("bus")'


def test_where_nothing_has_a_title_the_word_is_looked_for_anywhere() -> None:
    assert query.parse("title:kit", titles=False) == query.parse("kit")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('an "unclosed quotation', "a quotation mark is not closed"),
        ("dagger OR", "OR stands without a neighbour"),
        ("OR dagger", "OR stands without a neighbour"),
        ("after:tomorrow grants", "after:tomorrow cannot be understood"),
        ("-office:kent grants", "-office:kent cannot be understood"),
        ("kind:poem", "kind:poem cannot be understood"),
        ("- *", "it asks for nothing"),
        ('precept OR title:budget OR "council tax" -fire kind:statement', ""),
    ],
)
def test_a_search_that_is_kept_is_told_where_it_would_mean_something_else(text: str, told: str) -> None:
    assert query.mistake(text) == told


@given(st.text())
def test_every_text_means_a_search(text: str) -> None:
    found = query.parse(text)
    for expression in (found.wanted, found.unwanted):
        assert expression.count('"') % 2 == 0
        assert "\0" not in expression
    query.mistake(text)
