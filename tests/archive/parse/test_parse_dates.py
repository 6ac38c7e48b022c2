"""Dates in every form that offices use, and those that must not be taken for one."""

from datetime import UTC, datetime

import pytest

from archive.parse import dates
from archive.release import NO_CLAIM, Claim

KNOWN = [
    ("Press release published on 5 March 2019", "2019-03-05"),
    ("Posted on Monday 17th October 2016", "2016-10-17"),
    ("7th May 2024", "2024-05-07"),
    ("19 April, 2023", "2023-04-19"),
    ("May 14, 2020", "2020-05-14"),
    ("18 Nov 2022", "2022-11-18"),
    ("31/01/2023", "2023-01-31"),
    ("04/06/2021", "2021-06-04"),
    ("08:46 04/06/2021", "2021-06-04T08:46:00+01:00"),
    ("5 March 2019 at 4.30pm", "2019-03-05T16:30:00+00:00"),
    ("Created on 11 November 2022", "2022-11-11"),
    ("One Year On (14 Nov 2013)", "2013-11-14"),
    ("6 June 2019: a statement", "2019-06-06"),
    ("Posted on 4 July, 20254 July, 2025 by Alex", "2025-07-04"),
    ("18fed Mawrth 2021", "2021-03-18"),
    ("1af Hydref 2020", "2020-10-01"),
    ("19eg Mawrth 2024", "2024-03-19"),
    ("17 Maw 2020", "2020-03-17"),
    ("18 Meh 2020", "2020-06-18"),
    ("3ydd o Dachwedd 2021", "2021-11-03"),
]


@pytest.mark.parametrize(("text", "value"), KNOWN)
def test_a_date_is_read_as_it_is_written(text: str, value: str) -> None:
    found = dates.find(text)
    assert found is not None
    assert found.claim.value == value


@pytest.mark.parametrize(
    "text",
    ["Merrowby / August 06", "today (Tuesday, 26th January)", "£1.2 million", "31/02/2023", "2021", "99 May 2020"],
)
def test_what_is_no_whole_date_gives_none(text: str) -> None:
    assert dates.find(text) is None


def test_a_weekday_that_contradicts_the_date_is_noted() -> None:
    found = dates.find("Tuesday 5 March 2018")
    assert found is not None
    assert found.contradicted
    assert "contradicts" in found.claim.evidence


@pytest.mark.parametrize("text", ["Last Updated: 15-03-2024 at 08:03", "Last reviewed 15 March 2024", "© 2 May 2026"])
def test_a_date_of_something_else_is_not_taken_for_publication(text: str) -> None:
    assert not dates.is_publication(text)


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("/2020/08/a-slug/", "2020-08"),
        ("/2017-09-a-slug", "2017-09"),
        ("/news/2019/05-may/a-slug/", "2019-05"),
        ("/news/2021/june/a-slug/", "2021-06"),
        ("/News-Archive/2016/PR-166.aspx", "2016"),
        ("/news/640000-for-2020-vision/", ""),
    ],
)
def test_an_address_names_a_month_or_a_year(path: str, value: str) -> None:
    assert dates.in_address(f"https://www.saltmere-pcc.example.org{path}").value == value


def test_today_in_the_text_completes_the_year_of_the_address() -> None:
    known = Claim(value="2021", evidence="only in the address: 2021")
    claim = dates.today("The panel agreed today (Tuesday 26th January) to the plan.", known)
    assert (claim.value, claim.inferred) == ("2021-01-26", True)


def test_today_with_a_weekday_of_another_year_is_not_believed() -> None:
    assert dates.today("agreed today (Monday 26th January)", Claim(value="2021")) == NO_CLAIM


def test_a_system_s_filler_is_no_time_of_day() -> None:
    assert dates.moment("2021-03-18T12:00:00Z", evidence="", shown="18 March 2021").value == "2021-03-18"
    assert dates.moment("2021-03-18T00:00:00", evidence="").value == "2021-03-18"


def test_a_time_without_an_offset_is_london_s() -> None:
    assert dates.moment("2021-07-18T14:20:05", evidence="").value == "2021-07-18T14:20:05+01:00"


def test_the_future_is_not_believed() -> None:
    now = datetime(2026, 3, 1, 12, tzinfo=UTC)
    assert dates.is_past(Claim(value="2026-03-02"), now)
    assert not dates.is_past(Claim(value="2026-03-03"), now)


@pytest.mark.parametrize("value", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", "nonsense", "", "T12:00"])
def test_a_machine_readable_date_that_is_none_gives_no_claim(value: str) -> None:
    assert dates.moment(value, evidence="") == NO_CLAIM


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Sent at 03/06/2024 10:15 AM GMT", "2024-03-06"),
        ("Sent at 03/06/2024 10:15", "2024-06-03"),
        ("Sent on 03/26/2024", "2024-03-26"),
        ("Sent on 26/03/2024", "2024-03-26"),
        ("Posted 3/6/2024 10:15:00 AM", "2024-03-06"),
        ("Submitted on Tue, 03/05/2019 - 11:20", "2019-03-05"),
        ("Submitted on Fri, 03/05/2019 - 11:20", "2019-05-03"),
    ],
)
def test_the_month_comes_first_only_where_the_clock_or_the_figures_say_so(text: str, day: str) -> None:
    found = dates.find(text)
    assert found is not None
    assert found.claim.value[:10] == day


@pytest.mark.parametrize(
    ("text", "address", "american"),
    [
        ("03/05/2019 and 03/25/2019", "", True),
        ("03/05/2019 and 25/03/2019", "", False),
        ("03/05/2019", "https://a.example.org/2019/03/desks/", True),
        ("03/05/2019", "https://a.example.org/2019/05/desks/", False),
        ("03/05/2019", "https://a.example.org/desks/", False),
        ("no date in figures", "https://a.example.org/2019/05/desks/", False),
    ],
)
def test_how_a_page_writes_figures_shows_in_its_other_dates_and_its_address(
    text: str, address: str, *, american: bool
) -> None:
    assert dates.puts_month_first(text, address) is american


def test_two_figures_for_the_year_are_a_date_only_in_a_line_of_their_own() -> None:
    line = dates.find("ENDS 14.06.13")
    assert line is not None
    assert line.claim.value == "2013-06-14"
    assert dates.find(f"It was version 14.06.13 of the plan {'that nobody had read ' * 3}") is None


@pytest.mark.parametrize(
    ("text", "clock"),
    [("2:47 pm", True), ("at 14:47", True), ("10am", True), ("14", False), ("2 May", False), ("Ward 14:2", False)],
)
def test_a_line_that_is_but_a_clock_is_known(text: str, *, clock: bool) -> None:
    assert dates.is_clock(text) is clock


def test_a_dateline_without_a_year_is_completed_by_the_address() -> None:
    year = Claim(value="2016", evidence="only in the address")
    assert dates.today("SALTMERE, 4 July – The desk opens on 12 August.", year).value == "2016-07-04"
    assert dates.today("The desk opens on 12 August – at last.", year) == NO_CLAIM
