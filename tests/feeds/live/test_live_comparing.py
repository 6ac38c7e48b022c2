"""Any two versions of a release, compared in the live archive."""

from pathlib import Path
from urllib.parse import urlencode

import pytest
from bs4 import BeautifulSoup
from datasette.app import Datasette
from hypothesis import HealthCheck, given
from hypothesis import settings as checked
from hypothesis import strategies as st

from archive.store import connection
from feeds.live.application import application
from tests.feeds.live.marlshire import PRECEPT, ask, live


@pytest.fixture(scope="module")
def datasette(tmp_path_factory: pytest.TempPathFactory) -> Datasette:
    return application(live(tmp_path_factory.mktemp("comparing")))


def test_two_versions_are_compared_word_by_word(datasette: Datasette) -> None:
    answer = ask(datasette, "/compare/2?from=1&to=2")
    page = BeautifulSoup(answer.text, "lxml")
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert [each.get_text() for each in page.select("h1")] == [f"What changed: {PRECEPT}"]
    assert [each.get_text() for each in page.select("del")] == ["£10"]
    assert [each.get_text() for each in page.select("ins")] == ["£12"]
    chosen = [each["value"] for each in page.select("option[selected]")]
    assert (chosen, len(page.select("option"))) == (["1", "2"], 4)
    assert "../static/style.css" in [each["href"] for each in page.select('link[rel="stylesheet"]')]
    assert ask(datasette, "/compare/2", if_none_match=answer.headers["etag"]).status_code == 304


def test_the_last_version_is_compared_with_the_one_before_it_unless_others_are_named(datasette: Datasette) -> None:
    assert ask(datasette, "/compare/2").text == ask(datasette, "/compare/2?from=1&to=2").text
    back = BeautifulSoup(ask(datasette, "/compare/2?from=2&to=1").text, "lxml")
    assert [each.get_text() for each in back.select("ins")] == ["£10"]
    assert "These two versions say the same" in ask(datasette, "/compare/1").text


def test_a_comparison_is_data_that_gives_both_texts_back(datasette: Datasette) -> None:
    answer = ask(datasette, "/compare/2.json?from=1&to=2")
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["access-control-allow-origin"] == "*"
    told = answer.json()
    assert (told["from"]["number"], told["to"]["number"], told["id"][:4]) == (1, 2, "tag:")
    (change,) = told["changes"]
    kept = {
        op: "".join(each["text"] for each in change["pieces"] if each["op"] in ("equal", op))
        for op in ("delete", "insert")
    }
    assert (change["part"], kept["delete"]) == ("text", "The precept rises by £10 a year.")
    assert kept["insert"] == "The precept rises by £12 a year."


@given(st.sampled_from(["from", "to"]), st.text(max_size=12))
@checked(max_examples=25, suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_any_version_that_is_not_there_is_said_in_a_sentence(datasette: Datasette, name: str, value: str) -> None:
    answer = ask(datasette, f"/compare/2?{urlencode({name: value}, errors='replace')}")
    assert answer.status_code in (200, 400)
    if answer.status_code == 400:
        assert "this release has versions 1 to 2" in answer.text


@pytest.mark.parametrize("path", ["/compare/99", "/compare/99.json", "/compare/99999999999999999999999", "/compare/x"])
def test_what_is_not_there_has_no_versions(datasette: Datasette, path: str) -> None:
    assert ask(datasette, path).status_code == 404


def test_what_may_not_be_shown_has_no_versions(tmp_path: Path) -> None:
    made = live(tmp_path)
    with connection.opened(made.database, made.database.with_name("captures.db")) as archive:
        archive.db.execute("UPDATE releases SET status = 'withheld' WHERE id = 2")
    assert ask(application(made), "/compare/2").status_code == 404
