"""The pages, read as a browser reads them."""

import json
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from lxml import html

from archive.release import Claim, Release
from feeds.publish import publish
from tests.feeds.archives import (
    CYMORTH,
    MORWEN,
    NEWS,
    PATROLS,
    RAVENSHIRE,
    SITE,
    Newsroom,
    newsroom,
    release,
    tell_story,
)

MARKUP = "<script>alert(1)</script> \"quoted\" 'single' ]]> &amp; -->"
HOSTILE = f"{MARKUP} \u202edesrever\u202c \x00\x1b\ufffe {'w' * 3000}"
PATROLS_PAGE = "ravenshire/2026/harbour-patrols-to-double/index.html"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Publish a site that tells the spring's story, and return its folder."""
    folder = tmp_path_factory.mktemp("site")
    with newsroom(folder) as room:
        tell_story(room)
        publish(room.db, SITE, folder / "public")
    return folder / "public"


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Newsroom]:
    """Return an empty archive with one office."""
    with newsroom(tmp_path) as opened:
        yield opened


def page(site: Path, path: str) -> html.HtmlElement:
    """Return a page as a tree."""
    return html.document_fromstring((site / path).read_text(encoding="utf-8"))


def pages(site: Path) -> list[Path]:
    """Return every HTML file, as a path within the site."""
    return sorted(path.relative_to(site) for path in site.rglob("*.html"))


def words(element: html.HtmlElement) -> str:
    """Return the text of an element on one line."""
    return " ".join(element.text_content().split())


def one(tree: html.HtmlElement, path: str) -> html.HtmlElement:
    """Return the only element at an XPath."""
    [found] = tree.xpath(path)
    assert isinstance(found, html.HtmlElement)
    return found


def published(room: Newsroom, folder: Path, story: Release) -> html.HtmlElement:
    """Return the page of a release after it has been seen and published."""
    room.see(story)
    publish(room.db, SITE, folder / "public")
    [path] = [path for path in pages(folder / "public") if len(path.parts) == 4 and path.match("*-*/*")]
    return page(folder / "public", str(path))


def test_every_page_has_one_heading_of_the_first_order_and_the_landmarks(site: Path) -> None:
    for path in pages(site):
        tree = page(site, str(path))
        for landmark in ("h1", "main", "body/header", "body/footer", "nav"):
            assert len(tree.xpath(f"//{landmark}")) == 1, (path, landmark)
        assert tree.xpath("//a[@class='skip']/@href") == ["#main"]
        assert tree.xpath("/html/@lang") == ["cy" if path.match("morwen/2025/*/*") or "cy" in path.parts else "en-GB"]


def test_every_page_names_its_own_address_and_has_a_title_and_a_description(site: Path) -> None:
    for path in pages(site):
        tree = page(site, str(path))
        expected = SITE.address(str(path).removesuffix("index.html"))
        assert tree.xpath("//link[@rel='canonical']/@href") == [expected]
        assert tree.xpath("//meta[@property='og:url']/@content") == [expected]
        assert tree.xpath("string(//title)")
        assert tree.xpath("string(//meta[@name='description']/@content)")


def test_every_page_leads_a_feed_reader_to_a_feed_that_is_there_in_three_formats(site: Path) -> None:
    types = ["application/atom+xml", "application/rss+xml", "application/feed+json"]
    for path in pages(site):
        parts = [part for part in path.parts if part != "cy"]
        own = {"ravenshire", "morwen", "status", "changes"} | ({"topics"} if len(parts) > len("ab") else set())
        folder = "/".join(parts[: 1 + (parts[0] == "topics")]) if parts[0] in own else "all"
        folder = parts[1] if path.match("people/*/**") and len(parts) > len("ab") else folder
        links = page(site, str(path)).xpath("//link[@rel='alternate'][@type]")
        assert [link.get("type") for link in links] == types
        expected = [f"{folder}/{name}" for name in ("atom.xml", "rss.xml", "feed.json")]
        assert [link.get("href") for link in links] == [SITE.address(name) for name in expected]
        assert all((site / name).is_file() for name in expected)


