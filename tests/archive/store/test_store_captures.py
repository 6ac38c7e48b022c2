"""The bytes that records were made from."""

from hashlib import sha256
from pathlib import Path

import pytest

from archive.response import NO_VALIDATORS, Validators
from archive.store import captures
from tests.archive.store.archives import Clerk, archive_in

URL = "https://www.marchshire.example/news/bleed-kits/"


def test_a_capture_gives_back_its_bytes(tmp_path: Path) -> None:
    with archive_in(tmp_path) as archive:
        Clerk(archive).capture(b"<p>Fourteen buses</p>")
        (digest,) = archive.db.execute("SELECT sha256 FROM captures").fetchone()
        assert digest == sha256(b"<p>Fourteen buses</p>").hexdigest()
        assert captures.body(archive, digest) == b"<p>Fourteen buses</p>"
        with pytest.raises(KeyError):
            captures.body(archive, "0" * 64)


def test_equal_bytes_are_kept_once_and_seen_twice(tmp_path: Path) -> None:
    with archive_in(tmp_path) as archive:
        clerk = Clerk(archive)
        clerk.capture(b"same")
        clerk.capture(b"same")
        assert archive.captures is not None
        assert archive.captures.table("blobs").count == 1
        assert archive.db.table("captures").count == 2


def test_an_address_is_asked_again_with_what_its_last_capture_gave(tmp_path: Path) -> None:
    with archive_in(tmp_path) as archive:
        assert captures.validators(archive.db, URL) == NO_VALIDATORS
        Clerk(archive).capture(b"one")
        assert captures.validators(archive.db, URL) == Validators(etag='"1"')
