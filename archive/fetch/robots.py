"""What a site's robots.txt allows; numbers are sections of RFC 9309."""

from collections.abc import Callable, MutableMapping
from datetime import datetime, timedelta
from http import HTTPStatus
from threading import Lock
from urllib.parse import urljoin

from protego import Protego

from archive.errors import BudgetError, FetchError, RefusedError
from archive.fetch.address import host_of, origin_of
from archive.fetch.manners import PRODUCT
from archive.response import Response, RobotsFile

_GOOD_FOR = timedelta(hours=24)  # 2.4
_READ = 500 * 1024  # bytes; 2.5


class Rules:
    """What one robots.txt says to us."""

    def __init__(self, url: str, text: str) -> None:
        """Read the text of the robots.txt at an address."""
        self._url = url
        self._parsed = Protego.parse(text)

    def allow(self, url: str) -> bool:
        """Tell whether an address may be asked."""
        return self._parsed.can_fetch(url, PRODUCT)

    @property
    def delay(self) -> float:
        """Seconds to leave between two requests; 0 when nothing is said."""
        return self._parsed.crawl_delay(PRODUCT) or 0.0

    @property
    def sitemaps(self) -> tuple[str, ...]:
        """The sitemaps that are named, absolute, each once."""
        entries = (_absolute(self._url, entry) for entry in self._parsed.sitemaps)
        return tuple(dict.fromkeys(filter(None, entries)))


def _absolute(url: str, entry: str) -> str:
    """Return the address that an entry means, "" when it means none."""
    try:
        return urljoin(url, entry)
    except ValueError:
        return ""


class Robots:
    """The rules of every host, each asked for once a run, and kept for a day where there is a store."""

    def __init__(
        self,
        ask: Callable[[str], Response],
        *,
        store: MutableMapping[str, RobotsFile],
        now: Callable[[], datetime],
        learned: Callable[[str, Rules], None],
    ) -> None:
        """Take what asks an address, what earlier runs kept by origin, and who is told of the rules."""
        self._ask = ask
        self._store = store
        self._now = now
        self._learned = learned
        self._known: dict[str, Rules | FetchError] = {}
        self._locks: dict[str, Lock] = {}

    def check(self, url: str) -> None:
        """Refuse what robots.txt forbids; RefusedError, or FetchError when it cannot be read."""
        if not self.rules(url).allow(url):
            raise RefusedError(
                f"{url}: refused, because the robots.txt of {host_of(url)} forbids it to {PRODUCT}",
                hint="Ask the office to allow it; most do when they hear what it is for.",
            )

    def rules(self, url: str) -> Rules:
        """Return the rules for an address; FetchError when it is out of reach, and nothing may be asked."""
        origin = origin_of(url)
        with self._locks.setdefault(origin, Lock()):
            if origin not in self._known:
                self._known[origin] = self._learn(origin)
            found = self._known[origin]
        if isinstance(found, FetchError):
            raise FetchError(_unread(url, origin, found), hint=found.hint) from found
        return found

    def _learn(self, origin: str) -> Rules | FetchError:
        """Return the rules from the store or from the site, or why there are none to be had."""
        url = f"{origin}/robots.txt"
        kept = self._store.get(origin)
        if kept is None or self._now() - kept.fetched_at >= _GOOD_FOR:
            try:
                kept = self._store[origin] = self._fetched(url)
            except BudgetError:
                raise
            except RefusedError:  # it redirects in circles or to where we do not go: there is none (2.3.1.2)
                return Rules(url, "")
            except FetchError as error:
                if kept is None:  # an old one goes on to hold while the site is out of reach (2.4)
                    return error
        rules = Rules(url, kept.text)
        self._learned(origin, rules)
        return rules

    def _fetched(self, url: str) -> RobotsFile:
        """Return what a site answers for its robots.txt.

        A site without one forbids nothing (2.3.1.3); one that fails or is too busy forbids everything (2.3.1.4).
        """
        response = self._ask(url)
        if response.status == HTTPStatus.TOO_MANY_REQUESTS or response.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
            raise FetchError(f"{url} answered {response.status}")
        text = response.body[:_READ].decode("utf-8-sig", "replace") if response.ok else ""
        return RobotsFile(text=text, fetched_at=response.fetched_at)


def _unread(url: str, origin: str, error: FetchError) -> str:
    """Return why an address is not asked when its robots.txt cannot be had; a site out of reach is that, no more."""
    said = str(error)
    reason = said.removeprefix(f"{origin}/robots.txt: ")
    if reason != said:
        return f"{url}: {reason}"
    return f"{url}: not asked, because its robots.txt cannot be read: {said}"
