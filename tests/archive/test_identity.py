"""By what releases are known again, and the paths that they are given."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive import identity
from archive.release import Claim, Release


@pytest.mark.parametrize(
    "same",
    [
        "https://www.marchshire.example/news/bleed-kits/",
        "http://marchshire.example/news/bleed-kits",
        "https://marchshire.example/news/bleed-kits/?utm_source=twitter&fbclid=1#top",
        "https://MARCHSHIRE.example/news/bleed-kits/",
    ],
)
def test_addresses_of_one_page_are_equal(same: str) -> None:
    assert identity.normal_url(same) == identity.normal_url("https://www.marchshire.example/news/bleed-kits/")


@pytest.mark.parametrize(
    "other",
    [
        "https://www.marchshire.example/news/bleed-kits-2/",
        "https://www.marchshire.example/cy/news/bleed-kits/",
        "https://www.marchshire.example/news/bleed-kits/?page=2",
        "https://archive.marchshire.example/news/bleed-kits/",
    ],
)
def test_addresses_of_two_pages_differ(other: str) -> None:
    assert identity.normal_url(other) != identity.normal_url("https://www.marchshire.example/news/bleed-kits/")


@pytest.mark.parametrize(
    ("url", "published", "path"),
    [
        ("https://a.example/press/bleed-kits/", "2025-05-20", "a/2025/bleed-kits/"),
        ("https://a.example/News/Archive/2015/Bleed-Kits.aspx", "2015", "a/2015/bleed-kits/"),
        ("https://a.example/?p=1756", "2025-05", "a/2025/kits-for-buses/"),
        ("https://a.example/press-releases/1756/", "", "a/undated/kits-for-buses/"),
        ("https://a.example/newyddion/t%C5%B7-newydd/", "2025-05-20", "a/2025/ty-newydd/"),
    ],
)
def test_a_path_is_made_from_the_address_or_else_the_title(url: str, published: str, path: str) -> None:
    release = Release(url=url, title="Kits for buses", published=Claim(value=published))
    assert identity.path("a", release, lambda _path: False) == path


def test_a_clash_gets_a_suffix_that_depends_on_the_address_alone() -> None:
    release = Release(url="https://a.example/press/bleed-kits/", title="Kits")
    first = identity.path("a", release, lambda path: path == "a/undated/bleed-kits/")
    again = identity.path("a", release, lambda path: path == "a/undated/bleed-kits/")
    assert first == again
    assert first.startswith("a/undated/bleed-kits-")


def test_a_long_headline_is_cut_between_words() -> None:
    assert identity.slug("police " * 40).endswith("police")
    assert len(identity.slug("x" * 500)) <= 80


def test_a_tag_is_a_tag_uri() -> None:
    assert identity.tag("example.org,2026", "a/2025/bleed-kits/") == "tag:example.org,2026:a/2025/bleed-kits"


def test_quotation_marks_spaces_and_encodings_do_not_change_a_fingerprint() -> None:
    one = Release(url="https://a.example/", title="“It’s – done”", text="caf\u00e9  and\n\ncrime")
    other = Release(url="https://b.example/", title='"It\'s - done"', text="cafe\u0301 and crime\u200b")
    assert identity.fingerprint(one) == identity.fingerprint(other)


@given(st.text(max_size=30).filter(lambda text: text.strip()), st.text(max_size=200))
def test_a_changed_word_changes_a_fingerprint(title: str, text: str) -> None:
    one = Release(url="https://a.example/", title=title, text=text)
    other = Release(url="https://a.example/", title=title, text=f"{text} corrected")
    assert identity.fingerprint(one) != identity.fingerprint(other)


@given(st.text())
def test_a_slug_of_anything_is_a_safe_path(text: str) -> None:
    slug = identity.slug(text)
    assert set(slug) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert slug == slug.strip("-")


def test_a_second_clash_gets_a_longer_suffix() -> None:
    release = Release(url="https://a.example/press/bleed-kits/", title="Kits")
    taken = {"a/undated/bleed-kits/"}
    first = identity.path("a", release, taken.__contains__)
    second = identity.path("a", release, (taken | {first}).__contains__)
    assert second.startswith(first.rstrip("/"))
    assert second != first


def test_an_address_that_tells_pages_apart_by_its_query_gives_no_words() -> None:
    release = Release(url="https://a.example/news.aspx?id=12", title="Kits for buses")
    assert identity.path("a", release, lambda _path: False) == "a/undated/kits-for-buses/"
