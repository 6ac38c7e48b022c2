"""The live archive as a person meets it: `copperplate serve`, and a browser."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode, urljoin

import pytest

from archive.sample import story
from archive.sample.server import Site
from tests.real import browser
from tests.real.browser import Page
from tests.real.newsroom import WELL, Newsroom, Running, serving

pytestmark = [pytest.mark.real, pytest.mark.timeout(120), browser.needed]

EDITED = next(post for post in story.posts(1) if post.slug == story.EDITED)
GONE = next(post for post in story.posts(0) if post.slug == story.TAKEN_DOWN)
WORD = "goose"  # of one release alone


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    """A live archive of two days of the sample office; profile is the browser's."""

    newsroom: Newsroom
    live: Running
    profile: Path

    def visit(self, path: str, **query: str) -> Page:
        """Open one of its pages; the browser must have nothing to complain of."""
        page = browser.visit(urljoin(self.live.url, path) + (f"?{urlencode(query)}" if query else ""), self.profile)
        assert page.console == ()
        return page

    def row(self, slug: str) -> dict[str, object]:
        """Return the row of a release."""
        (row,) = self.newsroom.rows("SELECT * FROM releases WHERE url LIKE ?", f"%/{slug}/")
        return row


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    folder = tmp_path_factory.mktemp("newsroom")
    with Site() as site:
        newsroom = Newsroom(folder, office="marchshire", home=site.url)
        for day in (0, 1):
            site.day = day
            assert newsroom.run("run") == WELL
    with serving(folder, "serve", "--port", "0") as live:
        yield Archive(newsroom=newsroom, live=live, profile=tmp_path_factory.mktemp("browser"))


def test_the_front_page_shows_the_newest_releases_and_offers_every_feed(archive: Archive) -> None:
    page = archive.visit("")
    assert page.title == "Copperplate"
    assert [post.title for post in story.posts(1)[:5] if post.title not in page.text] == []
    offered = {link["type"] for link in page.soup.find_all("link", rel="alternate", type=True)}
    assert {"application/atom+xml", "application/rss+xml", "application/feed+json"} <= offered


def test_the_search_on_the_front_page_finds_a_release(archive: Archive) -> None:
    form = archive.visit("").soup.find("form")
    assert form
    field = form.find("input", attrs={"name": True, "type": "search"})
    assert field
    page = archive.visit(str(form["action"]), **{str(field["name"]): WORD})
    assert GONE.title in page.text
    assert EDITED.title not in page.text


def test_the_page_of_an_edited_release_shows_the_text_and_the_words_that_changed(archive: Archive) -> None:
    page = archive.visit(str(archive.row(story.EDITED)["path"]))
    assert EDITED.title in page.title
    assert "fell by 31 per cent" in page.text
    assert "31" in " ".join(each.get_text() for each in page.soup.find_all("ins"))
    assert "34" in " ".join(each.get_text() for each in page.soup.find_all("del"))


def test_the_page_of_a_missing_release_says_so_and_keeps_the_text(archive: Archive) -> None:
    page = archive.visit(str(archive.row(story.TAKEN_DOWN)["path"]))
    assert GONE.standfirst in page.text
    assert re.search(r"not found since .+ \(1 check: answered 404\)", page.text)


def test_the_table_of_releases_has_its_description_facets_and_readable_rows(archive: Archive) -> None:
    page = archive.visit("copperplate/releases")
    assert "One press release as it stands now." in page.text
    assert f"{len(story.posts(0)) + 1} rows" in page.text
    facets = {each["data-column"] for each in page.soup.select(".facet-info") if each.has_attr("data-column")}
    assert {"office_id", "status", "kind", "language"} <= facets
    assert story.posts(1)[0].title in page.text
    assert page.soup.select(".dropdown-menu-icon"), "Datasette's own scripts have not run"


def test_a_row_of_the_table_reads_like_a_release(archive: Archive) -> None:
    row = archive.row(story.EDITED)
    page = archive.visit(f"copperplate/releases/{row['id']}")
    assert page.title == EDITED.title
    assert "fell by 31 per cent" in page.text
    assert EDITED.standfirst in page.text


def test_a_search_in_the_table_finds_what_the_text_says(archive: Archive) -> None:
    page = archive.visit("copperplate/releases", _search=WORD)
    assert "1 row" in page.title
    assert GONE.title in page.text


@pytest.mark.parametrize("words", ['"', "AND (", "knife OR", "-", "*", "a:b'c"])
def test_whatever_is_typed_into_the_search_is_a_search(archive: Archive, words: str) -> None:
    page = archive.visit("copperplate/releases", _search=words)
    assert page.title.startswith("copperplate: releases")
    assert "rror" not in page.text.split("One press release")[0]
