"""The pages by which everything can be reached: years, months, people, topics."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from lxml import html

from archive import anatomy
from archive.release import Claim, Status
from archive.store import almanac, gallery, portrait
from archive.store.almanac import Line
from feeds import feed
from feeds.pages import listing, person, topic, volume
from feeds.pages.bilingual import Bilingual, Leaf
from feeds.pages.listing import Front, Shelf
from feeds.pages.person import Sitter
from feeds.pages.topic import Subject
from feeds.pages.volume import Link, Series
from feeds.publish import publish
from tests.feeds.archives import CYMORTH, MORWEN, PATROLS, RAVENSHIRE, SITE, Newsroom, newsroom, release, tell_story

FEED = feed.for_office(RAVENSHIRE, SITE, SITE.created)
NAMES = {"ravenshire": RAVENSHIRE.name, "morwen": MORWEN.name}


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Newsroom]:
    """Return an archive with releases of all precisions of date, in two languages."""
    with newsroom(tmp_path_factory.mktemp("room")) as opened:
        opened.open_office(MORWEN)
        opened.see(PATROLS)
        opened.see(CYMORTH, MORWEN)
        opened.see(release(1, published=Claim(value="2025")))
        opened.see(release(2, published=Claim(value="2025-01-31")))
        opened.see(release(3, published=Claim()))
        opened.see(release(4, published=Claim(value="2025-01-01")))
        yield opened


def line(number: int, day: str = "2025-03-04") -> Line:
    """Return a release with a title as long as they come."""
    return Line(
        office="ravenshire",
        path=f"ravenshire/2025/{'a-long-story-of-the-year-' * 2}{number}/",
        title=f"Story {number}: " + "Commissioner welcomes the findings of the inspection of the force " * 2,
        language="en",
        published=Claim(value=day),
        status=Status.LIVE,
        revision=1,
        first_seen=datetime(2026, 1, 2, tzinfo=UTC),
    )


def series(**given: object) -> Series:
    """Return the lists of an office."""
    plain = Series(
        leaf=Leaf("ravenshire/"),
        name=RAVENSHIRE.name,
        feed=FEED,
        periods={"2025-03": 4, "2025": 1, "2024-12": 2, "": 1},
    )
    return replace(plain, **given)  # type: ignore[arg-type]


def words(text: str) -> str:
    """Return what a page says in its main part, on one line."""
    [main] = html.document_fromstring(text).xpath("//main")
    return " ".join(main.text_content().split())


def test_releases_are_counted_by_the_month_that_is_claimed_and_by_no_finer_one(room: Newsroom) -> None:
    assert almanac.months(room.db) == {
        "morwen": {"2025-09": 1},
        "ravenshire": {"": 1, "2025": 1, "2025-01": 2, "2026-03": 1},
    }


def test_a_year_lists_its_releases_latest_first_and_a_month_leaves_out_what_claims_none(room: Newsroom) -> None:
    assert [each.title for each in almanac.lines(room.db, "2025")] == [
        CYMORTH.title,
        "Story number 2 of the year",
        "Story number 4 of the year",
        "Story number 1 of the year",
    ]
    assert [each.published.value for each in almanac.lines(room.db, "2025-01")] == ["2025-01-31", "2025-01-01"]
    assert [each.office for each in almanac.lines(room.db, "2025", office="morwen")] == ["morwen"]
    assert [each.published for each in almanac.lines(room.db, "")] == [Claim()]


def test_what_may_not_be_shown_is_neither_counted_nor_listed(tmp_path: Path) -> None:
    with newsroom(tmp_path) as room:
        room.see(PATROLS)
        room.db.execute("UPDATE releases SET status = 'embargoed'")
        assert almanac.months(room.db) == {}
        assert almanac.lines(room.db, "2026") == []
        assert gallery.every(room.db) == []
        assert almanac.welsh(room.db) == frozenset()


def test_an_office_that_publishes_in_welsh_is_known(room: Newsroom) -> None:
    assert almanac.welsh(room.db) == {"morwen"}


def test_the_years_of_a_series_come_latest_first_and_undated_last() -> None:
    links = volume.years(series())
    assert [(link.name, link.path, link.count) for link in links] == [
        ("2025", "ravenshire/2025/", 5),
        ("2024", "ravenshire/2024/", 2),
        ("", "ravenshire/undated/", 1),
    ]


def test_the_days_of_a_year_stand_above_its_months_and_a_key_of_their_shades() -> None:
    found = [line(number) for number in range(8)] + [line(9, "2025-05-01")]
    [(_, text)] = volume.pages(SITE, series(), "2025", found)
    tree = html.document_fromstring(text)
    assert tree.xpath("//svg[@role='img']/path/@class") == ["level-1", "level-4"]
    [months] = tree.xpath("//p[contains(@class, 'months')][@aria-hidden='true']")
    assert months.xpath("span/text()") == list("JFMAMJJASOND")
    [key] = tree.xpath("//p[contains(@class, 'key')][@aria-hidden='true']")
    assert " ".join(key.text_content().split()) == "Releases per day: 0 8"
    assert key.xpath("svg/path/@class") == ["level-1", "level-2", "level-3", "level-4"]
    [(_, welsh)] = volume.pages(SITE, series(leaf=Leaf("ravenshire/cy/", language="cy")), "2025", found)
    assert "<span>Ch</span>" in welsh


def test_a_year_is_told_by_month_with_its_days_drawn(room: Newsroom) -> None:
    [(path, text)] = volume.pages(SITE, series(), "2025", almanac.lines(room.db, "2025", office="ravenshire"))
    assert path == "ravenshire/2025/"
    tree = html.document_fromstring(text)
    assert tree.xpath("//h2[starts-with(@id, 'month')]/text()") == ["January 2025", "2025, no month given"]
    assert tree.xpath("//svg/@aria-label") == ["Releases per day in 2025; most on 1 January 2025: 1."]
    assert tree.xpath("//*[@aria-current]/text()") == ["2025"]


def test_a_long_list_is_paged_and_no_page_is_heavy() -> None:
    made = list(volume.pages(SITE, series(offices=NAMES), "2025", [line(number) for number in range(450)]))
    assert [path for path, _ in made] == ["ravenshire/2025/", "ravenshire/2025/2.html", "ravenshire/2025/3.html"]
    assert max(len(text.encode()) for _, text in made) <= 100_000
    tree = html.document_fromstring(made[1][1])
    assert tree.xpath("//nav[@class='pages']/a/@href") == ["../../ravenshire/2025/", "../../ravenshire/2025/3.html"]
    assert tree.xpath("//link[@rel='canonical']/@href") == [SITE.address("ravenshire/2025/2.html")]
    listed = [html.document_fromstring(text).xpath("//ul[@class='lines']/li") for _, text in made]
    assert [len(each) for each in listed] == [200, 200, 50]


def test_an_empty_year_has_a_page_that_says_so() -> None:
    [(_, text)] = volume.pages(SITE, series(), "2023", [])
    assert "No releases yet." in words(text)


def test_the_list_of_a_welsh_office_can_be_read_in_welsh() -> None:
    [_, leaf] = Bilingual(frozenset(["morwen"])).leaves("morwen/")
    welsh = series(leaf=leaf, periods={"2025-03": 2})
    [(path, text)] = volume.pages(SITE, welsh, "2025", [line(1), line(2)])
    tree = html.document_fromstring(text)
    assert path == "morwen/cy/2025/"
    assert tree.get("lang") == "cy"
    assert "2 ddatganiad i’r wasg â’r dyddiad 2025." in words(text)
    assert "Mawrth 2025" in words(text)
    assert tree.xpath("//link[@hreflang='en']/@href") == [SITE.address("morwen/2025/")]
    assert tree.xpath("//nav/a[@hreflang='en']/text()") == ["English"]


def test_a_year_of_all_offices_leads_to_its_months_and_to_the_same_year_of_each_office() -> None:
    every = series(leaf=Leaf("all/"), name="All press releases", offices=NAMES)
    path, text = volume.overview(SITE, every, "2025", {"ravenshire": 5})
    assert path == "all/2025/"
    tree = html.document_fromstring(text)
    hrefs = tree.xpath("//main//ul/li/a/@href")
    assert "../../all/2025/03/" in hrefs
    assert "../../ravenshire/2025/" in hrefs


@pytest.fixture(scope="module")
def quoted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Newsroom]:
    """Return an archive with two releases that quote one person in two roles."""
    with newsroom(tmp_path_factory.mktemp("quoted")) as opened:
        for number, role in ((1, "Deputy Commissioner"), (2, "Police and Crime Commissioner")):
            said = f"{role} Maren Oakhollow said: “Number {number} was a year <b>of</b> work & of listening to people.”"
            html_text = f"<p>{said.replace('&', '&amp;').replace('<', '&lt;')}</p>"
            story = release(number, published=Claim(value=f"202{number}-05-06"), text=said, html=html_text)
            opened.see(story, parts=anatomy.read(story))
        yield opened


def sitter(room: Newsroom) -> Sitter:
    """Return the person who is quoted there."""
    [face] = gallery.every(room.db)
    found = portrait.of(room.db, face.row)
    assert found
    return Sitter(face=face, office=RAVENSHIRE.name, portrait=found, feed=FEED)


def test_a_person_is_shown_with_roles_over_time_and_quotations_latest_first(quoted: Newsroom) -> None:
    [(path, text)] = person.pages(SITE, sitter(quoted))
    assert path == "people/ravenshire/maren-oakhollow/"
    tree = html.document_fromstring(text)
    assert tree.xpath("string(//h1)") == "Maren Oakhollow"
    assert [each.text_content().strip() for each in tree.xpath("//blockquote")] == [
        "Number 2 was a year <b>of</b> work & of listening to people.",
        "Number 1 was a year <b>of</b> work & of listening to people.",
    ]
    assert [each.text_content() for each in tree.xpath("//dl/dt")] == ["May 2022", "May 2021"]
    assert "2 quotations in 2 press releases" in words(text)


def test_a_person_without_a_role_has_no_list_of_roles(quoted: Newsroom) -> None:
    one = sitter(quoted)
    [(_, text)] = person.pages(SITE, replace(one, portrait=replace(one.portrait, roles=())))
    assert "No role is given." in words(text)
    assert not html.document_fromstring(text).xpath("//dl"), "HTML knows no list without a term"


def test_who_is_quoted_most_is_listed_first_and_leads_to_the_person(quoted: Newsroom) -> None:
    [(path, text)] = person.gallery(SITE, FEED, RAVENSHIRE.name, gallery.every(quoted.db, office="ravenshire"))
    assert path == "people/ravenshire/"
    assert html.document_fromstring(text).xpath("//main//li/a/@href") == ["../../people/ravenshire/maren-oakhollow/"]
    assert "Maren Oakhollow Police and Crime Commissioner; 2 quotations, 2021–2022" in words(text)


def test_many_quotations_are_paged(quoted: Newsroom) -> None:
    one = sitter(quoted)
    many = tuple(replace(one.portrait.said[0], id=number, release=number) for number in range(120))
    made = list(person.pages(SITE, replace(one, portrait=replace(one.portrait, said=many))))
    assert [path for path, _ in made] == [
        "people/ravenshire/maren-oakhollow/",
        "people/ravenshire/maren-oakhollow/2.html",
        "people/ravenshire/maren-oakhollow/3.html",
    ]


def test_the_people_of_every_office_are_found() -> None:
    path, text = person.index(SITE, FEED, {"ravenshire": 3}, NAMES)
    assert path == "people/"
    assert f"{RAVENSHIRE.name} 3" in words(text)


def test_a_topic_shows_its_search_its_latest_releases_and_its_years() -> None:
    subject = Subject(slug="custody", name="Custody visitors", query='"custody visitor*" OR <b>', count=2)
    of_topic = series(leaf=Leaf("topics/custody/"), name=subject.name, offices=NAMES)
    shelves = {"ravenshire": Shelf(office=RAVENSHIRE, feed=FEED, count=2)}
    path, text = topic.page(SITE, subject, of_topic, [], shelves)
    assert path == "topics/custody/"
    assert 'by this search "custody visitor*" OR <b>' in words(text)
    assert html.document_fromstring(text).xpath("//ul[@class='years']/li/a/@href")[0] == "../../topics/custody/2025/"


def test_every_topic_is_listed() -> None:
    subject = Subject(slug="custody", name="Custody visitors", query="custody", count=2, newest="2026-03-01")
    path, text = topic.index(SITE, FEED, [subject])
    assert path == "topics/"
    assert "Custody visitors 2 press releases, the latest dated 1 March 2026" in words(text)


def test_the_home_page_counts_the_releases_of_each_topic() -> None:
    front = Front(latest=(), changes=(), topics=[Link("Custody visitors", topic.where("custody"), 1234)])
    tree = html.document_fromstring(listing.home(SITE, FEED, {}, front))
    [item] = tree.xpath("//section[@aria-labelledby='topics']//li")
    assert item.text_content().split() == ["Custody", "visitors", "1,234"]
    assert item.xpath("a/@href") == ["topics/custody/"]


def test_every_change_can_be_reached_by_its_month(tmp_path: Path) -> None:
    with newsroom(tmp_path) as room:
        tell_story(room)
        publish(room.db, SITE, tmp_path / "public")
    changes = html.document_fromstring((tmp_path / "public/changes/index.html").read_text(encoding="utf-8"))
    assert changes.xpath("//ul[@class='years']/li/a/@href") == ["../changes/2026/03/"]
    month = html.document_fromstring((tmp_path / "public/changes/2026/03/index.html").read_text(encoding="utf-8"))
    marks = month.xpath("//article//span[contains(@class, 'mark')]/text()")
    assert marks == ["Removed", "Redated", "Edited"]
    assert month.xpath("//link[@type='application/atom+xml']/@href") == [SITE.address("changes/atom.xml")]


def test_the_page_of_a_welsh_release_leads_to_its_office_in_welsh(tmp_path: Path) -> None:
    with newsroom(tmp_path) as room:
        tell_story(room)
        publish(room.db, SITE, tmp_path / "public")
    tree = html.document_fromstring((tmp_path / "public/morwen/2025/cymorth/index.html").read_text(encoding="utf-8"))
    assert tree.xpath("//p[@class='kicker']/a/@href") == ["../../../morwen/cy/"]
    assert (tmp_path / "public/morwen/cy/2025/index.html").is_file()
