"""News pages in the shapes that offices' systems give them: what is listed, where it goes on, what cannot be had."""

from archive import discover
from archive.discover import listing
from archive.discover.reading import Extent, Reading
from tests.archive.discover.discover_site import HOME, Page, Site

NEWS = f"{HOME}news/"
TITLES = ("Extra patrols for the bus station", "Grants for youth clubs are open", "Views wanted on the precept")


def ends(reading: Reading) -> list[str]:
    """Return the last names of the addresses."""
    return [item.url.rstrip("/").rpartition("/")[2] for item in reading.items]


# --- ASP.NET: a form around everything, tables, postbacks, an archive by year


def aspnet(*numbers: int, foot: str = "") -> str:
    rows = "".join(
        f"<tr><td class='date'>{number:02}/11/2015</td>"
        f"<td><a href='/News-and-Events/News-Archive/2015/PR-{number}.aspx'>{TITLES[number % 3]} {number}</a></td></tr>"
        for number in numbers
    )
    tools = """<ul class="tools"><li><a href="javascript:__doPostBack('ctl00$lnkText','')">Text Only</a>
      <li><a href="javascript:__doPostBack('ctl00$lnkPostcode','')">Set your Postcode</a></ul>"""
    return f"<form action='./' id='aspnetForm'>{tools}<table class='news'>{rows}</table>{foot}</form>"


def test_pages_that_a_form_turns_are_said_to_be_out_of_reach() -> None:
    foot = "".join(f"<a href=\"javascript:__doPostBack('ctl00$grid','Page${n}')\">{n}</a>" for n in (2, 3))
    reading = listing.read(NEWS, Site({NEWS: aspnet(9, 8, 7, foot=foot)}))
    assert ends(reading) == ["PR-9.aspx", "PR-8.aspx", "PR-7.aspx"]
    assert reading.extent is Extent.PART
    assert reading.remarks == (f"{NEWS} turns its pages by sending a form, which only a browser can do",)


def test_a_link_without_an_address_of_its_own_is_a_button_for_more() -> None:
    remarks = {
        link: listing.read(NEWS, Site({NEWS: aspnet(9, 8, 7, foot=f"<a href='{link}'>Load more news</a>")})).remarks
        for link in ("#", "javascript:more()", "/news/all/")
    }
    assert {link for link, told in remarks.items() if told} == {"#", "javascript:more()"}


def test_other_buttons_that_send_a_form_turn_no_page() -> None:
    assert listing.read(NEWS, Site({NEWS: aspnet(9, 8, 7)})).remarks == ()


def test_the_lists_of_earlier_years_are_the_history_of_a_single_page() -> None:
    years = "".join(f"<li><a href='/News-and-Events/News-Archive/{year}/'>{year}</a>" for year in (2015, 2014, 2013))
    archive = f"{HOME}News-and-Events/News-Archive"
    site = Site(
        {
            NEWS: aspnet(9, 8, 7, foot=f"<ul class='years'>{years}</ul>"),
            f"{archive}/2015/": aspnet(9, 8, 7, 6, 5),
            f"{archive}/2014/": aspnet(4, 3, foot="<a href='?page=2'>Next</a>"),
            f"{archive}/2014/?page=2": aspnet(2, 1),
            f"{archive}/2013/": "<h1>There was nothing in that year</h1>",
        }
    )
    reading = listing.read(NEWS, site)
    assert sorted(ends(reading)) == [f"PR-{number}.aspx" for number in range(1, 10)]
    assert (reading.extent, reading.total) == (Extent.WHOLE, 9)
    site.asked.clear()
    assert listing.read(NEWS, site, reading.cursor).items == ()
    assert site.asked == [NEWS]


def test_a_list_of_a_year_that_fails_leaves_the_history_open() -> None:
    reading = listing.read(NEWS, Site({NEWS: aspnet(9, 8, 7, foot="<a href='/news/2014/'>2014</a>")}))
    assert (len(reading.items), reading.extent, reading.cursor) == (3, Extent.PART, "")
    assert "2014/ answered 404" in reading.remarks[0]


