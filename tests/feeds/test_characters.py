"""What becomes of characters that a feed should not carry."""

import pytest

from feeds.characters import fit, headline, legal, line


@pytest.mark.parametrize("character", ["\x00", "\x0b", "\x85", "\ud800", "\ufdd0", "\ufffe", "\U0001ffff"])
def test_what_is_no_character_of_a_document_is_left_out(character: str) -> None:
    assert legal(f"a{character}b") == "ab"


def test_a_letter_that_was_lost_before_us_is_a_question_mark() -> None:
    assert fit("The Commissioner\ufffds plan") == "The Commissioner?s plan"


@pytest.mark.parametrize(
    ("written", "read"),
    [("Â£5 million", "£5 million"), ("cafÃ©", "café"), ("Ã\x83Â©", "é"), ("TŶ TÂN", "TŶ TÂN"), ("Môr", "Môr")],
)
def test_a_letter_that_was_encoded_twice_is_read_twice(written: str, read: str) -> None:
    assert fit(written) == read


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("SIARAD Â\xa0CHYMUNEDAU", "SIARAD Â CHYMUNEDAU"),
        ("<h2>Â\xa0CHYMUNEDAU</h2>", "<h2>Â CHYMUNEDAU</h2>"),
        ("Diolch. Â\xa0phwy?", "Diolch. Â phwy?"),
        ("«CARAFÂ» A SOFFÂ\xa0NEWYDD", "«CARAFÂ » A SOFFÂ NEWYDD"),
    ],
)
def test_the_welsh_word_for_with_stays_before_a_space_that_validators_do_not_take_for_half_a_letter(
    written: str, read: str
) -> None:
    assert fit(written) == read


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("a rise of Â£5", "a rise of £5"),
        ("A RISE OF Â£5", "A RISE OF £5"),
        ("the endÂ\xa0of it. Â\xa0Next", "the end\xa0of it. \xa0Next"),
        ("Read more Â»", "Read more »"),
        ("naÃ\x83Â¯ve", "naïve"),
    ],
)
def test_a_second_encoding_is_still_read_where_no_welsh_word_can_stand(written: str, read: str) -> None:
    assert fit(written) == read


@pytest.mark.parametrize(
    ("shown", "told"),
    [
        ("Says <em>yes</em> to\nmore", "Says yes to more"),
        ("<script>alert(1)</script>", "alert(1)"),
        ("<<b>/b>Bold</b>", "/b>Bold"),
        ("R&D <pays> & 5 < 6", "R&D <pays> & 5 < 6"),
        ("</b>", ""),
        ("Fined £5 <b>now</b> if x<y and a>b</b>", "Fined £5 now if x<y and a>b"),
        ('<SPAN class="x">Yes</SPAN><br/>', "Yes"),
    ],
)
def test_a_headline_has_no_tags_once_one_of_them_closes(shown: str, told: str) -> None:
    assert headline(shown) == told


def test_a_line_keeps_what_looks_like_a_tag() -> None:
    assert line("“40” became\n <b>14</b>") == "“40” became <b>14</b>"
