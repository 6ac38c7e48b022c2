"""The texts of the sample office are whole, invented and true to themselves."""

import re
from datetime import UTC, datetime
from xml.etree import ElementTree as ET

import pytest

from archive.sample import post
from archive.sample.paper import content
from archive.sample.post import Post

POSTS = post.every()
_FILE = """+++
id = 7
title = "A title"
published = 2025-03-14T09:30:00
+++
<p>Words.</p>
"""


def words(one: Post) -> int:
    return len(re.sub(r"<[^>]+>", " ", one.body).split())


each = pytest.mark.parametrize("one", POSTS, ids=lambda one: one.slug)


def test_a_file_without_a_modified_time_was_modified_when_published() -> None:
    one = post.read("2025-03-14-a-title.html", _FILE)
    assert one.slug == "a-title"
    assert one.published == one.modified == datetime(2025, 3, 14, 9, 30, tzinfo=UTC)
    assert one.body == "<p>Words.</p>"


def test_summer_times_are_londons() -> None:
    one = post.read("2025-07-14-a-title.html", _FILE.replace("2025-03-14", "2025-07-14"))
    assert one.published == datetime(2025, 7, 14, 8, 30, tzinfo=UTC)


def test_a_file_named_for_another_day_is_refused() -> None:
    with pytest.raises(ValueError, match=r"2025-03-15-a-title\.html was published on 2025-03-14"):
        post.read("2025-03-15-a-title.html", _FILE)


def test_ids_slugs_titles_and_file_names_are_unique_and_ids_rise_with_time() -> None:
    assert len({one.id for one in POSTS}) == len({one.slug for one in POSTS}) == len(POSTS)
    assert len({one.title for one in POSTS}) == len(POSTS)
    names = [paper.name for one in POSTS for paper in one.papers]
    assert len(set(names)) == len(names)
    assert [one.published for one in POSTS] == sorted(one.published for one in POSTS)


def test_two_years_are_covered_on_every_kind_of_day() -> None:
    months = {(one.published.year, one.published.month) for one in POSTS}
    assert len(months) >= 20
    assert {one.published.weekday() for one in POSTS} == set(range(7))


@each
def test_a_release_is_as_long_as_releases_are(one: Post) -> None:
    assert 110 <= words(one) <= 450


@each
def test_the_html_is_well_nested(one: Post) -> None:
    body = ET.fromstring(f"<body>{one.body}</body>")  # noqa: S314 - our own text
    assert {element.tag for element in body} <= {"p", "h2", "h3", "ul", "ol", "table"}


@each
def test_every_document_is_linked_and_every_link_has_its_document(one: Post) -> None:
    assert set(re.findall(r"\{site\}/files/([^\"]+)", one.body)) == {paper.name for paper in one.papers}


@each
def test_a_size_that_is_stated_is_the_size(one: Post) -> None:
    for paper in one.papers:
        stated = re.search(rf"{re.escape(paper.name)}\"[^>]*>[^<]*, (\d+) KB\)", one.body)
        assert stated is None or int(stated[1]) == round(len(content(paper)) / 1000)


@each
def test_no_telephone_rings_and_no_address_exists(one: Post) -> None:
    assert all(number.startswith(("01632 960", "07700 900")) for number in re.findall(r"\b0\d{4} \d{6}\b", one.body))
    assert all(host == "marchshire-pcc.example.org" for host in re.findall(r"[\w.]+@([\w.-]+\w)", one.body))
    assert "http" not in one.body


def test_the_welsh_pair_link_to_each_other() -> None:
    (welsh,) = (one for one in POSTS if one.language == "cy")
    (english,) = (one for one in POSTS if one.slug == welsh.translation)
    assert english.translation == welsh.slug
    assert f'"{{site}}{welsh.path}"' in english.body
    assert f'"{{site}}{english.path}"' in welsh.body
    assert welsh.path.startswith("/cy/")
