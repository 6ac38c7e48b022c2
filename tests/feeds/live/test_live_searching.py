"""The search as a journalist meets it, through Datasette's own client."""

import csv
import io
import json
import re
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlencode
from xml.etree import ElementTree as ET

import feedparser
import pytest
from bs4 import BeautifulSoup, Tag
from datasette.app import Datasette
from hypothesis import HealthCheck, example, given
from hypothesis import settings as checked
from hypothesis import strategies as st

from archive import download
from archive.store import connection, topics
from archive.topic import Topic
from feeds.live import searching
from feeds.live.application import application
from tests.feeds.live.marlshire import HOSTILE, MISSING, PRECEPT, ask, live, release

SITE = "https://press.marlshire.example/"
FEEDS = ("atom.xml", "rss.xml", "feed.json")
SAID = "We will not look away from what happens on these roads at night."
FUND = [release(f"fund-{n}", f"Fund number {n}", f"2024-01-{n % 28 + 1:02}", "A fund opens.") for n in range(45)]


SPEEDING = [
    release("speeding", "Speeding on the moor", "2023-05-01", f"Ten were caught.\n\nSiân Rhŷs said: “{SAID}”"),
    release("humps", "Humps on the moor", "2023-05-02", f"Speeding ends.\n\nSiân Rhŷs added: “{SAID}”"),
]
TOPICS = [Topic(slug="roads", name="Roads", query="speeding"), Topic(slug="moors", name="Moors", query="title:moor")]


@pytest.fixture(scope="module")
def datasette(tmp_path_factory: pytest.TempPathFactory) -> Datasette:
    made = live(tmp_path_factory.mktemp("searching"), [*FUND, *SPEEDING])
    with connection.opened(made.database, made.database.with_name("captures.db")) as archive:
        topics.keep(archive.db, TOPICS)
    return application(made)


def page(datasette: Datasette, path: str, status: int = 200) -> BeautifulSoup:
    answer = ask(datasette, path)
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    return BeautifulSoup(answer.text, "lxml")


def titles(shown: BeautifulSoup) -> list[str]:
    return [heading.get_text() for heading in shown.select("article h3")]


def heading(shown: BeautifulSoup) -> str:
    found = shown.select_one("#results")
    return found.get_text() if found else ""


def one(shown: BeautifulSoup, selector: str) -> Tag:
    """Return the only element that a selector finds."""
    [found] = shown.select(selector)
    return found


def test_a_search_without_its_slash_is_led_to_the_page_with_what_it_asks(datasette: Datasette) -> None:
    moved = ask(datasette, "/search?q=precept")
    assert (moved.status_code, moved.headers["location"]) == (301, "search/?q=precept")
    assert ask(datasette, "/search").headers["location"] == "search/"


def test_the_live_archive_searches_where_the_published_site_only_says_so(datasette: Datasette) -> None:
    assert "never served" not in ask(datasette, "/search/").text
    assert "never served" not in ask(datasette, "/search/index.html").text


def test_a_search_for_nothing_shows_the_box_and_how_to_search(datasette: Datasette) -> None:
    shown = page(datasette, "/search/")
    assert [field["name"] for field in shown.select("form [name]")] == [
        *("q", "office", "topic", "speaker", "from", "to", "kind", "order")
    ]
    assert "How to search" in shown.get_text()
    assert not shown.select("article")
    assert "office" in page(datasette, "/search/?q=%22").get_text()


def test_every_example_of_the_help_is_a_search(datasette: Datasette) -> None:
    examples = [str(link["href"]) for link in page(datasette, "/search/").select("dl a")]
    assert len(examples) > 4
    for address in examples:
        assert heading(page(datasette, f"/search/{address}"))


def test_a_result_leads_to_its_page_on_the_site_and_marks_the_words(datasette: Datasette) -> None:
    shown = page(datasette, "/search/?q=precept")
    assert heading(shown) == "1 release: “precept”"
    assert titles(shown) == [PRECEPT]
    assert [link["href"] for link in shown.select("article h3 a")] == ["../marlshire/2026/precept/"]
    assert {mark.get_text() for mark in shown.select("article mark")} == {"Precept"}
    assert "Edited" in shown.select("article .meta")[0].get_text()
    assert "Not found" in page(datasette, "/search/?q=custody").select("article .meta")[0].get_text()


