"""News pages of many makes: the blocks, the pages, and what is none of them."""

import pytest

from archive import identity
from archive.discover import listing
from archive.discover.reading import Extent
from archive.errors import DiscoverError
from archive.release import Channel
from tests.archive.discover.discover_site import HOME, Page, Site, answered

NEWS = f"{HOME}news/"
MENU = """<header><nav><ul><li><a href="/">Home</a><li><a href="/about/">About</a><li><a href="/news/">News</a>
  <li><a href="/your-commissioner/">Your commissioner</a><li><a href="/contact/">Contact</a></ul></nav></header>"""
FOOTER = """<footer><ul><li><a href="/privacy/">How we use what you tell us</a>
  <li><a href="/accessibility/">Accessibility of this site for all</a></ul></footer>"""


def article(number: int) -> str:
    """Return a block as WordPress themes make them: classes of its own, a category, "read more"."""
    return f"""<article id="post-{number}" class="post-{number} post category-news tag-buses"><header>
      <h2 class="entry-title"><a href="/news/release-{number}/">Release number {number} on buses</a></h2>
      <time class="published" datetime="2026-02-{number:02}T09:00:00+00:00">{number} February 2026</time>
      <time class="updated" datetime="2026-03-01">1 March</time></header>
      <p>Fourteen buses. <a href="/category/transport/">Transport</a></p>
      <a class="more" href="/news/release-{number}/#more">Read more</a></article>"""


def rows(number: int) -> str:
    """Return a block as Drupal makes them: rows of divs, no heading."""
    return f"""<div class="views-row views-row-{number}"><div class="views-field-title"><span><a href="release-{number}"
      >Release number {number} on buses</a></span></div><span class="date">{number} February 2026</span></div>"""


def cards(number: int) -> str:
    """Return a block that is one big link."""
    return f"""<a class="card" href="{HOME}news/release-{number}/"><img src="{number}.jpg" alt="">
      <h3>Release number {number} on buses</h3><p>{number} February 2026</p></a>"""


def cells(number: int) -> str:
    """Return a block as old ASP.NET systems make them: a form around everything, tables inside."""
    return f"""<tr><td>{number}/02/2026</td><td><a href="/News/2026/PR-{number}.aspx"
      >Release number {number} on buses</a></td><td><a href="/files/PR-{number}.pdf">PDF</a></td></tr>"""


def news(*blocks: str, older: str = "", before: str = "") -> str:
    return f"<html lang='en'><body>{MENU}<main>{before}<div class='list'>{''.join(blocks)}</div>{older}</main>{FOOTER}"


def aspx(*blocks: str) -> str:
    return f"<body><form id='aspnetForm'>{MENU}<table class='news'>{''.join(blocks)}</table></form>{FOOTER}</body>"


def titles(reading_of: dict[str, str | Page], cursor: str = "") -> list[str]:
    return [item.title for item in listing.read(NEWS, Site(reading_of), cursor).items]


# --- the blocks of one page


@pytest.mark.parametrize("block", [article, rows, cards])
def test_the_blocks_of_a_page_are_found_by_their_structure(block: object) -> None:
    assert callable(block)
    reading = listing.read(NEWS, Site({NEWS: news(*(block(number) for number in (3, 2, 1)))}))
    assert [identity.normal_url(item.url).rpartition("/")[2] for item in reading.items] == [
        "release-3",
        "release-2",
        "release-1",
    ]
    assert all("Release number" in item.title for item in reading.items)


def test_a_table_in_a_form_is_a_listing_and_its_documents_are_not_releases() -> None:
    reading = listing.read(NEWS, Site({NEWS: aspx(*(cells(number) for number in (3, 2, 1)))}))
    assert [item.url for item in reading.items] == [f"{HOME}News/2026/PR-{number}.aspx" for number in (3, 2, 1)]


