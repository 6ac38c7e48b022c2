"""What a list has dropped, by the order in which it names its releases."""

import json

import pytest

from archive.discover import order


@pytest.mark.parametrize(
    ("before", "now", "ends", "gone"),
    [
        ("ABCD", "ABD", False, "C"),  # from the midst
        ("ABCD", "NABC", True, ""),  # pushed out by a new one
        ("ABCD", "NABD", True, "C"),
        ("ABCD", "ABC", True, "D"),  # shorter, and nothing pushed it out
        ("ABCD", "ABC", False, ""),  # it may stand on the next page
        ("ABCDEF", "FABC", False, ""),  # an old one is pinned on top
        ("ABCD", "", True, ""),  # not read
        ("", "ABCD", True, ""),  # read for the first time
        ("ABCD", "WXYZ", True, ""),  # another list
    ],
)
def test_a_release_is_dropped_when_the_list_reaches_as_far_back_and_names_it_no_more(
    before: str, now: str, *, ends: bool, gone: str
) -> None:
    assert order.gone(before, now, ends=ends) == frozenset(gone)


def test_what_stands_behind_the_pages_that_were_read_is_as_it_was() -> None:
    assert order.joined("ABCDEF", "NABD") == tuple("NABDEF")


def test_the_order_of_several_places_is_that_of_the_first() -> None:
    newest = json.dumps({"order": ["a", "b"]})
    assert order.remembered(newest) == order.remembered(json.dumps([newest, ""])) == ("a", "b")


@pytest.mark.parametrize("cursor", ["", "[]", "{}", "[null]", "3", '{"order": 3}', '{"seen": ["a"]}'])
def test_a_cursor_of_another_kind_holds_no_order(cursor: str) -> None:
    assert order.remembered(cursor) == ()