def test_the_form_holds_what_was_asked(datasette: Datasette) -> None:
    shown = page(
        datasette, "/search/?q=fund+%22A%22&office=marlshire&topic=roads&speaker=ann&from=2024&kind=release&order=best"
    )
    values = {str(field["name"]): field.get("value") for field in shown.select("form input")}
    assert values == {"q": 'fund "A"', "speaker": "ann", "from": "2024-01-01", "to": ""}
    assert [option["value"] for option in shown.select("option[selected]")] == [
        *("marlshire", "roads", "release", "best")
    ]


def test_what_the_form_leaves_empty_is_taken_out_of_the_address(datasette: Datasette) -> None:
    sent = ask(datasette, "/search/?q=precept&office=&topic=&speaker=+&from=&to=&kind=&order=")
    assert (sent.status_code, sent.headers["location"]) == (303, "?q=precept")
    assert ask(datasette, "/search/?q=&office=").headers["location"] == "."
    page(datasette, "/search/?q=&from=yesterday", status=400)
    assert ask(datasette, "/search/atom.xml?q=precept&office=").status_code == 200


def test_results_have_pages_that_lead_to_each_other(datasette: Datasette) -> None:
    seen: list[str] = []
    address = "?q=number&from=2023"
    for number in (1, 2, 3):
        shown = page(datasette, f"/search/{address}")
        seen += titles(shown)
        assert f"Page {number} of 3" in shown.get_text()
        assert len(shown.select("a[rel=prev]")) == (number > 1)
        after = shown.select_one("a[rel=next]")
        address = str(after["href"]) if after else ""
    assert address == ""
    assert sorted(seen) == sorted(each.title for each in FUND)
    beyond = page(datasette, "/search/?q=number&page=50")
    assert "There is no page 50 of this search" in beyond.get_text()


def test_counts_by_office_and_year_lead_to_what_they_count(datasette: Datasette) -> None:
    shown = page(datasette, "/search/?q=fund")
    bars = {bar.get_text(" ", strip=True): bar for bar in shown.select(".counted li")}
    assert list(bars) == ["Marlshire Commissioner 46", "2025 1", "2024 45"]
    assert [rect["width"] for rect in shown.select(".counted rect")] == ["100%", "2%", "100%"]
    for words, bar in bars.items():
        (link,) = bar.select("a")
        count = words.rpartition(" ")[2]
        assert heading(page(datasette, f"/search/{link['href']}")).startswith(f"{count} release")
    narrowed = page(datasette, "/search/?q=fund&office=marlshire&from=2025")
    assert [link["href"] for link in narrowed.select(".more a")] == [
        "?q=fund&from=2025-01-01",
        "?q=fund&office=marlshire",
    ]


def test_topics_and_who_is_quoted_narrow_a_search_and_are_counted(datasette: Datasette) -> None:
    shown = page(datasette, "/search/?q=moor")
    bars = [
        [bar.get_text(" ", strip=True) for bar in shown.select(f"section[aria-labelledby={id_}] li")]
        for id_ in ("by-topic", "by-speaker")
    ]
    assert bars == [["Moors 2", "Roads 2"], ["Siân Rhŷs 2"]]
    for link in shown.select("[aria-labelledby=by-topic] a, [aria-labelledby=by-speaker] a"):
        assert titles(page(datasette, f"/search/{link['href']}")) == ["Humps on the moor", "Speeding on the moor"]
    narrowed = page(datasette, "/search/?speaker=sian&topic=roads&from=2023")
    assert heading(narrowed) == "2 releases: Roads, quoting sian, from 1 January 2023"
    assert [link.get_text() for link in narrowed.select(".more a")] == ["All years", "All topics", "Whoever is quoted"]
    assert len(feedparser.parse(ask(datasette, "/search/atom.xml?speaker=sian&topic=roads").content).entries) == 2
    assert titles(page(datasette, '/search/?q=topic:roads+speaker:"sian+rhys"+title:humps')) == ["Humps on the moor"]
    assert heading(page(datasette, "/search/?speaker=%25")) == "Nothing was found: quoting %"


