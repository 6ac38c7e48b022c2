"""The published folder over HTTP, and nothing beside it."""

import gzip
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.live.answer import Asked
from feeds.live.files import answer, find
from tests.feeds.live.marlshire import site

GET = Asked(method="GET", headers={})


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return site(tmp_path_factory.mktemp("files") / "public")


@pytest.mark.parametrize(
    ("path", "media_type"),
    [
        ("/", "text/html; charset=utf-8"),
        ("/all/", "text/html; charset=utf-8"),
        ("/marlshire/2026/precept/", "text/html; charset=utf-8"),
        ("/all/atom.xml", "application/atom+xml"),
        ("/all/atom-2025.xml", "application/atom+xml"),
        ("/all/rss.xml", "application/rss+xml"),
        ("/all/feed.json", "application/feed+json"),
        ("/feeds.opml", "text/x-opml; charset=utf-8"),
        ("/static/site.css", "text/css; charset=utf-8"),
    ],
)
def test_a_file_is_answered_at_its_own_address_with_its_type(folder: Path, path: str, media_type: str) -> None:
    found = answer(folder, path, GET)
    assert found
    assert (found.status, found.headers["content-type"]) == (200, media_type)
    assert found.headers["content-length"] == str(len(found.body))
    assert ("access-control-allow-origin" in found.headers) is path.endswith((".xml", ".json", ".opml"))


def test_who_has_the_bytes_is_told_that_they_are_the_same(folder: Path) -> None:
    first = answer(folder, "/all/atom.xml", GET)
    assert first
    etag, modified = first.headers["etag"], first.headers["last-modified"]
    for headers in (
        {"if-none-match": etag},
        {"if-none-match": f'"other", W/{etag}'},
        {"if-none-match": "*"},
        {"if-modified-since": modified},
    ):
        again = answer(folder, "/all/atom.xml", Asked(method="GET", headers=headers))
        assert again
        assert (again.status, again.body, again.headers["etag"]) == (304, b"", etag)


@pytest.mark.parametrize("accepted", ["gzip, deflate", "br;q=1.0, GZIP;q=0.5", "gzip"])
def test_a_long_text_is_compressed_for_who_unpacks_it(tmp_path: Path, accepted: str) -> None:
    written = b"<feed>" + b"<entry/>" * 1000 + b"</feed>"
    (tmp_path / "atom.xml").write_bytes(written)
    plain = answer(tmp_path, "/atom.xml", GET)
    packed = answer(tmp_path, "/atom.xml", Asked(method="GET", headers={"accept-encoding": accepted}))
    assert plain
    assert packed
    assert (plain.body, plain.headers["vary"]) == (written, "accept-encoding")
    assert (packed.headers["content-encoding"], packed.headers["vary"]) == ("gzip", "accept-encoding")
    assert packed.headers["content-length"] == str(len(packed.body))
    assert len(packed.body) < len(written) // 10
    assert gzip.decompress(packed.body) == written
    assert packed.headers["etag"] != plain.headers["etag"]
    known = {"accept-encoding": accepted, "if-none-match": packed.headers["etag"]}
    again = answer(tmp_path, "/atom.xml", Asked(method="GET", headers=known))
    assert again
    assert (again.status, again.body, "content-encoding" in again.headers) == (304, b"", False)


@pytest.mark.parametrize("accepted", ["", "identity", "gzip;q=0, identity", "gzip; q=0.0", "xgzipped"])
def test_nothing_is_compressed_for_who_does_not_unpack_it(tmp_path: Path, accepted: str) -> None:
    (tmp_path / "atom.xml").write_bytes(b"<entry/>" * 1000)
    found = answer(tmp_path, "/atom.xml", Asked(method="GET", headers={"accept-encoding": accepted}))
    assert found
    assert "content-encoding" not in found.headers


