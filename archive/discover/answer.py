"""What an answer is, when it is not what was asked for."""

import json
import re

from archive import wording
from archive.errors import ClosedError, DiscoverError, OutageError
from archive.response import Response

GONE = frozenset({404, 410})
CLOSED = frozenset({401, 403})
_UNAUTHORISED = 401
_TOO_MANY = 429
_SERVER_ERROR = 500
_HEAD = 20_000  # an anti-bot page says what it is early
_GUARD = re.compile(
    rb"captcha|are you (?:a )?human|not a robot|checking your browser|just a moment\.\.\.|"
    rb"cf-chl|_incapsula_|attention required!|enable javascript and cookies",
    re.IGNORECASE,
)


def unexpected(response: Response, wanted: str) -> DiscoverError:
    """Return the error that names the address and says what came instead of what was wanted."""
    what = response.media_type or ("an empty answer" if not response.body else "an answer without a type")
    if guarded(response):
        what = "a page that asks whether a human is there"
    kind: type[DiscoverError] = OutageError
    if response.ok or guarded(response):
        kind = DiscoverError
    elif response.status in GONE or response.status == _UNAUTHORISED:
        kind = ClosedError
    return kind(
        f"{wording.address(response.final_url)} answered {response.status} with {what} instead of {wanted}",
        hint=_hint(response),
    )


def guarded(response: Response) -> bool:
    """Tell whether an anti-bot page came instead of the site."""
    return response.media_type in {"", "text/html"} and bool(_GUARD.search(response.body[:_HEAD]))


def _hint(response: Response) -> str:
    if response.status in CLOSED or guarded(response):
        return "The site keeps programs out here: ask the office to let you in, or set another source."
    if response.status in GONE:
        return "The page may have moved: open the office's home page and set the new address."
    if response.status == _TOO_MANY or response.status >= _SERVER_ERROR:
        return "Try again later; nothing was lost."
    return "Open the address in a browser, and set the address where the releases are listed now."


def parsed_json(response: Response, wanted: str) -> object:
    """Return the value of a JSON answer; DiscoverError when it is none."""
    if not response.ok:
        raise unexpected(response, wanted)
    try:
        # plugins print notices and byte order marks before the JSON of WordPress; the marks can be forgiven
        return json.loads(response.body.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise unexpected(response, wanted) from error
