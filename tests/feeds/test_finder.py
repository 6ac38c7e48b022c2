"""The search in the browser: its indexes, made by Pagefind."""

import gzip
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import html

from archive.errors import PublishError
from feeds import finder
from feeds.publish import publish
from feeds.site import Search
from tests.feeds.archives import CYMORTH, MORWEN, NEWS, PATROLS, SITE, Newsroom, newsroom, release

SEARCHING = replace(SITE, search=Search.PAGES)


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Newsroom]:
    """Return an archive of two offices and two years, published with its indexes."""
    with newsroom(tmp_path) as opened:
        opened.open_office(MORWEN)
        opened.see(PATROLS)
        opened.see(CYMORTH, MORWEN)
        again(opened, tmp_path)
        yield opened


def again(room: Newsroom, folder: Path) -> None:
    """Publish."""
    publish(room.db, SEARCHING, folder / "public", press=folder / "press.db")


def index(folder: Path) -> dict[str, int]:
    """Return the files of the indexes with the times of their last change."""
    top = folder / "public" / "search" / "index"
    return {str(path.relative_to(top)): path.stat().st_mtime_ns for path in top.rglob("*") if path.is_file()}


def told(folder: Path) -> str:
    """Return all that the indexes tell of releases."""
    return " ".join(gzip.decompress(path.read_bytes()).decode() for path in (folder / "public").rglob("*.pf_fragment"))


def search_page(folder: Path) -> html.HtmlElement:
    return html.document_fromstring((folder / "public/search/index.html").read_text(encoding="utf-8"))


@pytest.mark.usefixtures("room")
def test_each_year_has_an_index_that_finds_both_languages(tmp_path: Path) -> None:
    assert {name.partition("/")[0] for name in index(tmp_path)} == {"2025", "2026"}
    assert PATROLS.title in told(tmp_path)
    assert CYMORTH.title in told(tmp_path)
    assert not [name for name in index(tmp_path) if "-ui" in name or "worker" in name]


@pytest.mark.usefixtures("room")
def test_the_page_knows_the_years_and_allows_what_they_need_and_no_more(tmp_path: Path) -> None:
    page = search_page(tmp_path)
    assert page.xpath("//form/@data-years") == ["2026 2025"]
    [policy] = page.xpath("//meta[@http-equiv]/@content")
    assert "script-src 'self' 'wasm-unsafe-eval';" in policy
    assert page.xpath("//script/@src") == ["../static/search.js"]
    others = [path for path in (tmp_path / "public").rglob("*.html") if "search" not in path.parts]
    assert not [path for path in others if "wasm-unsafe-eval" in path.read_text(encoding="utf-8")]


def test_an_unchanged_archive_touches_no_index_and_a_new_release_only_that_of_its_year(
    room: Newsroom, tmp_path: Path
) -> None:
    before = index(tmp_path)
    again(room, tmp_path)
    assert index(tmp_path) == before
    room.see(release(1))
    again(room, tmp_path)
    after = index(tmp_path)
    assert {name.partition("/")[0] for name in before.keys() | after.keys() if before.get(name) != after.get(name)} == {
        "2026"
    }
    assert "Story number 1" in told(tmp_path)


def test_what_may_not_be_shown_leaves_the_index(room: Newsroom, tmp_path: Path) -> None:
    room.db.execute("UPDATE releases SET status = 'withheld' WHERE url = ?", [PATROLS.url])
    room.db.conn.commit()
    again(room, tmp_path)
    assert {name.partition("/")[0] for name in index(tmp_path)} == {"2025"}
    assert "quay" not in told(tmp_path)


def test_words_that_look_like_markup_are_only_words(room: Newsroom, tmp_path: Path) -> None:
    room.see(release(1, title="</h1><i data-pagefind-meta='title:Forged'>", text="<script>x</script> & all"))
    again(room, tmp_path)
    assert "</h1><i data-pagefind-meta='title:Forged'>" in told(tmp_path)
    assert NEWS not in told(tmp_path)


@pytest.mark.parametrize(
    ("search", "count", "installed", "works"),
    [
        (Search.AUTO, 10, True, True),
        (Search.AUTO, 10, False, False),
        (Search.AUTO, finder.MOST + 1, True, False),
        (Search.PAGES, finder.MOST + 1, True, True),
        (Search.LIVE, 10, True, False),
        (Search.PAGES, 0, True, False),
    ],
)
def test_the_pages_search_where_they_can_and_should(
    monkeypatch: pytest.MonkeyPatch,
    search: Search,
    count: int,
    installed: bool,  # noqa: FBT001
    works: bool,  # noqa: FBT001
) -> None:
    monkeypatch.setattr(finder, "find_spec", lambda _name: object() if installed else None)
    assert finder.at_work(replace(SITE, search=search), count) is works


def test_who_asks_for_it_without_pagefind_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finder, "find_spec", lambda _name: None)
    with pytest.raises(PublishError, match="Pagefind") as raised:
        finder.at_work(SEARCHING, 10)
    assert "[search]" in (raised.value.hint or "")


def test_where_the_pages_do_not_search_they_lead_to_the_live_archive(tmp_path: Path) -> None:
    with newsroom(tmp_path) as room:
        publish(room.db, replace(SITE, live="https://live.example.org/"), tmp_path / "public")
    assert "https://live.example.org/search/" in search_page(tmp_path).xpath("//main//a/@href")
    home = html.document_fromstring((tmp_path / "public/index.html").read_text(encoding="utf-8"))
    assert home.forms[0].action == "https://live.example.org/search/"
    assert "form-action 'self' https://live.example.org;" in home.xpath("string(//meta[@http-equiv]/@content)")


def test_an_index_that_cannot_be_made_leaves_no_old_one_and_holds_nothing_else_back(
    room: Newsroom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    room.see(replace(PATROLS, title="Patrols are seen no more"))
    with monkeypatch.context() as patched:
        patched.setattr(finder, "_PATIENCE", 0.001)  # seconds
        with pytest.raises(PublishError, match="the search index could not be made"):
            again(room, tmp_path)
    assert {name.partition("/")[0] for name in index(tmp_path)} == {"2025"}
    assert "Patrols are seen no more" in (tmp_path / "public/index.html").read_text(encoding="utf-8")
    again(room, tmp_path)
    assert "Patrols are seen no more" in told(tmp_path)
