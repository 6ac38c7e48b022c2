"""Sitemaps of many makes: where they are, which of their addresses are releases, and what has changed."""

import gzip

import pytest

from archive import discover, identity
from archive.discover import section, sitemap, urlset
from archive.discover.reading import Extent, Reading
from archive.errors import DiscoverError, RefusedError
from archive.response import NO_VALIDATORS, Response, Validators
from tests.archive.discover.discover_site import HOME, Page, Site, answered

MAP = f"{HOME}sitemap.xml"
XML = "application/xml"
DAYS = [f"2026-02-{day:02}T09:00:00+00:00" for day in range(1, 29)]
NAMESPACES = (
    'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
)

Listed = dict[str, str]  # lastmod by path


def urls(listed: Listed, more: str = "") -> Page:
    entries = "".join(_entry("url", path, lastmod, more) for path, lastmod in listed.items())
    return Page(body=f'<?xml version="1.0"?><urlset {NAMESPACES}>{entries}</urlset>', media_type=XML)


def index(listed: Listed) -> Page:
    entries = "".join(_entry("sitemap", path, lastmod) for path, lastmod in listed.items())
    return Page(body=f"<sitemapindex {NAMESPACES}>{entries}</sitemapindex>", media_type=XML)


def _entry(name: str, path: str, lastmod: str, more: str = "") -> str:
    dated = f"<lastmod>{lastmod}</lastmod>" if lastmod else ""
    return f"<{name}><loc>\n{HOME}{path}\n</loc>{dated}{more}</{name}>"


def releases(*numbers: int) -> Listed:
    """Return addresses of releases, each with a lastmod of its own."""
    return {f"news/release-{number}/": DAYS[number] for number in numbers}


def robots(*lines: str) -> Page:
    return Page(body="\r\n".join(["User-agent: *", "Disallow: /admin/", *lines]), media_type="text/plain")


def detect(pages: dict[str, str | Page], home: str = "<h1>Welcome</h1>") -> str | None:
    return sitemap.detect(answered(HOME, home), Site({HOME: home, **pages}))


def read(pages: dict[str, str | Page], cursor: str = "", place: str = MAP) -> Reading:
    return sitemap.read(place, Site(pages), cursor)


def paths(reading: Reading) -> list[str]:
    return [item.url.removeprefix(HOME) for item in reading.items]


# --- finding it


def test_a_sitemap_that_robots_txt_names_comes_before_the_usual_places() -> None:
    pages: dict[str, str | Page] = {
        f"{HOME}robots.txt": robots("SITEMAP : /maps/all.xml", "Sitemap: https://staging.example/sitemap.xml"),
        f"{HOME}maps/all.xml": urls(releases(1, 2, 3)),
        MAP: urls(releases(1, 2, 3)),
    }
    assert detect(pages) == f"{HOME}maps/all.xml"
    assert detect({MAP: urls(releases(1, 2, 3))}) == MAP


def test_a_sitemap_of_another_host_is_not_asked() -> None:
    site = Site({f"{HOME}robots.txt": robots("Sitemap: https://staging.example/sitemap.xml")})
    assert sitemap.detect(answered(HOME, ""), site) is None
    assert not [url for url in site.asked if "staging" in url]


@pytest.mark.parametrize(
    "answer",
    [
        Page(body="<html><h1>Nothing here</h1></html>"),
        Page(body="<rss><channel></channel></rss>", media_type=XML),
        Page(body="", media_type=XML),
        Page(body=b"\x1f\x8b\x08rubbish", media_type="application/gzip"),
        urls({"": DAYS[0], "about/": DAYS[1], "contact/": DAYS[2], "privacy/": DAYS[3]}),
        urls(releases(1, 2)),
    ],
)
def test_what_is_no_sitemap_of_releases_is_not_offered(answer: Page) -> None:
    assert detect({MAP: answer}) is None


def test_a_sitemap_that_robots_txt_forbids_is_passed_over() -> None:
    site = Site({MAP: urls(releases(1, 2, 3)), f"{HOME}sitemap_index.xml": urls(releases(1, 2, 3))})

    def polite(url: str, *, accept: str = "*/*", validators: Validators = NO_VALIDATORS) -> Response:
        if url == MAP:
            raise RefusedError(f"{url}: robots.txt forbids it")
        return site(url, accept=accept, validators=validators)

    assert sitemap.detect(answered(HOME, "<img src=/wp-content/a.png>"), polite) == f"{HOME}sitemap_index.xml"


