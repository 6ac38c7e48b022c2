"""Remembering what was made lately."""

from archive.recent import Recent


def test_what_was_made_is_not_made_again_until_others_have_taken_its_place() -> None:
    made: list[str] = []
    recent: Recent[str] = Recent(2)

    def make(key: str) -> str:
        made.append(key)
        return key.upper()

    def ask(key: str) -> str:
        return recent.get(key, lambda: make(key))

    assert [ask(key) for key in "aabab"] == ["A", "A", "B", "A", "B"]
    assert made == ["a", "b"]
    assert ask("c") == "C"
    assert ask("a") == "A"
    assert made == ["a", "b", "c", "a"]
