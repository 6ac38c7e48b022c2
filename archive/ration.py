"""A fetch for a first look at a site: it asks each address once, and ends a reading after a few pages."""

from collections.abc import Iterator
from contextlib import contextmanager

from archive.errors import DiscoverError, FetchError
from archive.response import NO_VALIDATORS, Fetch, Response, Validators


class Ration:
    """A Fetch over another one.

    requests: how many were made
    cut_short: whether the latest reading wanted more than it was given
    """

    def __init__(self, fetch: Fetch, most: int) -> None:
        """Take what asks, and how many requests a look may cost in all."""
        self._fetch = fetch
        self._left = most
        self._known: dict[str, Response | FetchError] = {}
        self.requests = 0
        self.cut_short = False

    def __call__(
        self,
        url: str,
        *,
        accept: str = "*/*",
        validators: Validators = NO_VALIDATORS,  # noqa: ARG002  # a first look has seen nothing before
    ) -> Response:
        """Return the answer, an earlier one if there is; DiscoverError when nothing is left, so that a reading ends."""
        if url not in self._known:
            self._known[url] = self._asked(url, accept)
        known = self._known[url]
        if isinstance(known, FetchError):
            raise known
        return known

    @contextmanager
    def reading(self, most: int) -> Iterator[None]:
        """Let what happens within make a few requests at the most."""
        spare = max(self._left - most, 0)
        self._left -= spare
        self.cut_short = False
        try:
            yield
        finally:
            self._left += spare

    def _asked(self, url: str, accept: str) -> Response | FetchError:
        if self._left < 1:
            self.cut_short = True
            raise DiscoverError(f"{url} was left for the first run", hint="A first look reads a few pages only.")
        self._left -= 1
        self.requests += 1
        try:
            return self._fetch(url, accept=accept)
        except FetchError as error:
            return error
