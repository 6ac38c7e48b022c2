"""The headline is what a reader takes for it: no letterhead, no kind of page, no name of an office."""

from datetime import UTC, datetime

import pytest

from archive import parse
from archive.response import Response

ADDRESS = "https://www.saltmere-pcc.example.org/news/desks/"
TEXT = (
    "<p>Every front desk in Saltmere will stay open for at least three years, the Commissioner has decided.</p>"
    "<p>Commissioner Ann Hill said: “People want a door that they can knock on, and a face behind it.”</p>"
)
HEADLINE = "Front desks in Saltmere to stay open"


def title(body: str, head: str = "") -> str:
    html = f"<html><head>{head}</head><body>{body}</body></html>".encode()
    answer = Response(
        url=ADDRESS, final_url=ADDRESS, status=200, body=html, fetched_at=datetime(2026, 3, 1, tzinfo=UTC)
    )
    return parse.from_page(answer).title


@pytest.mark.parametrize(
    "above",
    [
        "<h1>Press release</h1><h2>{}</h2>",
        "<h1>PRESS RELEASE</h1><p><b>{}</b></p>",
        "<h1>Media Statement</h1><p>Ref: 12/4</p><p><strong>{}</strong></p>",
        "<p><b>NEWS RELEASE</b></p><p>For immediate release</p><p><b><u>{}</u></b></p>",
        "<h2>Office of the Police and Crime Commissioner for Saltmere</h2><h3>{}</h3>",
        "<p><font size='5'>Saltmere Police &amp; Crime Commissioner</font></p><p><font size='4'><b>{}</b></font></p>",
        "<h1>Datganiad i’r wasg</h1><h2>{}</h2>",
        "<h2>Mayor of Saltmere</h2><p style='font-size:20pt'>{}</p>",
        "<h3 itemprop='headline'>{}</h3><p><b>Eleven desks, three years</b></p>",
    ],
)
def test_a_letterhead_is_no_headline(above: str) -> None:
    assert title(f"<div>{above.format(HEADLINE)}{TEXT}</div>", "<title>Press release</title>") == HEADLINE


def test_a_title_that_begins_with_the_kind_of_page_confirms_the_headline() -> None:
    head = f"<meta property='og:title' content='NEWS RELEASE: {HEADLINE}'>"
    assert title(f"<h1>NEWS RELEASE</h1><h2>{HEADLINE}</h2>{TEXT}", head) == HEADLINE


def test_the_kind_of_page_is_the_title_where_there_is_no_other() -> None:
    assert title(f"<h1>Press release</h1>{TEXT}", "<title>Press release</title>") == "Press release"


def test_a_bold_first_sentence_is_no_headline() -> None:
    lead = "<p><b>Every desk in the county is safe for three years at the least, it was decided today.</b></p>"
    assert title(f"{lead}{TEXT}", f"<title>{HEADLINE} | Saltmere PCC</title>") == HEADLINE


def test_a_heading_that_goes_on_where_the_title_stops_is_the_headline() -> None:
    head = "<title>Front desks stay</title>"
    assert (
        title(f"<h2>Front desks stay: every one of eleven</h2>{TEXT}", head) == "Front desks stay: every one of eleven"
    )
