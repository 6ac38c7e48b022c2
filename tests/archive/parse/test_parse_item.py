"""Content from a REST API or a feed becomes a release without guessing."""

from datetime import UTC, datetime

import pytest

from archive import parse
from archive.discover.reading import Item
from archive.errors import ParseError
from archive.identity import url_alias
from archive.release import Attachment, Channel, Claim
from archive.response import Response

ADDRESS = "https://www.saltmere-pcc.example.org/news/harbour-patrols/"
ANSWER = Response(url=ADDRESS, final_url=ADDRESS, status=200, body=b"", fetched_at=datetime(2026, 3, 2, tzinfo=UTC))
FIRST = "<p>Harbour patrols will double from May, the Commissioner has announced.</p>"
SECOND = "<p>The patrols were asked for by boat owners in every one of the county's nine harbours.</p>"


def item(
    content: str = FIRST + SECOND, *, title: str = "Harbour patrols to double", summary: str = "", claim: str = ""
) -> Item:
    return Item(
        url=ADDRESS,
        channel=Channel.REST,
        response=ANSWER,
        title=title,
        content=content,
        summary=summary,
        published=Claim(value=claim, evidence="REST date_gmt"),
    )


def test_title_and_date_are_the_source_s_own_claims() -> None:
    release = parse.from_item(item(title="Patrols &amp; <em>harbours</em>", claim="2026-03-01T09:00:00+00:00"))
    assert release.title == "Patrols & harbours"
    assert release.published.value == "2026-03-01T09:00:00+00:00"
    assert release.channel is Channel.REST
    assert release.aliases == (url_alias(ADDRESS),)


def test_text_and_html_hold_the_same_paragraphs() -> None:
    release = parse.from_item(item())
    assert release.text.split("\n\n") == [
        "Harbour patrols will double from May, the Commissioner has announced.",
        "The patrols were asked for by boat owners in every one of the county's nine harbours.",
    ]
    assert release.html == FIRST + SECOND


def test_an_excerpt_that_begins_the_text_is_no_standfirst() -> None:
    assert parse.from_item(item(summary="<p>Harbour patrols will double from May</p>")).standfirst == ""


@pytest.mark.parametrize("end", ["[&hellip;]", "…", "...", "Read more"])
def test_an_excerpt_that_a_machine_cut_off_is_no_standfirst(end: str) -> None:
    assert parse.from_item(item(summary=f"<p>Something else was written here {end}</p>")).standfirst == ""


def test_an_excerpt_that_somebody_wrote_is_the_standfirst() -> None:
    assert (
        parse.from_item(item(summary="<p>Nine harbours get more officers</p>")).standfirst
        == "Nine harbours get more officers"
    )


def test_a_release_without_a_title_is_named_by_its_first_sentence() -> None:
    title = parse.from_item(item(title="")).title
    assert title == "Harbour patrols will double from May, the Commissioner has announced."


def test_an_item_without_content_cannot_be_read() -> None:
    with pytest.raises(ParseError, match="gives no text"):
        parse.from_item(item(" "))


def test_scripts_styles_and_event_handlers_do_not_survive() -> None:
    dirty = '<p onclick="x()" style="color:red" class="a" id="b">Safe<script>alert(1)</script></p>'
    link = '<p><a href="javascript:alert(1)" target="_blank">A link that does nothing good</a> to see</p>'
    html = parse.from_item(item(dirty + link + FIRST)).html
    for trace in ("script", "onclick", "style=", "class=", "id=", "target"):
        assert trace not in html


def test_attributes_with_broken_names_do_no_harm() -> None:
    assert parse.from_item(item('<p cla"ss<=x 1="2">One thing was said.</p>')).text == "One thing was said."


def test_relative_links_and_lazy_images_become_absolute() -> None:
    content = FIRST + (
        '<figure><img src="data:image/gif;base64,R0" data-src="/media/boat.jpg" alt="A patrol boat">'
        "<figcaption>The boat at its mooring</figcaption></figure>"
        '<p>Read the <a href="../plan.pdf">harbour plan</a> (PDF, 1.5MB) before the meeting on Tuesday.</p>'
    )
    release = parse.from_item(item(content))
    assert [(image.url, image.alt, image.caption) for image in release.images] == [
        ("https://www.saltmere-pcc.example.org/media/boat.jpg", "A patrol boat", "The boat at its mooring")
    ]
    assert release.attachments == (
        Attachment(
            url="https://www.saltmere-pcc.example.org/news/plan.pdf",
            title="harbour plan",
            media_type="application/pdf",
            length=1_572_864,
        ),
    )
    assert "mooring" not in release.text
    assert 'src="https://www.saltmere-pcc.example.org/media/boat.jpg"' in release.html


def test_a_masked_address_is_put_back() -> None:
    code = "7a" + "".join(f"{ord(letter) ^ 0x7A:02x}" for letter in "press@saltmere-pcc.example.org")
    content = FIRST + (
        f'<p>E-mail: <a href="/cdn-cgi/l/email-protection#{code}">'
        f'<span class="__cf_email__" data-cfemail="{code}">[email&#160;protected]</span></a></p>'
    )
    release = parse.from_item(item(content))
    assert release.text.endswith("E-mail: press@saltmere-pcc.example.org")
    assert 'href="mailto:press@saltmere-pcc.example.org"' in release.html


def test_paragraphs_divided_by_line_breaks_are_paragraphs() -> None:
    content = "One thing was said first of all.<br><br>Then came another.<br><br>• a point<br>• a second point"
    release = parse.from_item(item(content))
    assert release.text.split("\n\n") == [
        "One thing was said first of all.",
        "Then came another.",
        "a point",
        "a second point",
    ]
    assert release.html.endswith("<ul><li>a point</li><li>a second point</li></ul>")


def test_the_language_is_that_of_the_text() -> None:
    content = "<p>Mae’r heddlu wedi dweud y bydd mwy o swyddogion ar y strydoedd ac yn y porthladdoedd.</p>"
    assert parse.from_item(item(content, title="Mwy o swyddogion")).language == "cy"


@pytest.mark.parametrize("control", ["\x00", "\x08", "\x1f", "\ufffe", "&#0;", "&#12;", "&#x1;", "&#xD800;"])
def test_control_characters_are_left_out(control: str) -> None:
    release = parse.from_item(item(f"One{control} thing was said.<br><br>Then {control}came another."))
    assert release.text == "One thing was said.\n\nThen came another."


def test_a_reference_to_a_character_is_kept() -> None:
    assert (
        parse.from_item(item("It cost &#163;12 and &#x20AC;1, &#8220;no more&#8221;.")).text
        == "It cost £12 and €1, “no more”."
    )
