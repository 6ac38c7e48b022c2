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
MANY = 400  # what takes a run a second or two
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


def with_pages_only(site: WordPress) -> None:
    site.close_rest()
    site.close_feeds()


def found_by(newsroom: Newsroom) -> str:
    (row,) = newsroom.rows("SELECT reads_from FROM sources")
    return str(row["reads_from"])


def titles(newsroom: Newsroom) -> list[str]:
    return sorted(row["title"] for row in newsroom.rows("SELECT title FROM releases"))


def stored(newsroom: Newsroom) -> int:
    """Return how many releases are kept; 0 before there are tables."""
    if not newsroom.rows("SELECT name FROM sqlite_master WHERE name = 'releases'"):
        return 0
    return int(newsroom.rows("SELECT count(*) AS n FROM releases")[0]["n"])


@pytest.mark.parametrize(
    ("state", "way", "address"),
    [
        (with_plain_addresses, "wordpress", "index.php?rest_route=/"),
        (with_a_closed_interface, "feed", "feed/"),
        (with_both, "feed", "?feed=rss2"),
        (with_pages_only, "listing", ""),
    ],
)
def test_every_release_is_found_with_its_text(
    site: WordPress, newsroom: Newsroom, state: Callable[[WordPress], None], way: str, address: str
) -> None:
    state(site)
    site.publish(material.many(POSTS))
    assert newsroom.run("run") == WELL
    assert f"{found_by(newsroom)} ".startswith(f"{way} {site.url}{address} ")
    assert titles(newsroom) == sorted(each.title for each in material.many(POSTS))
    rows = newsroom.rows("SELECT standfirst, text, published_at FROM releases")
    assert all("for this since the spring.”" in row["text"] for row in rows)
    published = {datetime.fromisoformat(row["published_at"]) for row in rows}
    assert published == {each.published for each in material.many(POSTS)}


@pytest.mark.parametrize("state", [with_plain_addresses, with_a_closed_interface, with_both, with_pages_only])
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


def test_what_an_editor_can_do_to_a_release_is_told_apart(site: WordPress, newsroom: Newsroom) -> None:
    site.publish(material.many(POSTS))
    assert newsroom.run("run") == WELL
    before = {row["title"]: row["tag"] for row in newsroom.rows("SELECT title, tag FROM releases")}
    site.update("patrol-number-3", post_name="patrol-three")
    site.update("patrol-number-6", post_date="2015-05-06 10:30:00", post_date_gmt="2015-05-06 09:30:00")
    site.update("patrol-number-9", post_title="Patrol number 9 has begun – “for safety & calm”")
    assert newsroom.run("run") == WELL
    assert sorted(newsroom.happened()) == [
        ("moved", "patrol-three"),
        ("redated", "patrol-number-6"),
        ("revised", "patrol-number-9"),
    ]
    after = {row["tag"] for row in newsroom.rows("SELECT tag FROM releases")}
    assert after == set(before.values())


def test_a_post_that_comes_back_from_the_trash_is_restored_under_its_id(site: WordPress, newsroom: Newsroom) -> None:
    site.publish(material.many(POSTS))
    assert newsroom.run("run") == WELL
    site.trash("patrol-number-8")
    assert newsroom.run("run") == WELL
    (missing,) = newsroom.rows("SELECT id, tag FROM releases WHERE status = 'missing'")
    site.update("patrol-number-8", post_status="publish")
    assert newsroom.run("run") == WELL
    assert newsroom.happened() == [("restored", "patrol-number-8")]
    (restored,) = newsroom.rows("SELECT id, tag, status, revision FROM releases WHERE id = ?", missing["id"])
    assert restored == missing | {"status": "live", "revision": 1}


def test_a_post_behind_a_password_is_not_in_the_archive(site: WordPress, newsroom: Newsroom) -> None:
    site.publish(material.many(POSTS))
    site.update("patrol-number-2", post_password="secret")  # noqa: S106  # of nobody
    assert newsroom.run("run") == WELL
    assert len(titles(newsroom)) == POSTS - 1
    assert not [title for title in titles(newsroom) if "number 2 " in title]


def test_a_scheduled_post_is_found_once_it_is_published(site: WordPress, newsroom: Newsroom) -> None:
    site.publish(material.many(POSTS))
    site.update("patrol-number-5", post_status="draft")
    assert newsroom.run("run") == WELL
    assert len(titles(newsroom)) == POSTS - 1
    site.php("$wpdb->update($wpdb->posts, ['post_status' => 'publish'], ['post_name' => 'patrol-number-5']);")
    assert newsroom.run("run") == WELL
    assert newsroom.happened() == [("published", "patrol-number-5")]


def test_a_run_that_is_killed_loses_nothing_and_the_next_one_doubles_nothing(
    site: WordPress, newsroom: Newsroom
) -> None:
    site.publish(material.many(MANY))
    newsroom.run_until(lambda: newsroom.database.exists() and stored(newsroom) > MANY // 10)
    kept = stored(newsroom)
    assert kept < MANY
    assert not newsroom.public.exists()
    assert newsroom.run("run") == WELL
    assert [kind for kind, _ in newsroom.happened()] == ["published"] * (MANY - kept)
    (counts,) = newsroom.rows(
        "SELECT count(*) AS rows, count(DISTINCT url) AS urls, count(DISTINCT tag) AS tags FROM releases"
    )
    assert counts == {"rows": MANY, "urls": MANY, "tags": MANY}
    assert newsroom.rows("PRAGMA integrity_check") == [{"integrity_check": "ok"}]


def test_an_interface_that_was_ill_for_a_while_is_read_again_once_it_is_well(
    site: WordPress, newsroom: Newsroom
) -> None:
    site.publish(material.many(POSTS))
    assert newsroom.run("run") == WELL
    site.close_rest(503)
    newsroom.run("run")
    site.open_rest()
    site.edit("patrol-number-4", SENTENCE, f"{SENTENCE} So have others.")
    site.trash("patrol-number-7")
    newsroom.run("run")
    assert sorted(newsroom.happened()) == [("missing", "patrol-number-7"), ("revised", "patrol-number-4")]