def test_the_sections_of_releases_are_learned_from_the_news_page() -> None:
    links = "".join(
        f"<li><h2><a href='/stories/2026/0{n}/word-{n}/'>A long story of {n} buses</a></h2>" for n in (1, 2, 3)
    )
    pages: dict[str, str | Page] = {
        f"{HOME}news/": f"<main><ul>{links}</ul></main>",
        MAP: urls({f"stories/201{n}/november/old-{n}/": "" for n in range(3)} | {"stories/about-them/": ""}),
    }
    place = detect(pages, home="<a href='/news/'>News</a>")
    assert place == f"{MAP}#/stories/*/*/"
    assert paths(read(pages, place=place)) == [f"stories/201{n}/november/old-{n}/" for n in range(3)]


def test_sections_with_blanks_in_them_are_found_again() -> None:
    links = "".join(f"<li><h2><a href='/Our%20Stories/word-{n}/'>A long story of {n} buses</a></h2>" for n in (1, 2, 3))
    pages: dict[str, str | Page] = {
        HOME: "<a href='/news/'>News</a>",
        f"{HOME}news/": f"<main><ul>{links}</ul></main>",
        MAP: urls({f"Our Stories/word-{n}/": "" for n in (1, 2, 3, 4)} | {"Our%20Stories/word-5/": ""}),
    }
    found = discover.find(HOME, Site(pages), ["sitemap"])
    assert found.reads_from == f"{MAP}#/our%20stories/"
    assert len(discover.read(found.way, found.reads_from, Site(pages)).items) == 5


@pytest.mark.parametrize(
    ("url", "place"),
    [
        ("https://a.example/buses/", "/"),
        ("https://a.example/news/2026/03/buses/", "/news/*/*/"),
        ("https://a.example/news/marchshire/news/news/2025/november/buses/", "/news/marchshire/news/news/*/*/"),
        ("https://a.example/News/2019/05-may/Buses.aspx", "/news/*/*/"),
        ("https://a.example/2017-09-buses", "/*-"),
        ("https://a.example/news.aspx?id=12", "/news.aspx?id"),
        ("https://a.example", "/"),
    ],
)
def test_a_section_is_where_a_page_lies_whatever_its_date(url: str, place: str) -> None:
    assert section.section(url) == place


def test_a_source_can_be_the_sitemap_itself() -> None:
    page = urls({"stories/a/": "", "stories/b/": "", "stories/c/": "", "other/": ""})
    site = Site({MAP: page, f"{MAP}#/stories/": page})
    found = discover.find(f"{MAP}#/stories/", site, ["sitemap"])
    assert (found.way, found.url) == ("sitemap", f"{MAP}#/stories/")
    assert len(discover.read(found.way, found.reads_from, site).items) == 3


# --- what is a release


@pytest.mark.parametrize(
    ("path", "taken"),
    [
        ("news/buses/", True),
        ("news/marchshire/news/news/2025/november/buses/", True),  # a shared police platform
        ("News-and-Events/News-Archive/2014/PR-301.aspx", True),
        ("press-releases/1756/", True),
        ("news/2026/03/buses", True),
        ("newyddion/bysiau/", True),
        ("news/", False),
        ("news/2025/", False),
        ("news/2025/03-mar/", False),
        ("news/page/2/", False),
        ("news/category/crime/", False),
        ("news/minutes.pdf", False),
        ("about/buses/", False),
        ("buses/", False),
        ("pt/news/onibus/", False),  # a machine's translation
        ("cy/newyddion/bysiau/", False),  # a source of its own
    ],
)
def test_addresses_tell_releases_from_other_pages(path: str, *, taken: bool) -> None:
    reading = read({MAP: urls(releases(1) | {path: ""})})
    assert (path in paths(reading)) is taken
    assert identity.url_alias(HOME + path) in reading.present


def test_a_welsh_source_has_the_welsh_releases() -> None:
    pages: dict[str, str | Page] = {MAP: urls({"cy/newyddion/bysiau/": "", "en/news/buses/": ""})}
    assert paths(read(pages, place=f"{MAP}#/cy/newyddion/")) == ["cy/newyddion/bysiau/"]


def test_the_news_extension_tells_releases_with_title_and_date() -> None:
    news = (
        "<news:news><news:publication><news:name>Marchshire</news:name></news:publication>"
        "<news:publication_date>2026-02-03T09:00:00Z</news:publication_date>"
        "<news:title>Kits &amp; buses</news:title></news:news>"
    )
    reading = read({MAP: urls({"kits/": ""}, news)})
    (item,) = reading.items
    assert (item.title, item.published.value) == ("Kits &amp; buses", "2026-02-03T09:00:00+00:00")
    assert reading.extent is Extent.PART  # by its rules it holds two days only


