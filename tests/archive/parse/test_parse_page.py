"""What a page says of itself, and what an item of a listing adds to it."""

from datetime import UTC, datetime

import pytest

from archive import anatomy, parse
from archive.discover.reading import Item
from archive.errors import ParseError
from archive.identity import url_alias
from archive.release import Alias, AliasKind, Channel, Claim, Kind, Link, Release
from archive.response import Response

ADDRESS = "https://www.saltmere-pcc.example.org/news/desks/"
NOW = datetime(2026, 3, 1, tzinfo=UTC)
TEXT = (
    "<p>Every front desk in Saltmere will stay open for at least three years, the Commissioner has decided.</p>"
    "<p>Commissioner Ann Hill said: “People want a door that they can knock on.”</p>"
)


def answer(html: str, content_type: str = "text/html; charset=utf-8", url: str = ADDRESS) -> Response:
    headers = (("Content-Type", content_type),)
    return Response(url=url, final_url=url, status=200, headers=headers, body=html.encode(), fetched_at=NOW)


def read(body: str, head: str = "", item: Item | None = None, url: str = ADDRESS) -> Release:
    return parse.from_page(answer(f"<html><head>{head}</head><body>{body}</body></html>", url=url), item)


def test_the_canonical_address_is_the_release_s_own() -> None:
    release = read(f"<h1>Desks stay</h1>{TEXT}", '<link rel="canonical" href="/news/desks-stay/">')
    assert release.url == "https://www.saltmere-pcc.example.org/news/desks-stay/"
    assert release.aliases == (url_alias(release.url), url_alias(ADDRESS))


@pytest.mark.parametrize(
    "claimed", ["https://other.example.org/a/", "/", "javascript:void(0)", "http://[", "http://a.example:x/"]
)
def test_a_canonical_address_elsewhere_is_not_believed(claimed: str) -> None:
    release = read(f"<h1>Desks stay</h1>{TEXT}", f'<link rel="canonical" href="{claimed}">')
    assert release.url == ADDRESS


def test_a_listing_fills_title_and_date_that_the_page_does_not_give() -> None:
    alias = Alias(kind=AliasKind.WORDPRESS, value="12", generation="saltmere-pcc.example.org")
    listed = Claim(value="2026-02-03", evidence="listing")
    item = Item(
        url=ADDRESS,
        channel=Channel.PAGE,
        response=answer(""),
        title="Desks &amp; doors",
        published=listed,
        aliases=(alias,),
    )
    release = read(TEXT, item=item)
    assert (release.title, release.published) == ("Desks & doors", listed)
    assert alias in release.aliases


def test_the_page_s_own_date_goes_before_the_listing_s() -> None:
    item = Item(url=ADDRESS, channel=Channel.PAGE, response=answer(""), published=Claim(value="2026-02-03"))
    release = read(f"<h1>Desks stay</h1><p>2 February 2026</p>{TEXT}", item=item)
    assert release.published.value == "2026-02-02"


@pytest.mark.parametrize(
    "line",
    ["Last updated: 2 February 2026", "© 2 February 2026 Saltmere", "3 May 2031", "Closing date: 2 February 2026"],
)
def test_another_date_is_not_the_date_of_publication(line: str) -> None:
    assert read(f"<h1>Desks stay</h1><p>{line}</p>{TEXT}").published.value == ""


def test_when_a_page_says_that_it_was_changed_is_kept_apart() -> None:
    release = read(f"<h1>Desks stay</h1><p>2 February 2026</p>{TEXT}<p>Last updated: 9 February 2026</p>")
    assert (release.published.value, release.modified.value) == ("2026-02-02", "2026-02-09")
    assert "February" not in release.text


def test_a_heading_of_the_site_s_name_is_no_headline() -> None:
    head = '<title>Desks stay open - Saltmere PCC</title><meta property="og:site_name" content="Saltmere PCC">'
    assert read(f"<h1>Saltmere PCC</h1><h2>Desks stay open</h2>{TEXT}", head).title == "Desks stay open"


def test_a_page_without_any_headline_is_named_by_its_first_sentence() -> None:
    title = read(TEXT).title
    assert title.startswith("Every front desk in Saltmere")


@pytest.mark.parametrize("content_type", ["application/pdf", "image/png", "application/json"])
def test_what_is_no_page_cannot_be_read(content_type: str) -> None:
    with pytest.raises(ParseError, match=content_type):
        parse.from_page(answer(TEXT, content_type))


@pytest.mark.parametrize("html", ["", " ", "<html></html>", "<html><body><nav>Home</nav></body></html>", "%PDF-1.7 x"])
def test_an_empty_page_cannot_be_read(html: str) -> None:
    with pytest.raises(ParseError, match=ADDRESS):
        parse.from_page(answer(html))


