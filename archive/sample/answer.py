"""What the sample site is asked, and what it answers."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from hashlib import sha256


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One request; query has the last value of each name, headers are by lower-case name."""

    path: str
    query: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One response.

    changed: aware; None for an answer without validators, as errors and the REST interface give it
    """

    body: bytes
    media_type: str = "text/html; charset=UTF-8"
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    changed: datetime | None = None


def of_json(value: object, *, status: int = 200, headers: tuple[tuple[str, str], ...] = ()) -> Answer:
    """Return an answer of the REST interface."""
    body = json.dumps(value, ensure_ascii=False).encode()
    return Answer(body=body, media_type="application/json; charset=UTF-8", status=status, headers=headers)


def moved(url: str) -> Answer:
    """Return a permanent redirect, signed as WordPress signs it."""
    return Answer(body=b"", status=301, headers=(("Location", url), ("X-Redirect-By", "WordPress")))


def conditional(answer: Answer, asked: Asked) -> Answer:
    """Add validators to an answer, or shorten it to 304 when the asker's still hold (RFC 9110, 13.2.2)."""
    if answer.changed is None:
        return answer
    etag = f'"{sha256(answer.body).hexdigest()[:20]}"'
    stamp = format_datetime(answer.changed.astimezone(UTC), usegmt=True)
    headers = (*answer.headers, ("ETag", etag), ("Last-Modified", stamp))
    if _holds(asked.headers, etag, answer.changed):
        return replace(answer, status=304, body=b"", headers=headers)
    return replace(answer, headers=headers)


def _holds(headers: Mapping[str, str], etag: str, changed: datetime) -> bool:
    if "if-none-match" in headers:
        return etag in headers["if-none-match"]
    try:
        return changed <= parsedate_to_datetime(headers.get("if-modified-since", ""))
    except ValueError:
        return False  # a date that is none is to be ignored (RFC 9110, 13.1.3)
