"""The excerpt of a change: one line, with the first words that went or came."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from archive.release import Channel
from archive.store.holdings import Revision
from feeds.pages import excerpt

LONG = "Officers met residents of the quay and wrote down what they were told about the lamps there. " * 4


def version(text: str, title: str = "A title") -> Revision:
    """Return a version of a release."""
    return Revision(
        number=1,
        seen=datetime(2026, 1, 2, tzinfo=UTC),
        title=title,
        published="",
        standfirst="",
        html="",
        text=text,
        channel=Channel.PAGE,
        parser="1",
    )


def told(before: str, after: str) -> str:
    """Return the excerpt of an edit of the text, what went in brackets and what came in braces."""
    marks = {"delete": "[{}]", "insert": "{{{}}}"}
    pieces = excerpt.of([version(before), version(after)])
    return "".join(marks.get(piece.kind, "{}").format(piece.text) for piece in pieces)


def test_a_short_text_is_shown_whole() -> None:
    assert told("Twelve officers walk.", "Nine officers walk.") == "[Twelve]{Nine} officers walk."


def test_a_few_words_around_the_change_are_shown_of_a_long_text() -> None:
    line = told(f"{LONG}Twelve of them walk. {LONG}", f"{LONG}Nine of them walk. {LONG}")
    assert line == (
        "… and wrote down what they were told about the lamps there. [Twelve] {Nine} of them walk. Officers met "
        "residents of the quay and wrote …"
    )


def test_what_went_and_came_is_cut_each_for_itself() -> None:
    line = told(f"The plan: {LONG}", f"The plan: {'Nothing of it remains to be said here, nor anywhere. ' * 9}")
    assert line.startswith("The plan: [Officers met residents")
    assert "{Nothing of it remains" in line
    assert line.count("…") == 2
    assert len(line) < 320


def test_a_paragraph_that_was_added_at_the_end_is_shown_on_the_same_line() -> None:
    line = told(f"{LONG}\n\nThe end.", f"{LONG}\n\nThe end.\n\nThis was corrected.")
    assert line.endswith("The end. {This was corrected.}")
    assert "\n" not in line


def test_the_headline_comes_before_the_text() -> None:
    pieces = excerpt.of([version("One.", title="Old"), version("Two.", title="New")])
    assert [piece.text for piece in pieces] == ["Old", "New"]


def test_white_space_is_no_change_to_show_and_neither_is_a_version_without_one_before() -> None:
    assert told("One two.", "One\n\ntwo.") == ""
    assert excerpt.of([version("One.")]) == ()
    assert excerpt.of([]) == ()


WORDS = st.lists(st.sampled_from(["quay", "lamp", "\n\n", "a", "café", "w" * 200]), max_size=80).map(" ".join)


@given(WORDS, WORDS)
def test_an_excerpt_is_one_short_line_that_shows_a_change_or_nothing(before: str, after: str) -> None:
    pieces = excerpt.of([version(before), version(after)])
    line = "".join(piece.text for piece in pieces)
    assert len(line) < 600
    assert "\n" not in line
    assert not pieces or {piece.kind for piece in pieces} & {"delete", "insert"}
