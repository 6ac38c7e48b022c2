"""How long to wait before the next attempt."""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus

from archive.response import Response

_LONGEST_BACKOFF = 60.0


def may_recover(status: int) -> bool:
    """Tell whether the answer may be a better one later: too many requests, or a failure of the server."""
    return status == HTTPStatus.TOO_MANY_REQUESTS or status >= HTTPStatus.INTERNAL_SERVER_ERROR


def backoff(attempt: int, jitter: float) -> float:
    """Return seconds, twice as many after each attempt (from 0); jitter (0 to 1) leaves at least half."""
    return float(min(2.0 * 2**attempt, _LONGEST_BACKOFF)) * (0.5 + jitter / 2)


def retry_after(response: Response, now: datetime) -> float:
    """Return the seconds for which a 429 or 503 asks us to wait, or 0 (RFC 9110, section 10.2.3)."""
    if response.status not in (HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE):
        return 0.0
    value = response.header("retry-after").strip()
    if value.isascii() and value.isdigit():
        return float(value)
    try:
        moment = parsedate_to_datetime(value)
    except ValueError:
        return 0.0
    # A date without a zone, "-0000", is UTC.
    return max(0.0, (moment.replace(tzinfo=moment.tzinfo or UTC) - now).total_seconds())
