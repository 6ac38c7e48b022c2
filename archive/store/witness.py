"""Who saw a change."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Witness:
    """Who saw a change: the run, the source, the capture that it was read from, the parser, and when (UTC).

    row, path: where a release that is new goes, if that is settled already; None, "" for the next place that is free
    """

    office: str
    office_row: int
    source_row: int
    authority: str
    run_id: int
    parser: str
    capture_id: int | None
    at: datetime
    row: int | None = None
    path: str = ""
