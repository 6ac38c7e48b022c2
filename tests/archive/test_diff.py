"""The words that differ between two versions."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from archive import diff
from archive.diff import Part, PartKind

WORDS = st.sampled_from(["the", "said", "police", ",", ".", " ", "\n\n", "’", "3,400"])
TEXTS = st.one_of(st.text(max_size=60), st.lists(WORDS, max_size=40).map("".join))


def marked(before: str, after: str) -> str:
    """Return a difference in one line: [-gone-] and {+come+}."""
    frames = {PartKind.EQUAL: "{}", PartKind.DELETE: "[-{}-]", PartKind.INSERT: "{{+{}+}}"}
    return "".join(frames[part.kind].format(part.text) for part in diff.words(before, after))


@given(before=TEXTS, after=TEXTS)
def test_what_stayed_and_what_went_make_the_text_before(before: str, after: str) -> None:
    parts = diff.words(before, after)
    assert "".join(part.text for part in parts if part.kind is not PartKind.INSERT) == before


@given(before=TEXTS, after=TEXTS)
def test_what_stayed_and_what_came_make_the_text_after(before: str, after: str) -> None:
    parts = diff.words(before, after)
    assert "".join(part.text for part in parts if part.kind is not PartKind.DELETE) == after


@given(before=TEXTS, after=TEXTS)
def test_no_part_is_empty_and_neighbours_differ_in_kind(before: str, after: str) -> None:
    parts = diff.words(before, after)
    assert all(part.text for part in parts)
    assert all(one.kind is not other.kind for one, other in pairwise(parts))


@given(text=TEXTS)
def test_a_text_does_not_differ_from_itself(text: str) -> None:
    assert diff.words(text, text) == ((Part(kind=PartKind.EQUAL, text=text),) if text else ())


def test_a_changed_figure_is_one_word() -> None:
    assert marked("We will hire 3,400 officers.", "We will hire 3,500 officers.") == (
        "We will hire[- 3,400-]{+ 3,500+} officers."
    )


def test_a_sum_and_a_share_are_one_word_with_their_signs() -> None:
    assert marked("It is up £1.20.", "It is up £1.30.") == "It is up[- £1.20-]{+ £1.30+}."
    assert marked("It is up 2%.", "It is up 3%.") == "It is up[- 2%-]{+ 3%+}."


def test_neighbouring_changes_are_told_together() -> None:
    assert marked("one two three four", "five six seven four") == "[-one two three-]{+five six seven+} four"


def test_a_rewritten_paragraph_is_not_told_as_scraps_of_what_it_was() -> None:
    assert marked("Two of the vans. Yes.", "All in one of our cars! Yes.") == (
        "[-Two of the vans.-]{+All in one of our cars!+} Yes."
    )


def test_a_few_words_between_two_small_changes_stay() -> None:
    assert marked("We hire 3,400 officers by May.", "We hire 3,500 officers by June.") == (
        "We hire[- 3,400-]{+ 3,500+} officers by[- May-]{+ June+}."
    )


def test_a_new_paragraph_at_the_end_leaves_the_others_alone() -> None:
    assert marked("It is done.", "It is done.\n\nMore follows.") == "It is done.{+\n\nMore follows.+}"


def test_an_apostrophe_does_not_cut_a_word() -> None:
    assert marked("the Commissioner’s plan", "the Mayor’s plan") == "the[- Commissioner’s-]{+ Mayor’s+} plan"


def test_a_new_paragraph_stands_by_itself_though_others_begin_and_end_like_it() -> None:
    before = "Changed here.\n\nThe plan is good. It is long enough."
    after = "Altered here.\n\nThe plan is new.\n\nThe plan is good. It is long enough."
    assert marked(before, after) == (
        "[-Changed-]{+Altered+} here.{+\n\nThe plan is new.+}\n\nThe plan is good. It is long enough."
    )


def test_a_new_paragraph_between_two_edits_stands_by_itself() -> None:
    before = "Changed here.\n\nThe plan is good. It is long enough, says one."
    after = "Altered here.\n\nThe plan is new.\n\nThe plan is good. It is long enough, says another."
    assert marked(before, after) == (
        "[-Changed-]{+Altered+} here.{+\n\nThe plan is new.+}"
        "\n\nThe plan is good. It is long enough, says[- one-]{+ another+}."
    )


def test_a_paragraph_that_went_is_told_whole() -> None:
    before = "Changed here.\n\nThe plan is new.\n\nThe plan is good. It is long enough."
    after = "Altered here.\n\nThe plan is good. It is long enough."
    assert marked(before, after) == (
        "[-Changed-]{+Altered+} here.[-\n\nThe plan is new.-]\n\nThe plan is good. It is long enough."
    )


def test_texts_too_long_to_compare_are_told_as_a_whole_between_the_paragraphs_that_they_share() -> None:
    before, after = ("Begin.\n\n" + f"a {word} " * 700 + "\n\nEnd." for word in "xy")
    kinds = [(part.kind, len(part.text)) for part in diff.words(before, after)]
    assert kinds == [
        (PartKind.EQUAL, len("Begin.")),
        (PartKind.DELETE, len("\n\n" + "a x " * 699 + "a x")),
        (PartKind.INSERT, len("\n\n" + "a y " * 699 + "a y")),
        (PartKind.EQUAL, len(" \n\nEnd.")),
    ]
