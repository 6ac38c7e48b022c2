"""The live archive as its visitors meet it, through Datasette's own client."""

import asyncio
import sqlite3
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlencode

import pytest
from bs4 import BeautifulSoup
from datasette.app import Datasette
from datasette.plugins import pm
from hypothesis import HealthCheck, example, given
from hypothesis import settings as checked
from hypothesis import strategies as st

from archive.office import Office
from archive.store import connection, offices
from feeds.live import plugin
from feeds.live.application import application
from feeds.live.headers import security
from feeds.live.metadata import tables
from tests.feeds.live.marlshire import HOSTILE, MISSING, NOW, PRECEPT, RELEASES, ask, live

LITERALLY = "\x00 \" '' * ( ) : ^ + - AND OR NOT NEAR {a} \ud83d office: -x"


@pytest.fixture(scope="module")
def datasette(tmp_path_factory: pytest.TempPathFactory) -> Datasette:
    return application(live(tmp_path_factory.mktemp("plugin")))


def page(datasette: Datasette, path: str) -> BeautifulSoup:
    answer = ask(datasette, path)
    assert answer.status_code == 200, answer.text
    return BeautifulSoup(answer.text, "lxml")


def test_the_page_of_all_tables_describes_each_that_is_for_visitors(datasette: Datasette) -> None:
    text = " ".join(page(datasette, "/copperplate").get_text().split())
    for name, table in tables().items():
        assert (table["description"] in text) is not table.get("hidden", False), name
    assert "Changed releases" in text
    assert "_fts" not in text


def test_a_table_shows_its_facets_and_finds_words(datasette: Datasette) -> None:
    table = page(datasette, "/copperplate/releases")
    assert {facet["data-column"] for facet in table.select(".facet-info")} == {
        "office_id",
        "status",
        "kind",
        "language",
    }
    assert "Marlshire Commissioner" in table.select(".facet-results")[0].get_text()
    found = page(datasette, "/copperplate/releases?_search=precept+-custody")
    assert [cell.get_text(strip=True) for cell in found.select("td.col-title")] == [PRECEPT]


@pytest.mark.parametrize("blank", ["", "+", "%22%22", "%22", "!!"])
def test_a_search_for_nothing_shows_everything(datasette: Datasette, blank: str) -> None:
    found = page(datasette, f"/copperplate/releases?_search={blank}")
    assert len(found.select("td.col-title")) == len(RELEASES)


def test_accents_and_stems_do_not_matter_to_a_search(datasette: Datasette) -> None:
    for words, title in (("ty", "Tŷ newydd i ddioddefwyr"), ("antisocial", "Safer Streets fund opens")):
        rows = ask(datasette, f"/copperplate/releases.json?_shape=array&_search={words}").json()
        assert [row["title"] for row in rows] == [title]


