"""As many redirects are kept of each answer as its row says."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.response import Hop, Response
from archive.store import audit, captures, ledger
from archive.store.audit import redirects
from archive.store.connection import Archive
from tests.archive.releases import NOW
from tests.archive.store.archives import Clerk, archive_in

URL = "https://www.marchshire.example/news/bleed-kits/"
HOPS = (Hop(url="http://marchshire.example/kits", status=301, headers=()), Hop(url=URL[:-1], status=302, headers=()))


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with archive_in(tmp_path) as made:
        yield made


@pytest.fixture
def row(archive: Archive) -> int:
    """Return the row of an answer to which two redirects led, as it was signed off."""
    answer = Response(url=HOPS[0].url, final_url=URL, status=200, body=b"kits", fetched_at=NOW, redirects=HOPS)
    kept = captures.keep(archive, answer, Clerk(archive).witness.run_id)
    ledger.sign(archive.db, NOW)
    return kept


def told(archive: Archive) -> list[str]:
    return [found.sentence for found in audit.examine(archive.db, "", lambda *_: None)]


@pytest.mark.parametrize(("named", "said"), [(None, "no number"), (0, "0"), (1, "1"), (3, "3")])
def test_another_number_is_told_and_counted_again(archive: Archive, row: int, named: int | None, said: str) -> None:
    assert told(archive) == []
    archive.db.execute("UPDATE captures SET redirects = ?", [named])
    [found] = redirects.served(archive.db)
    assert found.sentence == f"capture {row} names {said} as its redirects, and has 2"
    audit.mend(archive.db, [found])
    assert told(archive) == []


def test_a_redirect_that_was_put_in_later_is_told_and_not_counted(archive: Archive, row: int) -> None:
    archive.db.execute("INSERT INTO hops (capture_id, url, status, headers) VALUES (?, 'x', 301, '')", [row])
    [found] = redirects.served(archive.db)
    assert not found.mendable
    assert "hop 3 is not in the ledger: it was put in later" in told(archive)
    archive.db.execute("UPDATE captures SET redirects = 3")
    assert told(archive) == ["hop 3 is not in the ledger: it was put in later"]


def test_an_answer_of_before_redirects_were_kept_has_none(archive: Archive, row: int) -> None:
    archive.db.execute("DELETE FROM hops WHERE capture_id = ?", [row])
    archive.db.execute("UPDATE captures SET redirects = NULL")
    assert list(redirects.served(archive.db)) == []


def test_an_answer_that_waits_is_counted_too(archive: Archive) -> None:
    private = archive.captures
    assert private is not None
    private.execute(
        "INSERT INTO answers (id, release_id, number, run_id, url, final_url, fetched_at, status, sha256, "
        "request_headers, headers, redirects) VALUES (5, 1, 1, 1, '', '', '', 200, '', '', '', 1)"
    )
    [found] = redirects.waiting(private)
    assert found.sentence == "answer 5, which waits, names 1 as its redirects, and has 0"
    captures.keep_hops(private, "answer_id", 5, HOPS[:1])
    assert list(redirects.waiting(private)) == []