def test_nothing_found_is_said_with_a_way_on(datasette: Datasette) -> None:
    shown = page(datasette, "/search/?q=precept&to=2020")
    assert heading(shown) == "Nothing was found: “precept”, to 31 December 2020"
    assert shown.select("section.help a")[0]["href"] == "?q=precept"


def test_what_the_words_ask_for_and_nothing_has_is_told_beside_what_was_found(datasette: Datasette) -> None:
    def told(words: str) -> list[str]:
        return [note.get_text() for note in page(datasette, f"/search/?{urlencode({'q': words})}").select("p.summary")]

    assert told("moor after:2025-13 topic:road") == [
        "After:2025-13 is no date, and was searched as words; write 2020, 2020-03 or 2020-03-05.",
        "There is no topic 'road' in this archive; did you mean roads?",
    ]
    assert told("moor") == told("moor topic:roads speaker:sian office:marlshire") == []
    assert ask(datasette, "/search/results.csv?q=%22").text.startswith('There is no word in " that could be')


def test_a_mistake_is_told_beside_its_field(datasette: Datasette) -> None:
    shown = page(datasette, "/search/?q=precept&from=yesterday&page=99999999999999999999", status=400)
    (field,) = shown.select("[aria-invalid]")
    told = shown.select_one(f"#{field['aria-describedby']}")
    assert field["name"] == "from"
    assert told
    assert told.parent is field.parent
    assert told.get_text().startswith("“yesterday” is no date.")
    assert "There is no page “99999999999999999999”" in shown.get_text()
    assert titles(shown) == []


def test_a_search_that_takes_too_long_is_stopped_with_advice(
    datasette: Datasette, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searching, "PATIENCE", 0)
    told = page(datasette, "/search/?q=fund", status=503).select_one("#q-mistake")
    assert told
    assert told.get_text().startswith("This search takes too long")
    feed = ask(datasette, "/search/atom.xml?q=fund")
    assert (feed.status_code, feed.headers["retry-after"]) == (503, "600")
    monkeypatch.undo()
    assert titles(page(datasette, "/search/?q=precept")) == [PRECEPT]


@pytest.mark.parametrize("name", ["q", "office", "topic", "speaker", "from", "to", "kind", "order", "page", "nonsense"])
def test_a_hostile_search_is_text(datasette: Datasette, name: str) -> None:
    answer = ask(datasette, f"/search/?{urlencode({'q': 'alert', name: HOSTILE})}")
    shown = BeautifulSoup(answer.text, "lxml")
    assert not shown.select("script, [onerror], img")
    assert not [attribute for tag in shown.select("*") for attribute in tag.attrs if attribute.startswith("on")]


def test_a_hostile_release_is_text(datasette: Datasette) -> None:
    shown = page(datasette, "/search/?q=alert")
    assert titles(shown) == [HOSTILE]
    assert not shown.select("script, [onerror], img")


def test_the_page_is_for_everybody(datasette: Datasette) -> None:
    for path in ("?q=fund", "", "?q=zebra"):
        shown = page(datasette, f"/search/{path}")
        assert len(shown.select("h1")) == len(shown.select("main")) == len(shown.select("form[role=search]")) == 1
        labelled = {str(label["for"]) for label in shown.select("label")}
        assert labelled == {str(field["id"]) for field in shown.select("form [name]")}
        ids = [str(tag["id"]) for tag in shown.select("[id]")]
        assert len(ids) == len(set(ids))
        assert not shown.select("script, [style], style")
        assert shown.select_one("meta[name=robots][content=noindex]")


def test_the_look_of_the_page_is_there_before_the_site_is_published(datasette: Datasette) -> None:
    for link in page(datasette, "/search/").select("link[rel=stylesheet], link[rel=icon]"):
        assert ask(datasette, str(link["href"]).removeprefix("..")).status_code == 200


def test_every_menu_leads_to_the_search(datasette: Datasette) -> None:
    assert 'href="/search/"' in ask(datasette, "/copperplate/releases").text


