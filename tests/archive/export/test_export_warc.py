"""WARC files: what warcio reads back, and what is left out."""

from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from warcio.archiveiterator import ArchiveIterator
from warcio.checker import Checker

from archive import compare
from archive.export import answers, warc
from archive.response import Hop, Response
from archive.store import captures, custody, exports
from archive.store.connection import Archive
from archive.store.exports import Choice
from archive.store.holds import Order
from copperplate import main
from tests.archive.releases import KITS, NOW, seen_again
from tests.archive.store.archives import Clerk, archive_in

URL = "https://www.marchshire.example/news/bleed-kits/"
PAGE = "<p>Fourteen buses · pedwar bws ar ddeg</p>".encode()
ANSWER = Response(
    url=URL,
    final_url=URL,
    status=200,
    body=PAGE,
    fetched_at=NOW,
    headers=(("Content-Type", "text/html"), ("content-encoding", "gzip"), ("Content-Length", "31"), ("ETag", '"é"')),
    request_headers=(("User-Agent", "Copperplate/1"), ("Accept", "text/html")),
)


def kept(archive: Archive, **changes: Any) -> None:  # noqa: ANN401  # whatever a Response takes
    captures.keep(archive, replace(ANSWER, **changes), 1)


def exported(folder: Path, choice: Choice = Choice(), *, private: bool = False, **how: Any) -> warc.Written:  # noqa: ANN401, B008  # frozen
    files = answers.Files(database=folder / "copperplate.db", captures=folder / "copperplate-captures.db")
    return answers.write(files, folder / how.get("to", "warc"), choice, NOW + timedelta(days=1), private=private)


def records(folder: Path) -> list[tuple[str, str, Any, bytes]]:
    """Return type, address, the whole record and the body of everything in the files of a folder."""
    found = []
    for path in sorted(folder.iterdir()):
        with path.open("rb") as file:
            for each in ArchiveIterator(file):
                body = each.content_stream().read()
                found.append((each.rec_type, each.rec_headers.get_header("WARC-Target-URI"), each, body))
    return found


def valid(folder: Path) -> bool:
    """Tell whether warcio finds every digest right."""
    checker = Checker(type("Command", (), {"inputs": [*map(str, folder.iterdir())], "verbose": False})())
    return int(checker.process_all()) == 0


def test_what_was_asked_and_answered_is_read_back(tmp_path: Path) -> None:
    with archive_in(tmp_path) as archive:
        Clerk(archive)
        kept(archive)
    exported(tmp_path)
    [info, answer, asked] = records(tmp_path / "warc")
    assert info[0] == "warcinfo"
    assert b"isPartOf: tag:example.org,2026:" in info[3]
    assert answer[:2] == ("response", URL)
    assert answer[3] == PAGE
    headers = answer[2].http_headers
    assert headers.get_statuscode() == "200"
    assert headers.get_header("Content-Length") == str(len(PAGE))
    assert headers.get_header("X-Archive-Orig-content-encoding") == "gzip"
    assert headers.get_header("content-encoding") is None
    assert answer[2].rec_headers.protocol == "WARC/1.1"
    assert answer[2].rec_headers.get_header("WARC-Date") == "2026-03-05T09:10:00Z"
    assert asked[2].http_headers.protocol == "GET"
    assert asked[2].http_headers.get_header("Host") == "www.marchshire.example"
    concurrent = asked[2].rec_headers.get_header("WARC-Concurrent-To")
    assert concurrent == answer[2].rec_headers.get_header("WARC-Record-ID")
    assert valid(tmp_path / "warc")


def test_the_same_body_again_is_pointed_to(tmp_path: Path) -> None:
    with archive_in(tmp_path) as archive:
        Clerk(archive)
        for day, body in enumerate((PAGE, PAGE, b"edited", PAGE, b"", b"")):
            kept(archive, body=body, fetched_at=NOW + timedelta(days=day))
    written = exported(tmp_path)
    kinds = [kind for kind, *_ in records(tmp_path / "warc") if kind != "request"]
    assert kinds == ["warcinfo", "response", "revisit", "response", "revisit", "response", "response"]
    assert (written.answers, written.revisits) == (6, 2)
    revisit = records(tmp_path / "warc")[3][2].rec_headers
    assert revisit.get_header("WARC-Refers-To-Date") == "2026-03-05T09:10:00Z"
    assert revisit.get_header("WARC-Refers-To-Target-URI") == URL
    assert valid(tmp_path / "warc")


