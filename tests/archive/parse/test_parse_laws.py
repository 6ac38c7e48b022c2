"""Laws: any bytes at all give a record or a ParseError, in bounded time, and what is shown is safe."""

import re
import time
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive import anatomy, parse
from archive.discover.reading import Item
from archive.errors import ParseError
from archive.release import Channel, Release
from archive.response import Response

ADDRESS = "https://www.saltmere-pcc.example.org/news/a-page/"
NOW = datetime(2026, 3, 1, tzinfo=UTC)
PIECES = st.sampled_from(
    "<p> </p> <div> </div> <table><tr><td> </td></tr></table> <ul><li> </ul> <h1> </h1> <h2> <br> <br><br> <font> "
    "<blockquote> </blockquote> <form> <nav> <a_href='/x.pdf'> </a> <img_src='x.jpg'> <time_datetime='2020'> <b> </b> "
    "<script> </script> <!-- --> &nbsp; &#0; &#x92; “ ” ‘ ’ \" ' said: added, He_said Mr_Hill Ann_Hill , . : ENDS "
    "Notes_to_editors Contact: 01632_960100 a@b.example £1.2m 5% 3_May_2020 31/02/2020 today_(May_3) 10:30 \x00 \ud83d "
    "<dl><dt> <dd> <cite> </cite> 03/06/2024_10:15_AM_GMT [at] "
    "EMBARGOED_until [email\xa0protected] Dywedodd meddai • 1. – The Commissioner Police of and".split(" ")
).map(lambda piece: piece.replace("_", " "))
SOUP = st.lists(PIECES, max_size=60).map(" ".join)
TEXT = st.text(max_size=300)


def response(body: bytes, content_type: str = "text/html") -> Response:
    headers = (("Content-Type", content_type),)
    return Response(url=ADDRESS, final_url=ADDRESS, status=200, headers=headers, body=body, fetched_at=NOW)


def read(body: bytes, content_type: str = "text/html") -> Release | None:
    try:
        release = parse.from_page(response(body, content_type))
    except ParseError:
        return None
    check(release)
    return release


def check(release: Release) -> None:
    parts = anatomy.read(release)
    held = [
        *parts.body,
        *parts.notes,
        *(passage for quote in parts.quotes for passage in quote.paragraphs),
        *(figure.passage for figure in parts.figures),
    ]
    for passage in held:
        assert 0 <= passage.start < passage.end <= len(release.text)
        assert passage.text.split()[0] in release.text[passage.start : passage.end]
    for forbidden in ("<script", "<iframe", "<style", " onload=", " style=", "javascript:"):
        assert forbidden not in release.html.lower()
    assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", release.text)


@given(
    st.binary(max_size=400), st.sampled_from(["text/html", "text/html; charset=utf-16", "application/pdf; charset=x"])
)
def test_any_bytes_give_a_record_or_a_parse_error(body: bytes, content_type: str) -> None:
    read(body, content_type)


# Wall clocks say little on a busy machine; that time is bounded is measured below, in the time of the process.
@given(SOUP)
@settings(max_examples=300, deadline=None)
def test_any_markup_gives_a_record_or_a_parse_error(soup: str) -> None:
    read(soup.encode("utf-8", "replace"))


@given(SOUP, TEXT, TEXT)
@settings(deadline=None)
def test_any_item_gives_a_record_or_a_parse_error(soup: str, title: str, summary: str) -> None:
    answer = response(b"")
    item = Item(url=ADDRESS, channel=Channel.FEED, response=answer, title=title, content=soup, summary=summary)
    try:
        release = parse.from_item(item)
    except ParseError:
        return
    check(release)


@given(st.lists(st.text(alphabet="abc “”‘’\"'.,:I said", min_size=1, max_size=60), max_size=20))
def test_any_text_without_markup_has_an_anatomy(paragraphs: list[str]) -> None:
    check(Release(url=ADDRESS, title="Any text", text="\n\n".join(paragraphs)))


@given(SOUP)
@settings(deadline=None)
def test_equal_bytes_give_equal_records(soup: str) -> None:
    body = soup.encode("utf-8", "replace")
    assert read(body) == read(body)


HOSTILE = {
    "deep": b"<div>" * 20_000 + b"text that is deep inside",
    "deep links": b"<a href=x>" * 20_000,
    "open quotes": "<p>“He said: </p>".encode() * 3_000,
    "unmarked": "<p>“We begin</p>".encode() + b"<p>and we never end it</p>" * 3_000,
    "capitals": b"<p>" + b"Ann Hill " * 20_000 + b"</p>",
    "spaces": b"<p>" + b" " * 200_000 + b"</p>",
    "dots": b"<p>" + b"." * 100_000 + b"said:</p>",
    "digits": b"<p>" + b"0 1" * 50_000 + b"</p>",
    "at signs": b"<p>" + b"a@" * 50_000 + b"</p>",
    "commas": b"<p>Mr Hill" + b", the" * 50_000 + b" said: \x93x\x94</p>",
    "breaks": b"<p>" + b"a<br>" * 20_000 + b"</p>",
    "rows": b"<table>" + b"<tr><td><a href=/x>a b c d 2020</a></td></tr>" * 4_000 + b"</table>",
    "classes": b"<p class='" + b"share-" * 50_000 + b"'>text</p>",
    "lists": b"<ul><li><a href=/a>one two three 2020</a>" * 4_000,
    "separators": b"<title>" + b" | a" * 20_000 + b"</title><h1>a</h1><p>text</p>",
    "telephones": b"<p>Some text of a page.</p><p>Ends</p><p>Press contact: " + b"01632 960001 " * 20_000 + b"</p>",
    "terms": b"<p>Some text of a page.</p><dl>" + b"<dt>a<dd>b" * 20_000,
    "cards": b"<a href=/x><b>one</b> <b>two</b></a>" * 5_000,
    "signatures": b"<p>Some text of a page.</p><blockquote><p>a b c<cite>d</cite></p></blockquote>" * 3_000,
    "reports": b"<p>" + b"Ann Hill said that it was " * 5_000 + "“one two three four five six”</p>".encode(),
    "headings": b"<h2>one two three</h2>" * 5_000,
}


@pytest.mark.slow
@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_page_is_read_in_bounded_time(name: str) -> None:
    begun = time.process_time()
    read(HOSTILE[name])
    assert time.process_time() - begun < 5