def test_dates_are_taken_from_time_elements_only() -> None:
    (first, *_) = listing.read(NEWS, Site({NEWS: news(*map(article, (3, 2, 1)))})).items
    assert (first.published.value, first.modified.value) == ("2026-02-03T09:00:00+00:00", "2026-03-01")
    assert first.channel is Channel.PAGE
    assert first.aliases == (identity.url_alias(f"{HOME}news/release-3/"),)
    (first, *_) = listing.read(NEWS, Site({NEWS: news(*map(rows, (3, 2, 1)))})).items
    assert first.published.value == ""


def test_what_stands_beside_the_blocks_is_left_out() -> None:
    beside = "<div class='intro'>All that we say. <a href='/about/our-press-office/'>About our press office</a></div>"
    assert len(titles({NEWS: news(beside, *map(rows, (3, 2, 1)))})) == 3


def test_a_first_block_of_another_class_is_kept() -> None:
    featured = article(4).replace('class="post-4 post category-news tag-buses"', 'class="featured"')
    assert len(titles({NEWS: news(featured, *map(article, (3, 2, 1)))})) == 4


def test_related_pages_and_side_columns_are_no_blocks() -> None:
    side = "<aside><ul><li><h3><a href='/news/old/'>An old release that many read</a></h3></ul></aside>"
    related = f"<div class='related-posts'>{''.join(map(article, (7, 8, 9, 10, 11)))}</div>"
    assert len(titles({NEWS: news(*map(article, (3, 2, 1)), before=side + related)})) == 3


def test_a_listing_that_prints_whole_texts_is_read_by_its_headings() -> None:
    text = "".join(f"<p>See <a href='/page-{n}/'>page {n}</a></p>" for n in range(8))
    assert len(titles({NEWS: news(*(article(number).replace("<p>", f"{text}<p>") for number in (3, 2, 1)))})) == 3


def test_a_welsh_page_says_that_its_releases_are_welsh() -> None:
    page = news(*map(article, (3, 2, 1))).replace("lang='en'", "lang='cy-GB'")
    assert {item.language for item in listing.read(NEWS, Site({NEWS: page})).items} == {"cy"}


def test_links_are_relative_to_the_base_that_a_page_names() -> None:
    page = f"<head><base href='{HOME}old/'></head>" + news(*map(rows, (3, 2, 1)))
    assert listing.read(NEWS, Site({NEWS: page})).items[0].url == f"{HOME}old/release-3"


# --- finding the listing


def test_a_home_page_leads_to_its_news_page() -> None:
    teasers = "<main>" + "".join(map(article, (3, 2, 1))) + "</main>"
    site = Site({NEWS: news(*map(article, (5, 4, 3, 2, 1)))})
    assert listing.detect(answered(HOME, MENU + teasers), site) == NEWS


def test_a_home_page_leads_to_its_press_releases_before_its_news() -> None:
    home = MENU + "<a href='/press-releases/'>Press releases</a>"
    site = Site({f"{HOME}press-releases/": news(*map(article, (3, 2, 1))), NEWS: news(*map(article, (3, 2, 1)))})
    assert listing.detect(answered(HOME, home), site) == f"{HOME}press-releases/"


def test_a_welsh_home_page_leads_to_its_newyddion() -> None:
    site = Site({f"{HOME}cy/newyddion/": news(*map(article, (3, 2, 1)))})
    assert (
        listing.detect(answered(f"{HOME}cy/", "<a href='/cy/newyddion/'>Newyddion</a>"), site) == f"{HOME}cy/newyddion/"
    )


def test_a_page_that_lists_releases_needs_no_search() -> None:
    site = Site({})
    assert listing.detect(answered(NEWS, news(*map(article, (5, 4, 3, 2, 1)))), site) == NEWS
    assert site.asked == []