def test_where_a_redirect_was_followed_there_is_one_and_it_says_what_is_not_known(tmp_path: Path) -> None:
    with archive_in(tmp_path) as archive:
        Clerk(archive)
        kept(archive, final_url="https://www.marchshire.example/newyddion/bleed-kits/?a=b")
    exported(tmp_path)
    [_, redirect, answer, asked] = records(tmp_path / "warc")
    assert redirect[1] == URL
    assert redirect[2].http_headers.get_header("Location") == answer[1] == asked[1]
    assert "not kept" in redirect[2].http_headers.get_header("X-Archive-Note")
    assert asked[2].http_headers.statusline == "/newyddion/bleed-kits/?a=b HTTP/1.1"


def test_each_redirect_that_was_kept_is_said_as_it_came(tmp_path: Path) -> None:
    older, newer = "https://www.marchshire.example/older", "https://www.marchshire.example/newer"
    moved = Hop(url=URL, status=301, headers=(("Location", "../older"), ("Content-Length", "9"), ("X-By", "WordPress")))
    now = Hop(url=older, status=308, headers=(("location", newer),))
    with archive_in(tmp_path) as archive:
        Clerk(archive)
        kept(archive, final_url=newer, redirects=(moved, now))
        kept(archive, final_url=newer, redirects=(moved, now))
    exported(tmp_path)
    [_, first, second, answer, _, *again] = records(tmp_path / "warc")
    assert [each[1] for each in (first, second, answer)] == [URL, older, newer]
    assert [each[2].http_headers.get_statuscode() for each in (first, second, answer)] == ["301", "308", "200"]
    said = first[2].http_headers
    assert (said.get_header("Location"), said.get_header("X-By")) == ("../older", "WordPress")
    assert (said.get_header("X-Archive-Orig-Content-Length"), said.get_header("Content-Length")) == ("9", "0")
    assert "its body was not kept" in said.get_header("X-Archive-Note")
    ids = {each[2].rec_headers.get_header("WARC-Record-ID") for each in (first, second, answer, *again)}
    assert len(ids) == 7
    assert valid(tmp_path / "warc")


def test_where_none_was_followed_none_is_said_though_the_address_is_spelled_otherwise(tmp_path: Path) -> None:
    with archive_in(tmp_path) as archive:
        Clerk(archive)
        kept(archive, url=f"{URL}?a b", final_url=f"{URL}?a%20b", redirects=())
    exported(tmp_path)
    assert [kind for kind, *_ in records(tmp_path / "warc")] == ["warcinfo", "response", "request"]


@pytest.mark.parametrize(
    "led",
    [
        Hop(url="https://www.marchshire.example/old", status=301, headers=(("Link", f"<{URL}>; rel=prev"),)),
        Hop(url=URL, status=302, headers=(("Location", "/"),)),
    ],
)
def test_an_answer_that_was_reached_by_way_of_what_may_not_be_shown_is_left_out(tmp_path: Path, led: Hop) -> None:
    home = "https://www.marchshire.example/"
    with archive_in(tmp_path) as archive:
        clerk = Clerk(archive)
        hidden = clerk.write(compare.seen(KITS, None, "1"))
        custody.withhold(archive, hidden, Order(at=NOW))
        first = Hop(url=f"{home}begin", status=301, headers=(("Location", led.url),))
        kept(archive, url=first.url, final_url=home, redirects=(first, led))
        kept(archive, url=home, final_url=home, redirects=())
    assert exported(tmp_path).answers == 1
    assert [address for _, address, *_ in records(tmp_path / "warc")] == [None, home, home]
    assert exported(tmp_path, to="private", private=True).answers == 2


