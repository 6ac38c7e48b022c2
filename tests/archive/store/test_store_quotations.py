"""Finding what people are quoted as saying."""

import csv
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from archive import anatomy, compare, download, query
from archive.release import Claim, Release
from archive.store import quotations
from archive.store.connection import Archive
from archive.store.search import Order
from copperplate import main
from tests.archive.store.archives import Clerk, archive_in

OAKHAM = "Police and Crime Commissioner Mary Oakham said: “Knife crime takes lives. Every knife handed in counts.”"
VALE = "Chief Constable Peter Vale said: “Officers will be on the buses, and they know what to look for.”"
RHYS = "Siân Rhŷs, Deputy Commissioner, said: “Nid yw hyn yn ddigon, ac fe wyddom ni hynny yn iawn.”"
RELEASES = [
    ("knives", "Knives on buses", "2026-02-01", f"Kits came to the buses.\n\n{OAKHAM}\n\n{VALE}"),
    (
        "budget",
        "The budget",
        "2025-01-05",
        f"A knife appears in this text.\n\n{VALE.replace('buses', 'trains')}\n\n{RHYS}",
    ),
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("archive")
    with archive_in(made) as archive:
        clerk = Clerk(archive)
        for slug, title, published, text in RELEASES:
            url = f"https://www.marchshire.example/news/{slug}/"
            release = Release(url=url, title=title, published=Claim(value=published), text=text)
            clerk.write(compare.seen(release, None, "1"), parts=anatomy.read(release))
    return made


@pytest.fixture(scope="module")
def archive(folder: Path) -> Iterator[Archive]:
    with archive_in(folder) as opened:
        yield opened


def found(archive: Archive, text: str) -> list[tuple[str, str]]:
    return [(hit.speaker, hit.title) for hit in quotations.find(archive.db, query.parse(text))]


def test_words_are_looked_for_in_what_was_said_alone(archive: Archive) -> None:
    assert found(archive, "knife") == [("Mary Oakham", "Knives on buses")]
    assert found(archive, "kits") == []
    assert found(archive, "officers") == [("Peter Vale", "Knives on buses"), ("Peter Vale", "The budget")]


def test_a_speaker_a_date_and_what_is_not_wanted_narrow_it(archive: Archive) -> None:
    assert found(archive, 'speaker:"peter vale" before:2026') == [("Peter Vale", "The budget")]
    assert found(archive, "speaker:oakham") == [("Mary Oakham", "Knives on buses")]
    assert found(archive, "officers -trains") == [("Peter Vale", "Knives on buses")]
    assert found(archive, "speaker:mary-oak") == found(archive, "speaker:OAK") == [("Mary Oakham", "Knives on buses")]
    assert found(archive, "speaker:knife") == found(archive, "speaker:%") == found(archive, "") == []


def test_accents_of_a_name_need_not_be_typed(archive: Archive) -> None:
    assert found(archive, "speaker:sian") == found(archive, "speaker:Siân") == [("Siân Rhŷs", "The budget")]


def test_a_word_of_the_title_is_asked_of_the_release(archive: Archive) -> None:
    assert found(archive, "officers title:budget") == [("Peter Vale", "The budget")]
    assert found(archive, "officers -title:budget") == [("Peter Vale", "Knives on buses")]
    assert found(archive, "oakham") == []


def test_the_words_that_were_asked_for_are_marked(archive: Archive) -> None:
    [hit] = quotations.find(archive.db, query.parse("knife"), order=Order.BEST)
    assert "".join(text for text, _ in hit.pieces) == hit.text
    assert {text for text, asked in hit.pieces if asked} == {"Knife", "knife"}
    assert (hit.role, hit.office) == ("Police and Crime Commissioner", "marchshire")


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=30))
def test_any_text_at_all_is_a_search(archive: Archive, text: str) -> None:
    for order in Order:
        quotations.find(archive.db, query.parse(text), order=order)


def test_the_command_shows_who_said_it_and_where(folder: Path) -> None:
    (folder / "copperplate.toml").write_text("", encoding="utf-8")
    shown = _search(folder, "--quotes", "knife")
    assert shown.startswith(
        "2026-02-01  marchshire\n  Mary Oakham, Police and Crime Commissioner:\n  Knife crime takes"
    )
    lines = _search(folder, "--quotes", "--speaker", "vale", "--json").splitlines()
    assert [json.loads(line)["speaker"] for line in lines] == ["Peter Vale", "Peter Vale"]
    header, *rows = csv.reader(_search(folder, "--csv", "knife").splitlines())
    assert tuple(header) == download.Row._fields
    assert [(row[1], row[3]) for row in rows] == [("marchshire", "Knives on buses"), ("marchshire", "The budget")]
    assert "Say what to search for" in _search(folder, "--quotes", code=2)


@pytest.mark.parametrize(
    ("words", "note"),
    [
        ("knife after:2025-13", "after:2025-13 is no date, and was searched as words; write 2020"),
        ("kind:poem knife", "kind:poem is no kind of release, and was searched as words; there are: "),
        ("offcie:x knife", "offcie:x is no filter, and was searched as words; did you mean office:?"),
        ("since:2020 knife", "since:2020 is no filter, and was searched as words; did you mean after:?"),
        ("-office:marchshire", "-office:marchshire was searched as words: a filter cannot be turned round"),
        ("office:march knife", "there is no office 'march' in this archive; did you mean marchshire?"),
        ("office:nowhere knife", "there is no office 'nowhere' in this archive; there is: marchshire"),
        ("topic:nosuch", "there is no topic 'nosuch' in this archive"),
        ("speaker:nobody", "nobody called 'nobody' is quoted in this archive"),
        ('"unclosed', "a quotation mark is not closed, and what follows it was searched as words"),
        ("knife AND (bus", "AND was searched as a word: all words are looked for anyway"),
    ],
)
def test_what_was_not_understood_is_told_and_searched_all_the_same(folder: Path, words: str, note: str) -> None:
    (folder / "copperplate.toml").write_text("", encoding="utf-8")
    assert f"Note: {note}" in _search(folder, "--", *words.split())


def test_a_plain_search_needs_no_note_and_one_without_words_is_told(folder: Path) -> None:
    (folder / "copperplate.toml").write_text("", encoding="utf-8")
    for words in ("knife OR bus", "speaker:vale office:marchshire after:2020", "https://example.org/ note:well"):
        assert "Note:" not in _search(folder, *words.split())
    assert 'There is no word in “"” that could be searched for.' in _search(folder, '"')


def test_an_office_that_is_named_by_an_option_and_unknown_ends_2(folder: Path) -> None:
    (folder / "copperplate.toml").write_text("", encoding="utf-8")
    assert "there is no office 'nope' in the configuration" in _search(folder, "--office", "nope", "knife", code=2)
    assert "Knives on buses" in _search(folder, "--office", "marchshire", "knife")


def _search(folder: Path, *words: str, code: int = 0) -> str:
    result = CliRunner().invoke(main, ["-c", str(folder / "copperplate.toml"), "search", *words])
    assert result.exit_code == code
    return result.output
