"""The results of a search to take away: a table for spreadsheets, and one JSON object a line, the same everywhere."""

import csv
import io
import json
from collections.abc import Iterable
from typing import NamedTuple

from archive.cell import inert
from archive.store.search import Hit

MOST = 10_000  # releases in one file
_MARK = "\ufeff"  # without it, Excel takes UTF-8 for something else


class Row(NamedTuple):
    """A release in a download; published is as claimed, "" for no date, office its id, and page is our own."""

    published: str
    office: str
    office_name: str
    title: str
    standfirst: str
    kind: str
    language: str
    status: str
    revision: int
    url: str
    page: str
    id: str


def row(hit: Hit, site: str) -> Row:
    """Return what a download tells of a release; site is the address of ours."""
    return Row(
        published=hit.published.value,
        office=hit.office,
        office_name=hit.office_name,
        title=hit.title,
        standfirst=hit.standfirst,
        kind=hit.kind,
        language=hit.language,
        status=hit.status,
        revision=hit.revision,
        url=hit.url,
        page=f"{site.rstrip('/')}/{hit.path}",
        id=hit.tag,
    )


def table(rows: Iterable[Row]) -> bytes:
    """Return CSV (RFC 4180) with a header, in which no cell is a formula."""
    written = io.StringIO(newline="")
    writer = csv.writer(written)
    writer.writerow(Row._fields)
    writer.writerows([inert(value) for value in each] for each in rows)
    return (_MARK + written.getvalue()).encode()


def lines(rows: Iterable[Row]) -> bytes:
    """Return JSON Lines (https://jsonlines.org)."""
    return "".join(f"{json.dumps(each._asdict(), ensure_ascii=False)}\n" for each in rows).encode()
