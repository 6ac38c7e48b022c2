"""The addresses that a document may carry."""

import re
from urllib.parse import quote

from feeds.characters import legal

_URI = "%/:=&?~#+!$,;'@()*"  # RFC 3986 section 2, less the brackets, which only an IPv6 host may carry
_PARTS = re.compile(r"(https?://)(?:([^/?#]*)@)?(\[[0-9a-f:.]+\]|[^/?#:]*)(.*)", re.IGNORECASE | re.DOTALL)
_LITERAL = re.compile(r"\[[0-9a-f:.]+\]", re.IGNORECASE)
_NO_CODE = re.compile(r"%(?![0-9a-f]{2})", re.IGNORECASE)
_OF_THE_WEB = re.compile(r"https?://[^/?#]", re.IGNORECASE)


def address(url: str) -> str:
    """Return a URI: a host's letters as DNS has them (RFC 3490), all else percent-encoded (RFC 3987 section 3.1)."""
    plain = legal(url)
    found = _PARTS.fullmatch(plain)
    if found is None:
        return _encoded(plain)
    scheme, user, host, rest = found.groups()
    who = "" if user is None else f"{_encoded(user).replace('@', '%40')}@"
    return f"{scheme}{who}{_host(host)}{_encoded(rest)}"


def _encoded(part: str) -> str:
    """Return the end of an address with one fragment at most, and with no % but before two digits."""
    most, mark, fragment = _NO_CODE.sub("%25", part).partition("#")
    return quote(most + mark, safe=_URI) + quote(fragment, safe=_URI.replace("#", ""))


def _host(name: str) -> str:
    if _LITERAL.fullmatch(name):
        return name
    try:
        return _encoded(name.encode("idna").decode("ascii"))
    except UnicodeError:
        return _encoded(name)


def is_of_the_web(url: str) -> bool:
    """Tell whether an address leads to a document and not to a script: a stored row may have been tampered with."""
    return bool(_OF_THE_WEB.match(url))