def test_what_was_reached_by_way_of_a_hidden_address_is_private_whatever_the_headers_say(tmp_path: Path) -> None:
    home = "https://www.marchshire.example/"
    with archive_in(tmp_path) as archive:
        clerk = Clerk(archive)
        custody.withhold(archive, clerk.write(compare.seen(KITS, None, "1")), Order(at=NOW))
        for address in (URL, f"{home}news/"):
            kept(archive, url=home, final_url=home, redirects=(Hop(url=address, status=302, headers=()),))
        assert archive.captures is not None
        assert exports.private(archive.db, archive.captures) == {1}


def test_equal_archives_give_equal_bytes(tmp_path: Path) -> None:
    with archive_in(tmp_path) as archive:
        Clerk(archive)
        kept(archive)
    exported(tmp_path)
    exported(tmp_path, to="again")
    [one], [other] = (list((tmp_path / name).iterdir()) for name in ("warc", "again"))
    assert one.name == other.name
    assert one.read_bytes() == other.read_bytes()


def test_a_full_file_is_followed_by_another(tmp_path: Path) -> None:
    with archive_in(tmp_path) as archive:
        Clerk(archive)
        for number in range(5):
            kept(archive, body=sha256(bytes([number])).digest() * 50)
        orders = warc.Orders(
            folder=tmp_path,
            name="press",
            of="tag:example.org,2026:",
            body=lambda digest: captures.body(archive, digest),
            now=NOW,
            largest=1200,
        )
        written = warc.write(exports.captures(archive.db, Choice()), orders)
    names = [path.name for path in written.files]
    assert names == [f"press-0000{number}.warc.gz" for number in range(len(names))]
    assert len(names) > 1
    assert all(1200 <= path.stat().st_size < 2400 for path in written.files[:-1])


def test_lost_bytes_are_told_and_the_rest_is_written(tmp_path: Path) -> None:
    with archive_in(tmp_path) as archive:
        Clerk(archive)
        kept(archive, body=b"lost")
        kept(archive)
        assert archive.captures is not None
        archive.captures.execute("DELETE FROM blobs WHERE sha256 = ?", [sha256(b"lost").hexdigest()])
    result = CliRunner().invoke(
        main, ["-c", str(tmp_path / "copperplate.toml"), "export", "warc", str(tmp_path / "warc")]
    )
    assert result.exit_code == 3, result.output
    assert f"capture 1 ({URL}) is left out: its bytes are lost" in result.output
    assert [kind for kind, *_ in records(tmp_path / "warc")] == ["warcinfo", "response", "request"]


def test_only_what_was_asked_for_an_office_or_since_a_day_is_taken(tmp_path: Path) -> None:
    with archive_in(tmp_path) as archive:
        clerk = Clerk(archive)
        kept(archive, url="https://www.elsewhere.example/", final_url="https://www.elsewhere.example/")
        kept(archive, fetched_at=NOW + timedelta(days=9))
        clerk.write(compare.seen(KITS, None, "1"))

        def taken(**how: Any) -> list[int]:  # noqa: ANN401  # whatever a Choice takes
            return [each.id for each in exports.captures(archive.db, Choice(**how))]

        assert taken() == [1, 2]
        assert taken(offices=("marchshire",)) == [2]
        assert taken(since=NOW + timedelta(days=1)) == [2]
        assert taken(offices=("elsewhere",)) == taken(since=datetime.max.replace(tzinfo=NOW.tzinfo)) == []


@pytest.mark.parametrize("status", ["withheld", "embargoed"])
def test_what_may_not_be_shown_is_left_out_unless_it_is_private(tmp_path: Path, status: str) -> None:
    with archive_in(tmp_path) as archive:
        clerk = Clerk(archive)
        kept(archive, url="https://www.marchshire.example/feed/", final_url="https://www.marchshire.example/feed/")
        kept(archive)
        other = "https://www.marchshire.example/news/other/"
        kept(archive, url=other, final_url=other)
        clerk.witness = replace(clerk.witness, capture_id=1)
        hidden = clerk.write(compare.seen(seen_again(), None, "1"))
        archive.db.execute("UPDATE releases SET status = ? WHERE id = ?", [status, hidden])
    assert exported(tmp_path).answers == 1
    assert [address for _, address, *_ in records(tmp_path / "warc")] == [None, other, other]
    assert exported(tmp_path, to="private", private=True).answers == 3
