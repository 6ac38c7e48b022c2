"""An HTTP answer, and what need not be sent because the asker has it."""

import gzip
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from hashlib import sha256
from http import HTTPStatus

SHARED = {"access-control-allow-origin": "*"}  # what a script on another site may read
_LATER = "600"  # seconds
_FRESH = "public, max-age=60"
_TEXT = re.compile(r"text/|application/(?:[a-z]+\+)?(?:xml|json)|image/svg")
_UNPACKS = re.compile(r"\bgzip\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))", re.IGNORECASE)
_LEAST = 1000  # bytes that are worth compressing
_LEVEL = 5  # half as long at it as the usual 9 for a hundredth more


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What is asked: a method, and headers by their names in lower case."""

    method: str
    headers: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One HTTP answer; the names of its headers are in lower case."""

    status: int
    headers: dict[str, str]
    body: bytes = b""


def answer(asked: Asked, body: bytes, headers: Mapping[str, str], modified: datetime | None = None) -> Answer:
    """Return a body with its tag, or 304 to who has it (RFC 9110, sections 13 and 15.4.5); 405 to who would change it.

    headers: of the answer, its content type among them
    modified: when the body last changed, whole seconds; None when that is not known
    """
    if asked.method not in ("GET", "HEAD"):
        return Answer(status=405, headers={"allow": "GET, HEAD"})
    about = {**headers, "cache-control": _FRESH, **_coding(asked, body, headers["content-type"])}
    if modified:
        about["last-modified"] = format_datetime(modified, usegmt=True)
    if _unchanged(asked.headers, about["etag"], modified):
        kept = {name: value for name, value in about.items() if name not in ("content-type", "content-encoding")}
        return Answer(status=304, headers=kept)
    sent = gzip.compress(body, _LEVEL, mtime=0) if "content-encoding" in about else body
    about["content-length"] = str(len(sent))
    return Answer(status=200, headers=about, body=b"" if asked.method == "HEAD" else sent)


def _coding(asked: Asked, body: bytes, media_type: str) -> dict[str, str]:
    """Return the tag of a body as it is sent, and that it is compressed for who unpacks it (RFC 9110, 8.8.3.3)."""
    tag = sha256(body).hexdigest()[:32]
    if len(body) < _LEAST or not _TEXT.match(media_type):
        return {"etag": f'"{tag}"'}
    if not _UNPACKS.search(asked.headers.get("accept-encoding", "")):
        return {"etag": f'"{tag}"', "vary": "accept-encoding"}
    return {"etag": f'"{tag}-gzip"', "vary": "accept-encoding", "content-encoding": "gzip"}


def refused(asked: Asked, text: str, content_type: str = "text/plain; charset=utf-8") -> Answer:
    """Return what is wrong with an address, in words (RFC 9110, section 15.5.1)."""
    body = b"" if asked.method == "HEAD" else text.encode()
    return Answer(status=HTTPStatus.BAD_REQUEST, headers={"content-type": content_type}, body=body)


def moved(address: str) -> Answer:
    """Lead to the address of the same (RFC 9110, section 15.4.4); it may be relative."""
    return Answer(status=HTTPStatus.SEE_OTHER, headers={"location": address})


def given_up(refusal: Answer) -> Answer:
    """Return a refusal as one that may pass (RFC 9110, section 15.6.4), so that a reader keeps its feed."""
    headers = refusal.headers | {"retry-after": _LATER}
    return Answer(status=HTTPStatus.SERVICE_UNAVAILABLE, headers=headers, body=refusal.body)


def _unchanged(headers: Mapping[str, str], etag: str, modified: datetime | None) -> bool:
    """Tell whether the asker has these bytes; a date counts only where no tag was sent (RFC 9110, 13.2.2)."""
    tags = headers.get("if-none-match")
    if tags is not None:
        return any(tag.strip().removeprefix("W/") in (etag, "*") for tag in tags.split(","))
    try:
        since = parsedate_to_datetime(headers.get("if-modified-since", ""))
    except ValueError:
        return False
    return modified is not None and modified <= (since if since.tzinfo else since.replace(tzinfo=UTC))
