"""The published folder over HTTP: the same addresses and bytes as on any web server that holds its files."""

import re
from datetime import UTC, datetime
from html import unescape
from http import HTTPStatus
from pathlib import Path
from urllib.parse import quote, urljoin

from feeds.live.answer import SHARED, Answer, Asked
from feeds.live.answer import answer as with_body
from feeds.pages.template import NOT_FOUND

_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".csv": "text/csv; charset=utf-8; header=present",
    ".gif": "image/gif",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/x-icon",
    ".jpg": "image/jpeg",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".jsonl": "application/x-ndjson; charset=utf-8",
    ".opml": "text/x-opml; charset=utf-8",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".wasm": "application/wasm",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
}
_FEEDS = {
    ("atom", ".xml"): "application/atom+xml",
    ("rss", ".xml"): "application/rss+xml",
    ("feed", ".json"): "application/feed+json",
}
_LEADS = re.compile(rb'<meta http-equiv="refresh" content="0; url=([^"]+)">')  # the page of a merged release
_HEAD = 500  # bytes
_SHARED = (".json", ".opml", ".xml")


def find(folder: Path, path: str) -> Path | None:
    """Return the file at a decoded path ("/all/" is its index.html), or None.

    None too for whatever is hidden, and for whatever leads out of the folder, by dots or by a symbolic link.
    """
    first, *parts = path.split("/")
    if first or "" in parts[:-1] or any(part.startswith(".") or "\\" in part for part in parts):
        return None
    try:
        wanted = folder.joinpath(*parts) / "index.html" if path.endswith("/") else folder.joinpath(*parts)
        found = wanted.resolve(strict=True)
        inside = found.is_relative_to(folder.resolve(strict=True))
        return found if inside and found.is_file() else None
    except (OSError, ValueError):  # not there, or a name that no file can have
        return None


def answer(folder: Path, path: str, asked: Asked) -> Answer | None:
    """Answer for a decoded path, or return None when the folder has nothing there."""
    file = find(folder, path)
    if file is None:
        is_folder = not path.endswith("/") and find(folder, f"{path}/")
        return Answer(status=301, headers={"location": quote(f"{path}/")}) if is_folder else None
    try:
        body, modified = file.read_bytes(), datetime.fromtimestamp(int(file.stat().st_mtime), UTC)
    except OSError:  # gone, or not ours to read
        return None
    leads = _LEADS.search(body[:_HEAD]) if file.suffix == ".html" else None
    if leads:
        return Answer(status=301, headers={"location": urljoin(quote(path), unescape(leads[1].decode()))})
    headers = {"content-type": media_type(file)} | (SHARED if file.suffix in _SHARED else {})
    return with_body(asked, body, headers, modified)


def nowhere(folder: Path, asked: Asked) -> Answer | None:
    """Answer for an address without a file with the folder's own page for that, None when it has none yet."""
    try:
        body = (folder / NOT_FOUND).read_bytes()
    except OSError:
        return None
    headers = {"content-type": _TYPES[".html"], "content-length": str(len(body))}
    return Answer(status=HTTPStatus.NOT_FOUND, headers=headers, body=b"" if asked.method == "HEAD" else body)


def media_type(file: Path) -> str:
    """Return the media type of a file by its name; archived feeds (atom-2015.xml) are feeds too."""
    kind = file.name.partition(".")[0].partition("-")[0]
    return _FEEDS.get((kind, file.suffix)) or _TYPES.get(file.suffix, "application/octet-stream")
