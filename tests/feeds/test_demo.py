"""copperplate demo, up to where it would serve."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from archive import config
from copperplate import main


@pytest.mark.slow
def test_the_demo_says_what_its_folder_is_good_for_afterwards(tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    result = CliRunner().invoke(main, ["demo", "--no-serve", "--folder", str(folder)])
    assert result.exit_code == 0, result.output
    assert f"try: copperplate -c {folder}/copperplate.toml search knife" in result.output
    assert "run and scrape cannot reach it" in result.output
    text = (folder / "copperplate.toml").read_text(encoding="utf-8")
    assert "only while the demo runs" in text
    assert [office.id for office in config.load(folder / "copperplate.toml").offices] == ["marchshire"]
    again = CliRunner().invoke(main, ["-c", str(folder / "copperplate.toml"), "search", "--speaker", "callowhill"])
    assert "marchshire" in again.stdout
