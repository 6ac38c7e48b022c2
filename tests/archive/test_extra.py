"""How an extra is installed, in a checkout and elsewhere."""

from pathlib import Path

from archive import extra


def test_in_a_checkout_the_extra_comes_from_it_and_elsewhere_by_its_name(tmp_path: Path) -> None:
    python = tmp_path / ".venv" / "bin" / "python"
    told = extra.install("warc", tmp_path, python, tmp_path)
    assert told == ".venv/bin/python -m pip install 'copperplate[warc]'"
    (tmp_path / "pyproject.toml").touch()
    assert extra.install("warc", tmp_path, python, tmp_path) == ".venv/bin/python -m pip install -e '.[warc]'"
    elsewhere = extra.install("warc", tmp_path, python, Path("/srv"))
    assert elsewhere == f"{python} -m pip install -e '{tmp_path}[warc]'"
