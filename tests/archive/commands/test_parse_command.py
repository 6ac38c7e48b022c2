"""`copperplate parse` shows what can be shown, and names what cannot."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from copperplate import main

PAGE = "<h1>Desks stay open</h1><p>Every front desk in Saltmere will stay open for at least three years.</p>"


def test_one_page_that_cannot_be_read_does_not_keep_the_others_from_being_shown(tmp_path: Path) -> None:
    for name, content in (
        ("a.html", b""),
        ("b.html", PAGE.encode()),
        ("c.html", b"%PDF-1.4"),
        ("d.html", PAGE.encode()),
    ):
        (tmp_path / name).write_bytes(content)
    names = [str(path) for path in sorted(tmp_path.iterdir())]
    done = CliRunner().invoke(main, ["parse", *names, "--url", "https://www.saltmere-pcc.example.org/news/a/"])
    assert done.exit_code == 1
    assert [json.loads(line)["title"] for line in done.stdout.splitlines()] == ["Desks stay open"] * 2
    assert [line.split(": ")[1] for line in done.stderr.splitlines()[::2]] == [names[0], names[2]]


@pytest.mark.parametrize("content", [bytes(range(256)) * 40, b"\x1f\x8b\x08\x08" + bytes(range(200)) * 9])
def test_what_is_no_text_is_no_page(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.html").write_bytes(content)
    done = CliRunner().invoke(main, ["parse", str(tmp_path / "a.html")])
    assert (done.exit_code, done.stdout) == (1, "")
    assert "a.html: this is no text" in done.stderr


def test_a_folder_and_a_wrong_address_end_2(tmp_path: Path) -> None:
    assert CliRunner().invoke(main, ["parse", str(tmp_path)]).exit_code == 2
    assert CliRunner().invoke(main, ["parse", str(tmp_path), "--url", "nowhere"]).exit_code == 2