@pytest.mark.parametrize("name", FEEDS)
@pytest.mark.parametrize("asked", ["?q=fund&from=2024-01-01", "?q=zebra", "?office=marlshire"])
def test_any_search_is_a_feed_that_readers_can_read(datasette: Datasette, name: str, asked: str) -> None:
    answer = ask(datasette, f"/search/{name}{asked}&page=2&order=best")
    assert answer.status_code == 200
    assert answer.headers["access-control-allow-origin"] == "*"
    if name == "feed.json":
        feed = answer.json()
        assert (feed["feed_url"], feed["home_page_url"]) == (f"{SITE}search/{name}{asked}", f"{SITE}search/{asked}")
        count = len(feed["items"])
    else:
        read = feedparser.parse(answer.content)
        assert not read.bozo
        assert f"{SITE}search/{name}{asked}" in {link["href"] for link in read.feed.links if link["rel"] == "self"}
        assert read.feed.link == f"{SITE}search/{asked}"
        count = len(read.entries)
    assert count == {"?q=fund&from=2024-01-01": 46, "?q=zebra": 0, "?office=marlshire": 50}[asked]


def test_a_feed_has_an_id_and_a_title_of_its_own_search(datasette: Datasette) -> None:
    atom = ET.fromstring(ask(datasette, "/search/atom.xml?kind=&q=%20precept%20%20year").content)  # noqa: S314 our own
    name = "{http://www.w3.org/2005/Atom}"
    assert atom.findtext(f"{name}id") == "tag:example.org,2026:search?q=precept+year"
    assert atom.findtext(f"{name}title") == "Marlshire press archive: “precept year”"
    assert atom.findtext(f"{name}entry/{name}id") == "tag:example.org,2026:marlshire/2026/precept"


def test_a_search_page_leads_feed_readers_to_its_feeds(datasette: Datasette) -> None:
    shown = page(datasette, "/search/?q=fund&page=2&order=best")
    links = [str(link["href"]) for link in shown.select("link[rel=alternate]")]
    assert links == [f"{SITE}search/{name}?q=fund" for name in FEEDS]
    for link in shown.select(".offered a[href*='?']"):
        assert ask(datasette, f"/search/{link['href']}").status_code == 200
    everything = page(datasette, "/search/").select("link[rel=alternate]")
    assert [link["href"] for link in everything] == [f"{SITE}all/{name}" for name in FEEDS]


TOLD = ("content-length", "content-encoding", "content-type", "etag", "vary")


def test_who_has_a_feed_is_told_that_it_is_the_same(datasette: Datasette) -> None:
    for name in (*FEEDS, "results.csv", "results.jsonl", ""):
        first = ask(datasette, f"/search/{name}?q=precept")
        again = ask(datasette, f"/search/{name}?q=precept", if_none_match=first.headers["etag"])
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", first.headers["etag"])
        head = ask(datasette, f"/search/{name}?q=precept", method="HEAD")
        assert (head.status_code, head.content) == (200, b"")
        assert [head.headers.get(each) for each in TOLD] == [first.headers.get(each) for each in TOLD]
        assert ask(datasette, f"/search/{name}?q=precept", if_none_match='"other"').status_code == 200


@pytest.mark.parametrize(
    ("name", "content_type"),
    [
        ("atom.xml", "application/atom+xml"),
        ("rss.xml", "application/rss+xml"),
        ("feed.json", "application/feed+json"),
        ("results.csv", "text/csv; charset=utf-8; header=present"),
        ("results.jsonl", "application/x-ndjson; charset=utf-8"),
    ],
)
def test_every_document_says_what_it_is_and_refuses_to_be_of_nothing(
    datasette: Datasette, name: str, content_type: str
) -> None:
    assert ask(datasette, f"/search/{name}?q=fund").headers["content-type"] == content_type
    refused = ask(datasette, f"/search/{name}")
    assert (refused.status_code, refused.headers["content-type"]) == (400, "text/plain; charset=utf-8")
    assert "asks for no search" in refused.text
    assert ask(datasette, f"/search/{name}?q=x&from=never").text.startswith("from: “never” is no date.")
    assert ask(datasette, f"/search/{name}?from=never", method="HEAD").content == b""