def test_an_index_leads_to_the_sitemaps_of_posts_alone() -> None:
    site = Site(
        {
            MAP: index(
                {
                    "wp-sitemap-posts-post-1.xml": "",
                    "wp-sitemap-posts-page-1.xml": "",
                    "press_release-sitemap.xml": "",
                    "wp-sitemap-taxonomies-category-1.xml": "",
                    "wp-sitemap-users-1.xml": "",
                }
            ),
            f"{HOME}wp-sitemap-posts-post-1.xml": urls({"kits-for-buses/": ""}),
            f"{HOME}press_release-sitemap.xml": urls({"media-centre/kits/": ""}),
        }
    )
    reading = sitemap.read(MAP, site)
    assert paths(reading) == ["kits-for-buses/", "media-centre/kits/"]
    assert reading.extent is Extent.WHOLE
    assert len(site.asked) == 3


def test_an_index_without_telling_names_is_followed_everywhere() -> None:
    pages: dict[str, str | Page] = {
        MAP: index({"sitemap.xml?page=1": "", "sitemap.xml?page=2": "", "image-sitemap.xml": ""}),
        f"{MAP}?page=1": urls({"about/us/": ""} | releases(1)),
        f"{MAP}?page=2": urls(releases(2)),
    }
    assert paths(read(pages)) == ["news/release-1/", "news/release-2/"]


@pytest.mark.parametrize(
    "page",
    [
        Page(body=gzip.compress(str(urls(releases(1, 2)).body).encode()), media_type="application/gzip"),
        Page(body=f"{HOME}news/release-1/\n{HOME}news/release-2/\n", media_type="text/plain"),
        Page(body=b"\xef\xbb\xbf" + str(urls(releases(1, 2)).body).encode(), media_type=XML),
        Page(body=str(urls(releases(1, 2)).body).replace(NAMESPACES, ""), media_type="text/html"),
        Page(body="\n\n" + str(urls(releases(1, 2)).body).partition("?>")[2], media_type=XML),
    ],
    ids=["gzip", "text", "mark", "no namespace", "blank lines"],
)
def test_a_sitemap_is_read_however_it_is_written(page: Page) -> None:
    reading = read({MAP: page})
    assert paths(reading) == ["news/release-1/", "news/release-2/"]
    assert reading.extent is Extent.WHOLE


# --- limits


def test_an_ill_formed_sitemap_is_read_as_far_as_it_goes_and_says_nothing_of_the_rest() -> None:
    cut = str(urls(releases(1, 2, 3)).body)[:-90]
    reading = read({MAP: Page(body=cut, media_type=XML)})
    assert paths(reading)[:2] == ["news/release-1/", "news/release-2/"]
    assert (reading.extent, reading.present, reading.total) == (Extent.PART, frozenset(), None)
    assert "cut short or ill-formed" in reading.remarks[0]


def test_entities_are_not_blown_up() -> None:
    bomb = "".join(f'<!ENTITY b{n} "{f"&b{n - 1};" * 50}">' for n in range(1, 9))
    body = f'<!DOCTYPE x [<!ENTITY b0 "news">{bomb}]><urlset><url><loc>{HOME}news/&b8;/</loc></url></urlset>'
    response = answered(MAP, Page(body=body, media_type=XML))
    document = urlset.read_document(response)
    assert document is None or sum(len(entry.url) for entry in document.entries) < 1000


def test_a_compressed_sitemap_larger_than_the_protocol_allows_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(urlset, "_MOST_BYTES", 700)
    body = gzip.compress(str(urls(releases(*range(1, 20))).body).encode())
    reading = read({MAP: Page(body=body, media_type="application/gzip")})
    assert 0 < len(reading.items) < 19
    assert reading.extent is Extent.PART


def test_indexes_in_a_circle_and_without_an_end_are_left() -> None:
    circle = {f"{HOME}{n}.xml": index({f"{n + 1}.xml": "", "sitemap.xml": ""}) for n in range(50)}
    site = Site(
        {MAP: index({"0.xml": "", "news-sitemap.xml": ""}), f"{HOME}news-sitemap.xml": urls(releases(1)), **circle}
    )
    assert paths(sitemap.read(MAP, site)) == ["news/release-1/"]
    assert len(site.asked) <= 5


def test_an_index_of_too_many_sitemaps_is_left_and_said_so() -> None:
    children = {f"news-{n}.xml": "" for n in range(250)}
    site = Site({MAP: index(children), **{HOME + name: urls({f"news/of-{name}/": ""}) for name in children}})
    reading = sitemap.read(MAP, site)
    assert (len(site.asked), reading.extent) == (200, Extent.PART)
    assert "after 200 documents" in reading.remarks[-1]