def test_every_link_within_the_site_leads_to_a_file(site: Path) -> None:
    live_archive = site / "search"
    for path in pages(site):
        tree = page(site, str(path))
        tree.make_links_absolute(SITE.address(str(path)))
        own = {link for *_, link, _ in tree.iterlinks() if link.startswith(SITE.url)}
        assert own
        for link in own:
            target, _, fragment = link.removeprefix(SITE.url).partition("#")
            file = site / target / "index.html" if target.endswith("/") or not target else site / target
            assert file.is_file() or file.parent == live_archive, (path, link)
            if fragment:
                assert page(site, str(file.relative_to(site))).xpath("//*[@id=$id]", id=fragment), (path, link)


class Balance(HTMLParser):
    """Keeps the elements that are open, and refuses an end without its beginning."""

    def __init__(self) -> None:
        """Begin with nothing open."""
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 the parser's own
        """Open an element, unless it is one that holds nothing."""
        if tag not in {"meta", "link", "input", "br", "hr", "img"}:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close the element that was opened last."""
        assert self.open.pop() == tag, self.getpos()


def test_every_element_is_closed_where_it_was_opened(site: Path) -> None:
    for path in pages(site):
        balance = Balance()
        balance.feed((site / path).read_text(encoding="utf-8"))
        assert balance.open == [], path


def test_no_text_strays_outside_of_what_holds_text(site: Path) -> None:
    for path in pages(site):
        bare = page(site, str(path)).xpath(
            "//body/text() | //main/text() | //ul/text() | //ol/text() | //section/text()"
        )
        assert not "".join(bare).strip(), path


def test_every_page_leads_to_the_offices_and_to_how_they_stand(site: Path) -> None:
    for path in pages(site):
        tree = page(site, str(path))
        tree.make_links_absolute(SITE.address(str(path)))
        leads = {"cy/#offices", "status/cy/"} if tree.get("lang") == "cy" else {"#offices", "status/"}
        assert {SITE.address(each) for each in leads} <= set(tree.xpath("//header/nav/a/@href")), path


def test_an_id_stands_once_on_a_page(site: Path) -> None:
    for path in pages(site):
        ids = page(site, str(path)).xpath("//@id")
        assert len(ids) == len(set(ids)), path
        labels = page(site, str(path)).xpath("//@aria-labelledby")
        assert set(labels) <= set(ids)


def test_no_page_runs_a_script_or_asks_another_host_for_what_it_needs(site: Path) -> None:
    for path in pages(site):
        tree = page(site, str(path))
        policy = one(tree, "//meta[@http-equiv='Content-Security-Policy']").get("content", "")
        assert "default-src 'none'" in policy
        assert "script-src" not in policy
        assert "unsafe" not in policy
        assert tree.xpath("//script/@type") in ([], ["application/ld+json"])
        loaded = tree.xpath("//link[@rel='stylesheet' or @rel='icon']/@href")
        assert len(loaded) >= 2
        assert not any("//" in address for address in loaded)
        assert not tree.xpath("//@style | //style | //iframe | //@*[starts-with(name(), 'on')]")


def test_the_one_stylesheet_is_small_and_fetches_nothing(site: Path) -> None:
    sheet = (site / "static/style.css").read_text(encoding="utf-8")
    assert len(sheet.encode()) <= 10_240
    assert "url(" not in sheet
    assert "@import" not in sheet


def test_a_release_page_shows_the_release_whole(site: Path) -> None:
    tree = page(site, PATROLS_PAGE)
    article = one(tree, "//article")
    assert words(one(article, ".//h1")) == "Harbour patrols to grow before the summer season, Commissioner confirms"
    assert article.xpath(".//header//time/@datetime") == ["2026-03-02T10:15:00+00:00"]
    assert words(one(article, ".//header//time")) == "2 March 2026, 10:15"
    assert words(one(article, ".//p[@class='standfirst']")) == PATROLS.standfirst
    assert len(article.xpath(".//div[@class='body']/ul/li")) == 3
    assert "walking past their door" in words(one(article, ".//blockquote"))
    assert [words(item) for item in article.xpath(".//section[@class='files']//li")] == [
        "Harbour survey 2025: results PDF, 1.2 MB",
        "Patrol rota",
    ]


def test_an_edit_shows_the_words_that_went_and_came(site: Path) -> None:
    version = one(page(site, PATROLS_PAGE), "//section[@id='version-2']")
    assert [words(each) for each in version.xpath(".//del")] == ["double", "3,400"]
    assert [words(each) for each in version.xpath(".//ins")] == [
        "grow",
        "3,100",
        "This release was corrected on 4 March.",
    ]


def rewritten(room: Newsroom, times: int, *, whole: bool) -> None:
    """Let an office write a release of 4 KB, and then write all of it, or one paragraph, anew on so many days."""
    for turn in range(times + 1):
        words = [f"word{turn if whole or number < 60 else ''}of{number}" for number in range(400)]
        text = " ".join(words)
        room.see(release(1, text=text, html=f"<p>{text}</p>"))
        room.later(days=1)


@pytest.mark.parametrize("whole", [True, False])
@pytest.mark.parametrize("live", ["", "https://live.example.org/"])
def test_a_release_that_was_rewritten_many_times_stays_a_page_and_lists_every_version(
    room: Newsroom, tmp_path: Path, live: str, *, whole: bool
) -> None:
    rewritten(room, 25, whole=whole)
    publish(room.db, replace(SITE, live=live), tmp_path / "public")
    path = "ravenshire/2026/story-1/index.html"
    assert (tmp_path / "public" / path).stat().st_size <= 60_000
    tree = page(tmp_path / "public", path)
    versions = tree.xpath("//section[@class='version']")
    assert [each.get("id") for each in versions] == [f"version-{number}" for number in range(26, 0, -1)]
    compared = [bool(each.xpath(".//del")) for each in versions[:-1]]
    assert compared == sorted(compared, reverse=True)
    assert compared[0]
    if whole:
        assert "Words that came: 400; words that went: 400." in words(versions[-2])
        assert not compared[-1]
        assert versions[-2].xpath(".//p/a/@href") == ([f"{live}compare/1?from=1&to=2"] if live else [])


def test_the_last_change_is_shown_however_long_it_is(room: Newsroom, tmp_path: Path) -> None:
    for turn in "ab":
        text = f"{turn}word " * 8000
        room.see(release(1, text=text))
    publish(room.db, SITE, tmp_path / "public")
    assert page(tmp_path / "public", "ravenshire/2026/story-1/index.html").xpath("//del")


def test_an_edited_release_says_so_above_the_text(site: Path) -> None:
    notice = words(one(page(site, PATROLS_PAGE), "//aside[@class='notice']"))
    assert notice.startswith(
        "Changed by the office. This is version 2; the last change was seen on 4 March 2026, 08:30."
    )


def test_a_redated_release_says_so_above_the_text_and_in_lists(site: Path) -> None:
    tree = page(site, "ravenshire/2026/story-3/index.html")
    assert words(one(tree, "//aside[@class='notice']")) == (
        "Redated by the office. The office changed the date from 13 February 2026 to 13 January 2026; that was seen on "
        "4 March 2026, 08:30. What happened"
    )
    for path in ("ravenshire/index.html", "ravenshire/2026/index.html"):
        [place] = page(site, path).xpath("//main//*[a[contains(@href, 'story-3/')]]")
        assert "Redated" in words(place.getparent() if place.tag == "h3" else place)


def test_a_release_that_was_edited_and_redated_says_both_and_in_its_own_language(
    room: Newsroom, tmp_path: Path
) -> None:
    room.see(release(1, language="cy"))
    room.later(days=1)
    moved = release(1, language="cy", text="Testun arall.", published=Claim(value="2026-02-27"))
    notice = words(one(published(room, tmp_path, moved), "//aside[@class='notice']"))
    assert notice.startswith("Wedi’i newid gan y swyddfa. Dyma fersiwn 2;")
    assert "Newidiodd y swyddfa’r dyddiad o 20 Chwefror 2026 i 27 Chwefror 2026;" in notice


def test_a_removed_release_says_so_in_the_words_of_the_evidence(site: Path) -> None:
    tree = page(site, "ravenshire/2026/story-1/index.html")
    assert words(one(tree, "//aside[@class='notice']")) == (
        "Removed from the office’s site. Last seen 3 March 2026, 06:30; not found since 5 March 2026, 08:30 "
        "(3 checks: answered 404). What happened"
    )
    assert [words(mark) for mark in tree.xpath("//ol[@class='history']//span")] == ["New", "Not found", "Removed"]


def test_a_quiet_release_has_no_notice(site: Path) -> None:
    assert not page(site, "ravenshire/2026/story-5/index.html").xpath("//aside")


def test_provenance_tells_what_is_claimed_from_what_was_seen(site: Path) -> None:
    told = one(page(site, "ravenshire/2026/story-1/index.html"), "//dl")
    facts = dict(zip(map(words, told.xpath("dt")), map(words, told.xpath("dd")), strict=True))
    assert facts["Original"] == f"{NEWS}story-1/"
    assert facts["Claimed date"] == "11 February 2026 (time element)"
    assert facts["First seen"] == facts["Last seen"] == "3 March 2026, 06:30"
    assert len(facts["Capture (SHA-256)"]) == 64
    assert facts["Permanent id"] == "tag:example.org,2026:ravenshire/2026/story-1"


def test_a_release_can_be_cited_as_the_version_that_is_shown(site: Path) -> None:
    assert words(one(page(site, PATROLS_PAGE), "//p[@class='cite']")) == (
        "Ravenshire Police, Fire and Crime Commissioner, “Harbour patrols to grow before the summer season, "
        "Commissioner confirms”, 2 March 2026, 10:15. Version 2, seen on 4 March 2026, 08:30, in The Ravenshire "
        "Record, https://record.example.org/press/ravenshire/2026/harbour-patrols-to-double/#version-2"
    )


def test_search_engines_are_told_of_a_news_article(site: Path) -> None:
    facts = json.loads(page(site, PATROLS_PAGE).xpath("string(//script[@type='application/ld+json'])"))
    assert facts["@type"] == "NewsArticle"
    assert facts["headline"].startswith("Harbour patrols to grow")
    assert facts["datePublished"] == "2026-03-02T10:15:00+00:00"
    assert facts["isBasedOn"] == PATROLS.url
    assert facts["author"]["name"] == RAVENSHIRE.name


def test_a_welsh_release_is_marked_as_welsh_and_its_month_stays_a_month(site: Path) -> None:
    tree = page(site, "morwen/2025/cymorth/index.html")
    assert one(tree, "//article").get("lang") == "cy"
    assert one(tree, "//article/header//time").get("datetime") == "2025-09"
    assert words(one(tree, "//article/header//time")) == "Medi 2025"
    listed = one(page(site, "morwen/index.html"), "//article//*[@lang][a]")
    assert (listed.get("lang"), words(listed)) == ("cy", CYMORTH.title)
    assert tree.xpath("//meta[@property='og:locale']/@content") == ["cy_GB"]


def test_the_home_page_lists_offices_with_their_number_and_latest_date(site: Path) -> None:
    offices = one(page(site, "index.html"), "//ul[@class='offices']")
    assert [words(item) for item in offices] == [
        f"{MORWEN.name} 1 release, the latest dated September 2025",
        f"{RAVENSHIRE.name} 9 releases, the latest dated 2 March 2026",
    ]


def test_the_home_page_leads_a_search_to_the_live_archive(site: Path) -> None:
    form = one(page(site, "index.html"), "//form")
    assert (form.get("action"), form.get("method"), form.inputs["q"].type) == ("search/", "get", "search")


def test_the_office_page_tells_its_names_before(site: Path) -> None:
    assert "Before: Ravenshire Police and Crime Commissioner." in words(page(site, "ravenshire/index.html"))


def test_the_changes_page_tells_edits_and_losses_but_not_what_is_merely_new_or_not_found_once(site: Path) -> None:
    marks = [words(mark) for mark in page(site, "changes/index.html").xpath("//span[contains(@class, 'mark')]")]
    assert marks == ["Removed", "Redated", "Edited"]


def test_what_is_listed_of_changes_is_what_is_counted_by_month_and_what_the_home_page_tells(site: Path) -> None:
    tree = page(site, "changes/index.html")
    listed = tree.xpath("//section[@aria-labelledby='latest']/article")
    assert [words(count) for count in tree.xpath("//ul[@class='years']//span")] == [str(len(listed))]
    marks = page(site, "index.html").xpath("//section[@aria-labelledby='changed']//span")
    assert [words(mark) for mark in marks] == ["Removed", "Redated", "Edited"]


def test_the_lists_of_changes_show_the_first_words_that_an_edit_changed(site: Path) -> None:
    for path in ("changes/index.html", "changes/2026/03/index.html"):
        shown = one(page(site, path), "//article/p[@class='diff']")
        assert words(shown) == "Harbour patrols to double grow before the summer season, Commissioner confirms"
        assert ([words(each) for each in shown.xpath("del")], [words(each) for each in shown.xpath("ins")]) == (
            ["double"],
            ["grow"],
        )


def test_hostile_words_are_only_words(room: Newsroom, tmp_path: Path) -> None:
    tree = published(room, tmp_path, release(1, title=HOSTILE, standfirst=HOSTILE, text=HOSTILE))
    for path in pages(tmp_path / "public"):
        raw = (tmp_path / "public" / path).read_text(encoding="utf-8")
        assert "<script>alert" not in raw
        assert not {"\x00", "\x1b", "\ufffe"} & set(raw)
    assert words(one(tree, "//h1")).startswith(MARKUP)
    facts = json.loads(tree.xpath("string(//script)"))
    assert facts["headline"].startswith(MARKUP)


def test_an_edit_to_hostile_words_shows_them_as_words(room: Newsroom, tmp_path: Path) -> None:
    room.see(release(1))
    tree = published(room, tmp_path, release(1, text="<img src=x onerror=alert(1)> </ins></script>"))
    version = one(tree, "//section[@id='version-2']")
    assert "onerror=alert(1)" in words(version)
    assert not version.xpath(".//img")


def test_an_undated_release_says_so(room: Newsroom, tmp_path: Path) -> None:
    tree = published(room, tmp_path, release(1, published=Claim()))
    assert words(one(tree, "//article/header/p[@class='meta']")) == "No date given"
    assert not tree.xpath("//meta[@property='article:published_time']")


def test_a_release_without_a_text_leads_to_the_original(room: Newsroom, tmp_path: Path) -> None:
    tree = published(room, tmp_path, release(1, html="", text=""))
    assert tree.xpath("//div[@class='body']//a/@href") == [f"{NEWS}story-1/"]


def test_summer_time_counts(room: Newsroom, tmp_path: Path) -> None:
    tree = published(room, tmp_path, release(1, published=Claim(value="2025-07-01T10:00:00+00:00")))
    assert words(one(tree, "//article/header//time")) == "1 July 2025, 11:00"


def test_a_site_under_a_path_links_relatively_but_its_404_page_from_the_root(site: Path) -> None:
    assert page(site, PATROLS_PAGE).xpath("//link[@rel='stylesheet']/@href") == ["../../../static/style.css"]
    assert page(site, "404.html").xpath("//link[@rel='stylesheet']/@href") == ["/press/static/style.css"]


def test_the_sitemap_lists_every_page_that_is_worth_finding(site: Path) -> None:
    def locations(path: str) -> set[str]:
        tree = ET.parse(site / path)  # noqa: S314 our own
        return {each.text or "" for each in tree.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")}

    listed = set().union(*(locations(each.removeprefix(SITE.url)) for each in locations("sitemap.xml")))
    assert listed == {
        SITE.address(str(path).removesuffix("index.html"))
        for path in pages(site)
        if path.parts[0] not in ("404.html", "search")
    }


def test_robots_are_told_of_the_sitemap(site: Path) -> None:
    assert (site / "robots.txt").read_text(encoding="utf-8") == (
        "User-agent: *\nDisallow: /press/search/\n\nSitemap: https://record.example.org/press/sitemap.xml\n"
    )


def test_an_archive_without_an_operators_address_offers_none(room: Newsroom, tmp_path: Path) -> None:
    publish(room.db, replace(SITE, contact=""), tmp_path / "public")
    assert "Run by" not in words(page(tmp_path / "public", "index.html"))
