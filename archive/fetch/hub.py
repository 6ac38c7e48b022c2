"""Telling a WebSub hub what has changed (https://www.w3.org/TR/websub/, section 7)."""

from collections.abc import Iterable

import requests

from archive.errors import FetchError
from archive.fetch.manners import Manners

_HINT = "What was published stands; those who subscribe through the hub see it when they next ask. See [site] hub."


def announce(hub: str, feeds: Iterable[str], manners: Manners) -> None:
    """Tell a hub of the addresses of feeds that have changed, one after the other; FetchError when it does not listen.

    The hub is the operator's own choice: its address is asked whatever it is, a private one too.
    """
    timeout = (manners.connect_timeout, manners.read_timeout)
    with requests.Session() as session:
        session.headers["User-Agent"] = manners.user_agent
        for feed in feeds:
            told = {"hub.mode": "publish", "hub.url": feed}
            try:
                answer = session.post(hub, data=told, timeout=timeout, allow_redirects=False)
            except requests.RequestException as error:
                raise FetchError(
                    f"{hub}: the hub cannot be told of {feed} ({type(error).__name__})", hint=_HINT
                ) from error
            if not answer.ok or answer.is_redirect:
                raise FetchError(f"{hub}: the hub answered {answer.status_code} when told of {feed}", hint=_HINT)