@example(LITERALLY)
@example('""')
@given(st.text(max_size=40))
@checked(max_examples=40, suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_any_text_is_a_search(datasette: Datasette, text: str) -> None:
    asked = text.encode("utf-8", "surrogatepass")
    for path in ("/copperplate/releases.json", "/copperplate/search.json", "/copperplate/said.json"):
        query = "".join(f"%{byte:02x}" for byte in asked)
        answer = ask(datasette, f"{path}?_search={query}&words={query}&_shape=array")
        assert answer.status_code == 200, answer.text
        assert isinstance(answer.json(), list)


# Nothing of facets: Datasette refuses a bad one properly, but leaves a coroutine behind that was never awaited.
_KEYS = "_col _fts_pk _fts_table _next _nocol _search_title _searchmode _shape _size _sort _through _timelimit _where"


@given(
    st.sampled_from([*_KEYS.split(), "id__gt", "kind__in", "title__like", "no_column"]),
    st.one_of(st.text(max_size=20), st.sampled_from(["[", '{"table": 1}', "title", "-1", "1e999", "max"])),
)
@example("_through", "[]")
@example("_sort", "nonsense")
@example("_timelimit", "x")
@checked(max_examples=30, suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_no_query_string_breaks_a_page(datasette: Datasette, name: str, value: str) -> None:
    for path in ("/copperplate/releases", "/copperplate/releases.json", "/copperplate/search"):
        query = urlencode({name: value}, errors="replace")
        assert ask(datasette, f"{path}?{query}").status_code < 500, query


def test_json_gives_rows_with_labels(datasette: Datasette) -> None:
    answer = ask(datasette, "/copperplate/events.json?_labels=on&_shape=objects&kind=revised")
    assert answer.headers["content-type"].startswith("application/json")
    (row,) = answer.json()["rows"]
    assert row["release_id"]["label"] == PRECEPT
    assert row["office_id"]["label"] == "Marlshire Commissioner"


def test_a_release_is_a_page_to_be_read(datasette: Datasette) -> None:
    release = page(datasette, "/copperplate/releases/2")
    assert [heading.get_text() for heading in release.select("h1")] == [PRECEPT]
    assert release.select(".body p")[0].get_text() == "The precept rises by £12 a year."
    text = " ".join(release.get_text().split())
    assert "Marlshire Commissioner · dated 2026-02-02 by the office" in text
    assert "2026-03-06 09:10 UTC revised the text changed" in text
    links = {link["href"] for link in release.select("a[href]")}
    assert links >= {
        "https://www.marlshire.example/news/precept/",
        "https://www.marlshire.example/news/precept/report.pdf",
        "/marlshire/2026/precept/",
        "/copperplate/revisions?release_id=2&number=1",
    }
    assert [each["action"] for each in release.select("form.lookup")] == ["/compare/2"]
    assert "Capture (SHA-256)2cf24dba5fb0" in text
    assert "Version 2, seen on 6 March 2026, 09:10, in Marlshire press archive" in text
    assert "last seen 5 March 09:10; answered 404" in page(datasette, "/copperplate/releases/5").get_text()


def test_a_release_that_may_not_be_shown_has_no_page_to_be_read(tmp_path: Path) -> None:
    made = live(tmp_path)
    with connection.opened(made.database, made.database.with_name("captures.db")) as archive:
        archive.db.execute("UPDATE releases SET status = 'withheld' WHERE id = 2")
    opened = application(made)
    shown = page(opened, "/copperplate/releases/2")
    assert [heading.get_text() for heading in shown.select("h1")] == ["This release is not shown"]
    assert "precept rises" not in shown.get_text()
    assert "Nothing found." in page(opened, "/copperplate/search?words=precept").get_text()


def test_every_version_of_a_release_is_a_page_to_be_read(datasette: Datasette) -> None:
    version = page(datasette, "/copperplate/revisions/2")
    assert version.select_one("h1")
    assert version.select(".body p")[0].get_text() == "The precept rises by £10 a year."


@pytest.mark.parametrize(
    "path",
    [
        "releases",
        "releases/4",
        "revisions",
        "revisions/4",
        "events",
        "search?words=nothing",
        "search?words=%3Cscript%3E",
    ],
)
def test_a_hostile_title_is_text(datasette: Datasette, path: str) -> None:
    shown = page(datasette, f"/copperplate/{path}")
    assert not [script for script in shown.select("script") if "alert" in script.get_text()]
    assert not shown.select("[onerror]")
    assert HOSTILE in shown.get_text() or "words=%3C" in path


@pytest.mark.parametrize(
    ("path", "there"),
    [
        ("search?words=precept&office=marlshire&since=2026&until=2026-12", PRECEPT),
        ("search?title=custody", MISSING),
        ("changed", PRECEPT),
        ("gone?office=marlshire", MISSING),
        ("inspections", "Commissioner responds to HMICFRS"),
        ("months", "2026-02"),
    ],
)
def test_a_question_is_answered(datasette: Datasette, path: str, there: str) -> None:
    cells = [cell.get_text() for cell in page(datasette, f"/copperplate/{path}").select("td")]
    assert there in cells
    assert "nothing like it" not in cells


def test_an_office_that_does_not_exist_has_no_answers(datasette: Datasette) -> None:
    assert "Nothing found." in page(datasette, "/copperplate/gone?office=nowhere").get_text()


def test_the_words_that_were_found_are_marked(datasette: Datasette) -> None:
    marks = page(datasette, "/copperplate/search?words=custody").select("td.col-found mark")
    assert {mark.get_text().lower() for mark in marks} == {"custody"}


def test_the_published_site_stands_at_its_own_addresses(datasette: Datasette) -> None:
    front, feed = ask(datasette, "/"), ask(datasette, "/all/atom.xml")
    assert "<title>Front</title>" in front.text
    assert feed.headers["content-type"] == "application/atom+xml"
    assert ask(datasette, "/all/atom.xml", if_none_match=feed.headers["etag"]).status_code == 304
    assert ask(datasette, "/all/atom.xml", method="HEAD").content == b""
    assert ask(datasette, "/all").headers["location"] == "/all/"
    assert "never served" not in ask(datasette, "/copperplate/").text


@pytest.mark.parametrize(
    "path",
    [
        *("/out.txt", "/all/up/secret.txt", "/%2e%2e/secret.txt", "/..%2fsecret.txt", "/nowhere", "/nothing/xyz"),
        *("/marlshire/2026/nope/", "/all/2031/", "/cy/cy/", "/search/index/x.js", "/compare/one", "/nowhere.db", "//x"),
    ],
)
def test_what_is_not_published_is_not_found_as_on_any_server_of_the_folder(datasette: Datasette, path: str) -> None:
    got, head = ask(datasette, path), ask(datasette, path, method="HEAD")
    assert (got.status_code, head.status_code, head.content) == (404, 404, b"")
    assert "<title>Nothing here</title>" in got.text
    assert got.headers["content-type"] == head.headers["content-type"] == "text/html; charset=utf-8"
    assert got.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    "path",
    [
        *("/copperplate", "/copperplate.json", "/copperplate/", "/copperplate/releases", "/copperplate/nothing"),
        *("/-/static/app.css", "/-/copperplate/live.css", "/-/plugins.json", "/-/nothing", "/favicon.ico", "/.json"),
        *("/search", "/search/", "/search/atom.xml?q=precept", "/compare/2", "/compare/99", "/static/style.css"),
    ],
)
def test_what_is_datasettes_or_ours_is_never_answered_from_the_folder(datasette: Datasette, path: str) -> None:
    assert "Nothing here" not in ask(datasette, path).text


def test_before_the_first_publish_datasette_answers_for_what_is_nowhere(tmp_path: Path) -> None:
    opened = application(replace(live(tmp_path), folder=tmp_path / "nothing"))
    assert ask(opened, "/nowhere").status_code == 404
    assert ask(opened, "/static/style.css").status_code == 200


@pytest.mark.parametrize(
    "path", ["/", "/all", "/nowhere", "/copperplate", "/copperplate/releases.json", "/-/static/app.css"]
)
def test_every_answer_limits_what_a_browser_may_do(datasette: Datasette, path: str) -> None:
    headers = ask(datasette, path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    policy = dict(part.strip().split(" ", 1) for part in headers["content-security-policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert "unsafe" not in policy["script-src"]


@pytest.mark.parametrize(
    "path",
    ["/copperplate", "/copperplate/releases", "/copperplate/search", "/copperplate/releases/1", "/copperplate/runs/1"],
)
def test_every_script_in_a_page_is_one_that_may_run(datasette: Datasette, path: str) -> None:
    policy = ask(datasette, path).headers["content-security-policy"]
    inline = [str(script.string) for script in page(datasette, path).select("script:not([src])")]
    assert inline
    for script in inline:
        (allowed,) = (
            part for part in security([script])["content-security-policy"].split("; ") if "script-src" in part
        )
        assert allowed.rpartition(" ")[2] in policy


@pytest.mark.parametrize("path", ["/-/metadata", "/-/metadata.json", "/-/databases.json", "/-/threads"])
def test_visitors_are_not_told_where_files_lie(datasette: Datasette, path: str) -> None:
    assert ask(datasette, path).status_code == 404


def test_what_a_run_adds_is_seen_at_once(tmp_path: Path) -> None:
    made = live(tmp_path)
    opened = application(made)
    count = "/copperplate/offices.json?_shape=array"
    assert len(ask(opened, count).json()) == 1
    with connection.opened(made.database, made.database.with_name("captures.db")) as archive:
        office = Office(id="fenshire", name="Fenshire", area="", home="https://fenshire.example/", sources=())
        offices.keep(archive.db, office, NOW)
        assert len(ask(opened, count).json()) == 2


def test_visitors_cannot_write_sql_of_their_own(datasette: Datasette) -> None:
    assert ask(datasette, "/copperplate?sql=select+1").status_code == 403
    assert ask(datasette, "/copperplate.db").status_code in (403, 404)


def test_nothing_can_be_written_even_where_sql_is_allowed(tmp_path: Path) -> None:
    made = live(tmp_path)
    opened = application(replace(made, sql=True))
    assert ask(opened, "/copperplate.json?sql=select+count(*)+from+releases&_shape=arrayfirst").json() == [6]
    for sql in ("delete from releases", "with a as (select 1) delete from releases", "pragma query_only=0"):
        assert ask(opened, f"/copperplate.json?sql={sql}").status_code == 400
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        asyncio.run(opened.get_database("copperplate").execute_write("delete from releases"))


def test_a_datasette_that_is_not_configured_for_it_is_left_alone(tmp_path: Path) -> None:
    other = tmp_path / "copperplate.db"
    with sqlite3.connect(other) as db:
        db.execute("create table releases (id integer primary key, path text, html text, status text)")
        db.execute("insert into releases values (1, '2026/x/', '<p>plain</p>', 'live')")
    db.close()
    if not pm.is_registered(plugin):
        pm.register(plugin)
    foreign = Datasette([str(other)])
    plain = ask(foreign, "/copperplate/releases")
    assert plain.status_code == 200
    assert "content-security-policy" not in plain.headers
    assert "live.css" not in plain.text
    assert "&lt;p&gt;plain&lt;/p&gt;" in plain.text
    assert 'href="/2026/x/"' not in plain.text
    assert "releases: 1" in ask(foreign, "/copperplate/releases/1").text
    assert ask(foreign, "/-/copperplate/live.css").status_code == 404
    assert ask(foreign, "/").status_code == 200
