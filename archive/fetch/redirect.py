"""Where an answer sends us, and whether we go."""

import re
from http import HTTPStatus
from urllib.parse import quote, urldefrag, urljoin

from archive.errors import RefusedError
from archive.fetch.address import downgrades
from archive.response import Response

_STATUSES = (
    HTTPStatus.MOVED_PERMANENTLY,
    HTTPStatus.FOUND,
    HTTPStatus.SEE_OTHER,
    HTTPStatus.TEMPORARY_REDIRECT,
    HTTPStatus.PERMANENT_REDIRECT,
)
_UNPRINTABLE = re.compile(r"[\x00-\x20\x7f-\x9f]")


def target(response: Response, chain: list[str], limit: int) -> str:
    """Return where an answer redirects to, absolute, or "" when it does not.

    chain: the addresses that led here, the one that answered last
    limit: how many redirects are followed; RefusedError when there are more, a circle, or a step from https to http
    """
    location = response.header("location")
    if response.status not in _STATUSES or not location:
        return ""
    here = chain[-1]
    there = _absolute(here, location)
    if not there:
        raise _refused(here, "what it redirects to is no address")
    if downgrades(here, there):
        raise _refused(here, f"it redirects to {there}, which is not encrypted")
    if there in chain:
        raise _refused(here, f"it redirects to {there}, which is a circle")
    if len(chain) > limit:
        raise _refused(here, f"it redirects more than {limit} times")
    return there


def _absolute(here: str, location: str) -> str:
    """Return the address that a Location header means, without its fragment; "" when it means none."""
    # Header bytes are read as Latin-1, but addresses are UTF-8 where they are not ASCII.
    plain = location.encode("latin-1").decode("utf-8", "replace")
    try:
        there = urldefrag(urljoin(here, plain)).url
    except ValueError:
        return ""
    return _UNPRINTABLE.sub(lambda found: quote(found[0]), there)


def _refused(here: str, why: str) -> RefusedError:
    hint = "Open it in a browser, and configure the address that it ends at."
    return RefusedError(f"{here}: refused, because {why}", hint=hint)
