"""The published folder over HTTP: the same addresses and bytes as on any web server that holds its files."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote

_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".gif": "image/gif",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/x-icon",
    ".jpg": "image/jpeg",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
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
_SHARED = (".json", ".opml", ".xml")  # what a script on another site may read
_FRESH = "public, max-age=60"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One HTTP answer; the names of its headers are in lower case."""

    status: int
    headers: dict[str, str]
    body: bytes = b""


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


def answer(folder: Path, method: str, path: str, headers: Mapping[str, str]) -> Answer | None:
    """Answer for a decoded path (RFC 9110, sections 13 and 15.4), or return None when the folder has nothing there.

    headers: of the request, names in lower case
    """
    file = find(folder, path)
    if file is None:
        is_folder = not path.endswith("/") and find(folder, f"{path}/")
        return Answer(status=301, headers={"location": quote(f"{path}/")}) if is_folder else None
    if method not in ("GET", "HEAD"):
        return Answer(status=405, headers={"allow": "GET, HEAD"})
    try:
        body, modified = file.read_bytes(), datetime.fromtimestamp(int(file.stat().st_mtime), UTC)
    except OSError:  # gone, or not ours to read
        return None
    about = {
        "etag": f'"{sha256(body).hexdigest()[:32]}"',
        "last-modified": format_datetime(modified, usegmt=True),
        "cache-control": _FRESH,
    }
    if file.suffix in _SHARED:
        about["access-control-allow-origin"] = "*"
    if _unchanged(headers, about["etag"], modified):
        return Answer(status=304, headers=about)
    about |= {"content-type": media_type(file), "content-length": str(len(body))}
    return Answer(status=200, headers=about, body=b"" if method == "HEAD" else body)


def media_type(file: Path) -> str:
    """Return the media type of a file by its name; archived feeds (atom-2015.xml) are feeds too."""
    kind = file.name.partition(".")[0].partition("-")[0]
    return _FEEDS.get((kind, file.suffix)) or _TYPES.get(file.suffix, "application/octet-stream")


def _unchanged(headers: Mapping[str, str], etag: str, modified: datetime) -> bool:
    """Tell whether the asker has these bytes; a date counts only where no tag was sent (RFC 9110, 13.2.2)."""
    tags = headers.get("if-none-match")
    if tags is not None:
        return any(tag.strip().removeprefix("W/") in (etag, "*") for tag in tags.split(","))
    try:
        since = parsedate_to_datetime(headers.get("if-modified-since", ""))
    except ValueError:
        return False
    return modified <= (since if since.tzinfo else since.replace(tzinfo=UTC))
