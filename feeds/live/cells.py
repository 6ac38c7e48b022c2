"""One cell of a table, short enough that rows can be read."""

import re
from collections.abc import Callable
from urllib.parse import urlsplit

from markupsafe import Markup, escape

_TEXTS = {"text": 120, "standfirst": 120, "sentence": 200, "said": 600, "headers": 60, "request_headers": 60}
_ADDRESS = 48
_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)T(\d\d:\d\d):\d\d\+00:00")


def cell(database: str, column: str, value: object) -> Markup | None:
    """Return the HTML of a value, or None to leave it to Datasette."""
    if column == "release" and isinstance(value, int):  # in the answers of archive.store.questions
        return Markup('<a href="/{}/releases/{}">read</a>').format(database, value)
    if not isinstance(value, str) or not value:
        return None
    if moment := _MOMENT.fullmatch(value):
        return Markup('<time datetime="{}">{} {} UTC</time>').format(value, *moment.groups())
    if column in _BY_COLUMN:
        return _BY_COLUMN[column](value)
    if value.startswith(("http://", "https://")):
        return Markup('<a href="{}" title="{}">{}</a>').format(value, value, _short_address(value))
    return escape(_short(value, _TEXTS[column])) if column in _TEXTS else None


def _word(value: str) -> Markup:
    return Markup('<span class="word is-{}">{}</span>').format(re.sub(r"\W", "-", value), value)


def _hash(value: str) -> Markup:
    return Markup('<code title="{}">{}…</code>').format(value, value[:10])


def _path(value: str) -> Markup:
    return Markup('<a href="/{}">{}</a>').format(value, value)


def _size(value: str) -> Markup:
    return Markup("<em>{:,} characters</em>").format(len(value))


def _marked(value: str) -> Markup:
    return escape(value).replace("«", Markup("<mark>")).replace("»", Markup("</mark>"))


def _short(value: str, length: int) -> str:
    words = " ".join(value.split())
    return words if len(words) <= length else words[:length].rpartition(" ")[0] + "…"


def _short_address(url: str) -> str:
    """Return the host and the end of the path: what tells two addresses apart."""
    address = url.partition("://")[2].rstrip("/")
    if len(address) <= _ADDRESS:
        return address
    host = urlsplit(url).netloc[: _ADDRESS // 2]
    return f"{host}/…{address[len(host) - _ADDRESS :]}"


_BY_COLUMN: dict[str, Callable[[str], Markup]] = {
    **dict.fromkeys(("health", "kind", "status", "verdict"), _word),
    **dict.fromkeys(("digest", "fingerprint", "head", "sha256"), _hash),
    "found": _marked,
    "html": _size,
    "path": _path,
}
