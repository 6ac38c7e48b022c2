"""What an entry says of a release."""

import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from archive.release import Attachment, Claim, Image, Status
from feeds import entry
from feeds.content import Correction
from tests.feeds.ravenshire import FIRST_SEEN, HOST, OFFICE, SITE, holding, written

LATER = FIRST_SEEN + timedelta(days=4)


def test_an_entry_is_the_offices_page_and_points_to_ours() -> None:
    made = entry.of(holding(1), OFFICE, SITE)
    assert made.id == "tag:example.org,2026:ravenshire/2026/release-1"
    assert made.url == f"{HOST}/news/lanterns-for-lone-workers/"
    assert made.page == "https://releases.example.org/ravenshire/2026/release-1/"
    assert (made.author.name, made.author.url) == ("Ravenshire Police & Crime Commissioner", f"{HOST}/")


@pytest.mark.parametrize(
    ("claimed", "published"),
    [
        ("2026-03-04T10:15:30+00:00", datetime(2026, 3, 4, 10, 15, 30, tzinfo=UTC)),
        ("2025-07-04T10:15:30+01:00", datetime(2025, 7, 4, 9, 15, 30, tzinfo=UTC)),
        ("2026-03-03", datetime(2026, 3, 3, 12, 0, tzinfo=UTC)),
        ("2025-07-03", datetime(2025, 7, 3, 11, 0, tzinfo=UTC)),
        ("2026-03-05", FIRST_SEEN),
        ("2026-03-06", FIRST_SEEN),
        ("2026-03-05T23:00:00+00:00", FIRST_SEEN),
        ("2026-03", None),
        ("2026", None),
        ("1970-01-01T00:00:00+00:00", None),
        ("0001-01-01", None),
        ("", None),
    ],
    ids=lambda value: str(value) or "nothing",
)
def test_a_claim_is_published_as_precisely_as_it_was_made_and_never_after_first_sight(
    claimed: str, published: datetime | None
) -> None:
    assert entry.of(written(1, published=Claim(value=claimed)), OFFICE, SITE).published == published


def test_the_first_sight_of_a_day_is_reckoned_in_london() -> None:
    just_past_midnight = datetime(2025, 7, 3, 23, 30, tzinfo=UTC)
    seen = replace(
        written(1, published=Claim(value="2025-07-04")),
        first_seen=just_past_midnight,
        changed=just_past_midnight,
    )
    assert entry.of(seen, OFFICE, SITE).published == just_past_midnight


def test_releases_of_one_run_keep_their_order_and_no_time_is_given_twice() -> None:
    times = [entry.of(holding(number), OFFICE, SITE).updated for number in (1, 2, 3)]
    assert len(set(times)) == len(times)
    assert times == sorted(times)
    assert {each.replace(microsecond=0) for each in times} == {FIRST_SEEN}


def test_only_a_change_after_first_sight_is_an_edit() -> None:
    assert not entry.of(holding(1), OFFICE, SITE).edited
    revised = entry.of(replace(holding(1), revision=2, changed=LATER), OFFICE, SITE)
    assert revised.edited
    assert revised.updated.replace(microsecond=0) == LATER


def test_a_reference_to_what_is_no_character_cannot_break_a_feed() -> None:
    made = entry.of(written(1, html="<p>a&#xFFFE;b&#0;c</p>"), OFFICE, SITE)
    assert made.content.endswith("<p>ab?c</p>")


def test_seeing_a_release_again_changes_nothing() -> None:
    assert entry.of(replace(holding(1), last_seen=LATER), OFFICE, SITE) == entry.of(holding(1), OFFICE, SITE)


def test_a_revised_release_says_so_on_top_with_the_date() -> None:
    made = entry.of(replace(holding(1), revision=3, changed=LATER), OFFICE, SITE)
    assert made.content.startswith(
        '<p lang="en"><em><strong>9 March 2026:</strong> changed by the office; this is version 3.'
    )
    assert made.text.startswith("9 March 2026: changed by the office; this is version 3.\n\nTwo in five")


def test_corrections_are_told_in_place_of_the_bare_fact_and_cannot_carry_markup() -> None:
    told = (Correction(at=LATER, words="“40” became <b>14</b>."),)
    made = entry.of(replace(holding(1), revision=2, changed=LATER), OFFICE, SITE, corrections=told)
    assert "“40” became &lt;b&gt;14&lt;/b&gt;. <a" in made.content
    assert "this is version" not in made.content


