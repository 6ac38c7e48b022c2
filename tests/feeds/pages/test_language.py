"""What the pages say, in both languages."""

import re
from datetime import UTC, date, datetime
from importlib import resources
from string import Formatter

import pytest

from archive.health import State
from archive.release import ARCHIVED, Channel, Claim, Kind
from feeds.pages import language

TABLE = dict(language.table())
TEMPLATES = resources.files("feeds.pages") / "templates"


def names(text: str) -> set[str]:
    """Return what is filled into a text."""
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize("key", TABLE)
def test_every_key_is_said_in_both_languages_with_the_same_things_filled_in(key: str) -> None:
    told = TABLE[key]
    assert set(told) == {"en", "cy"}
    english, welsh = ([each] if isinstance(each, str) else each for each in (told["en"], told["cy"]))
    assert all(text.strip() == text and text for text in (*english, *welsh))
    assert {frozenset(names(text)) for text in english} == {frozenset(names(text)) for text in welsh}


def test_no_key_says_the_same_in_both_languages() -> None:
    alike = {key for key, told in TABLE.items() if told["en"] == told["cy"]}
    assert alike == set()


def test_every_key_that_a_template_asks_for_is_there() -> None:
    for file in TEMPLATES.iterdir():
        asked = re.findall(r"say(?:\.count|\.plain)?\('([a-z_]+)'", file.read_text(encoding="utf-8"))
        assert set(asked) - {"channel_", "one_", "state_"} <= set(TABLE), file.name


def test_there_are_words_for_every_way_a_release_came_for_all_kinds_and_however_an_office_stands() -> None:
    named = {f"channel_{channel}" for channel in Channel} | {f"state_{state}" for state in State}
    named |= {f"kind_{kind}" for kind in ARCHIVED} | {f"one_{kind}" for kind in ARCHIVED if kind != Kind.RELEASE}
    named |= {f"unknown_{name}" for name in ("kind", "office", "order", "topic")}
    assert named <= set(TABLE)


def test_words_are_safe_whatever_is_filled_in() -> None:
    said = language.of("cy")("citation", **dict.fromkeys(names(str(TABLE["citation"]["cy"])), "<script>"))
    assert "<script>" not in said


@pytest.mark.parametrize(
    ("number", "english", "welsh"),
    [
        (0, "0 press releases", "0 datganiad i’r wasg"),
        (1, "1 press release", "1 datganiad i’r wasg"),
        (2, "2 press releases", "2 ddatganiad i’r wasg"),
        (1234, "1,234 press releases", "1,234 datganiad i’r wasg"),
    ],
)
def test_numbers_take_the_form_of_their_language(number: int, english: str, welsh: str) -> None:
    assert language.of("en").count("releases", number) == english
    assert language.of("cy").count("releases", number) == welsh


@pytest.mark.parametrize(
    ("value", "english", "welsh"),
    [
        ("2015-12-15", "15 December 2015", "15 Rhagfyr 2015"),
        ("2017-09", "September 2017", "Medi 2017"),
        ("2016", "2016", "2016"),
        ("", "", ""),
        ("2016-07-17T23:30:00+00:00", "18 July 2016, 00:30", "18 Gorffennaf 2016, 00:30"),
    ],
)
def test_a_date_is_said_as_precisely_as_it_was_claimed(value: str, english: str, welsh: str) -> None:
    assert language.of("en").claimed(Claim(value=value)) == english
    assert language.of("cy").claimed(Claim(value=value)) == welsh


def test_a_moment_is_londons() -> None:
    assert language.of("cy").moment(datetime(2026, 7, 1, 10, tzinfo=UTC)) == "1 Gorffennaf 2026, 11:00"
    assert language.of("en").month(date(2026, 2, 1)) == "February 2026"


def test_a_language_that_the_site_does_not_speak_gets_english() -> None:
    assert language.of("fr").tag == "en-GB"
