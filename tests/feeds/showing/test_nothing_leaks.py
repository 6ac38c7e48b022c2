"""What may not be shown is in nothing that anybody can have: no table, index, feed, page, search, export or copy."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from archive.sample import story
from archive.sample.answer import Answer, Asked
from archive.store import custody, holdings, offices
from archive.store.connection import Archive
from archive.store.holds import Order
from feeds.publish import publish
from feeds.site import Search, Site
from tests.archive.newsroom import Newsroom, newsroom
from tests.feeds.showing.everything import found

PATROLS = "marchshire/2026/patrols-cut-anti-social-behaviour-by-a-third/"  # edited on day 1
WORDS = "patrols"


def published(folder: Path, archive: Archive) -> None:
    authority, created = offices.founding(archive.db)
    site = Site(title="Press", url="https://x.example/", authority=authority, created=created, search=Search.PAGES)
    publish(archive.db, site, folder / "public", press=folder / "press.db")
    (folder / "copperplate.toml").write_text("[offices.marchshire]\nhome = 'https://x.example/'\n", encoding="utf-8")


def needles(archive: Archive) -> list[str]:
    """Return what must be nowhere: each paragraph that only this release has, by its middle, and its title."""
    row, _ = custody.find(archive, PATROLS, "-")
    release = next(each.release for each in holdings.every(archive.db) if each.id == row)
    others = " ".join(each.release.text for each in holdings.every(archive.db) if each.id != row)
    middles = [line[10:60] for line in release.text.split("\n\n") if len(line) > 60]
    return [release.title, *(each for each in middles if each not in others)]


@contextmanager
def room(folder: Path, publishing: str = "full") -> Iterator[Newsroom]:
    with newsroom(folder, frozenset({"wordpress"})) as opened:
        opened.offices = tuple(replace(each, publishing=publishing) for each in opened.offices)
        opened.run(0)
        yield opened


@pytest.mark.slow
def test_a_withheld_release_is_nowhere(tmp_path: Path) -> None:
    with room(tmp_path) as opened:
        archive = opened.archive
        words = needles(archive)
        published(tmp_path, archive)
        before = {name.removeprefix(f"{tmp_path.name}/") for name, _ in found(tmp_path, archive, words, WORDS)}
        before = {name.partition("?")[0].removesuffix("-wal") for name in before}
        shown = {"copperplate.db", f"public/{PATROLS}index.html", "public/all/atom.xml", "/search/atom.xml"}
        shown |= {"/copperplate/quotes.json", "out/readers.db", "out/jsonl", "/copperplate/releases.json"}
        assert before >= shown
        assert any(name.startswith("public/search/index/") for name in before)
        row, _ = custody.find(archive, PATROLS, "-")
        custody.withhold(archive, row, Order(at=story.START + timedelta(hours=1), why="a court order"))
        opened.run(1)
        published(tmp_path, archive)
        emptied(tmp_path / "out")
        assert found(tmp_path, archive, words, WORDS) == set()


def emptied(folder: Path) -> None:
    for path in sorted(folder.rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()


@pytest.mark.slow
def test_a_release_under_embargo_is_nowhere_not_even_its_address(tmp_path: Path) -> None:
    with newsroom(tmp_path, frozenset({"wordpress"})) as opened:
        opened.site.faults["/wp-json/wp/v2/posts"] = lanterns
        opened.run(0)
        assert opened.archive.db.execute("SELECT status FROM releases").fetchall() == [("embargoed",)]
        published(tmp_path, opened.archive)
        assert found(tmp_path, opened.archive, ["antern", "towpath"], "spring") == set()
        opened.run(4.1)
        published(tmp_path, opened.archive)
        emptied(tmp_path / "out")
        names = {name for name, _ in found(tmp_path, opened.archive, ["Forty new lanterns"], "spring")}
        assert any(name.endswith("public/marchshire/2026/lanterns/index.html") for name in names)


@pytest.mark.slow
def test_of_an_office_that_is_summed_up_no_more_than_a_summary_is_anywhere(tmp_path: Path) -> None:
    with room(tmp_path / "whole") as opened:
        words = [each for each in needles(opened.archive) if not each.startswith("Patrols cut")][3:]
        assert len(words) > 5
    with room(tmp_path / "part", "summary") as opened:
        opened.run(1)
        published(tmp_path / "part", opened.archive)
        assert found(tmp_path / "part", opened.archive, words, WORDS) == set()
        page = (tmp_path / "part" / "public" / PATROLS / "index.html").read_text(encoding="utf-8")
        assert "Patrols cut anti-social behaviour by a third" in page
        assert "Read it at the office’s site" in page
        assert "What changed is in the part of the text that is not shown here." in page
        assert "Read it at the office’s site" in (tmp_path / "part/public/all/atom.xml").read_text(encoding="utf-8")


@pytest.fixture(autouse=True)
def folders(tmp_path: Path) -> None:
    for name in ("whole", "part"):
        (tmp_path / name).mkdir()


def lanterns(_asked: Asked) -> Answer:
    """Answer with one post, under embargo until day 4."""
    post = {
        "id": 9001,
        "type": "post",
        "slug": "lanterns",
        "link": "http://127.0.0.1/news/lanterns/",
        "guid": {"rendered": "http://127.0.0.1/?p=9001"},
        "date_gmt": "2026-09-28T07:00:00",
        "modified_gmt": "2026-09-28T07:00:00",
        "title": {"rendered": "Lanterns for the towpath at Aldermouth"},
        "excerpt": {"rendered": ""},
        "content": {
            "rendered": "<p><strong>EMBARGOED until 09:00 on Friday 2 October 2026</strong></p>"
            "<p>Forty new lanterns will light the towpath at Aldermouth from dusk until midnight, every day.</p>"
            "<p>The Commissioner paid for them after a walk with residents in the spring.</p><p>ENDS</p>",
            "protected": False,
        },
    }
    totals = (("X-WP-Total", "1"), ("X-WP-TotalPages", "1"))
    return Answer(body=json.dumps([post]).encode(), media_type="application/json", headers=totals)
