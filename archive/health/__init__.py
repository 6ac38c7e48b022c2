"""How an office stands: whether a run saw enough, how often the office publishes, and what both together mean; pure."""

from archive.health.cadence import Cadence
from archive.health.doubt import (
    STOPPED,
    Doubt,
    Glimpse,
    Sign,
    doubt_absences,
    doubt_changes,
    doubt_listing,
    doubt_pages,
    doubt_releases,
    doubt_unreadable,
    sign_of,
)
from archive.health.lasting import LASTS, Drop, proven, settled
from archive.health.standing import Judgement, Outcome, Record, State, judge

__all__ = [
    "LASTS",
    "STOPPED",
    "Cadence",
    "Doubt",
    "Drop",
    "Glimpse",
    "Judgement",
    "Outcome",
    "Record",
    "Sign",
    "State",
    "doubt_absences",
    "doubt_changes",
    "doubt_listing",
    "doubt_pages",
    "doubt_releases",
    "doubt_unreadable",
    "judge",
    "proven",
    "settled",
    "sign_of",
]
