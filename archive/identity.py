"""By what a release is known again, and the id and path that it is given once."""

import re
import unicodedata
from collections.abc import Callable
from hashlib import sha256
from urllib.parse import unquote, urlsplit, urlunsplit

from w3lib.url import canonicalize_url, url_query_cleaner

from archive.release import Alias, AliasKind, Release

_TRACKING = (
    "utm_source",
    "utm_medium",
    "utm_campaign",
    "utm_term",
    "utm_content",
    "utm_id",
    "fbclid",
    "gclid",
    "mc_cid",
    "mc_eid",
)
_PAGE_SUFFIX = re.compile(r"\.(?:aspx?|html?|php)$", re.IGNORECASE)
_SLUG_LENGTH = 80
_MARKS = {"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00ad": "", "\u200b": ""}
_MARK = re.compile(f"[{''.join(_MARKS)}]")  # str.translate asks a table about every letter: ten times as slow
_LETTERS = re.compile(r"[a-z]{2}")


def host(url: str) -> str:
    """Return the host of an address in lower case, without "www.", with its port if it has one."""
    return urlsplit(url).netloc.lower().rpartition("@")[2].removeprefix("www.")


def normal_url(url: str) -> str:
    """Return the form in which all addresses of a page are equal: no scheme, www, fragment, tracking, last slash."""
    cleaned = url_query_cleaner(url, _TRACKING, remove=True, unique=False)
    parts = urlsplit(canonicalize_url(cleaned))
    return urlunsplit(("", "", host(url) + (parts.path.rstrip("/") or "/"), parts.query, ""))


def url_alias(url: str) -> Alias:
    """Return the alias of an address."""
    return Alias(kind=AliasKind.URL, value=normal_url(url))


def slug(text: str) -> str:
    """Return words for a path: ASCII letters, digits and hyphens; "" when nothing is left."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    joined = re.sub(r"[^a-z0-9]+", "-", plain.replace("'", "")).strip("-")
    if len(joined) <= _SLUG_LENGTH:
        return joined
    return joined[: _SLUG_LENGTH + 1].rpartition("-")[0] or joined[:_SLUG_LENGTH]


def path(office: str, release: Release, taken: Callable[[str], bool]) -> str:
    """Mint the path of a release that is seen for the first time: "office/2015/some-slug/".

    The words come from its first address, or from its title where the address has none (?p=12, /1756/). A clash gets
    a suffix made from the address. An archive rebuilt from nothing mints the same paths, but for two releases of one
    name in one year of which the later was seen first.
    """
    last = unquote(urlsplit(release.url).path.rstrip("/").rpartition("/")[2])
    words = slug(_PAGE_SUFFIX.sub("", last))
    if not _LETTERS.search(words) or urlsplit(release.url).query:
        words = slug(release.title) or "release"
    day = release.published.day
    stem = f"{office}/{day.year if day else 'undated'}/{words}"
    if not taken(f"{stem}/"):
        return f"{stem}/"
    suffix = sha256(normal_url(release.url).encode()).hexdigest()
    return next(found for end in range(8, len(suffix)) if not taken(found := f"{stem}-{suffix[:end]}/"))


def tag(authority: str, minted: str) -> str:
    """Return the tag URI (RFC 4151) of a path; authority is "example.org,2026"."""
    return f"tag:{authority}:{minted.rstrip('/')}"


def fingerprint(release: Release) -> str:
    """Return a hash that is equal for versions that say the same: marks, spaces and encodings do not count."""
    said = f"{release.title}\n{release.standfirst}\n{release.text}"
    return sha256(folded(said).encode("utf-8", "replace")).hexdigest()


def folded(text: str) -> str:
    """Return a text in which typographic marks, spaces and the encoding of accents make no difference."""
    return " ".join(_MARK.sub(lambda mark: _MARKS[mark[0]], unicodedata.normalize("NFKC", text)).split())


def digest(release: Release) -> str:
    """Return a hash of all that is kept of a version and that its fingerprint leaves out."""
    rest = (release.url, release.html, release.published.value, release.modified.value, release.language, release.kind)
    files = [(file.url, file.title, file.media_type, str(file.length)) for file in release.attachments]
    pictures = [(image.url, image.alt, image.caption) for image in release.images]
    return sha256(repr((tuple(map(str, rest)), files, pictures)).encode("utf-8", "replace")).hexdigest()