def test_a_release_with_related_news_leads_to_the_news_page() -> None:
    release = answered(f"{NEWS}release-9/", news(*map(article, (3, 2, 1)), before="<h1>Release 9</h1><p>Text.</p>"))
    assert listing.detect(release, Site({NEWS: news(*map(article, (3, 2, 1)))})) == NEWS


def test_a_short_listing_is_taken_when_nothing_better_is_linked() -> None:
    assert listing.detect(answered(NEWS, news(*map(article, (3, 2, 1)))), Site({})) == NEWS


def test_services_on_a_home_page_are_no_news() -> None:
    services = "".join(
        f"<li class='service'><h3><a href='/{name}/'>{name.title()} a crime or incident here</a></h3></li>"
        for name in ("report", "witness", "survive", "prevent")
    )
    assert listing.detect(answered(HOME, f"<main><ul>{services}</ul></main>"), Site({})) is None


def test_a_menu_alone_is_no_listing() -> None:
    assert listing.detect(answered(NEWS, f"<div>{MENU.replace('nav', 'div')}</div>{FOOTER}"), Site({})) is None


# --- the pages


@pytest.mark.parametrize(
    ("second", "link"),
    [
        (f"{NEWS}page/2/", '<link rel="next" href="/news/page/2/">'),
        (f"{NEWS}page/2/", '<div class="x"><a class="page-numbers" href="/news/page/2/">2</a></div>'),
        (f"{NEWS}?page=1", '<a href="?page=1">2</a><a href="?page=7">8</a><a href="/events/?page=0">1</a>'),
        (f"{NEWS}?start=10", '<a href="?start=10">Older posts »</a>'),
        (f"{NEWS}?tudalen=2", '<a href="?tudalen=2">Nesaf</a>'),
        (f"{NEWS}?tudalen=2", '<a href="?tudalen=2">Hŷn</a>'),
        (f"{NEWS}2/", '<a href="2/" aria-label="Next page"><svg></svg></a>'),
    ],
)
def test_the_next_page_is_found_however_the_site_turns_pages(second: str, link: str) -> None:
    site = Site({NEWS: news(*map(article, (5, 4, 3)), older=link), second: news(*map(article, (2, 1)))})
    reading = listing.read(NEWS, site)
    assert site.asked == [NEWS, second]
    assert (len(reading.items), reading.extent, reading.total) == (5, Extent.WHOLE, 5)
    assert reading.present == {item.aliases[0] for item in reading.items}


def test_a_single_page_may_be_the_newest_only() -> None:
    reading = listing.read(NEWS, Site({NEWS: news(*map(article, (3, 2, 1)))}))
    assert (reading.extent, reading.total, reading.present) == (Extent.PART, None, frozenset())


def test_a_button_for_more_is_remarked_and_ends_no_listing() -> None:
    reading = listing.read(NEWS, Site({NEWS: news(*map(article, (3, 2, 1)), older="<button>Load more news</button>")}))
    assert reading.extent is Extent.PART
    assert "button for more" in reading.remarks[0]


def test_a_listing_that_gives_the_same_page_for_every_number_ends() -> None:
    def same(number: int) -> str:
        return news(*map(article, (3, 2, 1)), older=f"<a href='/news/?page={number + 1}'>Next</a>")

    site = Site({NEWS: same(0), **{f"{NEWS}?page={number}": same(number) for number in range(1, 50)}})
    assert len(listing.read(NEWS, site).items) == 3
    assert len(site.asked) == 3


def test_a_circle_of_pages_ends() -> None:
    pages = {
        NEWS: news(*map(article, (5, 4, 3)), older="<a href='/news/page/2/'>Next</a>"),
        f"{NEWS}page/2/": news(*map(article, (2, 1)), older="<a href='/news/'>Next</a>"),
    }
    site = Site(pages)
    assert len(listing.read(NEWS, site).items) == 5
    assert len(site.asked) == 2


