"""Whether what came can be what was asked for."""

from fnmatch import fnmatch

_TEXTUAL = (
    "text/*",
    "application/json",
    "application/xml",
    "application/javascript",
    "application/*+xml",
    "application/*+json",
)
_UNKNOWN = ("application/octet-stream", "binary/octet-stream", "application/unknown")


def acceptable(accept: str, media_type: str) -> bool:
    """Tell whether an answer may be taken for an Accept header.

    Servers lie between HTML, XML and JSON, and some say nothing: any text passes where a text was asked for,
    so that its content decides. A film or an archive does not pass.
    """
    if "/" not in media_type or media_type in _UNKNOWN:
        return True
    ranges = [part.split(";")[0].strip().lower() for part in accept.split(",")]
    named = any(fnmatch(media_type, wanted) for wanted in ranges)
    return named or (_textual(media_type) and any(_textual(wanted) for wanted in ranges))


def _textual(media_type: str) -> bool:
    return any(fnmatch(media_type, pattern) for pattern in _TEXTUAL)
