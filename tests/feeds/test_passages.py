"""The text of a release, by its parts."""

import re

from hypothesis import given
from hypothesis import strategies as st

from archive import anatomy
from archive.parse import blocks
from archive.release import Release
from archive.store.outline import Outline, Quotation
from feeds.pages import passages
from feeds.pages.passages import Passages

OPENING = "<p>Fourteen buses will carry a kit.</p>"
LEAD = "<p><strong>Commissioner Mary Oakham said:</strong></p>"
SAID = "<p>“A kit on every bus is a start.</p>\n<p>“We will not stop there.”</p>"
NOTES = "<h3>Notes to editors:</h3>\n<ol>\n<li>The kits cost £50 each.</li>\n</ol>"
CONTACT = "<p>Media contact: Press Desk, 01632 960111.</p>"


def outlined(html: str, language: str = "en") -> tuple[Release, Outline]:
    """Return a release of this text, and the outline that an archive keeps of it."""
    text = blocks.joined(blocks.read(html))
    release = Release(url="https://www.marchshire.example/a/", title="Kits", html=html, text=text, language=language)
    found = anatomy.read(release)
    quotes = tuple(
        Quotation(
            person=None,
            speaker=quote.speaker,
            role=quote.role,
            start=quote.start,
            end=quote.end,
            text="\n\n".join(passage.text for passage in quote.paragraphs),
        )
        for quote in found.quotes
    )
    end = max(found.bounds[1], found.end_mark.end if found.end_mark else 0)
    return release, Outline(quotes=quotes, body_end=end)


def told(*html: str, language: str = "en") -> Passages:
    return passages.told(*outlined("\n".join(html), language))


def test_paragraphs_that_are_said_are_set_apart_under_who_said_them() -> None:
    found = told(OPENING, LEAD, SAID, OPENING)
    assert found.body == "\n".join(
        [
            OPENING,
            LEAD,
            f'<figure class="quote">\n<blockquote>\n{SAID}\n</blockquote>',
            "<figcaption><b>Mary Oakham</b>, Commissioner</figcaption>\n</figure>",
            OPENING,
        ]
    )


def test_what_announces_a_quotation_in_its_own_paragraph_stays_before_it() -> None:
    found = told(OPENING, "<p>Mary Oakham &amp; her deputy, Mary Oakham, said: “A kit on every bus is a start.”</p>")
    assert "<p>Mary Oakham &amp; her deputy, Mary Oakham, said:</p>\n<figure" in found.body
    assert "<p>“A kit on every bus is a start.”</p>\n</blockquote>\n<figcaption><b>Mary Oakham</b>" in found.body


def test_a_speaker_whom_the_paragraph_names_is_not_named_twice() -> None:
    found = told(OPENING, "<p>“A kit on every late bus is a good start,” said Mary Oakham. “We go on from here.”</p>")
    assert "<blockquote>" in found.body
    assert "<figcaption>" not in found.body


def test_words_quoted_within_a_sentence_stay_in_it() -> None:
    html = "<p>The Commissioner, Mary Oakham, called the kits “a good start” when she opened the depot in May.</p>"
    assert told(html) == Passages(body=html)


def test_a_quotation_that_the_office_sets_apart_is_not_set_apart_twice() -> None:
    found = told(OPENING, LEAD, f"<blockquote>{SAID}</blockquote>")
    assert found.body.count("<blockquote") == 1
    assert '<figure class="quote">\n<blockquote><p>“A kit' in found.body


def test_notes_are_folded_under_their_own_heading_and_the_end_mark_stays() -> None:
    found = told(OPENING, "<p>ENDS</p>", NOTES, CONTACT)
    assert found.body == f"{OPENING}\n<p>ENDS</p>"
    assert found.heading == "Notes to editors"
    assert found.notes == NOTES.partition("\n")[2] + "\n" + CONTACT


def test_contacts_alone_have_a_heading_in_the_language_of_the_release() -> None:
    assert told(OPENING, "<p>ENDS</p>", CONTACT).heading == "Notes and contacts"
    assert told(OPENING, "<p>ENDS</p>", CONTACT, language="cy").heading == "Nodiadau a chysylltiadau"
    assert told(OPENING, "<p>ENDS</p>") == Passages(body=f"{OPENING}\n<p>ENDS</p>")


def test_a_text_that_the_offsets_do_not_count_in_stays_as_it_is() -> None:
    release, outline = outlined(f"{OPENING}\n{LEAD}\n{SAID}")
    other = Release(url=release.url, title="Kits", html=release.html, text=f"An older reading.\n\n{release.text}")
    assert passages.told(other, outline) == Passages(body=release.html)


ELEMENTS = st.sampled_from(
    [OPENING, LEAD, SAID, NOTES, CONTACT, "<p>ENDS</p>", "<hr>", '<figure><img src="https://a.example/b.png"></figure>']
)


@given(st.lists(ELEMENTS, max_size=8), st.integers(0, 400), st.integers(0, 400), st.integers(0, 500))
def test_not_a_word_is_lost_or_moved_wherever_the_parts_are(
    pieces: list[str], start: int, length: int, end: int
) -> None:
    release, _ = outlined("\n".join(pieces))
    quote = Quotation(person=None, speaker="", role="", start=start, end=start + length, text="")
    found = passages.told(release, Outline(quotes=(quote,), body_end=end))
    heading = "" if found.heading == "Notes and contacts" else found.heading
    assert words(f"{found.body}\n{heading}\n{found.notes}") == words(release.html)


def words(html: str) -> list[str]:
    return re.findall(r"\w+", re.sub(r"<[^>]*>", " ", html))
