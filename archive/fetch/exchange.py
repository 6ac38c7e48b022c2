"""One request and its answer, on the wire."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter

from archive.errors import FetchError, RefusedError
from archive.fetch.failure import LimitError
from archive.fetch.manners import Manners
from archive.fetch.media import acceptable
from archive.response import NO_VALIDATORS, Response, Validators

_PIECE = 64 * 1024
_SHOWN = 60
_ENCODINGS = frozenset({"", "identity", "gzip", "x-gzip", "deflate"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked of one address."""

    url: str
    accept: str = "*/*"
    validators: Validators = NO_VALIDATORS

    def prepared(self, user_agent: str) -> requests.PreparedRequest:
        """Return the request with every header that is sent, in order; RefusedError when there can be none."""
        try:
            request = requests.Request("GET", self.url).prepare()
        except requests.RequestException as error:
            raise RefusedError(f"{self.url}: refused, because it is no address: {error}") from error
        headers = {
            "Host": urlsplit(request.url or "").netloc,
            "User-Agent": user_agent,
            "Accept": self.accept,
            "Accept-Encoding": "gzip, deflate",
            "If-None-Match": self.validators.etag,
            "If-Modified-Since": self.validators.last_modified,
        }
        request.prepare_headers({name: value for name, value in headers.items() if value})
        return request


def exchange(question: Question, adapter: HTTPAdapter, manners: Manners, now: Callable[[], datetime]) -> Response:
    """Ask once and read the answer to its end.

    RefusedError or FetchError says what must not be taken; LimitError and what requests raises pass through.
    """
    request = question.prepared(manners.user_agent)
    timeouts = (manners.connect_timeout, manners.read_timeout)
    answer = adapter.send(request, stream=True, timeout=timeouts)
    try:
        _inspect(question, answer, manners.max_bytes)
        body = _body(answer, manners.max_bytes)
    finally:
        answer.close()
    return Response(
        url=question.url,
        final_url=request.url or question.url,
        status=answer.status_code,
        body=body,
        fetched_at=now(),
        headers=tuple(answer.raw.headers.items()),
        request_headers=tuple(request.headers.items()),
    )


def _inspect(question: Question, answer: requests.Response, limit: int) -> None:
    """Refuse by its headers an answer that need not be read."""
    media_type = answer.headers.get("content-type", "").split(";")[0].strip().lower()
    taken = HTTPStatus.OK <= answer.status_code < HTTPStatus.MULTIPLE_CHOICES
    if taken and not acceptable(question.accept, media_type):
        raise RefusedError(
            f"{question.url}: refused, because it answered with {_shown(media_type)} instead of {question.accept}",
            hint="Open it in a browser: releases are not read from documents and films.",
        )
    encodings = {name.strip() for name in answer.headers.get("content-encoding", "").lower().split(",")}
    if not encodings <= _ENCODINGS:
        unknown = ", ".join(sorted(encodings - _ENCODINGS))
        raise FetchError(
            f"{question.url}: not taken, because it is compressed as {_shown(unknown)}, which was not asked for",
            hint="The site ignores Accept-Encoding; its keepers can mend that.",
        )
    length = answer.headers.get("content-length", "")
    if length.isdecimal() and float(length) > limit:
        raise LimitError(f"is larger than {limit:,} bytes")


def _shown(words: str) -> str:
    """Return what a server said, fit to be printed."""
    return "".join(letter if letter.isascii() and letter.isprintable() else "?" for letter in words)[:_SHOWN]


def _body(answer: requests.Response, limit: int) -> bytes:
    """Return the decoded body; LimitError as soon as it is larger than allowed."""
    body = bytearray()
    for piece in answer.iter_content(_PIECE):
        body += piece
        if len(body) > limit:
            raise LimitError(f"is larger than {limit:,} bytes")
    return bytes(body)