def test_what_is_short_or_a_picture_is_sent_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "atom.xml").write_bytes(b"<feed/>")
    (tmp_path / "quay.jpg").write_bytes(b"\xff" * 5000)
    for path in ("/atom.xml", "/quay.jpg"):
        found = answer(tmp_path, path, Asked(method="GET", headers={"accept-encoding": "gzip"}))
        assert found
        assert not {"content-encoding", "vary"} & found.headers.keys()


@pytest.mark.parametrize(
    "headers",
    [
        {"if-none-match": '"other"'},
        {"if-none-match": '"other"', "if-modified-since": "Fri, 01 Jan 2100 00:00:00 GMT"},
        {"if-modified-since": "Thu, 01 Jan 1970 00:00:00 GMT"},
        {"if-modified-since": "no date"},
    ],
)
def test_who_has_other_bytes_gets_these(folder: Path, headers: dict[str, str]) -> None:
    found = answer(folder, "/all/atom.xml", Asked(method="GET", headers=headers))
    assert found
    assert found.status == 200


def test_the_tag_follows_the_bytes_and_not_the_clock(tmp_path: Path) -> None:
    for text in ("<feed/>", "<feed/>", "<feed> </feed>"):
        (tmp_path / f"atom-{len(list(tmp_path.iterdir()))}.xml").write_text(text, encoding="utf-8")
    tags = [found.headers["etag"] for n in range(3) if (found := answer(tmp_path, f"/atom-{n}.xml", GET))]
    assert tags[0] == tags[1] != tags[2]


def test_head_is_get_without_the_body(folder: Path) -> None:
    got, head = (answer(folder, "/all/rss.xml", Asked(method=method, headers={})) for method in ("GET", "HEAD"))
    assert got
    assert head
    assert (head.status, head.headers, head.body) == (200, got.headers, b"")


def test_a_file_cannot_be_written_to(folder: Path) -> None:
    refused = answer(folder, "/all/rss.xml", Asked(method="POST", headers={}))
    assert refused
    assert (refused.status, refused.headers["allow"]) == (405, "GET, HEAD")


def test_a_folder_without_its_slash_is_a_redirect_within_the_site(folder: Path) -> None:
    moved = answer(folder, "/all", GET)
    assert moved
    assert (moved.status, moved.headers["location"]) == (301, "/all/")
    assert answer(folder, "//all", GET) is None


@pytest.mark.parametrize(
    "path",
    [
        "/../secret.txt",
        "/all/../../secret.txt",
        "/all/up/secret.txt",
        "/out.txt",
        "/..\\secret.txt",
        "//etc/passwd",
        "/.hidden/x.html",
        "/all/./atom.xml",
        "/all/atom.xml/",
        "/all/\0",
        "/\udcff",
        "/" + "a" * 5000,
        "secret.txt",
        "*",
        "/nothing.xml",
    ],
)
def test_nothing_outside_the_folder_or_hidden_in_it_is_answered(folder: Path, path: str) -> None:
    assert answer(folder, path, GET) is None


@given(st.lists(st.sampled_from(["..", ".", "", "all", "up", "secret.txt", "out.txt", "%2e%2e", "\\", "~", "é"])))
def test_no_path_leads_out_of_the_folder(folder: Path, parts: list[str]) -> None:
    found = find(folder, "/" + "/".join(parts))
    assert found is None or (found.is_relative_to(folder.resolve()) and found.name != "secret.txt")


def test_a_folder_that_is_not_there_yet_answers_nothing(tmp_path: Path) -> None:
    assert answer(tmp_path / "public", "/", GET) is None


def test_a_name_in_any_script_is_found_and_redirected_to_in_ascii(tmp_path: Path) -> None:
    (tmp_path / "tŷ").mkdir()
    (tmp_path / "tŷ" / "index.html").write_text("<!doctype html>", encoding="utf-8")
    moved = answer(tmp_path, "/tŷ", GET)
    assert moved
    assert moved.headers["location"] == quote("/tŷ/")
