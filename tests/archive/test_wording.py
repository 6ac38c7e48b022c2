"""Words for dates and addresses."""

from archive import wording


def test_a_long_question_of_a_program_is_left_out_of_a_sentence() -> None:
    asked = "https://www.marchshire.example/wp-json/wp/v2/posts"
    assert wording.address(f"{asked}?per_page=100&orderby=id&order=asc&page=1&_fields=id") == f"{asked}?…"
    assert wording.address(f"{asked}?page=2") == f"{asked}?page=2"
    assert wording.address(asked) == asked
