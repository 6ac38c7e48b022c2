"""The REST API of WordPress: everything once, then little, and nothing missed."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive import identity
from archive.discover import wordpress
from archive.discover.reading import Extent, Reading
from archive.errors import DiscoverError
from archive.release import Alias, AliasKind, Channel, Claim
from tests.archive.discover.discover_blog import ROOT, Blog, Entry
from tests.archive.discover.discover_site import HOME, NOW, Page, Site, answered, json_page

DAY = timedelta(days=1)


def a_blog(posts: int) -> Blog:
    """Return a site with a post a day, the last one a week old."""
    first = NOW - (posts + 6) * DAY
    entries = (Entry(id=3 * n, date=first + n * DAY, modified=first + n * DAY) for n in range(1, posts + 1))
    return Blog(posts={"post": {entry.id: entry for entry in entries}})


def numbers(reading: Reading) -> list[str]:
    return [alias.value for item in reading.items for alias in item.aliases if alias.kind is AliasKind.WORDPRESS]


def detected(blog: Blog) -> str | None:
    return wordpress.detect(blog(HOME), blog)


# --- finding the API


def test_the_root_in_the_link_header_is_taken() -> None:
    assert detected(a_blog(3)) == ROOT


def test_the_root_in_the_head_of_the_page_is_taken() -> None:
    blog = a_blog(1)
    blog.home = Page(body=f"<link rel='https://api.w.org/' href='{ROOT}'>")
    assert detected(blog) == ROOT


@pytest.mark.parametrize("root", ["wp-json/", "?rest_route=/", "index.php/wp-json/"])
def test_a_root_that_no_page_names_is_found_in_the_usual_places(root: str) -> None:
    blog = a_blog(1)
    blog.home, blog.root = Page(body="<img src=/wp-content/logo.png>"), HOME + root
    assert detected(blog) == HOME + root


def test_the_address_of_the_api_itself_is_enough() -> None:
    blog = a_blog(1)
    assert wordpress.detect(answered(ROOT, json_page({"namespaces": ["wp/v2"]})), blog) == ROOT


def test_a_site_that_is_no_wordpress_is_none() -> None:
    site = Site({})
    assert wordpress.detect(answered(HOME, "<h1>Marchshire</h1>"), site) is None
    assert site.asked == [], "nothing there speaks of WordPress"


def test_a_wordpress_without_a_single_post_is_none() -> None:
    assert detected(a_blog(0)) is None


def test_a_closed_api_says_so() -> None:
    blog = a_blog(3)
    closed = json_page({"code": "rest_not_logged_in"}, status=401)
    site = Site({f"{ROOT}wp/v2/types": closed, f"{HOME}?rest_route=/wp/v2/types": closed})
    with pytest.raises(DiscoverError, match=r"wp-json/wp/v2/types answered 401"):
        wordpress.detect(blog(HOME), site)


# --- reading everything


def test_a_first_reading_takes_a_hundred_posts_a_request() -> None:
    blog = a_blog(250)
    reading = wordpress.read(ROOT, blog)
    assert len(reading.items) == reading.total == 250
    assert reading.extent is Extent.WHOLE
    assert len(blog.asked) == 1 + 3


def test_a_post_becomes_an_item_with_all_that_the_site_says() -> None:
    blog = a_blog(0)
    blog.write(7, slug="bleed-kits", excerpt="<p>Help on the night bus.</p>", lang="cy", date=NOW - DAY)
    (item,) = wordpress.read(ROOT, blog).items
    assert item.url == "https://www.marchshire.example/news/bleed-kits/"
    assert item.title == "Bleed kits &amp; late buses"
    assert item.summary == "<p>Help on the night bus.</p>"
    assert item.content == "<p>Fourteen buses will carry a bleed kit.</p>"
    assert item.published == Claim(value="2026-03-04T09:10:00+00:00", evidence="REST date_gmt")
    assert item.modified == Claim(value="2026-03-05T09:10:00+00:00", evidence="REST modified_gmt")
    assert (item.channel, item.language) == (Channel.REST, "cy")
    assert item.aliases == (
        identity.url_alias("https://marchshire.example/news/bleed-kits"),
        Alias(kind=AliasKind.GUID, value="https://www.marchshire.example/?p=7"),
        Alias(kind=AliasKind.WORDPRESS, value="post:7", generation="marchshire.example"),
        Alias(kind=AliasKind.SLUG, value="post:bleed-kits", generation="marchshire.example"),
    )


def test_a_date_of_zeros_is_no_claim() -> None:
    row = {**Entry(id=1, date=NOW, modified=NOW).row("post"), "date_gmt": "-0001-11-30T00:00:00", "modified_gmt": None}
    site = Site({**_types_of(a_blog(1)), _all_posts(): json_page([row], X_WP_Total="1", X_WP_TotalPages="1")})
    (item,) = wordpress.read(ROOT, site).items
    assert not item.published.value
    assert not item.modified.value


def test_types_named_for_news_are_read_and_others_are_not() -> None:
    blog = a_blog(2)
    blog.types |= {"press_release": "press-releases", "slider": "slides", "newsletter": "newsletters"}
    blog.posts |= {"press_release": {}, "slider": {}, "newsletter": {}}
    for kind in ("press_release", "slider", "newsletter"):
        blog.write(90, kind)
    reading = wordpress.read(ROOT, blog)
    assert numbers(reading) == ["post:3", "post:6", "press_release:90"]
    assert reading.total == 3


def test_a_post_behind_a_password_is_left_out_and_remarked_but_present() -> None:
    blog = a_blog(2)
    blog.write(6, password=True)
    reading = wordpress.read(ROOT, blog)
    assert numbers(reading) == ["post:3"]
    assert Alias(kind=AliasKind.WORDPRESS, value="post:6", generation="marchshire.example") in reading.present
    assert reading.remarks == ("post: without a text that everyone may read: 6",)


def test_plain_permalinks_are_asked_by_query() -> None:
    blog = a_blog(3)
    blog.root = f"{HOME}index.php?rest_route=/"
    assert len(wordpress.read(blog.root, blog).items) == 3
    assert blog.asked[1].startswith(f"{HOME}index.php?rest_route=/wp/v2/posts&per_page=100&")


def test_an_empty_site_is_empty_because_it_says_so() -> None:
    reading = wordpress.read(ROOT, a_blog(0))
    assert (reading.items, reading.total, reading.extent) == ((), 0, Extent.WHOLE)


def test_an_api_without_any_type_that_holds_news_is_no_empty_site() -> None:
    blog = a_blog(3)
    blog.types.clear()
    with pytest.raises(DiscoverError, match="no post type that could hold releases"):
        wordpress.read(ROOT, blog)


def test_totals_that_something_dropped_are_an_error() -> None:
    blog = a_blog(3)
    blog.totals = False
    with pytest.raises(DiscoverError, match="does not say how many"):
        wordpress.read(ROOT, blog)


def test_a_list_that_moved_while_it_was_read_claims_nothing_of_the_rest() -> None:
    row = Entry(id=1, date=NOW, modified=NOW).row("post")
    site = Site({**_types_of(a_blog(1)), _all_posts(): json_page([row], X_WP_Total="2", X_WP_TotalPages="1")})
    reading = wordpress.read(ROOT, site)
    assert reading.extent is Extent.PART
    assert reading.remarks == ("post: 1 of 2 posts were listed; the list moved",)


@pytest.mark.parametrize(
    "page",
    [
        Page(body="<html>Please wait</html>"),
        json_page({"code": "rest_forbidden"}, status=403),
        json_page([{"title": "no id"}], X_WP_Total="1", X_WP_TotalPages="1"),
        json_page({"posts": []}, X_WP_Total="0", X_WP_TotalPages="0"),
        Page(body="[" * 100_000, media_type="application/json"),
    ],
)
def test_what_is_no_list_of_posts_is_an_error_with_its_address(page: Page) -> None:
    site = Site({**_types_of(a_blog(1)), _all_posts(): page})
    with pytest.raises(DiscoverError, match=r"wp/v2/posts.* instead of a list of posts"):
        wordpress.read(ROOT, site)


# --- reading what changed


def test_a_quiet_reading_makes_two_requests_and_keeps_its_cursor() -> None:
    blog = a_blog(250)
    first = wordpress.read(ROOT, blog)
    blog.asked.clear()
    quiet = wordpress.read(ROOT, blog, wordpress.read(ROOT, blog, first.cursor).cursor)
    assert (quiet.items, quiet.extent, quiet.total) == ((), Extent.SAME, 250)
    assert len(blog.asked) == 2 * 2
    assert wordpress.read(ROOT, blog, quiet.cursor).cursor == quiet.cursor


def test_an_edit_is_read_once() -> None:
    blog = a_blog(120)
    cursor = wordpress.read(ROOT, blog).cursor
    blog.write(9, content="<p>Fifteen buses.</p>")
    blog.pass_(hours=1)
    edited = wordpress.read(ROOT, blog, cursor)
    assert numbers(edited) == ["post:9"]
    assert edited.extent is Extent.SAME
    blog.pass_(hours=1)
    assert wordpress.read(ROOT, blog, edited.cursor).items == ()


def test_an_edit_in_the_second_of_the_reading_is_not_lost() -> None:
    blog = a_blog(3)
    blog.write(9, content="<p>Fifteen buses.</p>")
    cursor = wordpress.read(ROOT, blog).cursor
    blog.write(9, content="<p>Sixteen buses.</p>")
    blog.pass_(hours=1)
    assert [item.content for item in wordpress.read(ROOT, blog, cursor).items] == ["<p>Sixteen buses.</p>"]


def test_a_trashed_post_makes_the_ids_be_listed() -> None:
    blog = a_blog(250)
    cursor = wordpress.read(ROOT, blog).cursor
    del blog.posts["post"][9]
    reading = wordpress.read(ROOT, blog, cursor)
    assert (reading.items, reading.extent, reading.total) == ((), Extent.WHOLE, 249)
    assert Alias(kind=AliasKind.WORDPRESS, value="post:9", generation="marchshire.example") not in reading.present
    assert identity.url_alias(f"{HOME}news/post-12/") in reading.present
    assert wordpress.read(ROOT, blog, reading.cursor).extent is Extent.SAME


def test_a_trashed_post_is_seen_although_a_new_one_keeps_the_total() -> None:
    blog = a_blog(5)
    cursor = wordpress.read(ROOT, blog).cursor
    del blog.posts["post"][9]
    blog.write(50)
    reading = wordpress.read(ROOT, blog, cursor)
    assert (numbers(reading), reading.extent) == (["post:50"], Extent.WHOLE)
    assert Alias(kind=AliasKind.WORDPRESS, value="post:9", generation="marchshire.example") not in reading.present


def test_a_scheduled_post_appears_although_it_was_not_modified_and_another_went() -> None:
    blog = a_blog(150)
    cursor = wordpress.read(ROOT, blog).cursor
    del blog.posts["post"][9]
    blog.write(50, date=NOW, modified=NOW - 60 * DAY)
    reading = wordpress.read(ROOT, blog, cursor)
    assert (numbers(reading), reading.extent) == (["post:50"], Extent.WHOLE)


def test_imported_posts_of_long_ago_are_read_by_their_ids() -> None:
    blog = a_blog(150)
    cursor = wordpress.read(ROOT, blog).cursor
    for number in range(1000, 1130):
        blog.write(number, date=NOW - 900 * DAY, modified=NOW - 900 * DAY)
    reading = wordpress.read(ROOT, blog, cursor)
    assert len(reading.items) == 130
    assert reading.total == 280


def test_a_time_of_change_in_the_future_hides_nothing() -> None:
    blog = a_blog(3)
    blog.write(9, modified=NOW + 900 * DAY)
    cursor = wordpress.read(ROOT, blog).cursor
    blog.pass_(hours=1)
    blog.write(6, content="<p>Fifteen buses.</p>")
    assert numbers(wordpress.read(ROOT, blog, cursor)) == ["post:6"]


def test_one_type_that_lost_a_post_does_not_take_the_others_with_it() -> None:
    blog = a_blog(2)
    blog.types["press_release"], blog.posts["press_release"] = "press-releases", {}
    blog.write(90, "press_release")
    cursor = wordpress.read(ROOT, blog).cursor
    del blog.posts["post"][3]
    reading = wordpress.read(ROOT, blog, cursor)
    kept = {alias.value for alias in reading.present if alias.kind is AliasKind.WORDPRESS}
    assert (reading.extent, kept) == (Extent.WHOLE, {"post:6", "press_release:90"})


@pytest.mark.parametrize(
    "cursor", ["rubbish", "[]", '{"root":"https://elsewhere.example/wp-json/","types":[]}', "null"]
)
def test_a_cursor_that_is_not_of_this_site_means_a_whole_reading(cursor: str) -> None:
    assert wordpress.read(ROOT, a_blog(3), cursor).extent is Extent.WHOLE


def test_an_api_that_broke_is_an_error_and_no_empty_site() -> None:
    blog = a_blog(3)
    cursor = wordpress.read(ROOT, blog).cursor
    blog.broken = frozenset({"posts"})
    with pytest.raises(DiscoverError, match="answered 500"):
        wordpress.read(ROOT, blog, cursor)


steps = st.lists(
    st.tuples(
        st.sampled_from(["write", "trash", "appear", "read"]),
        st.integers(min_value=1, max_value=12),
        st.sampled_from([0, 1, 61, 3600, 90_000]),
    ),
    max_size=25,
)


@settings(deadline=None)
@given(steps)
def test_whatever_editors_do_readings_one_after_the_other_know_what_the_site_shows(
    todo: list[tuple[str, int, int]],
) -> None:
    blog = a_blog(4)
    known: dict[str, str] = {}
    cursor = ""
    for number, (action, post, seconds) in enumerate([*todo, ("read", 0, 0)]):
        blog.pass_(seconds=seconds)
        if action == "write":
            blog.write(post, content=f"<p>{number}</p>")
        elif action == "trash":
            blog.posts["post"].pop(post, None)
        elif action == "appear" and post not in blog.posts["post"]:
            blog.write(100 + number, modified=NOW - 300 * DAY, date=blog.now)
        elif action == "read":
            reading = wordpress.read(ROOT, blog, cursor)
            cursor = reading.cursor
            if reading.extent is Extent.WHOLE:
                listed = {alias.value for alias in reading.present}
                known = {url: text for url, text in known.items() if identity.normal_url(url) in listed}
            known |= {item.url: item.content for item in reading.items}
            shown = (entry.row("post") for entry in blog.posts["post"].values())
            assert known == {str(row["link"]): row["content"]["rendered"] for row in shown}  # type: ignore[index]


def _types_of(blog: Blog) -> dict[str, str | Page]:
    return {f"{ROOT}wp/v2/types": json_page(blog._types())}  # noqa: SLF001


def _all_posts() -> str:
    languages = "lang,translations,wpml_current_locale,wpml_translations"
    fields = f"id,link,slug,guid,date_gmt,modified_gmt,title,excerpt,content,{languages}"
    return f"{ROOT}wp/v2/posts?per_page=100&orderby=id&order=asc&page=1&_fields={fields}"
