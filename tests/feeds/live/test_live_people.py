"""Who is quoted, in the live archive."""

from dataclasses import replace

import pytest
from bs4 import BeautifulSoup
from datasette.app import Datasette

from feeds.live.application import application
from tests.feeds.live.marlshire import ask, live, release

HTML = (
    "<p>Six wardens start on Monday.</p>\n<p>Police and Crime Commissioner Ann Leddon said:</p>\n"
    "<p>“Wardens know their streets &lt;and&gt; their streets know them.”</p>\n"
    "<p>Ends</p>\n<h3>Notes to editors</h3>\n<p>The wardens cost £90,000 a year.</p>"
)
TEXT = (
    "Six wardens start on Monday.\n\nPolice and Crime Commissioner Ann Leddon said:\n\n"
    "“Wardens know their streets <and> their streets know them.”\n\n"
    "Ends\n\nNotes to editors\n\nThe wardens cost £90,000 a year."
)
WARDENS = replace(release("wardens", "Six wardens start", "2026-03-02", "x"), html=HTML, text=TEXT)


@pytest.fixture(scope="module")
def datasette(tmp_path_factory: pytest.TempPathFactory) -> Datasette:
    return application(live(tmp_path_factory.mktemp("people"), [WARDENS]))


def page(datasette: Datasette, path: str) -> BeautifulSoup:
    answer = ask(datasette, path)
    assert answer.status_code == 200, answer.text
    return BeautifulSoup(answer.text, "lxml")


def test_the_page_of_a_release_sets_quotations_apart_and_leads_to_the_speaker(datasette: Datasette) -> None:
    [row] = ask(datasette, "/copperplate/releases.json?_shape=array&title=Six+wardens+start").json()
    shown = page(datasette, f"/copperplate/releases/{row['id']}")
    assert shown.select_one("figure.quote blockquote p").get_text() == TEXT.split("\n\n")[2]  # type: ignore[union-attr]
    assert shown.select_one("details.notes summary").get_text() == "Notes to editors"  # type: ignore[union-attr]
    assert shown.find("a", string="Ann Leddon")["href"] == "/copperplate/people/1"  # type: ignore[index]


def test_a_person_has_a_page_with_roles_and_quotations(datasette: Datasette) -> None:
    shown = page(datasette, "/copperplate/people/1")
    text = " ".join(shown.get_text().split())
    assert "Quoted by Marlshire Commissioner" in text
    assert "Police and Crime Commissioner 2026-03-02, 1 quotation" in text
    assert "Wardens know their streets <and> their streets know them." in text
    assert shown.find("a", string="Six wardens start")


def test_quotations_are_searched_and_counted_by_person_and_role(datasette: Datasette) -> None:
    table = page(datasette, "/copperplate/quotes?_search=street")
    assert {facet["data-column"] for facet in table.select(".facet-info")} == {"person_id", "role"}
    assert "Ann Leddon" in table.select(".facet-results")[0].get_text()
    assert page(datasette, "/copperplate/quotes?_search=monday").select("td.col-text") == []


def test_figures_are_shown_with_their_sentence(datasette: Datasette) -> None:
    [row] = ask(datasette, "/copperplate/figures.json?_shape=array&amount=90000").json()
    assert (row["unit"], row["sentence"]) == ("GBP", "The wardens cost £90,000 a year.")
