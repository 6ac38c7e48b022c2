"""Which release is which other one in the other language."""

from datetime import date
from pathlib import Path

import pytest

from archive import identity, translation
from archive.discover.reading import Item
from archive.parse import from_item, from_page
from archive.release import Channel
from archive.response import Response
from archive.sample import story
from archive.sample.answer import Answer, Asked, of_json
from archive.sample.server import Site
from archive.store import holdings, translations
from archive.translation import Claim
from tests.archive.newsroom import Newsroom, newsroom
from tests.archive.releases import KITS, NOW, seen_again
from tests.archive.store.archives import archive_in

WELSH = next(post for post in story.posts(0) if post.language == "cy")
HERE = "https://www.marchshire.example/news/kits/"
DAY = date(2026, 3, 1)


def linked(room: Newsroom) -> dict[str, str]:
    """Return the end of the path of each release that has a translation, and that of the translation."""
    held = {each.id: each for each in holdings.every(room.archive.db)}
    found = {each.path: translations.of(room.archive.db, row) for row, each in held.items()}
    return {path.split("/")[2]: other.path.split("/")[2] for path, other in found.items() if other}


@pytest.mark.parametrize("way", ["wordpress", "feed", "listing"])
def test_the_welsh_release_and_the_english_one_are_linked_both_ways(tmp_path: Path, way: str) -> None:
    shown = tuple(post for post in story.posts(0) if post.published.year == WELSH.published.year)[-9:]
    with archive_in(tmp_path) as archive, Site(ways=frozenset({way}), posts=lambda _day: shown) as site:
        room = Newsroom(archive, site)
        room.run(0)
        pair = {WELSH.slug: WELSH.translation, WELSH.translation: WELSH.slug}
        assert linked(room) == pair
        room.run(1)
        assert linked(room) == pair


def test_what_must_not_be_shown_is_no_translation_of_anything(tmp_path: Path) -> None:
    with newsroom(tmp_path) as room:
        room.run(0)
        room.archive.db.execute("UPDATE releases SET status = 'withheld' WHERE language = 'cy'")
        assert linked(room) == {}


def test_a_link_that_stands_is_not_written_again(tmp_path: Path) -> None:
    with newsroom(tmp_path) as room:
        room.run(0)
        before = room.archive.db.execute("SELECT max(stamp) FROM register").fetchone()
        translations.link(room.archive.db, 1)
        assert room.archive.db.execute("SELECT max(stamp) FROM register").fetchone() == before


def test_a_link_goes_when_the_welsh_release_turns_out_to_be_in_english(tmp_path: Path) -> None:
    with newsroom(tmp_path) as room:
        room.run(0)
        (welsh,) = room.archive.db.execute(
            "SELECT id FROM releases WHERE translation_of AND language = 'cy'"
        ).fetchone()
        room.archive.db.execute("UPDATE releases SET language = 'en' WHERE id = ?", [welsh])
        assert linked(room) == {}
        before = room.archive.db.execute("SELECT max(stamp) FROM register").fetchone()
        translations.link(room.archive.db, 1)
        assert room.archive.db.execute("SELECT count(translation_of) FROM releases").fetchone() == (0,)
        touched = room.archive.db.execute("SELECT count(*) FROM register WHERE stamp > ?", before).fetchone()
        assert touched == (2,)


def test_who_has_another_translation_now_leaves_the_former_one_without(tmp_path: Path) -> None:
    with newsroom(tmp_path) as room:
        room.run(0)
        db = room.archive.db
        english, welsh = db.execute(
            "SELECT id, translation_of FROM releases WHERE language = 'en' AND translation_of > 0"
        ).fetchone()
        (third,) = db.execute("SELECT id FROM releases WHERE translation_of IS NULL AND language = 'en'").fetchone()
        db.execute("UPDATE releases SET translation_of = ? WHERE id = ?", [welsh, third])
        translations.link(db, 1)
        assert dict(db.execute("SELECT id, translation_of FROM releases WHERE translation_of").fetchall()) == {
            english: welsh,
            welsh: english,
        }


def test_a_link_of_which_nobody_speaks_any_more_stays(tmp_path: Path) -> None:
    with newsroom(tmp_path) as room:
        room.run(0)
        before = linked(room)
        room.archive.db.execute("DELETE FROM translations")
        translations.link(room.archive.db, 1)
        assert linked(room) == before != {}