@pytest.mark.parametrize(
    ("path", "title", "kind"),
    [
        ("news/desks/", "Desks stay open", Kind.RELEASE),
        ("blog/desks/", "Desks stay open", Kind.BLOG),
        ("news-and-blog/desks/", "Desks stay open", Kind.RELEASE),
        ("foi/desks/", "FOI 12/2026: desks", Kind.INFORMATION),
        ("news/page/2/", "News - Page 2 of 9", Kind.LISTING),
    ],
)
def test_address_and_title_tell_kinds_apart(path: str, title: str, kind: Kind) -> None:
    paragraph = "<p>Every front desk in Saltmere will stay open for at least three years, it was decided.</p>"
    url = f"https://www.saltmere-pcc.example.org/{path}"
    assert read(f"<h1>{title}</h1>{paragraph}", url=url).kind is kind


def test_notes_and_contacts_in_elements_of_their_own_are_gathered_in_order() -> None:
    closing = (
        "<div><p>ENDS</p><p>Notes to editors</p><p>There are nine desks in Saltmere.</p></div>"
        "<div><p>Media contact</p><p>Lee Orr, 01632 960777</p></div>"
    )
    release = read(f"<main><h1>Desks stay open</h1><div class='article-body'>{TEXT}</div>{closing}</main>")
    assert release.text.split("\n\n")[2:] == [
        "ENDS",
        "Notes to editors",
        "There are nine desks in Saltmere.",
        "Media contact",
        "Lee Orr, 01632 960777",
    ]


def test_a_short_last_sentence_with_a_date_is_no_date_line() -> None:
    release = read(f"<h1>Desks stay</h1>{TEXT}<p>Schools may apply until 31 May 2025.</p>")
    assert release.text.endswith("Schools may apply until 31 May 2025.")
    assert release.published.value == ""


def test_terms_and_their_definitions_are_text() -> None:
    release = read(
        f"<h1>Desks stay</h1><div>{TEXT}<dl><dt>Desks</dt><dd>Nine</dd><dt>Staff</dt><dd>Forty</dd></dl></div>"
    )
    assert release.text.endswith("Desks | Nine\n\nStaff | Forty")


def test_numbers_typed_after_line_breaks_begin_paragraphs() -> None:
    release = read(f"<h1>Desks stay</h1><div>{TEXT}<p>Notes to editors:<br>1. The first.<br>2. The second.</p></div>")
    assert release.text.endswith("Notes to editors:\n\n1. The first.\n\n2. The second.")


def test_scripts_do_not_make_the_text_look_small() -> None:
    script = f"<script>{'var banner = 1; ' * 200}</script>"
    release = read(f"{script}<div class='left-column'><h2>Desks</h2>{TEXT}</div><div>{'Quick links. ' * 9}</div>")
    assert "Every front desk in Saltmere" in release.text


def test_what_is_set_apart_twice_is_kept_twice() -> None:
    bold = "<p><b>The Commissioner has kept his promise to everyone in the county.</b></p>"
    above = '<div class="intro"><p>Every front desk will be open next year.</p></div>'
    release = read(f"<h1>Desks stay</h1>{above}<div class='entry-content'>{bold}{TEXT}</div>")
    assert release.standfirst == (
        "Every front desk will be open next year. The Commissioner has kept his promise to everyone in the county."
    )


def test_a_carousel_between_headline_and_text_is_no_standfirst() -> None:
    slides = "".join(f"<li>Watch what the Commissioner told us about desk number {number}</li>" for number in range(12))
    release = read(f"<h1>Desks stay</h1><ul>{slides}</ul><div class='entry-content'>{TEXT}</div>")
    assert release.standfirst == ""


def test_sections_that_stand_right_in_the_body_are_one_text() -> None:
    sections = "".join(f"<section class='band'><div class='inner'>{TEXT}</div></section>" for _ in range(3))
    release = read(f"<section class='title'><h1>Desks stay</h1></section>{sections}")
    assert release.text.count("Every front desk") == 3
    assert release.standfirst == ""


def test_a_date_right_above_the_headline_is_the_date() -> None:
    release = read(f"<div><div>11/09/2015</div><div><h1>Desks stay</h1><div>{TEXT}</div></div></div>")
    assert release.published.value == "2015-09-11"


def test_a_heading_right_above_the_text_goes_before_a_title_that_is_shown_nowhere() -> None:
    release = read(
        f"<div><h2>Every front desk will stay</h2><div>{TEXT}</div></div>", "<title>PR 044 Desks stay</title>"
    )
    assert release.title == "Every front desk will stay"


def test_a_quotation_in_a_figure_is_text() -> None:
    release = read(f"<h1>Desks stay</h1><div>{TEXT}<figure><blockquote><p>Come in.</p></blockquote></figure></div>")
    assert release.text.endswith("Come in.")


def test_the_links_of_the_text_are_kept_with_their_words_and_nothing_else_is() -> None:
    release = read(
        "<nav><a href='/about/'>About the office</a></nav><h1>Desks stay</h1>"
        + TEXT
        + "<p>See <a href='/fund/'>the fund</a>, <a href='/plan.pdf'>the plan</a>, <a href='#top'>above</a>, "
        "<a href='mailto:desk@saltmere-pcc.example.org'>the desk</a> and <a href='/fund/'>the fund again</a>.</p>"
    )
    assert release.links == (Link(url="https://www.saltmere-pcc.example.org/fund/", title="the fund"),)


