"""A date or a language as a feed or a listing stamps it on an entry, taken for no more than it says."""

from datetime import datetime
from email.utils import parsedate_to_datetime

from archive.release import NO_CLAIM, Claim

_DAY = len("2026-03-01")
_WEB = 1991  # what claims to be older than the Web is an empty date


def stamped(text: object, evidence: str) -> Claim:
    """Read an ISO 8601 (RFC 3339) or RFC 822 date; without an offset it is good for the day only."""
    if not isinstance(text, str):
        return NO_CLAIM
    moment = _moment(text.strip())
    if moment is None or moment.year < _WEB:
        return NO_CLAIM
    value = moment.isoformat(timespec="seconds")
    return Claim(value=value if moment.tzinfo else value[:_DAY], evidence=evidence)


def welsh(code: str) -> str:
    """Return "cy" for what is marked as Welsh, else "": software says "en" when nobody has told it."""
    return "cy" if code.lower().partition("-")[0] == "cy" else ""


def _moment(text: str) -> datetime | None:
    for read in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            moment = read(text)
        except (ValueError, OverflowError):
            continue
        return moment
    return None
