"""Whatever way a real WordPress is set up, its releases are found, and so is what becomes of them."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.real import material
from tests.real.newsroom import WELL, Newsroom
from tests.real.wordpress import WordPress

pytestmark = [pytest.mark.real, pytest.mark.timeout(120)]

POSTS = 25  # more than two of the pages of ten that a feed or a listing has
SENTENCE = "“District 4 has asked for this since the spring.”"


@pytest.fixture
def site(wordpress: WordPress) -> WordPress:
    wordpress.reset()
    return wordpress


@pytest.fixture
def newsroom(site: WordPress, tmp_path: Path) -> Newsroom:
    return Newsroom(tmp_path, office="marchshire", home=site.url)


def with_plain_addresses(site: WordPress) -> None:
    site.set_permalinks("")


def with_a_closed_interface(site: WordPress) -> None:
    site.close_rest()


def with_both(site: WordPress) -> None:
    site.set_permalinks("")
    site.close_rest()


def found_by(newsroom: Newsroom) -> str:
    (row,) = newsroom.rows("SELECT reads_from FROM sources")
    return str(row["reads_from"])


def titles(newsroom: Newsroom) -> list[str]:
    return sorted(row["title"] for row in newsroom.rows("SELECT title FROM releases"))


@pytest.mark.parametrize(
    ("state", "way", "address"),
    [
        (with_plain_addresses, "wordpress", "index.php?rest_route=/"),
        (with_a_closed_interface, "feed", "feed/"),
        (with_both, "feed", "?feed=rss2"),
    ],
)
def test_every_release_is_found_with_its_text(
    site: WordPress, newsroom: Newsroom, state: Callable[[WordPress], None], way: str, address: str
) -> None:
    state(site)
    site.publish(material.many(POSTS))
    assert newsroom.run("run") == WELL
    assert found_by(newsroom) == f"{way} {site.url}{address}"
    assert titles(newsroom) == sorted(each.title for each in material.many(POSTS))
    rows = newsroom.rows("SELECT standfirst, text, published_at FROM releases")
    assert all("for this since the spring.”" in row["text"] for row in rows)
    assert {row["published_at"] for row in rows} == {each.published.isoformat() for each in material.many(POSTS)}


@pytest.mark.parametrize("state", [with_plain_addresses, with_a_closed_interface, with_both])
def test_a_quiet_run_asks_little_and_changes_nothing(
    site: WordPress, newsroom: Newsroom, state: Callable[[WordPress], None]
) -> None:
    state(site)
    site.publish(material.many(POSTS))
    assert newsroom.run("run") == WELL
    before = newsroom.files()
    with site.watched() as requests:
        assert newsroom.run("run") == WELL
    assert len(requests) <= 3
    assert newsroom.happened() == []
    assert newsroom.files() == before


def test_with_plain_addresses_an_edit_and_a_loss_are_seen(site: WordPress, newsroom: Newsroom) -> None:
    with_plain_addresses(site)
    site.publish(material.many(POSTS))
    newsroom.run("run")
    site.edit("patrol-number-4", SENTENCE, f"{SENTENCE} So have others.")
    site.trash("patrol-number-7")
    assert newsroom.run("run") == WELL
    assert sorted(newsroom.happened()) == [("missing", "7"), ("revised", "4")]


def test_with_a_closed_interface_a_new_release_is_found_in_the_feed(site: WordPress, newsroom: Newsroom) -> None:
    with_a_closed_interface(site)
    site.publish(material.many(POSTS))
    newsroom.run("run")
    site.publish([material.one(POSTS + 1, datetime.now(UTC) - timedelta(minutes=1))])
    with site.watched() as requests:
        assert newsroom.run("run") == WELL
    assert newsroom.happened() == [("published", f"patrol-number-{POSTS + 1}")]
    assert len(requests) <= 3


def test_releases_of_a_type_of_their_own_are_found_beside_the_posts(site: WordPress, newsroom: Newsroom) -> None:
    site.open_media_centre()
    site.publish(material.many(3))
    site.publish(
        material.one(number, datetime(2019, number - 100, 5, 10, tzinfo=UTC), kind="press_release")
        for number in range(101, 113)
    )
    assert newsroom.run("run") == WELL
    assert found_by(newsroom) == f"wordpress {site.url}wp-json/"
    addresses = {row["url"] for row in newsroom.rows("SELECT url FROM releases")}
    assert len(addresses) == 15
    assert {f"{site.url}media-centre/patrol-number-{number}/" for number in range(101, 113)} < addresses
    site.edit("patrol-number-104", "“District 104 has", "“All of district 104 has")
    site.trash("patrol-number-105")
    site.trash("patrol-number-2")
    assert newsroom.run("run") == WELL
    assert sorted(newsroom.happened()) == [
        ("missing", "patrol-number-105"),
        ("missing", "patrol-number-2"),
        ("revised", "patrol-number-104"),
    ]


def test_an_interface_that_closes_later_loses_nothing(site: WordPress, newsroom: Newsroom) -> None:
    site.publish(material.many(POSTS))
    assert newsroom.run("run") == WELL
    site.close_rest()
    site.publish([material.one(POSTS + 1, datetime.now(UTC) - timedelta(minutes=1))])
    assert newsroom.run("run") == WELL
    assert found_by(newsroom) == f"feed {site.url}feed/"
    assert newsroom.happened() == [("published", f"patrol-number-{POSTS + 1}")]
    assert newsroom.rows("SELECT id FROM revisions WHERE number > 1") == []
