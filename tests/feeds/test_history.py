"""The whole history of a feed, as archive documents that hardly ever change."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from archive.anatomy import Anatomy
from archive.anatomy.parts import Passage, Quote
from archive.release import Claim
from archive.store import custody, topics
from archive.store.holds import Order
from archive.topic import Topic
from feeds import history
from feeds.publish import publish
from tests.feeds.archives import NEWS, SITE, Newsroom, newsroom, release

ATOM = "{http://www.w3.org/2005/Atom}"
ARCHIVE = "{http://purl.org/syndication/history/1.0}archive"
CLAIMS = ["2025-11-03", "2025-11-20", "2025-12-01", "", "2026-02-10", "2026-02-11", "2026-02-12", "2015"]


@pytest.fixture(autouse=True)
def _short(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let few entries be many."""
    monkeypatch.setattr(history, "NEWEST", 3)
    monkeypatch.setattr(history, "ENTRIES", 2)
    monkeypatch.setattr(history, "WEIGHT", 5_000)


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Newsroom]:
    """Return an archive of eight releases."""
    with newsroom(tmp_path) as opened:
        for number, claimed in enumerate(CLAIMS, start=1):
            opened.see(release(number, published=Claim(value=claimed)))
        publish(opened.db, SITE, tmp_path / "public")
        yield opened


@pytest.fixture
def public(room: Newsroom, tmp_path: Path) -> Path:
    """Return the folder into which they were published."""
    publish(room.db, SITE, tmp_path / "public")
    return tmp_path / "public"


def links(document: ET.Element) -> dict[str, str]:
    """Return the addresses of a document by their relation; of a channel those of Atom."""
    return {link.get("rel", ""): link.get("href", "") for link in document.findall(f"{ATOM}link")}


def walked(public: Path, start: str, relation: str) -> list[ET.Element]:
    """Return the documents that are reached from one by a relation, that one first."""
    found = [read(public, start)]
    while following := links(found[-1]).get(relation):
        found.append(read(public, following.removeprefix(SITE.url)))
    return found


def read(public: Path, name: str) -> ET.Element:
    root = ET.parse(public / name).getroot()  # noqa: S314 our own
    return root if root.tag == f"{ATOM}feed" else root[0]


def ids(document: ET.Element) -> list[str]:
    return [each.text or "" for path in (f"{ATOM}entry/{ATOM}id", "item/guid") for each in document.findall(path)]


def walked_in_json(public: Path, start: str) -> list[dict[str, object]]:
    found = [json.loads((public / start).read_bytes())]
    while following := found[-1].get("next_url"):
        found.append(json.loads((public / following.removeprefix(SITE.url)).read_bytes()))
    return found


@pytest.mark.parametrize("name", ["atom.xml", "rss.xml"])
@pytest.mark.parametrize("folder", ["ravenshire", "all"])
def test_every_release_is_in_one_archive_document_and_the_walk_finds_all(public: Path, folder: str, name: str) -> None:
    newest, *archives = walked(public, f"{folder}/{name}", "prev-archive")
    listed = [each for document in archives for each in ids(document)]
    assert len(listed) == len(set(listed)) == len(CLAIMS)
    assert set(ids(newest)) < set(listed)
    assert newest.find(ARCHIVE) is None
    assert all(document.find(ARCHIVE) is not None for document in archives)
    assert {links(document)["current"] for document in archives} == {SITE.address(f"{folder}/{name}")}
    months = [links(document)["self"].split("/")[-2] for document in archives]
    assert months == ["2026-03", "2026-02-2", "2026-02", "2025-12", "2025-11", "2015-01"]
    assert [len(ids(document)) for document in archives] == [1, 1, 2, 1, 2, 1]


@pytest.mark.parametrize("name", ["atom.xml", "rss.xml"])
def test_the_only_archive_of_a_feed_is_one_as_soon_as_there_is_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(history, "ENTRIES", 5)
    with newsroom(tmp_path) as opened:
        for number in range(5):
            opened.see(release(number))
        publish(opened.db, SITE, tmp_path / "public")
        _, only = walked(tmp_path / "public", f"ravenshire/{name}", "prev-archive")
        assert (len(ids(only)), only.find(ARCHIVE)) == (5, None)
        assert links(only)["current"] == SITE.address(f"ravenshire/{name}")
        opened.see(release(5))
        publish(opened.db, SITE, tmp_path / "public")
        _, *both = walked(tmp_path / "public", f"ravenshire/{name}", "prev-archive")
        assert [(len(ids(each)), each.find(ARCHIVE) is not None) for each in both] == [(1, True), (5, True)]


