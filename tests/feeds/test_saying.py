"""What the feed of a person says."""

import json
from pathlib import Path

from archive import anatomy
from archive.release import Claim
from feeds.publish import publish
from tests.feeds.archives import SITE, newsroom, release

PERSON = "people/ravenshire/maren-oakhollow"


def published(folder: Path, releases: int) -> Path:
    """Publish so many releases that quote one person."""
    with newsroom(folder) as room:
        for number in range(1, releases + 1):
            words = f"Number {number} was a year of work & <listening>."
            said = f"Police and Crime Commissioner Maren Oakhollow said: “{words}”"
            text = said.replace("&", "&amp;").replace("<", "&lt;")
            story = release(number, published=Claim(value=f"202{number}-05-06"), text=said, html=f"<p>{text}</p>")
            room.see(story, parts=anatomy.read(story))
        publish(room.db, SITE, folder / "public")
    return folder / "public"


def test_a_person_who_is_quoted_often_has_feeds_of_their_own(tmp_path: Path) -> None:
    public = published(tmp_path, 3)
    items = json.loads((public / PERSON / "feed.json").read_bytes())["items"]
    assert [item["title"] for item in items] == [f"Story number {number} of the year" for number in (3, 2, 1)]
    assert items[0]["content_html"].startswith(
        '<blockquote lang="en"><p>Number 3 was a year of work &amp; &lt;listening&gt;.</p></blockquote>\n'
        "<p>Maren Oakhollow, Police and Crime Commissioner</p>\n<p>In: <a href="
    )
    assert items[0]["id"] == f"tag:example.org,2026:{PERSON}/ravenshire/2023/story-3"
    assert items[0]["url"] == "https://www.ravenshire-pfcc.example/news/story-3/"
    assert f"{SITE.url}{PERSON}/atom.xml" in (public / "feeds.opml").read_text(encoding="utf-8")
    assert f'href="{SITE.url}{PERSON}/atom.xml"' in (public / PERSON / "index.html").read_text(encoding="utf-8")


def test_a_person_who_is_quoted_once_or_twice_has_a_page_that_offers_the_offices_feed(tmp_path: Path) -> None:
    public = published(tmp_path, 2)
    assert [path.name for path in (public / PERSON).iterdir()] == ["index.html"]
    assert f'href="{SITE.url}ravenshire/atom.xml"' in (public / PERSON / "index.html").read_text(encoding="utf-8")
