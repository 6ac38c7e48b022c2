"""Results to take away."""

import csv
import io
import json

import pytest

from archive.download import Row, lines, table

PRECEPT = Row(
    published="2026-02-02",
    office="marlshire",
    office_name="Marlshire Commissioner",
    title='“£12 more”, says the office, "at least"',
    standfirst="First line\nand second; tŷ",
    kind="release",
    language="en",
    status="live",
    revision=2,
    url="https://www.marlshire.example/news/precept/",
    page="https://press.marlshire.example/marlshire/2026/precept/",
    id="tag:example.org,2026:marlshire/2026/precept",
)


def cells(written: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(written.decode("utf-8-sig"), newline="")))


def test_a_table_is_read_back_as_it_was() -> None:
    assert cells(table([PRECEPT, PRECEPT])) == [{name: str(value) for name, value in PRECEPT._asdict().items()}] * 2


def test_a_table_of_nothing_has_its_header() -> None:
    assert table([]).decode("utf-8-sig") == f"{','.join(Row._fields)}\r\n"


def test_a_spreadsheet_is_told_that_this_is_utf_8() -> None:
    assert table([]).startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("active", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("https://x.example")'])
def test_no_cell_is_a_formula(active: str) -> None:
    (row,) = cells(table([PRECEPT._replace(title=active, standfirst=active)]))
    assert row["title"] == row["standfirst"] == f"'{active}"


def test_each_line_is_one_object() -> None:
    written = lines([PRECEPT, PRECEPT]).decode()
    assert [json.loads(line) for line in written.splitlines()] == [PRECEPT._asdict()] * 2
    assert lines([]) == b""
