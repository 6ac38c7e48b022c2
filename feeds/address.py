"""The addresses that a document may carry."""

import re
from urllib.parse import quote

from feeds.characters import legal

_URI = "%/:=&?~#+!$,;'@()*"  # RFC 3986 section 2, less the brackets, which only an IPv6 host may carry
_PARTS = re.compile(r"(https?://)([^/?#:@]*)(.*)", re.IGNORECASE | re.DOTALL)
_OF_THE_WEB = re.compile(r"https?://[^/?#]", re.IGNORECASE)


def address(url: str) -> str:
    """Return a URI: a host's letters as DNS has them (RFC 3490), all else percent-encoded (RFC 3987 section 3.1)."""
    plain = legal(url)
    found = _PARTS.fullmatch(plain)
    if found is None:
        return quote(plain, safe=_URI)
    scheme, host, rest = found.groups()
    return f"{scheme}{_host(host)}{quote(rest, safe=_URI)}"


def _host(name: str) -> str:
    try:
        return quote(name.encode("idna"), safe=_URI)
    except UnicodeError:
        return quote(name, safe=_URI)


def is_of_the_web(url: str) -> bool:
    """Tell whether an address leads to a document and not to a script: a stored row may have been tampered with."""
    return bool(_OF_THE_WEB.match(url))
