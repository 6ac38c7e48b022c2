"""What the pages say, word by word."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive import diff, wording
from archive.release import Attachment, Channel, Claim
from archive.store.holdings import Revision
from feeds.pages import crawlers, versions, words
from feeds.pages.crawlers import Place
from tests.feeds.archives import SITE, release


@pytest.mark.parametrize(
    ("value", "said", "brief"),
    [
        ("2015-12-15", "15 December 2015", "15 December 2015"),
        ("2017-09", "September 2017", "September 2017"),
        ("2016", "2016", "2016"),
        ("", "", ""),
        ("2016-10-17T09:30:27+01:00", "17 October 2016, 09:30", "17 October 2016"),
        ("2016-07-17T23:30:00+00:00", "18 July 2016, 00:30", "18 July 2016"),
    ],
)
def test_a_date_is_said_as_precisely_as_it_was_claimed(value: str, said: str, brief: str) -> None:
    assert wording.claimed(Claim(value=value)) == said
    assert wording.claimed(Claim(value=value), brief=True) == brief


@pytest.mark.parametrize(
    ("length", "said"),
    [(None, ""), (0, "0 bytes"), (999, "999 bytes"), (1000, "1 kB"), (1_234_567, "1.2 MB"), (3_000_000_000, "3.0 GB")],
)
def test_a_size_is_said_for_a_person(length: int | None, said: str) -> None:
    assert words.size(length) == said


@pytest.mark.parametrize(
    ("media_type", "said"),
    [("application/pdf", "PDF"), ("application/epub+zip", "EPUB+ZIP"), ("", ""), ("text/csv", "CSV")],
)
def test_a_document_is_called_by_its_format(media_type: str, said: str) -> None:
    assert words.file(Attachment(url="https://office.example/a", media_type=media_type)) == said


def test_evidence_becomes_a_sentence() -> None:
    assert words.sentence("last seen 3 March") == "Last seen 3 March."
    assert words.sentence("Is it gone?") == "Is it gone?"
    assert words.sentence(" ") == ""


@given(text=st.text(alphabet=st.sampled_from("ab ,.\n"), max_size=600))
def test_a_summary_is_short_and_begins_the_text(text: str) -> None:
    said = words.summary(release(1, standfirst=text, text=""))
    assert len(said) <= words.SUMMARY_LENGTH + 1
    assert " ".join(text.split()).startswith(said.removesuffix("…"))


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "", "//host/x", " https://x.example"])
def test_only_addresses_of_the_web_become_links(url: str) -> None:
    assert not words.web(url)


def test_the_operator_is_reached_by_web_or_by_mail() -> None:
    assert words.contact("https://desk.example/") == "https://desk.example/"
    assert words.contact("desk@desk.example") == "mailto:desk@desk.example"
    assert words.contact("the desk") == ""


def revision(number: int, text: str) -> Revision:
    """Return a version that differs in its text alone."""
    return Revision(
        number=number,
        seen=datetime(2026, 3, number, tzinfo=UTC),
        title="Title",
        published="",
        standfirst="",
        html="",
        text=text,
        channel=Channel.PAGE,
        parser="1",
    )


@given(before=st.text(max_size=80), after=st.text(max_size=80))
def test_a_short_change_is_told_without_a_gap(before: str, after: str) -> None:
    told = versions.told([revision(1, before), revision(2, after)])
    pieces = [piece for change in told[1].changes for piece in change.parts]
    if before != after:
        assert "".join(piece.text for piece in pieces) == "".join(part.text for part in diff.words(before, after))
    assert all(piece.kind != "gap" for piece in pieces)


def test_long_runs_that_stayed_are_cut_around_a_change() -> None:
    calm = "calm words " * 100
    [change] = versions.told([revision(1, f"{calm}one {calm}"), revision(2, f"{calm}two {calm}")])[1].changes
    assert [piece.kind for piece in change.parts] == [
        *("gap", "equal", "equal", "delete", "equal", "insert", "equal", "gap"),
    ]
    assert sum(len(piece.text) for piece in change.parts) < 400


def test_a_large_sitemap_is_split_and_indexed() -> None:
    places = [Place(path=f"office/{number}/") for number in range(5)]
    split = dict(crawlers.sitemaps(SITE, "office/sitemap", places, most=2))
    assert list(split) == ["office/sitemap.xml", "office/sitemap-2.xml", "office/sitemap-3.xml"]
    assert list(split) == crawlers.names("office/sitemap", len(places), most=2)
    assert [text.count("<loc>") for text in split.values()] == [2, 2, 1]
    assert crawlers.index(SITE, split).count("<sitemap>") == 3
