"""Which pages are in Welsh too, and that whoever reads in a language stays in it."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import html

from archive import anatomy
from archive.health import Cadence
from archive.store import standings, topics
from archive.topic import Topic
from feeds import feed
from feeds.pages import language, listing, search, status
from feeds.pages.bilingual import Bilingual, Leaf
from feeds.pages.listing import Front, Shelf
from feeds.publish import publish
from feeds.site import Search
from tests.feeds.archives import CYMORTH, MORWEN, NEWS, PATROLS, RAVENSHIRE, SITE, Newsroom, newsroom, release
from tests.feeds.test_publish import contents

TOPICS = (
    Topic(slug="help", name="Help", name_cy="Cymorth", query="ganolfan OR harbour"),
    Topic(slug="harbours", name="Harbours", query="harbour OR ganolfan"),
    Topic(slug="years", name="Years", name_cy="Blynyddoedd", query="flwyddyn"),
)
SAID = "Dywedodd y Comisiynydd Heddlu a Throseddu Elin Gwernant: “Bydd y ganolfan ar agor bob dydd o’r wythnos hon.”"
SPOKEN = replace(CYMORTH, html=f"<p>{SAID}</p>", text=SAID)
CHAIRED = "Ann Hill, chair of the Panel, said: “The centre will be open on every day of this week and of the next one.”"
CHAIR = release(70, url="https://www.morwen-pcc.example/news/70/", html=f"<p>{CHAIRED}</p>", text=CHAIRED)
HELP = "morwen/2025/cymorth/"


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Publish an office that publishes in Welsh, and one that does not."""
    folder = tmp_path_factory.mktemp("bilingual")
    with newsroom(folder) as room:
        fill(room)
        publish(room.db, SITE, folder / "public")
    return folder / "public"


def fill(room: Newsroom) -> None:
    room.open_office(MORWEN)
    room.see(PATROLS, parts=anatomy.read(PATROLS))
    room.see(SPOKEN, MORWEN, anatomy.read(SPOKEN))
    room.later(hours=3)
    room.see(replace(PATROLS, title="Harbour patrols to grow"))
    topics.keep(room.db, TOPICS)


def page(public: Path, path: str) -> html.HtmlElement:
    file = public / path / "index.html" if path.endswith("/") or not path else public / path
    return html.document_fromstring(file.read_text(encoding="utf-8"))


def pages(public: Path, spoken: str = "cy") -> Iterator[tuple[str, html.HtmlElement]]:
    """Yield every page in a language with its path, its links absolute."""
    for file in sorted(public.rglob("*.html")):
        path = file.relative_to(public).as_posix().removesuffix("index.html")
        tree = page(public, path)
        if tree.get("lang") == spoken:
            tree.make_links_absolute(SITE.address(path))
            yield path, tree


def test_a_page_in_welsh_is_a_folder_below_the_english_one() -> None:
    bilingual = Bilingual(frozenset(["morwen"]))
    [english, welsh] = bilingual.leaves("topics/help/")
    assert (english.path, welsh.path, welsh.language) == ("topics/help/", "topics/help/cy/", "cy")
    assert english.languages == welsh.languages == {"en": "topics/help/", "cy": "topics/help/cy/"}
    turned = welsh.turned("topics/help/cy/2025/2.html")
    assert turned.languages == {"en": "topics/help/2025/2.html", "cy": "topics/help/cy/2025/2.html"}


@pytest.mark.parametrize(
    ("path", "welsh"),
    [
        ("", "cy/"),
        ("people/", "people/cy/"),
        ("people/morwen/elin-gwernant/", "people/morwen/elin-gwernant/cy/"),
        ("people/ravenshire/", "people/ravenshire/"),
        ("ravenshire/", "ravenshire/"),
        ("morwen/", "morwen/cy/"),
        ("policy/", "policy/"),
        ("feeds.opml", "feeds.opml"),
    ],
)
def test_the_pages_of_an_office_are_in_welsh_where_it_publishes_in_welsh_and_the_common_ones_where_any_does(
    path: str, welsh: str
) -> None:
    assert Bilingual(frozenset(["morwen"])).where(path, "cy") == welsh
    assert Bilingual(frozenset(["morwen"])).where(path, "en") == path
    assert Bilingual().where(path, "cy") == path
    assert [leaf.languages for leaf in Bilingual().leaves(path)] == [{}]


def test_an_archive_without_welsh_has_no_file_in_it(tmp_path: Path) -> None:
    with newsroom(tmp_path) as room:
        room.see(PATROLS)
        topics.keep(room.db, TOPICS)
        publish(room.db, SITE, tmp_path / "public")
    assert not [path for path in (tmp_path / "public").rglob("*") if path.name == "cy"]
    assert not [path for path in (tmp_path / "public").rglob("*.html") if "/cy/" in path.read_text(encoding="utf-8")]


