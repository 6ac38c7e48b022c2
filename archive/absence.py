"""What an answer says about a release that may be gone."""

import html
import re
from urllib.parse import urlsplit

from archive import identity
from archive.response import Response

_GONE = (404, 410)
_TITLE = re.compile(rb"<title[^>]*>([^<]{1,300})", re.IGNORECASE)
_NOT_FOUND = re.compile(
    r"\b(?:not found|can(?:no|['’])t be found|heb ei (?:dd?arganfod|chanfod)|error 404)\b"
    r"|^\s*404\s*(?:$|[^\w\s]|error\b)",
    re.IGNORECASE,
)
_HEAD = 65536


def proof(response: Response, headline: str) -> str:
    """Return how the answer shows that the page with a headline is gone: "answered 404"; "" when it does not.

    A 403, a 5xx or an empty answer proves nothing: the site may be ill, or may not like us.
    """
    if response.status in _GONE:
        return f"answered {response.status}"
    if not response.ok:
        return ""
    if _is_home(response.final_url) and not _is_home(response.url):
        return "redirected to the home page"
    found = _TITLE.search(response.body[:_HEAD])
    title = html.unescape(found.group(1).decode("utf-8", "replace")) if found else ""
    if _NOT_FOUND.search(title) and identity.folded(headline) not in identity.folded(html.unescape(_text(response))):
        return "the page says that it was not found"
    return ""


def _text(response: Response) -> str:
    return response.body.decode("utf-8", "replace")


def _is_home(url: str) -> bool:
    parts = urlsplit(url)
    return parts.path.strip("/") in ("", "en", "cy", "home", "index.html", "index.php") and not parts.query