def test_the_walk_back_ends_at_the_newest_archive(public: Path) -> None:
    oldest = "ravenshire/archive/2015-01/atom.xml"
    forth = [links(each)["self"] for each in walked(public, oldest, "next-archive")]
    back = [links(each)["self"] for each in walked(public, "ravenshire/atom.xml", "prev-archive")[1:]]
    assert forth == back[::-1]


def test_a_json_feed_leads_through_everything_in_small_documents(public: Path) -> None:
    first, *rest = walked_in_json(public, "all/feed.json")
    listed = [item["id"] for each in rest for item in each["items"]]  # type: ignore[attr-defined]
    assert len(listed) == len(set(listed)) == len(CLAIMS)
    assert [each["feed_url"] for each in rest][1:3] == [
        SITE.address(f"all/archive/{name}/feed.json") for name in ("2026-02", "2026-02-2")
    ]
    assert {item["id"] for item in first["items"]} < set(listed)  # type: ignore[attr-defined]


def test_an_edit_and_a_new_date_change_the_document_that_holds_the_release_and_move_nothing(
    room: Newsroom, public: Path
) -> None:
    before = {path: path.read_bytes() for path in public.glob("ravenshire/archive/*/*")}
    room.later(days=1)
    room.see(release(2, published=Claim(value="2016-05-06"), text="Other words."))
    publish(room.db, SITE, public)
    after = {path: path.read_bytes() for path in public.glob("ravenshire/archive/*/*")}
    assert before.keys() == after.keys()
    assert {path.parent.name for path in before if before[path] != after[path]} == {"2025-11"}
    assert ids(read(public, "ravenshire/archive/2025-11/atom.xml")) == [
        f"tag:example.org,2026:ravenshire/2025/story-{number}" for number in (2, 1)
    ]


def test_a_release_that_is_withheld_leaves_its_place_empty(room: Newsroom, public: Path) -> None:
    before = read(public, "ravenshire/archive/2026-02/atom.xml")
    room.db.execute("UPDATE releases SET status = 'withheld' WHERE url = ?", [f"{NEWS}story-5/"])
    room.db.conn.commit()
    publish(room.db, SITE, public)
    assert ids(read(public, "ravenshire/archive/2026-02/atom.xml")) == ids(before)[:1]
    assert len(ids(read(public, "ravenshire/archive/2026-02-2/atom.xml"))) == 1


def test_backfilled_history_enters_the_archives_and_not_the_top_of_the_feed(room: Newsroom, public: Path) -> None:
    before = ids(read(public, "ravenshire/atom.xml"))
    room.later(days=40)
    for number in range(20, 30):
        room.see(release(number, published=Claim(value=f"2014-0{1 + number % 3}-05")))
    publish(room.db, SITE, public)
    assert ids(read(public, "ravenshire/atom.xml")) == before
    archives = walked(public, "ravenshire/rss.xml", "prev-archive")[1:]
    assert len({each for document in archives for each in ids(document)}) == len(CLAIMS) + 10


def test_a_part_of_a_month_that_is_full_stays_as_it_is_while_the_month_fills(room: Newsroom, public: Path) -> None:
    def first_part() -> list[bytes]:
        return [path.read_bytes() for path in sorted(public.glob("*/archive/2026-02/*"))]

    before = first_part()
    room.later(hours=1)
    room.see(release(50, published=Claim(value="2026-02-13")))
    publish(room.db, SITE, public)
    assert ids(read(public, "all/archive/2026-02-2/atom.xml"))[0].endswith("story-50")
    assert first_part() == before