@pytest.mark.parametrize(
    ("html", "named"),
    [
        ('<link rel="alternate" hreflang="cy-GB" href="/cy/citiau/">', ["marchshire.example/cy/citiau"]),
        ('<link rel="alternate" hreflang="en" href="/news/kits/">', []),
        ('<link rel="alternate" hreflang="pt" href="/pt/kits/">', []),
        ('<link rel="alternate" hreflang="cy" type="application/rss+xml" href="/cy/feed/">', []),
        ('<link rel="stylesheet" hreflang="cy" href="/cy.css">', []),
        ('<a href="/cy/citiau/">Cymraeg</a>', ["marchshire.example/cy/citiau"]),
        ('<a href="/cy/citiau/" hreflang="cy">Darllenwch hwn yn Gymraeg</a>', ["marchshire.example/cy/citiau"]),
        ('<a href="/cy/safonau/">The Welsh language standards in Cymraeg</a>', []),
        ('<a href="/reading/">English books</a>', []),
    ],
)
def test_a_page_names_the_same_release_in_the_other_language(html: str, named: list[str]) -> None:
    text = "<p>The buses of the county will carry a kit, and the drivers of them have been shown how to use it.</p>" * 3
    body = f"<html lang=en><head></head><body>{html}<main><h1>Bleed kits for late buses</h1>{text}</main></body></html>"
    answer = Response(url=HERE, final_url=HERE, status=200, body=body.encode(), fetched_at=NOW)
    assert [alias.value for alias in translation.claims(from_page(answer))] == named
    item = Item(url=HERE, channel=Channel.FEED, response=answer, title="Bleed kits for late buses", content=html + text)
    assert [alias.value for alias in translation.claims(from_item(item))] == named


@pytest.mark.parametrize(
    ("url", "twins"),
    [
        ("https://a.example/cy/news/kits/", ["a.example/en/news/kits", "a.example/news/kits"]),
        ("https://a.example/en/news/kits/", ["a.example/cy/news/kits", "a.example/news/kits"]),
        ("https://a.example/news/kits/", []),
        ("https://a.example/cymru/kits/", []),
    ],
)
def test_two_trees_stand_beside_each_other_with_the_same_ends_of_their_addresses(url: str, twins: list[str]) -> None:
    claimed = translation.claims(seen_again(KITS, url=url, aliases=(identity.url_alias(url),)))
    assert [alias.value for alias in claimed] == twins


def test_what_both_say_counts_before_what_one_says() -> None:
    said = [Claim(1, 3, DAY, DAY), Claim(2, 3, DAY, DAY), Claim(3, 2, DAY, DAY)]
    assert translation.pairs(said) == {2: 3, 3: 2}


def test_a_release_of_half_a_year_later_is_no_translation_and_one_without_a_date_may_be() -> None:
    assert translation.pairs([Claim(1, 2, DAY, date(2026, 9, 1))]) == {}
    assert translation.pairs([Claim(1, 2, DAY, None)]) == {1: 2, 2: 1}


@pytest.mark.parametrize(
    "row",
    [
        {"lang": "en", "translations": {"en": 1, "cy": 2}},
        {"wpml_translations": [{"locale": "cy_GB", "id": 2, "href": "x"}], "wpml_current_locale": "en_GB"},
    ],
    ids=["polylang", "wpml"],
)
def test_wordpress_names_the_post_in_the_other_language_by_its_number(tmp_path: Path, row: dict[str, object]) -> None:
    def post(number: int, words: str, **more: object) -> dict[str, object]:
        text = {"rendered": f"<p>{words}</p>" * 3}
        link = f"http://127.0.0.1/item-{number}/"
        fixed = {"id": number, "slug": f"item-{number}", "link": link, "date_gmt": "2026-09-01T09:00:00"}
        return (
            fixed | {"modified_gmt": "2026-09-01T09:00:00", "title": {"rendered": words[:30]}, "content": text} | more
        )

    def posts(_asked: Asked) -> Answer:
        english = post(1, "The buses of the county will carry a kit, and that is the end of it for now.", **row)
        welsh = post(2, "Bydd y bysiau yn y sir yn cario pecyn, ac mae hyn yn dda i bobl y sir.")
        return of_json([english, welsh], headers=(("X-WP-Total", "2"), ("X-WP-TotalPages", "1")))

    with newsroom(tmp_path, frozenset({"wordpress"})) as room:
        room.site.faults["/wp-json/wp/v2/posts"] = posts
        room.run(0)
        assert linked(room) == {"item-1": "item-2", "item-2": "item-1"}
