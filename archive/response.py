"""One answer of a site, and the type of what gets it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Validators:
    """What the site gave us to ask "has it changed since?" with (RFC 9110, section 13); "" when it gave none."""

    etag: str = ""
    last_modified: str = ""


NO_VALIDATORS = Validators()


@dataclass(frozen=True, slots=True, kw_only=True)
class Hop:
    """An answer that led on to another address: where, with which status, and what it said, Location as it was sent."""

    url: str
    status: int
    headers: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """One answer of a site, after redirects.

    url: the address that was asked
    final_url: the address that answered
    status: of the last answer; 304 with an empty body when the validators still hold
    headers, request_headers: name and value in the order of the wire
    body: decoded from transfer and content encodings, never larger than the limit
    fetched_at: aware, UTC
    redirects: what led here, in order, the answer of the address that was asked first; None where that is not known
    """

    url: str
    final_url: str
    status: int
    body: bytes
    fetched_at: datetime
    headers: tuple[tuple[str, str], ...] = ()
    request_headers: tuple[tuple[str, str], ...] = ()
    redirects: tuple[Hop, ...] | None = None

    def header(self, name: str) -> str:
        """Return the first value of a header, whatever the case of its name, or ""."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), "")

    def header_values(self, name: str) -> list[str]:
        """Return every value of a header, whatever the case of its name."""
        return [value for key, value in self.headers if key.lower() == name.lower()]

    @property
    def ok(self) -> bool:
        """Whether the site answered with what was asked for."""
        return 200 <= self.status < 300  # noqa: PLR2004

    @property
    def media_type(self) -> str:
        """The media type without parameters, in lower case, or ""."""
        return self.header("content-type").split(";")[0].strip().lower()

    @property
    def validators(self) -> Validators:
        """What to ask with the next time."""
        return Validators(etag=self.header("etag"), last_modified=self.header("last-modified"))


@dataclass(frozen=True, slots=True, kw_only=True)
class RobotsFile:
    """A robots.txt as it was read; text is "" when there is none; fetched_at is aware, UTC."""

    text: str
    fetched_at: datetime


class Fetch(Protocol):
    """Ask one address, politely.

    Answers of every status are returned, 404 and 503 too (after the retries); FetchError means that there is no
    answer to speak of: refused by our own rules or by robots.txt, unreachable, too slow, too large.
    """

    def __call__(self, url: str, *, accept: str = "*/*", validators: Validators = NO_VALIDATORS) -> Response:
        """Return the answer, or raise FetchError."""
        ...