def test_one_sitemap_that_fails_leaves_the_others() -> None:
    pages: dict[str, str | Page] = {
        MAP: index({"news-1.xml": "", "news-2.xml": ""}),
        f"{HOME}news-2.xml": urls(releases(1)),
    }
    reading = read(pages)
    assert (paths(reading), reading.extent) == (["news/release-1/"], Extent.PART)
    assert "news-1.xml answered 404" in reading.remarks[0]


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (Page(status=404), "answered 404 with text/html instead of a sitemap"),
        (Page(body="<html><h1>Are you human?</h1>"), "whether a human is there"),
        (urls({"about/": ""}), "lists nothing that could be a release"),
        (index({}), "lists nothing that could be a release"),
    ],
)
def test_a_sitemap_without_releases_is_an_error_and_no_quiet_day(answer: Page, words: str) -> None:
    with pytest.raises(DiscoverError, match=words):
        read({MAP: answer})


# --- again


def test_what_is_new_or_has_another_lastmod_is_read_again() -> None:
    cursor = read({MAP: urls(releases(1, 2, 3))}).cursor
    later = read({MAP: urls(releases(1, 2, 3, 4) | {"news/release-2/": DAYS[20]})}, cursor)
    assert paths(later) == ["news/release-2/", "news/release-4/"]
    assert later.items[0].modified.value == DAYS[20]
    assert (later.extent, later.total) == (Extent.SAME, 4)
    assert paths(read({MAP: urls(releases(1, 2, 3, 4) | {"news/release-2/": DAYS[20]})}, later.cursor)) == []


def test_an_address_that_has_gone_makes_the_whole_sitemap_count() -> None:
    pages: dict[str, str | Page] = {
        MAP: index({"news-1.xml": DAYS[1], "news-2.xml": DAYS[1]}),
        f"{HOME}news-1.xml": urls(releases(1, 2)),
        f"{HOME}news-2.xml": urls(releases(3, 4)),
    }
    cursor = read(pages).cursor
    pages[MAP] = index({"news-1.xml": DAYS[1], "news-2.xml": DAYS[2]})
    pages[f"{HOME}news-2.xml"] = urls(releases(4))
    later = read(pages, cursor)
    assert (later.extent, later.total) == (Extent.WHOLE, 3)
    assert later.present == {identity.url_alias(f"{HOME}news/release-{number}/") for number in (1, 2, 4)}


def test_only_the_documents_that_changed_are_read() -> None:
    pages: dict[str, str | Page] = {
        MAP: index({"news-1.xml": DAYS[1], "news-2.xml": DAYS[1]}),
        f"{HOME}news-1.xml": urls(releases(1)),
        f"{HOME}news-2.xml": urls(releases(2)),
    }
    cursor = read(pages).cursor
    pages[MAP] = index({"news-1.xml": DAYS[1], "news-2.xml": DAYS[2]})
    pages[f"{HOME}news-2.xml"] = urls(releases(2, 3))
    site = Site(pages)
    later = sitemap.read(MAP, site, cursor)
    assert site.asked == [MAP, f"{HOME}news-2.xml"]
    assert (paths(later), later.extent, later.total) == (["news/release-3/"], Extent.SAME, 3)


def test_a_sitemap_that_has_not_changed_is_one_question() -> None:
    page = urls(releases(1, 2, 3))
    site = Site({MAP: Page(body=page.body, media_type=XML, etag='"a"')})
    first = sitemap.read(MAP, site)
    quiet = sitemap.read(MAP, site, first.cursor)
    assert (quiet.items, quiet.extent, quiet.total, quiet.cursor) == ((), Extent.SAME, 3, first.cursor)
    assert site.asked == [MAP, MAP]


def test_without_a_lastmod_for_each_release_a_change_may_be_hidden() -> None:
    pages: dict[str, str | Page] = {MAP: urls(releases(1, 2) | {"news/undated/": ""})}
    assert read(pages, read(pages).cursor).extent is Extent.PART


def test_the_day_on_which_a_sitemap_was_made_is_no_lastmod_of_a_page() -> None:
    made = {f"news/release-{number}/": f"2026-03-05T09:00:{number:02}+00:00" for number in range(8)}
    first = read({MAP: urls(made | {"news/edited/": DAYS[3]})})
    assert {item.url: item.modified.value for item in first.items if item.modified.value} == {
        f"{HOME}news/edited/": DAYS[3]
    }
    again = {path: lastmod.replace("-05T", "-06T") for path, lastmod in made.items()}
    assert paths(read({MAP: urls(again | {"news/edited/": DAYS[3]})}, first.cursor)) == []


@pytest.mark.parametrize("cursor", ["nonsense", "[]", '{"x": 1}', '{"x": {"etag": 1}}'])
def test_a_cursor_that_is_not_ours_means_a_full_reading(cursor: str) -> None:
    assert read({MAP: urls(releases(1, 2, 3))}, cursor).extent is Extent.WHOLE
