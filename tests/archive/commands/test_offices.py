"""copperplate offices, on wide and on narrow terminals."""

import json
from pathlib import Path

from click.testing import CliRunner, Result

from copperplate import main


def offices(folder: Path, *words: str, columns: int = 80) -> Result:
    arguments = ["-c", str(folder / "copperplate.toml"), "offices", *words]
    return CliRunner(env={"COLUMNS": str(columns)}).invoke(main, arguments)


def test_every_known_office_is_a_line_that_fits_a_terminal(tmp_path: Path) -> None:
    lines = offices(tmp_path).output.splitlines()
    assert lines[0].split() == ["id", "home", "address", "configured"]
    assert len(lines) == 1 + 42
    assert max(map(len, lines)) <= 80


def test_words_narrow_the_list_and_a_name_before_counts(tmp_path: Path) -> None:
    assert [line.split()[0] for line in offices(tmp_path, "yorkshire", "SOUTH").output.splitlines()[1:]] == [
        "south-yorkshire"
    ]
    assert offices(tmp_path, "Greater Manchester Police and Crime Commissioner").output.count("\n") == 2
    nothing = offices(tmp_path, "atlantis")
    assert (nothing.exit_code, nothing.stdout) == (0, "")
    assert nothing.stderr.startswith("No known office matches 'atlantis'.\nTry: copperplate offices ")


def test_a_wide_terminal_shows_names_and_areas_and_a_narrow_one_a_block_for_each(tmp_path: Path) -> None:
    (heading, row) = offices(tmp_path, "wight", columns=200).output.splitlines()
    assert heading.split() == ["id", "name", "area", "home", "address", "configured"]
    assert "Hampshire and Isle of Wight Police and Crime Commissioner" in row
    assert offices(tmp_path, "wight", columns=30).output.splitlines() == [
        "hampshire",
        "  Hampshire and Isle of Wight Police and Crime Commissioner",
        "  www.hampshire-pcc.gov.uk",
        "  seen",
    ]


def test_what_is_configured_is_marked_and_an_office_of_ones_own_is_listed_too(tmp_path: Path) -> None:
    text = '[offices.kent]\n[offices.marchshire]\nhome = "https://www.marchshire.example/"\n'
    (tmp_path / "copperplate.toml").write_text(text, encoding="utf-8")
    configured = [line.split() for line in offices(tmp_path).output.splitlines() if line.endswith("yes")]
    assert configured == [
        ["kent", "kent-pcc.gov.uk", "seen", "yes"],
        ["marchshire", "www.marchshire.example", "yours", "yes"],
    ]


def test_json_is_one_object_a_line(tmp_path: Path) -> None:
    rows = [json.loads(line) for line in offices(tmp_path, "--json").output.splitlines()]
    assert len(rows) == 42
    (welsh,) = [row for row in rows if row["id"] == "gwent"]
    assert (welsh["languages"], welsh["evidence"], welsh["configured"]) == (["en", "cy"], "seen", False)