def test_results_are_taken_away_as_files(datasette: Datasette, monkeypatch: pytest.MonkeyPatch) -> None:
    answer = ask(datasette, "/search/results.csv?q=custody")
    assert answer.headers["content-disposition"] == 'attachment; filename="custody.csv"'
    (row,) = csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig")))
    assert (row["title"], row["status"], row["page"]) == (MISSING, "missing", f"{SITE}marlshire/2026/volunteers/")
    assert (row["office"], row["office_name"]) == ("marlshire", "Marlshire Commissioner")
    (line,) = ask(datasette, "/search/results.jsonl?q=custody").text.splitlines()
    assert {name: str(value) for name, value in json.loads(line).items()} == row
    monkeypatch.setattr(download, "MOST", 10)
    assert len(ask(datasette, "/search/results.jsonl?q=fund").text.splitlines()) == 10


def test_a_file_has_a_name_whatever_is_searched_for(datasette: Datasette) -> None:
    for words in ("%E2%98%83+burgl*", 'a"b;c%0d%0aSet-Cookie:x', "%E4%B8%AD+x"):
        told = ask(datasette, f"/search/results.csv?q={words}").headers["content-disposition"]
        assert re.fullmatch(r'attachment; filename="[a-z0-9-]+\.csv"', told)


def test_what_may_not_be_shown_is_in_no_page_feed_or_file(tmp_path: Path) -> None:
    made = live(tmp_path)
    with connection.opened(made.database, made.database.with_name("captures.db")) as archive:
        archive.db.execute("UPDATE releases SET status = 'withheld' WHERE id = 2")
    opened = application(made)
    for name in searching.NAMES:
        assert "£12" not in ask(opened, f"/search/{name}?q=precept").text
        assert PRECEPT not in ask(opened, f"/search/{name}?office=marlshire").text


def test_without_a_site_in_its_configuration_there_is_no_search_page(tmp_path: Path) -> None:
    made = live(tmp_path)
    config = {"plugins": {"copperplate": {"database": "marlshire"}}}
    application(made)  # which makes sure that the plugin is there
    plain = Datasette([str(made.database)], metadata=config)
    assert ask(plain, "/search").status_code == 404
    assert ask(plain, "/marlshire/releases").status_code == 200


_NAMES = st.sampled_from(["q", "office", "topic", "speaker", "from", "to", "kind", "order", "page", "q[]", "", "ŵ"])
_VALUES = (
    st.text(max_size=30) | st.text(alphabet='"-*:()^{}+ ORNOTNEARandé\0', max_size=60) | st.sampled_from(["9" * 30])
)