def test_the_two_pages_of_a_pair_lead_to_each_other(public: Path) -> None:
    found = dict(pages(public))
    assert {"cy/", "all/cy/", "topics/cy/", "topics/help/cy/", "topics/help/cy/2025/", "people/cy/"} <= found.keys()
    assert {"people/morwen/cy/", "people/morwen/elin-gwernant/cy/", "changes/cy/2026/03/", "status/cy/"} <= found.keys()
    assert not [path for path in found if path.startswith("people/ravenshire/")]
    found.pop(HELP)  # not all releases have a translation
    for path, tree in found.items():
        other = SITE.address(path.replace("cy/", "", 1))
        english = page(public, path.replace("cy/", "", 1))
        english.make_links_absolute(other)
        alternates = {"en": other, "cy": SITE.address(path)}
        for each in (tree, english):
            links = each.xpath("//link[@rel='alternate'][@hreflang]")
            assert {link.get("hreflang"): link.get("href") for link in links} == alternates, path
        assert tree.xpath("//nav/a[@hreflang]/@href") == [other]
        assert english.xpath("//nav/a[@hreflang='cy']/@href") == [SITE.address(path)]


def test_no_page_in_welsh_leads_to_an_english_one_that_there_is_in_welsh(public: Path) -> None:
    welsh = {SITE.address(path) for path, _ in pages(public)}
    for path, tree in pages(public):
        others = {
            link.get("href").partition("#")[0]
            for link in tree.xpath("//body//a[@href]")
            if link.get("hreflang") != "en"
        }
        assert not {each for each in others if f"{each}cy/" in welsh}, path


def test_no_page_in_welsh_has_a_sentence_of_ours_in_english(public: Path) -> None:
    sentences = {
        text
        for _, told in language.table()
        for text in ([told["en"]] if isinstance(told["en"], str) else told["en"])
        if len(text.split()) > len("abc")
    }
    patterns = [re.sub(r"\\{\w+\\}", ".+", re.escape(text)) for text in sentences]
    for path, tree in pages(public):
        text = " ".join(tree.xpath("//body")[0].text_content().split())
        assert [pattern for pattern in patterns if re.search(pattern, text)] == [], path


def test_a_release_in_welsh_leads_to_its_topics_its_speakers_and_its_office_in_welsh(public: Path) -> None:
    tree = page(public, HELP)
    leads = {each.removeprefix("../../../") for each in tree.xpath("//main//a/@href")}
    assert {"morwen/cy/", "topics/help/cy/", "people/morwen/elin-gwernant/cy/"} <= leads


def test_a_topic_in_welsh_has_its_welsh_name_and_leads_to_offices_in_welsh_where_they_are(public: Path) -> None:
    tree = page(public, "topics/help/cy/")
    assert tree.xpath("string(//h1)") == "Cymorth"
    offices = tree.xpath("//article/p[@class='meta']/a/@href")
    assert sorted(offices) == ["../../../morwen/cy/", "../../../ravenshire/"]
    assert "2 ddatganiad i’r wasg gan 2 swyddfa." in tree.text_content()


@pytest.mark.parametrize("path", ["topics/cy/", "cy/"])
def test_topics_in_welsh_are_listed_by_their_welsh_names_and_those_without_one_by_the_english(
    public: Path, path: str
) -> None:
    names = [link for link in page(public, path).xpath("//main//a") if "topics/" in link.get("href")]
    listed = [link.text_content() for link in names]
    assert listed == (["Blynyddoedd"] if path == "topics/cy/" else []) + ["Cymorth", "Harbours"]
    if path == "topics/cy/":
        assert [link.get("lang") for link in names] == ["cy", "cy", "en"]


def test_what_a_person_says_is_in_the_language_in_which_it_was_said(public: Path) -> None:
    for path in ("people/morwen/elin-gwernant/", "people/morwen/elin-gwernant/cy/"):
        assert page(public, path).xpath("//blockquote/@lang") == ["cy"]
    assert "1 dyfyniad mewn 1 datganiad i’r wasg gan Heddlu a Throseddu Morwen." in (
        page(public, "people/morwen/elin-gwernant/cy/").text_content()
    )


def test_a_role_is_marked_where_it_is_not_in_the_language_of_the_page(tmp_path: Path) -> None:
    with newsroom(tmp_path) as room:
        room.open_office(MORWEN)
        for each in (SPOKEN, CHAIR):
            room.see(each, MORWEN, anatomy.read(each))
        publish(room.db, SITE, tmp_path / "public")

    def marked(path: str) -> list[tuple[str, str]]:
        spans = page(tmp_path / "public", path).xpath("//main//span[@lang]")
        return [(each.get("lang"), each.text_content()) for each in spans]

    english, welsh = ("en", "chair of the Panel"), ("cy", "Comisiynydd Heddlu a Throseddu")
    assert marked("people/morwen/ann-hill/cy/") == [english, english]
    assert marked("people/morwen/elin-gwernant/") == [welsh, welsh]
    assert marked("people/morwen/ann-hill/") == marked("people/morwen/elin-gwernant/cy/") == []
    assert marked("people/morwen/cy/") == [english]
    assert marked("people/morwen/") == [welsh]


