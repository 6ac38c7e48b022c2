"""`copperplate add` against real sites: it finds the releases of each without a selector written by hand."""

import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.real import material
from tests.real.newsroom import WELL, Newsroom
from tests.real.pelican import Pelican
from tests.real.wagtail import Wagtail
from tests.real.wordpress import WordPress

pytestmark = [pytest.mark.real, pytest.mark.timeout(600)]

POSTS = 43
MANY = 2_000


def with_many(site: WordPress) -> int:
    site.publish(material.many(MANY))
    return MANY


def with_a_type_of_its_own(site: WordPress) -> int:
    site.open_media_centre()
    site.publish(material.many(3))
    dates = ((number, datetime(2019, number - 100, 5, 10, tzinfo=UTC)) for number in range(101, 113))
    site.publish(material.one(number, when, kind="press_release") for number, when in dates)
    return 15


def with_plain_addresses(site: WordPress) -> int:
    site.set_permalinks("")
    site.publish(material.many(POSTS))
    return POSTS


def with_a_closed_interface(site: WordPress) -> int:
    site.close_rest()
    site.publish(material.many(POSTS))
    return POSTS


def with_pages_only(site: WordPress) -> int:
    site.close_rest()
    site.close_feeds()
    site.publish(material.many(POSTS))
    return POSTS


def added(folder: Path, url: str) -> tuple[dict[str, Any], Newsroom]:
    """Return what `add` says of a site, and the newsroom with the office that it wrote."""
    newsroom = Newsroom(folder, office="oldshire", home="http://127.0.0.1:9/")
    path = folder / "copperplate.toml"
    path.write_text(path.read_text(encoding="utf-8").partition("[offices.oldshire]")[0], encoding="utf-8")
    done = newsroom.run("add", url, "--id", "marchshire", "--json", "--anyway")
    assert done.exit_code == 0, done
    return json.loads(done.output), newsroom


def holds(proof: dict[str, Any], newsroom: Newsroom, *, way: str, count: int) -> None:
    """Assert what a proof says, and that a run finds every release by what was written."""
    assert (proof["used"], len(proof["newest"])) == (way, 3), proof
    assert count in {each["listed"] for each in proof["ways"]} or not all(each["whole"] for each in proof["ways"])
    assert all(each["published"]["precision"] in ("minute", "day") and each["words"] > 5 for each in proof["newest"])
    assert proof["requests"] <= 20
    assert newsroom.run("run") == WELL
    (row,) = newsroom.rows("SELECT count(*) AS n FROM releases")
    assert row["n"] == count


@pytest.mark.parametrize(
    ("state", "way"),
    [
        (with_many, "wordpress"),
        (with_a_type_of_its_own, "wordpress"),
        (with_plain_addresses, "wordpress"),
        (with_a_closed_interface, "feed"),
        (with_pages_only, "listing"),
    ],
)
def test_every_state_of_wordpress_is_added(
    wordpress: WordPress, tmp_path: Path, state: Callable[[WordPress], int], way: str
) -> None:
    wordpress.reset()
    count = state(wordpress)
    proof, newsroom = added(tmp_path, wordpress.url)
    holds(proof, newsroom, way=way, count=count)


@pytest.mark.parametrize(
    ("build", "way"),
    [
        (lambda: Wagtail(material.many(POSTS)), "listing"),
        (lambda: Pelican(material.many(POSTS), feed=True, sitemap=True), "feed"),
        (lambda: Pelican(material.many(POSTS), feed=False, sitemap=False), "listing"),
    ],
    ids=["wagtail", "pelican", "pelican without a feed"],
)
def test_sites_of_other_software_are_added(
    tmp_path: Path, build: Callable[[], AbstractContextManager[Wagtail | Pelican]], way: str
) -> None:
    with build() as site:
        proof, newsroom = added(tmp_path, site.url)
        holds(proof, newsroom, way=way, count=POSTS)
