"""What holds for any text that an office may publish."""

import json
from dataclasses import replace
from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from archive.release import Attachment, Image, Status
from feeds import document, entry
from feeds.characters import headline, legal, line
from feeds.content import Correction
from feeds.entry import Entry
from tests.feeds.ravenshire import FIRST_SEEN, HOST, OFFICE, SITE, holding, of_all, written

ATOM = "{http://www.w3.org/2005/Atom}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
ANY = st.one_of(
    st.text(st.characters(exclude_categories=())),
    st.text(st.sampled_from("<>&;\"'\x00\x0b\r\n\x85\ufffe\ud800]]>aé😀")),
)
TITLES = ANY.filter(lambda text: bool(text.strip()))


@st.composite
def entries(draw: st.DrawFn) -> list[Entry]:
    """Return entries of releases whose every text is any text at all."""
    return [draw(one(number)) for number in range(draw(st.integers(0, 2)))]


@st.composite
def one(draw: st.DrawFn, number: int) -> Entry:
    """Return the entry of a release that is missing and was corrected."""
    paper = Attachment(url=f"{HOST}/{draw(ANY)}", title=draw(ANY), media_type=draw(ANY))
    release = replace(
        written(number).release,
        title=draw(TITLES),
        standfirst=draw(ANY),
        html=draw(ANY),
        text=draw(ANY),
        attachments=(paper,) if draw(st.booleans()) else (),
        images=(Image(url=f"{HOST}/{draw(ANY)}", alt=draw(ANY), caption=draw(ANY)),),
    )
    status = draw(st.sampled_from([Status.LIVE, Status.MISSING]))
    held = replace(holding(number, release), status=status, evidence=draw(ANY))
    told = [Correction(at=FIRST_SEEN, words=words) for words in draw(st.lists(ANY, max_size=1))]
    return entry.of(held, OFFICE, SITE, corrections=told)


@given(ANY)
def test_legal_text_survives_xml(text: str) -> None:
    element = ET.Element("text")
    element.text = legal(text).replace("\r", "")
    assert (ET.fromstring(ET.tostring(element)).text or "") == element.text  # noqa: S314


@given(TITLES)
def test_a_title_is_on_one_line_and_shows_no_tag(title: str) -> None:
    made = entry.of(written(1, title=title), OFFICE, SITE)
    assert made.title == (headline(title) or f"{HOST}/news/1/")
    assert made.title == line(made.title)


@given(entries())
def test_any_text_gives_a_well_formed_atom_feed_that_gives_it_back(made: list[Entry]) -> None:
    read = ET.fromstring(document.atom(of_all(made), made)).findall(f"{ATOM}entry")  # noqa: S314
    assert [each.findtext(f"{ATOM}title") for each in read] == [each.title for each in made]
    assert [each.findtext(f"{ATOM}summary", "") for each in read] == [each.summary for each in made]
    assert [each.findtext(f"{ATOM}content") for each in read] == [each.content for each in made]


@given(entries())
def test_any_text_gives_a_well_formed_rss_feed_that_gives_it_back(made: list[Entry]) -> None:
    read = ET.fromstring(document.rss(of_all(made), made)).findall("channel/item")  # noqa: S314
    assert [each.findtext("title") for each in read] == [each.title for each in made]
    assert [each.findtext(CONTENT) or each.findtext("description") for each in read] == [each.content for each in made]


@given(entries())
def test_any_text_gives_a_json_feed_that_gives_it_back(made: list[Entry]) -> None:
    read = json.loads(document.json_feed(of_all(made), made).decode())["items"]
    assert [each["title"] for each in read] == [each.title for each in made]
    assert [each["content_html"] for each in read] == [each.content for each in made]
