"""copperplate add, as a person meets it, against the sample office's site."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from archive import config
from archive.commands.console import Console
from archive.sample import fault, story
from archive.sample.answer import Answer, Asked
from archive.sample.server import Site
from copperplate import main

SETTINGS = "# mine\n[fetch]\ndelay = 0.0  # at once\nallow_private_addresses = true\n"
KENT = "\n[offices.kent]   # first\n"
GOLDEN = Path(__file__).with_name("add.txt")


@pytest.fixture
def site() -> Iterator[Site]:
    with Site() as site:
        yield site


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "copperplate.toml"
    path.write_text(SETTINGS + KENT, encoding="utf-8")
    return path


_LOOPBACK = ("allow_private_addresses = false", "allow_private_addresses = true")


def add(path: Path, *words: str) -> Result:
    console = Console(config_path=path, clock=lambda: story.START)
    return CliRunner(env={"COLUMNS": "100"}).invoke(main, ["add", *words], obj=console)


def test_the_proof_is_shown_and_the_office_written_below_the_others(site: Site, file: Path) -> None:
    result = add(file, site.url)
    assert result.exit_code == 0
    shown = result.output.replace(site.url, "http://marchshire.test").replace(str(file), "copperplate.toml")
    assert shown == GOLDEN.read_text(encoding="utf-8")
    text = file.read_text(encoding="utf-8")
    assert text.startswith(SETTINGS + KENT)
    kent, added = config.load(file).offices
    assert (kent.id, added.id, added.home) == ("kent", "marchshire", f"{site.url}/")
    assert [source.way for source in added.sources] == ["auto"]


def test_a_check_writes_nothing_and_looks_at_what_is_configured_too(site: Site, file: Path) -> None:
    before = file.read_bytes()
    assert "Nothing was written. What would be added" in add(file, site.url, "--check").output
    assert file.read_bytes() == before
    add(file, site.url)
    before = file.read_bytes()
    result = add(file, "marchshire", "--check")
    assert (result.exit_code, file.read_bytes()) == (0, before)
    assert "marchshire is configured already" in result.output


def test_an_office_that_is_configured_is_refused_with_the_line_where_it_stands(site: Site, file: Path) -> None:
    add(file, site.url)
    before = file.read_bytes()
    for words in ((site.url,), (site.url, "--id", "kent"), ("kent",)):
        result = add(file, *words)
        assert (result.exit_code, file.read_bytes()) == (2, before)
        assert "is configured already" in result.output
    assert f"{file}, line 6" in add(file, "kent").output


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["http://127.0.0.1:9/", "--id", "search"], "'search' cannot be the id of an office"),
        (["http://127.0.0.1:9/", "--id", "A b"], "'A b' cannot be the id of an office"),
        (["wiltshir"], "Did you mean 'wiltshire'?"),
        (["nowhere"], "copperplate offices lists those that are known"),
        (["ftp://marchshire.example/"], "is no web address"),
        (["https://me:secret@marchshire.example/"], "is no web address"),
        (["http://[::1/"], "is no web address"),
        (["https://marchshire.example/", "--way", "gopher"], "'gopher' is not one of"),
    ],
)
def test_a_word_that_means_no_office_ends_2(file: Path, words: list[str], said: str) -> None:
    result = add(file, *words)
    assert result.exit_code == 2
    assert said in result.output
    assert file.read_text(encoding="utf-8") == SETTINGS + KENT


@pytest.mark.slow
def test_a_site_that_cannot_be_reached_is_one_sentence(file: Path) -> None:
    result = add(file, "http://127.0.0.1:9/")
    assert result.exit_code == 1
    assert result.output.startswith("Error: http://127.0.0.1:9/: the connection was refused\n")


def test_a_page_that_is_no_office_ends_1_and_tells_what_each_way_met(site: Site, file: Path) -> None:
    site.faults["/"] = fault.parked
    result = add(file, site.url)
    assert result.exit_code == 1
    assert "Error: " in result.output
    for way in ("wordpress", "feed", "listing", "sitemap"):
        assert f"{way}: not offered" in result.output
    assert file.read_text(encoding="utf-8") == SETTINGS + KENT


@pytest.mark.slow
def test_what_confidence_is_low_for_is_added_only_when_told_that_it_is_right(site: Site, file: Path) -> None:
    site.faults["/"] = _shop
    refused = add(file, site.url, "--id", "shop")
    assert refused.exit_code == 1
    assert "Confidence: low" in refused.output
    assert "says nothing of police" in refused.output
    assert file.read_text(encoding="utf-8") == SETTINGS + KENT
    assert add(file, site.url, "--id", "shop", "--anyway").exit_code == 0
    assert config.load(file).offices[1].id == "shop"


def test_a_site_that_has_moved_is_written_with_its_new_address(site: Site, file: Path) -> None:
    with Site() as old:
        old.faults["/"] = lambda asked: Answer(body=b"", status=301, headers=(("Location", f"{site.url}{asked.path}"),))
        result = add(file, old.url)
    assert result.exit_code == 0
    assert "The site has moved." in result.output
    assert config.load(file).offices[1].home == f"{site.url}/"


def test_a_news_page_becomes_a_source_and_a_way_is_written_when_it_was_asked_for(site: Site, file: Path) -> None:
    assert add(file, f"{site.url}/news/", "--way", "listing", "--name", "The office", "--id", "march").exit_code == 0
    added = config.load(file).offices[1]
    assert (added.id, added.name, added.home) == ("march", "The office", f"{site.url}/")
    assert [(source.url, source.way) for source in added.sources] == [(f"{site.url}/news/", "listing")]


def test_where_a_file_names_no_office_the_default_one_goes_and_that_is_said(site: Site, file: Path) -> None:
    file.write_text(SETTINGS, encoding="utf-8")
    result = add(file, site.url)
    assert "northamptonshire is no longer taken" in result.output
    assert [office.id for office in config.load(file).offices] == ["marchshire"]


def test_the_first_office_of_a_new_file_is_its_only_one(site: Site, tmp_path: Path) -> None:
    path = tmp_path / "copperplate.toml"
    text = config.template(2026).replace(*_LOOPBACK).replace("delay = 1.0", "delay = 0.0")
    path.write_text(text, encoding="utf-8")
    assert not config.load(path).named
    assert "northamptonshire is no longer taken" in add(path, site.url).output
    assert [office.id for office in config.load(path).offices] == ["marchshire"]


def test_without_a_file_the_default_office_is_there_already(tmp_path: Path) -> None:
    result = add(tmp_path / "copperplate.toml", "northamptonshire")
    assert result.exit_code == 2
    assert "the office that is taken where there is no file" in result.output
    assert list(tmp_path.iterdir()) == []


def test_json_is_one_object_with_what_was_seen_and_written(site: Site, file: Path) -> None:
    found = json.loads(add(file, site.url, "--json").stdout)
    assert (found["id"], found["used"], found["confidence"]) == ("marchshire", "wordpress", "high")
    assert found["written"] == str(file)
    assert found["stanza"] in file.read_text(encoding="utf-8")
    site.faults["/"] = fault.parked
    nothing = json.loads(add(file, site.url, "--json").stdout)
    assert (nothing["id"], nothing["used"], nothing["written"]) == (None, None, None)


def _shop(asked: Asked) -> Answer:
    """Answer as a shop with a feed of its offers."""
    if asked.path != "/feed/":
        return Answer(body=b"<title>Teapots</title><p>Buy them here.</p>", status=200 if asked.path == "/" else 404)
    rows = "".join(
        f"<item><title>Teapot {n}</title><link>http://127.0.0.1/{n}</link><description>A fine one.</description></item>"
        for n in range(3)
    )
    return Answer(body=f"<rss version='2.0'><channel>{rows}</channel></rss>".encode(), media_type="application/rss+xml")