def test_what_was_written_down_in_english_is_marked_as_english(public: Path) -> None:
    tree = page(public, "changes/cy/")
    [evidence] = tree.xpath("//article/p/span[@lang='en']/text()")
    assert evidence.startswith("The office changed")
    assert tree.xpath("//article/h3/@lang") == ["en"]


def test_the_page_for_an_address_without_one_speaks_both_languages(public: Path) -> None:
    [welsh] = page(public, "404.html").xpath("//*[@lang='cy'][h2]")
    assert welsh.xpath(".//a/@href") == ["/press/cy/"]


def test_the_page_for_an_address_without_one_says_as_much_in_english_as_in_welsh(public: Path) -> None:
    english, welsh = page(public, "404.html").xpath("//main/header")
    assert len(english.xpath("p")) == len(welsh.xpath("p"))


def test_a_welsh_release_that_is_withheld_leads_into_no_welsh_that_is_not_there(tmp_path: Path) -> None:
    with newsroom(tmp_path) as room:
        room.see(release(1))
        room.see(replace(CYMORTH, url=f"{NEWS}cymorth/"))
        room.db.execute("UPDATE releases SET status = 'withheld' WHERE language = 'cy'")
        publish(room.db, SITE, tmp_path / "public")
    tree = page(tmp_path / "public", "ravenshire/2025/cymorth/")
    assert tree.get("lang") == "cy"
    assert not [link for link in tree.xpath("//@href") if "/cy/" in link]


def test_the_search_in_the_browser_speaks_welsh_and_leads_to_offices_in_welsh() -> None:
    [_, leaf] = Bilingual(frozenset(["morwen"])).leaves("search/")
    own = {office.id: feed.for_office(office, SITE, SITE.created) for office in (MORWEN, RAVENSHIRE)}
    shelves = {each.id: Shelf(office=each, feed=own[each.id], count=2) for each in (MORWEN, RAVENSHIRE)}
    tree = html.document_fromstring(search.page(SITE, own["morwen"], shelves, ["2026"], leaf))
    [form] = tree.xpath("//form")
    assert form.get("data-index") == "../../search/index/"
    assert json.loads(form.get("data-phrases"))["nothing_found"] == "Ni chanfuwyd dim."
    assert form.xpath(".//option/@data-home") == ["../../morwen/cy/", "../../ravenshire/"]
    assert tree.xpath("string(//h1)") == "Chwilio’r archif"


def test_the_box_on_the_front_page_asks_in_the_language_of_the_page(public: Path) -> None:
    assert page(public, "cy/").forms[0].action == "../search/cy/"
    [_, leaf] = Bilingual(frozenset(["morwen"])).leaves("")
    front = Front(latest=(), changes=(), topics=())
    live = replace(SITE, live="https://live.example.org/")
    own = feed.for_all(SITE, SITE.created)
    for site, lead in ((live, live.live), (replace(live, search=Search.PAGES), "../")):
        tree = html.document_fromstring(listing.home(site, own, {}, front, leaf))
        assert tree.forms[0].action == f"{lead}search/cy/"


@pytest.mark.parametrize(
    ("cadence", "english", "welsh"),
    [
        (Cadence(usual=1, long=1), "publishes every day", "yn cyhoeddi bob dydd"),
        (Cadence(usual=2, long=2), "publishes every 2 days", "yn cyhoeddi bob 2 ddiwrnod"),
        (
            Cadence(usual=3, long=9),
            "publishes every 3 days, seldom over 9 days apart",
            "yn cyhoeddi bob 3 diwrnod, ac anaml y bydd mwy na 9 diwrnod rhyngddynt",
        ),
    ],
)
def test_how_often_an_office_publishes_is_told_in_both_languages(
    tmp_path: Path, cadence: Cadence, english: str, welsh: str
) -> None:
    with newsroom(tmp_path) as room:
        [stood] = standings.every(room.db)
    everything = feed.for_office(RAVENSHIRE, SITE, SITE.created)
    for leaf, told in zip(Bilingual(frozenset(["morwen"])).leaves("status/"), (english, welsh), strict=True):
        text = status.page(SITE, everything, [replace(stood, cadence=cadence)], [], None, leaf)
        assert told in html.document_fromstring(text).text_content()


def test_a_change_of_standing_is_told_in_both_languages_and_nothing_else_is_made(tmp_path: Path) -> None:
    folder, press = tmp_path / "public", tmp_path / "press.db"
    with newsroom(tmp_path) as room:
        fill(room)
        publish(room.db, SITE, folder, press=press)
        before = contents(folder)
        room.db.execute("UPDATE offices SET health = 'broken', health_evidence = 'no answer' WHERE slug = 'morwen'")
        publish(room.db, SITE, folder, press=press)
    changed = {name for name, body in contents(folder).items() if before.get(name) != body}
    assert changed == {"status/index.html", "status/cy/index.html", "manifest.sha256"}
    assert "Allan o gyrraedd" in page(folder, "status/cy/").text_content()


def test_a_leaf_without_languages_is_in_english() -> None:
    assert (Leaf("all/").say.id, Leaf("all/").where("topics/")) == ("en", "topics/")
