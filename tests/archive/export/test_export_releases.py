"""Tables and lines of releases, as other programs read them."""

import csv
import json
import tracemalloc
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from archive import compare
from archive.export import table
from archive.release import Claim
from archive.store import dossiers, sheets
from archive.store.exports import Choice
from copperplate import main
from tests.archive.newsroom import newsroom
from tests.archive.releases import seen_again
from tests.archive.store.archives import Clerk, archive_in


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of an archive after two days of the sample office's story; release 3 is withheld."""
    made = tmp_path_factory.mktemp("archive")
    with newsroom(made) as room:
        room.run(0)
        room.run(1)
        room.archive.db.execute("UPDATE releases SET status = 'withheld' WHERE id = 3")
    return made


def export(folder: Path, *words: str) -> Result:
    (folder / "copperplate.toml").write_text("[offices.marchshire]\nhome = 'https://x.example/'\n", encoding="utf-8")
    return CliRunner().invoke(main, ["-c", str(folder / "copperplate.toml"), "export", *words])


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_table_says_what_its_description_says(folder: Path, tmp_path: Path) -> None:
    assert export(folder, "csv", str(tmp_path / "out")).exit_code == 0
    package = json.loads((tmp_path / "out" / "datapackage.json").read_text(encoding="utf-8"))
    named = {each["path"]: [field["name"] for field in each["schema"]["fields"]] for each in package["resources"]}
    assert {path.name for path in (tmp_path / "out").iterdir()} == {*named, "datapackage.json"}
    for name, fields in named.items():
        rows = read(tmp_path / "out" / name)
        assert rows, name
        assert list(rows[0]) == fields
    counted = {
        each["name"] for each in package["resources"] for f in each["schema"]["fields"] if f["type"] == "integer"
    }
    assert {"releases", "revisions"} <= counted
    assert all(row["words"].isdigit() for row in read(tmp_path / "out" / "releases.csv"))


def test_a_line_holds_all_that_belongs_to_a_release(folder: Path, tmp_path: Path) -> None:
    assert export(folder, "jsonl", str(tmp_path / "all.jsonl")).exit_code == 0
    lines = [json.loads(line) for line in (tmp_path / "all.jsonl").read_text(encoding="utf-8").splitlines()]
    assert len(lines) == 36
    [edited] = [each for each in lines if each["revision"] == 2]
    assert [each["number"] for each in edited["revisions"]] == [1, 2]
    assert edited["revisions"][-1]["text"] == edited["text"]
    assert {each["kind"] for each in edited["events"]} == {"published", "revised"}
    said = [(each["text"], quote["text"][:20]) for each in lines for quote in each["quotes"]]
    assert said
    assert all(words in text for text, words in said)
    to_stdout = export(folder, "jsonl", "-")
    assert to_stdout.stdout == (tmp_path / "all.jsonl").read_text(encoding="utf-8")


def test_what_may_not_be_shown_is_in_no_table_and_on_no_line(folder: Path, tmp_path: Path) -> None:
    with archive_in(folder) as archive:
        text, tag = archive.db.execute("SELECT text, tag FROM releases WHERE id = 3").fetchone()
    export(folder, "csv", str(tmp_path / "out"))
    everything = export(folder, "jsonl", "-").stdout
    everything += "".join(path.read_text(encoding="utf-8") for path in (tmp_path / "out").iterdir())
    assert tag not in everything
    assert max(text.split("\n\n"), key=len)[:60] not in everything


def test_only_what_was_chosen_is_taken(folder: Path, tmp_path: Path) -> None:
    assert export(folder, "jsonl", "-", "--office", "marchshire").stdout.count("\n") == 36
    assert export(folder, "jsonl", "-", "--office", "elsewhere").exit_code == 2
    since = export(folder, "jsonl", "-", "--since", "2026-09-29").stdout
    assert 0 < since.count("\n") < 10
    assert export(folder, "jsonl", "-", "--since", "2026-10").stdout.count("\n") < since.count("\n")
    assert "'1.1.2020' is no date; write 2020, 2020-03" in export(folder, "jsonl", "-", "--since", "1.1.2020").output
    export(folder, "csv", str(tmp_path / "out"), "--since", "2026-09-29")
    assert len(read(tmp_path / "out" / "releases.csv")) == since.count("\n")


def test_no_cell_is_a_formula(tmp_path: Path) -> None:
    with archive_in(tmp_path) as archive:
        Clerk(archive).write(compare.seen(seen_again(title="=HYPERLINK(1)", published=Claim(value="")), None, "1"))
        for sheet in sheets.SHEETS:
            table.write(sheets.rows(archive.db, sheet, Choice()), sheet, tmp_path)
        assert read(tmp_path / "releases.csv")[0]["title"] == "'=HYPERLINK(1)"
        assert next(dossiers.every(archive.db, Choice()))["title"] == "=HYPERLINK(1)"


def test_what_is_there_is_left_alone(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "mine").write_text("mine", encoding="utf-8")
    for kind, target in (
        ("csv", tmp_path),
        ("warc", tmp_path),
        ("jsonl", tmp_path / "mine"),
        ("csv", tmp_path / "mine"),
    ):
        result = export(folder, kind, str(target))
        assert result.exit_code == 1
        assert "is there already" in result.output
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]
    assert (tmp_path / "mine").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("words", [["csv", "-"], ["warc", "-"], ["csv", "x", "--private"], ["jsonl", "-", "--private"]])
def test_what_cannot_be_is_wrong_usage(folder: Path, words: list[str]) -> None:
    assert export(folder, *words).exit_code == 2


@pytest.mark.slow
def test_memory_does_not_grow_with_the_archive(tmp_path: Path) -> None:
    with archive_in(tmp_path) as archive:
        clerk = Clerk(archive)
        body = "Every bus in the county. " * 2000
        for number in range(200):
            url = f"https://www.marchshire.example/news/{number}/"
            clerk.write(compare.seen(seen_again(url=url, aliases=(), text=f"{number} {body}"), None, "1"))
        tracemalloc.start()
        total = sum(len(json.dumps(each)) for each in dossiers.every(archive.db, Choice()))
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert peak < total / 10
