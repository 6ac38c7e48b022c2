"""What people write for one thing."""

import pytest

from archive import thesaurus


@pytest.mark.parametrize(
    ("word", "same"),
    [
        ("antisocial", ("antisocial", "anti-social")),
        ("Anti-Social", ("antisocial", "anti-social")),
        ("co-operation", ("cooperation", "co-operation")),
        ("reoffending", ("reoffending", "re-offending")),
        ("HMIC", ("hmicfrs", "hmic", "inspectorate of constabulary")),
        ("women", ("woman", "women")),
    ],
)
def test_one_way_of_writing_stands_for_the_others(word: str, same: tuple[str, ...]) -> None:
    assert thesaurus.same(word) == same


@pytest.mark.parametrize("word", ["antique", "anticipate", "Cooper", "council", "multiple", "report", "DA", "2020-21"])
def test_a_word_that_only_looks_as_if_stays_as_it_was_typed(word: str) -> None:
    assert thesaurus.same(word) == (word,)
