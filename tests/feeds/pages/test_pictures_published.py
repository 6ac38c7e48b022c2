"""Our copies of pictures, beside the pages that show them."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import html

from archive.response import Response
from archive.store import captures, pictures, runs
from feeds.pages.pictures import LARGEST
from feeds.publish import publish
from feeds.site import Site
from tests.feeds.archives import NEWS, SITE, Newsroom, newsroom, release

URL = f"{NEWS}quay.jpg"
JPEG = b"\xff\xd8\xff\xe0 and so on"
PAGE = "ravenshire/2026/story-1"


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Newsroom]:
    """Return a published archive of one release with a picture, of which nothing is held yet."""
    with newsroom(tmp_path) as opened:
        shown = f'<p><img src="{URL}" alt="The quay"></p><p>The first paragraph of story 1.</p>'
        opened.see(release(1, html=shown, images=release(1).images))
        opened.db.execute("INSERT INTO images (release_id, alt, caption, url) VALUES (1, 'The quay', '', ?)", [URL])
        again(opened, tmp_path)
        yield opened


def again(room: Newsroom, folder: Path, site: Site = SITE) -> None:
    """Publish, with the private file at hand."""
    room.db.conn.commit()
    with pictures.lent(room.db, folder / "captures.db"):
        publish(room.db, site, folder / "public", press=folder / "press.db")


def keep(room: Newsroom, body: bytes, media_type: str = "image/jpeg") -> None:
    """Keep the picture, as a run does."""
    headers = (("content-type", media_type),)
    answer = Response(url=URL, final_url=URL, status=200, body=body, fetched_at=room.now, headers=headers)
    captures.keep(room.archive, answer, runs.begin(room.db, "0", room.now))


def shown(folder: Path) -> list[str]:
    """Return where the pictures of the page come from."""
    page = html.document_fromstring((folder / "public" / PAGE / "index.html").read_text(encoding="utf-8"))
    page.make_links_absolute(SITE.address(f"{PAGE}/"))
    return [str(each) for each in page.xpath("//main//img/@src")]


def copies(folder: Path) -> list[Path]:
    return sorted((folder / "public").rglob("*.jpg"))


def test_a_picture_is_a_link_until_it_is_held_and_then_our_own_copy(room: Newsroom, tmp_path: Path) -> None:
    assert shown(tmp_path) == []
    keep(room, JPEG)
    again(room, tmp_path)
    [copy] = copies(tmp_path)
    assert copy.read_bytes() == JPEG
    assert shown(tmp_path) == [SITE.address(copy.relative_to(tmp_path / "public").as_posix())]


@pytest.mark.parametrize(
    ("body", "media_type"),
    [
        (b"<script>pwned()</script>", "image/jpeg"),
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='pwned()'/>", "image/svg+xml"),
        (JPEG + bytes(LARGEST), "image/jpeg"),
    ],
    ids=["no picture", "a drawing that can run", "too large"],
)
def test_what_is_no_harmless_small_picture_stays_a_link(
    room: Newsroom, tmp_path: Path, body: bytes, media_type: str
) -> None:
    keep(room, body, media_type)
    again(room, tmp_path)
    assert (shown(tmp_path), copies(tmp_path)) == ([], [])


def test_an_operator_may_publish_links_alone(room: Newsroom, tmp_path: Path) -> None:
    keep(room, JPEG)
    again(room, tmp_path, replace(SITE, pictures=False))
    assert (shown(tmp_path), copies(tmp_path)) == ([], [])


def test_a_picture_goes_with_a_release_that_may_not_be_shown(room: Newsroom, tmp_path: Path) -> None:
    keep(room, JPEG)
    again(room, tmp_path)
    room.db.execute("UPDATE releases SET status = 'withheld'")
    again(room, tmp_path)
    assert copies(tmp_path) == []