def test_years_beside_a_listing_that_goes_on_by_itself_are_not_asked() -> None:
    foot = "<a href='?page=2'>Older</a><a href='/2014/'>November 2014 (3)</a>"
    site = Site({NEWS: aspnet(3, 2, foot=foot), f"{NEWS}?page=2": aspnet(1)})
    assert len(listing.read(NEWS, site).items) == 3
    assert len(site.asked) == 2


# --- a platform that many police forces share


def shared_platform(*numbers: int, older: str = "") -> str:
    cards = "".join(
        f"""<li class="c-filter__item"><a href="/news/marchshire/news/news/2025/november/release-{number}/">
          <div class="c-card__image"><img src="/thumb-{number}.jpg" alt=""></div>
          <div class="c-card__content"><h3>{TITLES[number % 3]} {number}</h3><p>Fourteen buses.</p>
          <span>Published: 10:34 {number:02}/11/2025</span></div></a></li>"""
        for number in numbers
    )
    quick = "<div class='quick-exit'><a href='https://www.weather.example/'>Leave this site quickly</a></div>"
    return f"<body>{quick}<main><h1>News</h1><ul class='c-filter__results'>{cards}</ul>{older}</main></body>"


def test_cards_of_a_shared_platform_are_releases() -> None:
    older = '<nav aria-label="Pagination"><a class="c-pagination__link" href="?page=2"><span>Next</span></a></nav>'
    site = Site({NEWS: shared_platform(5, 4, 3, older=older), f"{NEWS}?page=2": shared_platform(2, 1)})
    reading = listing.read(NEWS, site)
    assert ends(reading) == [f"release-{number}" for number in (5, 4, 3, 2, 1)]
    assert [item.title.rpartition(" ")[2] for item in reading.items] == ["5", "4", "3", "2", "1"]
    assert reading.extent is Extent.WHOLE


# --- Umbraco: sections of generic classes


def umbraco(*numbers: int, older: str = "") -> str:
    columns = "".join(
        f"""<div class="col-md-4"><div class="panel"><a href="/working-for-you/news/release-{number}/"
          ><img src="/media/538{number}/picture.jpg?width=400" alt="A bus"></a><h4>{TITLES[number % 3]} {number}</h4>
          <p>Fourteen buses.</p>
          <a class="btn" href="/working-for-you/news/release-{number}/">Read more</a></div></div>"""
        for number in numbers
    )
    return f"<main><div class='row'>{columns}</div>{older}</main>"


def test_panels_whose_headings_are_no_links_have_their_titles() -> None:
    older = (
        "<ul class='pagination'><li class='active'><a href='/news/?page=1'>1</a><li><a href='/news/?page=2'>2</a></ul>"
    )
    site = Site({NEWS: umbraco(5, 4, 3, older=older), f"{NEWS}?page=1": umbraco(5, 4, 3, older=older)})
    site = Site({**site.pages, f"{NEWS}?page=2": umbraco(2, 1)})
    reading = listing.read(NEWS, site)
    assert ends(reading) == [f"release-{number}" for number in (5, 4, 3, 2, 1)]
    assert reading.items[0].title == f"{TITLES[2]} 5"


# --- Drupal: rows, and a number for each pager of the page


def drupal(*numbers: int, older: str = "") -> str:
    rows = "".join(
        f"""<div class="views-row"><article about="/news/release-{number}" class="node node--type-news">
          <h2><a href="/news/release-{number}" rel="bookmark"><span>{TITLES[number % 3]} {number}</span></a></h2>
          <div class="field field--name-field-date"><time datetime="2025-11-{number:02}T12:00:00Z"
          >{number} November 2025</time></div></article></div>"""
        for number in numbers
    )
    return f"<main><div class='view-content'>{rows}</div>{older}</main>"


def test_the_pages_of_the_second_pager_are_turned() -> None:
    def pager(*pages: int) -> str:
        links = "".join(f'<li class="pager__item"><a href="?page=0%2C{page}">{page + 1}</a></li>' for page in pages)
        return f'<nav class="pager"><ul>{links}</ul></nav>'

    site = Site(
        {
            NEWS: drupal(6, 5, older=pager(1, 2)),
            f"{NEWS}?page=0%2C1": drupal(4, 3, older=pager(0, 2)),
            f"{NEWS}?page=0%2C2": drupal(2, 1, older=pager(0, 1)),
        }
    )
    reading = listing.read(NEWS, site)
    assert ends(reading) == [f"release-{number}" for number in (6, 5, 4, 3, 2, 1)]
    assert len(site.asked) == 3