@pytest.mark.parametrize(
    ("place", "until"),
    [
        ("<p>Embargoed until 00:01 on Monday, 14 September 2025</p><h1>Desks stay</h1>{}", "2025-09-14T00:01:00+01:00"),
        (
            "<h1>Desks stay</h1><p class='note'>EMBARGO: 9pm, 14 September 2025</p><div>{}</div>",
            "2025-09-14T21:00:00+01:00",
        ),
        (
            "<h1>Desks stay</h1><div><p>Strictly embargoed until 14 September 2025</p>{}</div>",
            "2025-09-14T00:00:00+01:00",
        ),
    ],
)
def test_an_embargo_is_found_wherever_it_stands_above_the_text(place: str, until: str) -> None:
    found = anatomy.read(read(f"<main>{place.format(TEXT)}</main>"))
    assert found.embargo is not None
    assert found.embargo.until == until


@pytest.mark.parametrize(
    ("shown", "value"),
    [
        ("<time datetime='2025-12-01'>14:05 01/12/2025</time>", "2025-12-01T14:05:00+00:00"),
        ("<ul><li>June 30, 2025</li><li>2:47 pm</li></ul>", "2025-06-30T14:47:00+01:00"),
        ("<p>Release date: 3-Feb-2025</p>", "2025-02-03"),
        ("<p>Publish date 7/12/25</p><p>Monday 7 July 2025</p>", "2025-07-07"),
        (
            "<p>by the web editor — published Aug 28, 2025 02:05 PM, last modified Sep 01, 2025</p>",
            "2025-08-28T14:05:00+01:00",
        ),
    ],
)
def test_a_date_is_pieced_together_from_what_stands_under_the_headline(shown: str, value: str) -> None:
    release = read(f"<main><h1>Front desks in Saltmere stay</h1>{shown}<div>{TEXT}</div></main>")
    assert release.published.value == value


def test_a_date_that_is_marked_in_the_article_s_footer_is_not_lost() -> None:
    footer = "<footer><abbr class='published' title='2025-12-01T10:00:00+00:00'>in December</abbr></footer>"
    release = read(f"<article><h1>Front desks in Saltmere stay</h1><div>{TEXT}</div>{footer}</article>")
    assert release.published.value == "2025-12-01T10:00:00+00:00"


def test_a_page_that_only_lists_links_is_a_listing() -> None:
    rows = "".join(
        f"<tr><td>0{n}/12/25</td><td><a href='/{n}/'>Release number {n} of them</a></td></tr>" for n in range(6)
    )
    assert read(f"<h2>Press releases</h2><table>{rows}</table>").kind is Kind.LISTING


def test_a_date_before_the_text_goes_before_one_of_other_news_after_it() -> None:
    later = "<div><h2>Also in the news</h2><p>June 20th, 2024</p><p>Volunteers plant trees.</p></div>"
    page = f"<article><h1>Desks stay</h1><p>Friday June 28th, 2024</p>{TEXT}</article>{later}"
    assert read(page).published.value == "2024-06-28"


def test_a_line_named_for_its_date_is_one_however_long() -> None:
    line = "The Office of the Police and Crime Commissioner for Saltmere sent this at 15/02/2021 03:30 PM"
    release = read(f"<div><h1>Desks stay</h1><p class='dateline'>{line}</p>{TEXT}</div>")
    assert release.published.value.startswith("2021-02-15T15:30")
    assert release.text.startswith("Every front desk")


def test_columns_and_controls_beside_a_text_are_no_part_of_it() -> None:
    controls = "<div><a href='#'>Print</a> <a href='#'>E-mail</a></div>"
    poll = "<div id='right'><h3>Poll</h3><p>Do you feel safe in your neighbourhood after dark, or in the day?</p></div>"
    release = read(f"<div><div id='text'><h1>Desks stay</h1>{controls}{TEXT}</div>{poll}</div>")
    assert release.text.startswith("Every front desk")
    assert release.text.endswith("knock on.”")


def test_a_paragraph_that_repeats_words_of_another_is_a_pull_quote() -> None:
    pulled = "<div><p>“People want a door that they can knock on.”</p></div>"
    assert read(f"<h1>Desks stay</h1>{TEXT}{pulled}<p>It opens in May.</p>").text.count("knock on") == 1


@pytest.mark.parametrize(
    "text",
    [
        "<p>Dear Home Secretary,</p><p>The desks of Saltmere must be paid for, and the formula is old.</p>",
        "<p>Of the report Ann Hill said:</p><p>“It is hard to read for all of us.</p><p>“We shall do better.”</p>",
    ],
)
def test_a_letter_and_a_single_answer_are_statements(text: str) -> None:
    assert read(f"<h1>Desks stay</h1>{text}").kind is Kind.STATEMENT
