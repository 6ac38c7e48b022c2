"""What the changes feed says of an edit, a redating, a removal and a return."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import feedparser
import pytest

from archive.release import Claim
from feeds.publish import publish
from tests.feeds.archives import NEWS, PATROLS, SITE, Newsroom, newsroom, release, tell_story


@pytest.fixture(scope="module")
def room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Newsroom]:
    """Return an archive with a spring in it."""
    with newsroom(tmp_path_factory.mktemp("changes")) as opened:
        tell_story(opened)
        yield opened


@pytest.fixture(scope="module")
def public(room: Newsroom) -> Path:
    """Return the folder into which that was published."""
    folder = room.archive.path.with_name("public")
    publish(room.db, SITE, folder)
    return folder


@pytest.fixture(scope="module")
def items(public: Path) -> list[dict[str, Any]]:
    """Return the entries of the changes feed."""
    found: list[dict[str, Any]] = json.loads((public / "changes/feed.json").read_bytes())["items"]
    return found


def test_each_change_is_one_entry_with_an_id_of_its_own_the_latest_first(items: list[dict[str, Any]]) -> None:
    assert [item["title"].partition(":")[0] for item in items] == ["Removed", "Redated", "Edited"]
    assert len({item["id"] for item in items}) == len(items)
    assert all(item["id"].startswith("tag:example.org,2026:changes/") for item in items)
    assert [item["tags"] for item in items] == [["Removed"], ["Redated"], ["Edited"]]


def test_an_edit_shows_the_words_that_were_changed(items: list[dict[str, Any]]) -> None:
    edit = items[2]
    assert "<h3>Headline</h3>" in edit["content_html"]
    assert "<del>double</del>" in edit["content_html"]
    assert "<ins>grow</ins>" in edit["content_html"]
    assert "[-double-]{+grow+}" in edit["content_text"].replace(" {+", "{+")
    assert edit["url"].endswith("/2026/harbour-patrols-to-double/#version-2")
    assert f'href="{PATROLS.url}"' in edit["content_html"]


def test_an_edit_of_several_parts_names_them_all_wherever_it_is_told(tmp_path: Path) -> None:
    with newsroom(tmp_path) as room:
        room.see(release(1, text="The very same text. " * 20))
        room.later(days=1)
        room.see(release(1, title="Another headline", text="Quite another text. " * 20))
        publish(room.db, SITE, tmp_path / "public")
    (page,) = (tmp_path / "public/ravenshire").glob("*/story-1/index.html")
    for path in (page, *(tmp_path / "public/changes" / name for name in ("index.html", "atom.xml", "rss.xml"))):
        assert "he office changed the headline and the text" in path.read_text(encoding="utf-8")


def test_a_redating_shows_both_dates(items: list[dict[str, Any]]) -> None:
    assert "<p><del>13 February 2026</del> <ins>13 January 2026</ins></p>" in items[1]["content_html"]


def test_a_removal_tells_the_evidence(items: list[dict[str, Any]]) -> None:
    assert (
        "Last seen 3 March 2026, 06:30; not found since 5 March 2026, 08:30 (3 checks: answered 404)."
        in (items[0]["content_text"])
    )


def test_every_format_tells_the_same(public: Path, items: list[dict[str, Any]]) -> None:
    for name in ("atom.xml", "rss.xml"):
        read = feedparser.parse((public / "changes" / name).read_bytes())
        assert not read.bozo
        assert [each.id for each in read.entries] == [item["id"] for item in items]
        assert [each.link for each in read.entries] == [item["url"] for item in items]


def test_words_that_look_like_markup_stay_words(tmp_path: Path) -> None:
    with newsroom(tmp_path) as room:
        room.see(release(1, text="He said <b>no</b> & left. " * 3))
        room.later(days=1)
        room.see(release(1, text="He said <script>alert(1)</script> & left. " * 3))
        publish(room.db, SITE, tmp_path / "public")
    item = json.loads((tmp_path / "public/changes/feed.json").read_bytes())["items"][0]
    assert "<script" not in item["content_html"]
    assert "&lt;" in item["content_html"]


def test_a_long_rewriting_is_told_in_part_and_led_to(tmp_path: Path) -> None:
    with newsroom(tmp_path) as room:
        room.see(release(1, text="One paragraph of the old kind.\n\n" * 900))
        room.later(days=1)
        room.see(release(1, text="Something else is said now here.\n\n" * 900))
        publish(room.db, SITE, tmp_path / "public")
    item = json.loads((tmp_path / "public/changes/feed.json").read_bytes())["items"][0]
    assert len(item["content_html"]) < 20_000
    assert "Every version, and how we know" in item["content_html"]


def test_a_domain_that_moves_is_no_change_to_any_reader(tmp_path: Path) -> None:
    with newsroom(tmp_path) as room:
        room.see(release(1, text="The very same text. " * 20))
        room.later(days=1)
        moved = release(1, text="The very same text. " * 20)
        room.see(replace(moved, url=moved.url.replace("ravenshire-pfcc", "ravenshire-commissioner")))
        publish(room.db, SITE, tmp_path / "public")
    assert json.loads((tmp_path / "public/changes/feed.json").read_bytes())["items"] == []


def test_a_redating_of_a_release_without_a_date_says_so(tmp_path: Path) -> None:
    with newsroom(tmp_path) as room:
        room.see(release(1, published=Claim(value="2026-02-20")))
        room.later(days=1)
        room.see(release(1, published=Claim(value="2026-01-20")))
        room.db.execute("UPDATE events SET before = '' WHERE kind = 'redated'")
        publish(room.db, SITE, tmp_path / "public")
    item = json.loads((tmp_path / "public/changes/feed.json").read_bytes())["items"][0]
    assert "<del>no date</del>" in item["content_html"]


def test_what_a_withheld_release_had_changed_is_gone_with_it(tmp_path: Path) -> None:
    with newsroom(tmp_path) as room:
        room.see(release(1))
        room.later(days=1)
        room.see(release(1, text="Secret words."))
        publish(room.db, SITE, tmp_path / "public")
        room.db.execute("UPDATE releases SET status = 'withheld' WHERE url = ?", [f"{NEWS}story-1/"])
        room.db.conn.commit()
        publish(room.db, SITE, tmp_path / "public")
    assert json.loads((tmp_path / "public/changes/feed.json").read_bytes())["items"] == []
