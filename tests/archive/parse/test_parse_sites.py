"""Golden pairs: a page as an unknown site sends it, and the record that a careful reader makes of it."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from archive.anatomy import report

SITES = Path(__file__).parents[2] / "sites"
CORPUS = Path(__file__).parents[4] / "shared" / "corpus"
NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)
RELEASES = ("release", "statement")


def record(page: Path, url: str) -> dict[str, Any]:
    found = report.of_page(page.read_bytes(), url, now=NOW)
    found["published"].pop("evidence")
    return found


@pytest.mark.parametrize("site", sorted(SITES.iterdir()), ids=lambda site: site.name)
def test_a_page_gives_the_record_beside_it(site: Path) -> None:
    expected = json.loads((site / "page.json").read_text(encoding="utf-8"))
    found = record(site / "page.html", expected["url"])
    assert {key: found[key] for key in expected} == expected


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the labelled corpus is not beside the checkout")
def test_labelled_pages_keep_their_title_date_kind_and_body() -> None:
    right = total = 0
    for page in sorted(CORPUS.glob("*/page.html")):
        expected = json.loads((page.parent / "expected.json").read_text(encoding="utf-8"))
        found = record(page, expected["url"])
        keys = ("kind", "language", *(("title", "body", "standfirst") if expected["kind"] in RELEASES else ()))
        total += len(keys)
        right += sum(found[key] == expected[key] for key in keys)
    assert right >= 0.97 * total
