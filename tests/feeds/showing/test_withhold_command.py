"""copperplate withhold, as an operator types it."""

from pathlib import Path

from click.testing import CliRunner, Result

from archive.store import topics
from archive.store.connection import opened_for_reading
from archive.topic import Topic
from copperplate import main
from tests.archive.newsroom import newsroom

PATROLS = "marchshire/2026/patrols-cut-anti-social-behaviour-by-a-third/"


def withhold(folder: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["-c", str(folder / "copperplate.toml"), "withhold", *words])


def test_an_order_needs_a_reason_and_undoing_it_needs_none(tmp_path: Path) -> None:
    with newsroom(tmp_path, frozenset({"wordpress"})) as opened:
        opened.run(0)
    refused = withhold(tmp_path, PATROLS)
    assert (refused.exit_code, "with --reason" in refused.output) == (2, True)
    assert withhold(tmp_path, PATROLS, "--reason", "a court").output.startswith(f"{PATROLS} is withheld;")
    assert withhold(tmp_path, PATROLS, "--undo").output.startswith(f"{PATROLS} is shown again.")
    assert withhold(tmp_path, "--list").output == ""


def test_an_order_about_nothing_says_what_is_missing(tmp_path: Path) -> None:
    refused = withhold(tmp_path, "--undo")
    assert (refused.exit_code, "Say which RELEASE" in refused.output) == (2, True)


def test_a_release_is_shown_again_under_the_topics_of_today(tmp_path: Path) -> None:
    settings = tmp_path / "copperplate.toml"
    with newsroom(tmp_path, frozenset({"wordpress"})) as opened:
        opened.run(0)
        topics.keep(opened.archive.db, [Topic(slug="patrols", name="Patrols", query="title:patrols")])
    withhold(tmp_path, PATROLS, "--reason", "a court")
    settings.write_text('[topics.patrols]\nname = "Patrols"\nquery = "speeding"\n[topics.thirds]\nquery = "third"\n')
    assert withhold(tmp_path, PATROLS, "--undo").exit_code == 0
    with opened_for_reading(tmp_path / "copperplate.db") as archive:
        (row,) = archive.db.execute("SELECT id FROM releases WHERE path = ?", [PATROLS]).fetchone()
        slugs = {each.slug for each in topics.of(archive.db, row)}
    assert "thirds" in slugs
    assert "patrols" not in slugs