@pytest.mark.parametrize(
    ("status", "words"),
    [(Status.MISSING, "Not found on the office’s site"), (Status.REMOVED, "removed from the office’s site")],
)
def test_a_release_that_is_gone_says_why_we_think_so_and_keeps_its_text(status: Status, words: str) -> None:
    gone = replace(holding(1), status=status, revision=2, changed=LATER, evidence="last seen 8 March (4 checks)")
    told = (Correction(at=FIRST_SEEN, words="a comma was dropped"),)
    made = entry.of(gone, OFFICE, SITE, corrections=told)
    assert f"{words}: last seen 8 March (4 checks)." in made.content
    assert ("<strong>9 March 2026:</strong>" in made.content) is (status is Status.REMOVED)
    assert made.content.index(words) < made.content.index("a comma was dropped") < made.content.index("40 lanterns")
    assert made.provenance is not None
    assert made.provenance.last_seen == FIRST_SEEN


@pytest.mark.parametrize("status", [Status.EMBARGOED, Status.WITHHELD])
def test_what_must_not_be_shown_has_no_entry(status: Status) -> None:
    with pytest.raises(ValueError, match="has no entry"):
        entry.of(replace(holding(1), status=status), OFFICE, SITE)


def test_the_standfirst_opens_the_content_because_the_body_does_not_repeat_it() -> None:
    made = entry.of(holding(1), OFFICE, SITE)
    assert made.content.startswith(
        "<p><strong>Two in five &lt; all; safety &amp; comfort come first.</strong></p>\n<p>"
    )
    assert made.summary == "Two in five < all; safety & comfort come first."


def test_a_release_without_a_body_still_leads_to_its_page() -> None:
    made = entry.of(written(1, title="A & B", standfirst="", html="", text=""), OFFICE, SITE)
    assert made.content == f'<p><a href="{HOST}/news/1/">Read it at the office’s site</a></p>'


def test_attachments_are_listed_in_the_language_of_the_release() -> None:
    paper = Attachment(url=f'{HOST}/a"b.pdf', title="Plan <A> & map", media_type="application/pdf", length=7)
    made = entry.of(written(1, language="cy", attachments=(paper,)), OFFICE, SITE)
    assert made.content.endswith(
        f'<h2>Atodiadau</h2>\n<ul><li><a href="{HOST}/a%22b.pdf">Plan &lt;A&gt; &amp; map</a></li></ul>'
    )


@pytest.mark.parametrize("media_type", ["", "pdf", "a/b/c", 'x/"y"', "text/html; charset=utf-8"])
def test_an_attachment_of_no_sane_type_has_the_type_of_unknown_bytes(media_type: str) -> None:
    paper = Attachment(url=f"{HOST}/papers/the%20plan.pdf", media_type=media_type)
    (made,) = entry.of(written(1, attachments=(paper,)), OFFICE, SITE).enclosures
    assert made.media_type == "application/octet-stream"
    assert made.title == "the plan.pdf"


def test_addresses_leave_as_uris() -> None:
    odd = replace(
        holding(1),
        release=replace(
            holding(1).release,
            url=f"{HOST}/newyddion/tŷ newydd/?a=[1]&b=%20|#x",
            images=(Image(url=f"{HOST}/é.jpg"),),
        ),
    )
    made = entry.of(odd, OFFICE, SITE)
    assert made.url == f"{HOST}/newyddion/t%C5%B7%20newydd/?a=%5B1%5D&b=%20%7C#x"
    assert made.image == Image(url=f"{HOST}/%C3%A9.jpg")


def test_a_title_of_nothing_but_illegal_characters_becomes_the_address() -> None:
    assert entry.of(written(1, title="\x00\ud800\ufffe\x85"), OFFICE, SITE).title == f"{HOST}/news/1/"


def test_the_first_image_is_the_picture_of_the_entry() -> None:
    pictures = (Image(url=f"{HOST}/1.jpg", alt=" one\n"), Image(url=f"{HOST}/2.jpg"))
    assert entry.of(written(1, images=pictures), OFFICE, SITE).image == Image(url=f"{HOST}/1.jpg", alt="one")


def test_making_entries_does_not_load_feedgen() -> None:
    code = "import sys, feeds.entry; sys.exit(any(name.startswith(('feedgen', 'lxml')) for name in sys.modules))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0  # noqa: S603
