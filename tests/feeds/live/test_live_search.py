"""The address of a search, and what it asks for."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.release import Kind
from archive.store.search import Order
from feeds.live.search import Names, Search, read

NAMES = Names(
    offices={"marlshire": "Marlshire Commissioner", "fenshire": "Fenshire  Commissioner"}, topics={"roads": "Roads"}
)
WHOLE = Search(
    words="knife crime",
    office="marlshire",
    topic="roads",
    speaker="Ann Rhys",
    since=date(2024, 5, 1),
    until=date(2024, 12, 31),
    kind=Kind.STATEMENT,
    order=Order.BEST,
    page=3,
)


def test_an_address_says_all_that_is_asked_for_and_leaves_out_what_is_not() -> None:
    narrowed = "office=marlshire&topic=roads&speaker=Ann+Rhys&from=2024-05-01&to=2024-12-31&kind=statement"
    address = f"?q=knife+crime&{narrowed}&order=best&page=3"
    assert WHOLE.address == address
    assert read(address.removeprefix("?"), NAMES) == WHOLE
    assert read("q=knife&office=&from=&to=&kind=&order=&page=", NAMES).address == "?q=knife"
    assert read("", NAMES).address == ""


def test_an_accent_is_written_in_one_way_whatever_the_keyboard_sent() -> None:
    assert read("q=cafe%CC%81", NAMES) == read("q=caf%C3%A9", NAMES)
    assert read("q=cafe%CC%81", NAMES).address == "?q=caf%C3%A9"


@pytest.mark.parametrize(
    ("typed", "since", "until"),
    [
        ("from=2024&to=2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("from=2024-02&to=2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("from=2024-2&to=2024-12", date(2024, 2, 1), date(2024, 12, 31)),
        ("from=2024-02-05&to=2024-02-05", date(2024, 2, 5), date(2024, 2, 5)),
        ("to=9999", None, date.max),
    ],
)
def test_a_year_or_a_month_is_meant_whole(typed: str, since: date | None, until: date | None) -> None:
    found = read(typed, NAMES)
    assert (found.since, found.until, found.mistakes) == (since, until, {})


@pytest.mark.parametrize(
    ("typed", "name", "sentence"),
    [
        ("from=yesterday", "from", "“yesterday” is no date. Write it like 2026-03-05, 2026-03 or 2026."),
        ("to=2026-02-30", "to", "“2026-02-30” is no date. Write it like 2026-03-05, 2026-03 or 2026."),
        (
            "from=2026&to=2025",
            "to",
            "This is before the first day, 1 January 2026, so that nothing can be found.",
        ),
        ("office=kent", "office", "“kent” is no office of this archive."),
        ("topic=rods", "topic", "“rods” is no topic of this archive."),
        ("kind=listing", "kind", "“listing” is no kind of release."),
        ("order=random", "order", "“random” is no order of results."),
        ("page=0", "page", "There is no page “0”: results have pages 1 to 100."),
        ("page=101", "page", "There is no page “101”: results have pages 1 to 100."),
        ("page=٣", "page", "There is no page “٣”: results have pages 1 to 100."),
        ("q=" + "x" * 301, "q", "This is too long for a search; at most 300 characters can be searched for."),
        ("from=" + "x" * 99, "from", f"“{'x' * 40}…” is no date. Write it like 2026-03-05, 2026-03 or 2026."),
    ],
)
def test_what_cannot_be_understood_is_told_by_its_field(typed: str, name: str, sentence: str) -> None:
    assert read(typed, NAMES).mistakes == {name: sentence}


def test_a_field_counts_more_than_the_same_filter_among_the_words() -> None:
    asked = read("q=fund+office:fenshire+after:2020&office=marlshire", NAMES).query
    assert (asked.office, asked.since) == ("marlshire", date(2020, 1, 1))


def test_feeds_and_downloads_are_of_the_search_whatever_its_order_and_page() -> None:
    assert WHOLE.whole == replace(WHOLE, order=Order.NEWEST, page=1)


def test_a_search_is_said_in_words() -> None:
    said = "“knife crime”, Marlshire Commissioner, Roads, quoting Ann Rhys, statements, from 1 May 2024, "
    said += "to 31 December 2024"
    assert WHOLE.described(NAMES) == said
    assert Search().described(NAMES) == ""
    assert Search(office="fenshire").described(NAMES) == "Fenshire Commissioner"


@given(
    st.text()
    | st.builds(
        lambda *pairs: "&".join(f"{k}={v}" for k, v in pairs),
        *[st.tuples(st.sampled_from(["q", "office", "from", "to", "kind", "order", "page"]), st.text(max_size=12))] * 3,
    )
)
def test_any_query_string_is_a_search_whose_address_means_the_same(typed: str) -> None:
    found = read(typed, NAMES)
    assert replace(read(found.address.removeprefix("?"), NAMES), mistakes={}) == replace(found, mistakes={})
    assert found.address.isascii()