def test_drupals_next_link_is_followed_by_its_words() -> None:
    older = (
        '<a href="?page=1" title="Go to next page"><span class="visually-hidden">Next page</span><span>››</span></a>'
    )
    site = Site({NEWS: drupal(4, 3, older=older), f"{NEWS}?page=1": drupal(2, 1)})
    assert len(listing.read(NEWS, site).items) == 4


# --- static generators


def static(*numbers: int, before: str = "", older: str = "") -> str:
    items = "".join(
        f"""<li><article class="hentry"><header><h1><a href="/release-{number}.html">{TITLES[number % 3]} {number}</a>
          </h1></header><footer><abbr class="published" title="2025-11-{number:02}T09:00:00+00:00"
          >Published: {number} November 2025</abbr></footer></article></li>"""
        for number in numbers
    )
    return f"<body>{before}<section><ol>{items}</ol>{older}</section></body>"


def featured(number: int) -> str:
    title = f"{TITLES[number % 3]} {number}"
    return f"""<aside id="featured"><article><h1><a href="/release-{number}.html">{title}</a></h1>
      <abbr class="published" title="2025-11-{number:02}T09:00:00+00:00">{number} November 2025</abbr>
      </article></aside>"""


def test_the_newest_release_is_found_above_and_apart_from_the_others() -> None:
    older = '<nav><a href="/index2.html">⟩</a><a href="/index9.html">⟫</a></nav>'
    site = Site({HOME: static(4, 3, before=featured(5), older=older), f"{HOME}index2.html": static(2, 1)})
    reading = listing.read(HOME, site)
    assert ends(reading) == [f"release-{number}.html" for number in (5, 4, 3, 2, 1)]
    assert reading.items[0].published.value == "2025-11-05T09:00:00+00:00"


def test_two_things_above_a_listing_are_another_list() -> None:
    reading = listing.read(HOME, Site({HOME: static(4, 3, before=featured(8) + featured(7))}))
    assert len(reading.items) == 2


def test_numbered_files_are_pages() -> None:
    older = '<nav><a href="/index.html">1</a> <a href="/index2.html">2</a> <a href="/index3.html">3</a></nav>'
    site = Site(
        {
            f"{HOME}index.html": static(6, 5, older=older),
            f"{HOME}index2.html": static(4, 3, older=older),
            f"{HOME}index3.html": static(2, 1, older=older),
        }
    )
    assert len(listing.read(f"{HOME}index.html", site).items) == 6


def test_what_one_author_has_written_is_not_the_news_page() -> None:
    byline = '<p>By <a href="/author/press-office.html">Press office</a></p>'
    home = static(6, 5, 4, 3, 2, 1, older=byline)
    site = Site({HOME: home, f"{HOME}author/press-office.html": static(3, 2, 1)})
    assert discover.find(HOME, site, ["listing"]).url == HOME


# --- listings that print whole texts


def test_whole_texts_on_one_page_are_listed_by_their_headings_and_lead_to_their_own_pages() -> None:
    texts = "".join(
        f"""<div class="post"><h3><a href="2017-09-release-{number}">{TITLES[number % 3]} {number}</a></h3>
          <p><strong>{number} September 2017</strong></p>
          {"<p>The Commissioner, <a href='about'>who was elected in May</a>, said so again.</p>" * 6}
          <p>Read the <a href="plan.pdf">plan</a>; <a href="/surveys/policing-survey">take part in our survey</a>.</p>
          </div>"""
        for number in (3, 2, 1)
    )
    page = Page(body=f"<head><base href='{HOME}'></head><div id='content'>{texts}</div>")
    reading = listing.read(f"{HOME}latest-news", Site({f"{HOME}latest-news": page}))
    assert [item.url for item in reading.items] == [f"{HOME}2017-09-release-{number}" for number in (3, 2, 1)]