def test_the_time_of_a_feed_never_goes_backwards(room: Newsroom, public: Path) -> None:
    def updated() -> str:
        return read(public, "ravenshire/atom.xml").findtext(f"{ATOM}updated", "")

    room.later(days=1)
    room.see(release(30, published=Claim(value="2026-03-04")))
    publish(room.db, SITE, public)
    times = [updated()]
    for status in ("withheld", "live"):
        room.db.execute("UPDATE releases SET status = ? WHERE url = ?", [status, f"{NEWS}story-30/"])
        room.db.conn.commit()
        publish(room.db, SITE, public)
        times.append(updated())
    room.later(days=1)
    room.see(release(30, published=Claim(value="2014-03-04")))
    publish(room.db, SITE, public)
    assert [*times, updated()] == sorted([*times, updated()])


def test_the_time_of_no_feed_goes_backwards_when_a_release_is_withheld_and_shown_again(
    room: Newsroom, tmp_path: Path
) -> None:
    folder, order = tmp_path / "public", Order(at=room.now)
    room.later(days=1)
    speech = Quote(speaker="Maren Oakhollow", role="Commissioner", paragraphs=(Passage(start=0, end=3, text="The"),))
    for number in range(31, 35):
        room.later(hours=1)
        room.see(release(number), parts=Anatomy(quotes=(speech,)))
    room.see(release(34, text="Other words."))
    topics.keep(room.db, [Topic(slug="stories", name="Stories", query="story")])
    (row,) = room.db.execute("SELECT max(id) FROM releases").fetchone()

    def told() -> dict[str, str]:
        publish(room.db, SITE, folder)
        feeds = [each.relative_to(folder) for each in folder.rglob("atom.xml") if "archive" not in each.parts]
        return {str(each): read(folder, str(each)).findtext(f"{ATOM}updated", "") for each in feeds}

    times = [told()]
    order = Order(at=room.now + timedelta(days=2))
    custody.withhold(room.archive, row, order)
    times.append(told())
    custody.undo(room.archive, row, order)
    times.append(told())
    topics.keep(room.db, [Topic(slug="stories", name="Stories", query="other")])
    times.append(told())
    assert {"topics/stories/atom.xml", "changes/atom.xml", "people/ravenshire/maren-oakhollow/atom.xml"} <= set(
        times[0]
    )
    for name in times[0]:
        assert [each[name] for each in times] == sorted(each[name] for each in times), name


def test_a_short_history_has_no_archives(tmp_path: Path) -> None:
    with newsroom(tmp_path) as room:
        room.see(release(1))
        publish(room.db, SITE, tmp_path / "public")
    assert not (tmp_path / "public/all/archive").exists()
    assert "prev-archive" not in links(read(tmp_path / "public", "all/rss.xml"))


def test_few_releases_that_are_long_have_archives_so_that_a_json_feed_leads_to_all(tmp_path: Path) -> None:
    public = tmp_path / "public"
    with newsroom(tmp_path) as room:
        for number in range(1, 4):
            room.see(replace(release(number), html="<p>" + "long " * 30_000 + "</p>"))
        publish(room.db, SITE, public)
        documents = walked_in_json(public, "all/feed.json")
    assert {item["id"] for each in documents for item in each["items"]} == set(ids(read(public, "all/atom.xml")))  # type: ignore[attr-defined]
    assert max(path.stat().st_size for path in public.rglob("feed.json")) < 250_000


def test_a_short_feed_that_has_grown_long_by_edits_loses_nothing(tmp_path: Path) -> None:
    public = tmp_path / "public"
    with newsroom(tmp_path) as room:
        room.see(release(1))
        room.see(release(2))
        room.later(days=1)
        for number in (1, 2):
            room.see(replace(release(number), html="<p>" + "long " * 30_000 + "</p>", text="long " * 30_000))
        publish(room.db, SITE, public)
    assert len(json.loads((public / "all/feed.json").read_bytes())["items"]) == 2


def test_a_json_feed_that_is_subscribed_to_stays_small(room: Newsroom, public: Path) -> None:
    room.later(days=1)
    for number in range(40, 43):
        room.see(replace(release(number), html="<p>" + "long " * 30_000 + "</p>"))
    publish(room.db, SITE, public)
    assert (public / "all/feed.json").stat().st_size < 250_000
    assert len(json.loads((public / "all/feed.json").read_bytes())["items"]) == 2
