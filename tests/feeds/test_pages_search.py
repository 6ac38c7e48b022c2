"""The search's address in a copy of the site's files, and what leads there."""

from dataclasses import replace
from pathlib import Path

import pytest
from lxml import html

from feeds import feed
from feeds.pages import search
from feeds.publish import publish
from tests.feeds.archives import SITE, newsroom, tell_story


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    with newsroom(folder) as room:
        tell_story(room)
        publish(room.db, SITE, folder / "public")
    return folder / "public"


def test_a_copy_of_the_site_says_where_it_can_be_searched_and_asks_search_engines_to_leave_it_out(site: Path) -> None:
    page = html.document_fromstring((site / "search/index.html").read_text(encoding="utf-8"))
    assert "copperplate serve" in page.xpath("string(//main)")
    assert page.xpath("//meta[@name='robots']/@content") == ["noindex"]
    assert not page.xpath("//form | //script")
    assert page.xpath("//ul[@class='offices']//a/@href") == ["../morwen/", "../ravenshire/"]


@pytest.mark.parametrize("live", ["", "https://live.example.org/"])
def test_the_form_of_the_search_in_the_browser_has_no_empty_action_which_html_forbids(live: str) -> None:
    everything = feed.for_all(SITE, SITE.created)
    page = html.document_fromstring(search.page(replace(SITE, live=live), everything, {}, ["2026"]))
    assert [form.get("action") for form in page.forms[:1]] == [f"{live}search/" if live else None]


def test_the_box_on_the_home_page_asks_the_address_of_the_search(site: Path) -> None:
    form = html.document_fromstring((site / "index.html").read_text(encoding="utf-8")).forms[0]
    assert (form.action, form.method, list(form.fields)) == ("search/", "GET", ["q"])


def test_the_stylesheet_of_the_search_is_small_and_fetches_nothing(site: Path) -> None:
    sheet = (site / "static/search.css").read_text(encoding="utf-8")
    assert len(sheet.encode()) <= 3072
    assert "url(" not in sheet
    assert "@import" not in sheet
