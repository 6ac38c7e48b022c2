"""Sites that move, are rebuilt or stand twice: one release stays one, and two stay two."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from archive.change import EventKind
from archive.release import LONDON
from archive.store import conflicts, holdings, redirects
from tests.archive.store.archives import archive_in
from tests.archive.web import Hosted, Placed, Web

HOME = "https://www.ravenshire.example/"
NEW = "https://www.ravenshire-pfcc.example/"
OLD = "https://archive.ravenshire.example/"


def post(number: int, title: str, words: str, slug: str = "", **more: object) -> Placed:
    """Return a post of a day of its own; words is said in its own words, so that no two texts are alike."""
    published = datetime(2026, 5, 1, 10, tzinfo=LONDON) + timedelta(days=number)
    said = " ".join(f"{words} {words[::-1]}{step}" for step in range(12))
    body = f"<p>The Commissioner spoke about {said}.</p><p>She will come back to {words} before the summer.</p>"
    given = {"id": number, "slug": slug or f"{words}-{number}", "title": title, "published": published} | more
    return Placed(modified=published, body=body, **given)  # type: ignore[arg-type]


POSTS = (
    post(1, "Statement", "harbour"),
    post(2, "Statement", "bridges"),
    post(3, "Lights for the towpath at Ravensmouth", "towpath"),
    post(4, "Horses return to the moor road patrol", "horses"),
)


@pytest.fixture
def web(tmp_path: Path) -> Iterator[Web]:
    """Return an empty archive, and no site yet."""
    with archive_in(tmp_path) as archive:
        yield Web(archive)


def placed(pattern: str, posts: tuple[Placed, ...] = POSTS, **more: object) -> tuple[Placed, ...]:
    return tuple(replace(each, pattern=pattern, **more) for each in posts)  # type: ignore[arg-type]


def renamed(posts: tuple[Placed, ...]) -> tuple[Placed, ...]:
    """Return posts of a rebuilt site: other ids, other slugs, other headlines where they are short."""
    return tuple(replace(each, id=900 + each.id, slug=f"item-{each.slug}") for each in posts)


def happened(web: Web, kind: EventKind) -> int:
    return sum(each.event.kind is kind for each in holdings.happenings(web.archive.db, limit=1000))


def test_a_feed_of_numbers_and_a_listing_of_words_are_merged_when_the_feed_tells_both(web: Web) -> None:
    undated = "<p>The text of the page is another one than the feed's, and shares few of its words. It goes on.</p>"
    web.hosts["www.ravenshire.example"] = Hosted(posts=placed("/?p={id}"), ways=frozenset({"feed"}))
    web.run()
    shown = tuple(replace(each, body=undated) for each in placed("/news/{slug}/"))
    web.hosts["www.ravenshire.example"] = Hosted(posts=shown, ways=frozenset({"listing"}))
    web.read_from(f"{HOME}news/")
    web.run()
    web.read_from(HOME, f"{HOME}news/")
    doubled = len(web.paths())
    assert doubled > len(POSTS), "the page alone does not say what it is"
    both = frozenset({"feed", "listing"})
    web.hosts["www.ravenshire.example"] = Hosted(posts=placed("/news/{slug}/"), ways=both)
    web.run()
    assert len(web.paths()) == len(POSTS)
    assert happened(web, EventKind.MERGED) == doubled - len(POSTS)
    assert conflicts.every(web.archive.db) == []


def test_an_archive_host_beside_the_live_one_doubles_nothing(web: Web) -> None:
    web.hosts["www.ravenshire.example"] = Hosted(posts=POSTS)
    notice = "<p>This site is an archive. It is not kept up.</p>"
    web.hosts["archive.ravenshire.example"] = Hosted(posts=POSTS, extra=notice)
    web.read_from(HOME, OLD)
    for _ in range(3):
        web.run()
        assert len(web.live()) == len(POSTS)
    assert happened(web, EventKind.MERGED) == happened(web, EventKind.REVISED) == 0


def test_a_move_whose_redirects_came_late_ends_with_one_record_of_each_release(web: Web) -> None:
    web.hosts["www.ravenshire.example"] = Hosted(posts=POSTS)
    web.run()
    minted = set(web.paths())
    moved = renamed(tuple(replace(each, title=f"{each.title} (archived)") for each in POSTS))
    web.hosts["www.ravenshire-pfcc.example"] = Hosted(posts=moved)
    web.hosts["www.ravenshire.example"] = Hosted()
    web.read_from(NEW)
    web.run()
    assert len(web.paths()) == 2 * len(POSTS), "other addresses, other headlines: nothing tells yet"
    there = {old.path: f"{NEW[:-1]}{new.path}" for old, new in zip(POSTS, moved, strict=True)}
    web.hosts["www.ravenshire.example"] = Hosted(redirects=there)
    web.run()
    assert set(web.paths()) == minted
    assert set(web.live()) == minted
    assert len(redirects.every(web.archive.db)) == len(POSTS)


def test_an_address_that_leads_to_another_release_is_a_release_that_is_gone(web: Web) -> None:
    web.hosts["www.ravenshire.example"] = Hosted(posts=POSTS)
    web.run()
    gone, kept = POSTS[0], POSTS[1:]
    lead = {gone.path: f"{HOME[:-1]}{kept[0].path}"}
    web.hosts["www.ravenshire.example"] = Hosted(posts=kept, redirects=lead)
    for _ in range(4):
        web.run()
    assert len(web.paths()) == len(POSTS)
    assert happened(web, EventKind.REMOVED) == 1
    assert happened(web, EventKind.MERGED) == 0
    (conflict,) = conflicts.every(web.archive.db)
    assert conflict.path == f"ravenshire/2026/{gone.slug}/"


@pytest.mark.parametrize("canonical", ["news/", f"news/{POSTS[3].slug}/"], ids=["the news page", "one of them"])
def test_one_canonical_address_for_every_page_makes_no_two_releases_one(web: Web, canonical: str) -> None:
    link = f'<link rel="canonical" href="{HOME}{canonical}">'
    web.hosts["www.ravenshire.example"] = Hosted(posts=POSTS, heads={each.path: link for each in POSTS})
    web.read_from(f"{HOME}news/")
    for _ in range(3):
        web.run()
        assert len(web.live()) == len(POSTS)
    addresses = {each.release.url for each in holdings.every(web.archive.db)}
    assert addresses == {f"{HOME[:-1]}{each.path}" for each in POSTS}


@pytest.mark.parametrize("pattern", ["/news/{slug}/", "/{slug}/", "/archives/{id}/"])
@pytest.mark.parametrize("way", ["wordpress", "feed", "listing"])
def test_a_fresh_system_with_other_numbers_merges_and_doubles_nothing(web: Web, way: str, pattern: str) -> None:
    web.hosts["www.ravenshire.example"] = Hosted(posts=placed("/archives/{id}/"), ways=frozenset({way}))
    web.run()
    minted = web.paths()
    anew = tuple(replace(each, id=each.id % len(POSTS) + 1) for each in placed(pattern))
    web.hosts["www.ravenshire.example"] = Hosted(posts=anew, ways=frozenset({way}))
    for _ in range(4):
        web.run(8)
        assert web.live() == minted
    assert happened(web, EventKind.MERGED) == happened(web, EventKind.REVISED) == 0


def test_a_page_at_two_addresses_that_names_one_of_them_is_one_release(web: Web) -> None:
    twice = (*POSTS, replace(POSTS[3], pattern="/press/{slug}/", id=40))
    link = f'<link rel="canonical" href="{HOME[:-1]}{POSTS[3].path}">'
    web.hosts["www.ravenshire.example"] = Hosted(posts=twice, heads={each.path: link for each in twice[3:]})
    for _ in range(3):
        web.run()
        assert len(web.live()) == len(POSTS)
