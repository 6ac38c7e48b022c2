"""A site made of a dict: what each address answers, and what was asked."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from archive.errors import FetchError
from archive.response import NO_VALIDATORS, Response, Validators

NOW = datetime(2026, 3, 5, 9, 10, tzinfo=UTC)
HOME = "https://www.marchshire.example/"
HTML = "text/html; charset=utf-8"


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What an address answers; `etag` is what makes it answer 304."""

    body: str | bytes = ""
    status: int = 200
    media_type: str = HTML
    headers: tuple[tuple[str, str], ...] = ()
    etag: str = ""


@dataclass
class Site:
    """A Fetch; an address that is not in `pages` is 404, with the site's own page for that."""

    pages: Mapping[str, str | Page]
    unreachable: frozenset[str] = frozenset()
    asked: list[str] = field(default_factory=list)

    def __call__(self, url: str, *, accept: str = "*/*", validators: Validators = NO_VALIDATORS) -> Response:
        """Answer as the dict says."""
        assert accept
        self.asked.append(url)
        if url in self.unreachable:
            raise FetchError(f"{url}: no answer")
        return answered(url, self.pages.get(url, Page(body="<h1>Not here</h1>", status=404)), validators)


def answered(url: str, page: str | Page, validators: Validators = NO_VALIDATORS) -> Response:
    """Return the answer of an address with this page behind it."""
    page = Page(body=page) if isinstance(page, str) else page
    unchanged = bool(page.etag) and validators.etag == page.etag
    body = page.body.encode() if isinstance(page.body, str) else page.body
    return Response(
        url=url,
        final_url=url,
        status=304 if unchanged else page.status,
        body=b"" if unchanged else body,
        fetched_at=NOW,
        headers=(("Content-Type", page.media_type), ("ETag", page.etag), *page.headers),
    )


def json_page(value: object, status: int = 200, **headers: str) -> Page:
    """Return a JSON answer; X_WP_Total="3" is the header X-WP-Total."""
    named = tuple((name.replace("_", "-"), text) for name, text in headers.items())
    return Page(body=json.dumps(value), status=status, media_type="application/json; charset=UTF-8", headers=named)