@pytest.mark.slow
def test_a_listing_without_an_end_is_left_after_a_limit() -> None:
    def endless(number: int) -> str:
        links = "".join(article(1).replace("release-1", f"release-{number}-{n}") for n in range(3))
        return news(links, older=f"<a href='/news/?page={number + 1}'>Next</a>")

    site = Site({NEWS: endless(0), **{f"{NEWS}?page={number}": endless(number) for number in range(1, 250)}})
    reading = listing.read(NEWS, site)
    assert len(site.asked) == 200
    assert (reading.extent, len(reading.items)) == (Extent.PART, 600)
    assert "after 200 pages" in reading.remarks[0]
    assert reading.cursor


def test_an_older_page_that_fails_leaves_the_cursor_as_it_was() -> None:
    older = "<a href='/news/page/2/'>Next</a>"
    site = Site({NEWS: news(*map(article, (5, 4, 3)), older=older), f"{NEWS}page/2/": Page(status=500)})
    reading = listing.read(NEWS, site)
    assert (len(reading.items), reading.extent, reading.cursor) == (3, Extent.PART, "")
    assert "page/2/ answered 500" in reading.remarks[0]


# --- again


def test_a_later_reading_stops_at_the_first_page_without_anything_new() -> None:
    older = "<a href='/news/page/2/'>Next</a>"
    pages = {NEWS: news(*map(article, (5, 4, 3)), older=older), f"{NEWS}page/2/": news(*map(article, (2, 1)))}
    cursor = listing.read(NEWS, Site(pages)).cursor
    site = Site(pages)
    quiet = listing.read(NEWS, site, cursor)
    assert (quiet.items, quiet.extent, quiet.cursor) == ((), Extent.PART, cursor)
    assert site.asked == [NEWS]
    more = {**pages, NEWS: news(*map(article, (6, 5, 4, 3)), older=older)}
    assert [item.url for item in listing.read(NEWS, Site(more), cursor).items] == [f"{NEWS}release-6/"]


def test_a_release_with_another_title_or_date_in_the_listing_is_read_again() -> None:
    pages: dict[str, str | Page] = {NEWS: news(*map(article, (5, 4, 3)))}
    cursor = listing.read(NEWS, Site(pages)).cursor
    pages[NEWS] = news(article(5), article(4).replace("T09:00", "T10:00"), article(3).replace("buses", "trams"))
    reading = listing.read(NEWS, Site(pages), cursor)
    assert [item.url for item in reading.items] == [f"{NEWS}release-4/", f"{NEWS}release-3/"]
    assert listing.read(NEWS, Site(pages), reading.cursor).items == ()


def test_a_date_in_words_that_changed_is_a_change() -> None:
    pages: dict[str, str | Page] = {NEWS: news(*map(rows, (5, 4, 3)))}
    cursor = listing.read(NEWS, Site(pages)).cursor
    pages[NEWS] = news(rows(5), rows(4).replace("4 February", "2 February"), rows(3))
    assert [item.url for item in listing.read(NEWS, Site(pages), cursor).items] == [f"{NEWS}release-4"]


def test_a_listing_that_has_not_changed_is_one_question() -> None:
    site = Site({NEWS: Page(body=news(*map(article, (3, 2, 1))), etag='"a"')})
    cursor = listing.read(NEWS, site).cursor
    assert listing.read(NEWS, site, cursor).items == ()
    assert site.asked == [NEWS, NEWS]


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (Page(status=404), "answered 404"),
        (Page(body=f"<html>{MENU}<main><h1>News</h1></main>{FOOTER}"), "instead of a page that lists releases"),
        (Page(body="<html><h1>Are you human?</h1>"), "whether a human is there"),
        (Page(body=b"", media_type=""), "an empty answer"),
    ],
)
def test_a_page_without_releases_is_an_error_and_no_quiet_day(answer: Page, words: str) -> None:
    with pytest.raises(DiscoverError, match=words):
        listing.read(NEWS, Site({NEWS: answer}))