@given(st.lists(st.tuples(_NAMES, _VALUES), max_size=4), st.sampled_from(searching.NAMES))
@example([("q", "\0")], "")
@example([("q", "\udcff\ud83d")], "atom.xml")
@example([("q", "the* " * 60)], "")
@example([("q", "pcc OR " * 40)], "")
@example([("q", '"a b" ' * 50)], "results.csv")
@checked(max_examples=60, suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_every_query_string_is_answered(datasette: Datasette, asked: list[tuple[str, str]], name: str) -> None:
    query = urlencode(asked, errors="surrogatepass")
    answer = ask(datasette, f"/search/{name}?{query}")
    assert answer.status_code in (200, 303, 400), query


@pytest.mark.parametrize(
    "query", ["q=%00", "q=%ff%fe", "q=%ed%a0%80", "%", "&&=&", "q", "q=a;b", "=" * 500, "q=%F0%9F"]
)
def test_a_query_string_that_is_no_text_is_answered(datasette: Datasette, query: str) -> None:
    for name in searching.NAMES:
        assert ask(datasette, f"/search/{name}?{query}").status_code in (200, 303, 400)


def test_a_feed_that_was_given_before_follows_the_archive(tmp_path: Path) -> None:
    made = live(tmp_path, FUND[:1])
    served = application(made)
    before = ask(served, "/search/atom.xml?q=opens")
    assert ask(served, "/search/atom.xml?q=opens").content == before.content
    with connection.opened(made.database, tmp_path / "captures.db") as archive:
        archive.db.execute("UPDATE releases SET status = 'withheld' WHERE title = 'Fund number 0'")
    assert "Fund number 0" in before.text
    assert "Fund number 0" not in ask(served, "/search/atom.xml?q=opens").text
    assert "Fund number 0" not in ask(served, "/search/?q=opens").text


@pytest.mark.parametrize("name", ["atom.xml", "rss.xml", "feed.json"])
def test_an_entry_that_was_given_in_one_feed_follows_the_archive_in_another(tmp_path: Path, name: str) -> None:
    made = live(tmp_path, FUND[:1])
    served = application(made)
    assert "Fund number 0" in ask(served, f"/search/{name}?q=opens").text
    with connection.opened(made.database, tmp_path / "captures.db") as archive:
        archive.db.execute("UPDATE releases SET title = 'Fund number nought' WHERE title = 'Fund number 0'")
    assert "Fund number nought" in ask(served, f"/search/{name}?q=number").text
    with connection.opened(made.database, tmp_path / "captures.db") as archive:
        archive.db.execute("UPDATE offices SET name = 'The Office of Elsewhere'")
    assert "The Office of Elsewhere" in ask(served, f"/search/{name}?q=nought").text


@pytest.fixture(scope="module")
def welsh(tmp_path_factory: pytest.TempPathFactory) -> Datasette:
    """Return the live archive of an office that publishes in Welsh too."""
    story = replace(release("cronfa", "Cronfa newydd", "2024-03-04", "Mae cronfa newydd ar agor."), language="cy")
    made = live(tmp_path_factory.mktemp("welsh"), [*FUND, story])
    with connection.opened(made.database, made.database.with_name("captures.db")) as archive:
        topics.keep(archive.db, [Topic(slug="funds", name="Funds", name_cy="Cronfeydd", query="cronfa OR fund")])
    return application(made)


def test_the_search_speaks_welsh_where_the_archive_has_any(welsh: Datasette) -> None:
    shown = page(welsh, "/search/cy/?q=cronfa&topic=funds&from=2024-01-02")
    assert one(shown, "html")["lang"] == "cy"
    assert heading(shown) == "1 datganiad: “cronfa”, Cronfeydd, o 2 Ionawr 2024"
    assert [each["href"] for each in shown.select("article p a")] == ["../../marlshire/cy/"]
    assert one(shown, "article time").get_text() == "4 Mawrth 2024"
    feeds = [each["href"] for each in shown.select(".offered a")]
    assert "../../search/atom.xml?q=cronfa&topic=funds&from=2024-01-02" in feeds


def test_the_pages_of_a_search_in_two_languages_ask_each_other_the_same(welsh: Datasette) -> None:
    english, other = page(welsh, "/search/?q=cronfa"), page(welsh, "/search/cy/?q=cronfa")
    assert [each["href"] for each in english.select("nav a.other")] == ["../search/cy/?q=cronfa"]
    assert [each["href"] for each in other.select("nav a.other")] == ["../../search/?q=cronfa"]
    assert one(other, "form")["action"] == "../../search/cy/"


def test_a_mistake_is_told_in_welsh_and_a_note_that_is_english_is_marked(welsh: Datasette) -> None:
    wrong = page(welsh, "/search/cy/?from=yesterday", status=400)
    assert one(wrong, "#from-mistake").get_text().startswith("Nid yw “yesterday” yn ddyddiad.")
    noted = page(welsh, "/search/cy/?q=fund+from:yesterday")
    assert one(noted, ".summary span")["lang"] == "en"


def test_a_search_in_welsh_is_led_to_the_page_and_to_the_english_one_where_there_is_no_welsh(
    datasette: Datasette, welsh: Datasette
) -> None:
    assert ask(welsh, "/search/cy?q=cronfa").headers["location"] == "cy/?q=cronfa"
    assert ask(datasette, "/search/cy/?q=fund").headers["location"] == "../?q=fund"
    assert ask(datasette, "/search/cy/").headers["location"] == "../"
