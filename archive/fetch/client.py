"""What asks sites for their pages: politely, within bounds, and never where it must not."""

import logging
from collections.abc import Callable, MutableMapping
from contextlib import suppress
from dataclasses import KW_ONLY, dataclass, field, replace
from datetime import datetime
from random import random
from typing import Self

from archive.errors import FetchError
from archive.fetch.address import check_address, host_of
from archive.fetch.allowance import Terms
from archive.fetch.budget import Budget, Spent
from archive.fetch.exchange import Question, exchange
from archive.fetch.failure import PassingError, told
from archive.fetch.manners import Manners
from archive.fetch.network import Network
from archive.fetch.pace import Pace
from archive.fetch.patience import backoff, may_recover, retry_after
from archive.fetch.redirect import target
from archive.fetch.robots import Robots, Rules
from archive.fetch.wire import Adapter
from archive.response import NO_VALIDATORS, Hop, Response, RobotsFile, Validators

log = logging.getLogger(__name__)


@dataclass(eq=False)
class Client:
    """A `Fetch` for one run; may be called from several threads, and asks each host from one at a time.

    now: aware, UTC
    sleep: seconds; what it raises (at the end of a run) goes through
    robots: what earlier runs read of robots.txt, by origin; asked again when a day old
    jitter: from 0 to 1, for the waiting between attempts
    """

    manners: Manners
    _: KW_ONLY
    now: Callable[[], datetime]
    sleep: Callable[[float], None]
    monotonic: Callable[[], float]
    robots: MutableMapping[str, RobotsFile] = field(default_factory=dict)
    network: Network = Network()  # noqa: RUF009  # frozen
    jitter: Callable[[], float] = random

    def __post_init__(self) -> None:
        """Put the parts together."""
        manners = self.manners
        self._budget = Budget(manners.max_requests, manners.max_run_bytes)
        self._pace = Pace(manners.delay, sleep=self.sleep, monotonic=self.monotonic)
        self._asked_robots: dict[str, Response] = {}  # who looks for sitemaps wants them too
        self._robots = Robots(self._robots_file, store=self.robots, now=self.now, learned=self._obey)
        terms = Terms(manners=manners, network=self.network, monotonic=self.monotonic, received=self._budget.receive)
        self._adapter = Adapter(terms)

    def __enter__(self) -> Self:
        """Return the client itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close all connections."""
        self._adapter.close()

    def __call__(self, url: str, *, accept: str = "*/*", validators: Validators = NO_VALIDATORS) -> Response:
        """Return the answer of a site after redirects and retries.

        RefusedError says what our rules or robots.txt forbid, BudgetError that the run may ask no more,
        any other FetchError that no whole answer came.
        """
        question = Question(url=url, accept=accept, validators=validators)
        if url in self._asked_robots:
            return self._asked_robots[url]
        return self._follow(question, self._robots.check if self.manners.obey_robots else None)

    def sitemaps(self, url: str) -> tuple[str, ...]:
        """Return the sitemaps that the robots.txt for an address names; FetchError when it cannot be read."""
        check_address(url, allow_private=self.manners.allow_private_addresses)
        return self._robots.rules(url).sitemaps

    @property
    def spent(self) -> Spent:
        """What the run has asked so far."""
        return self._budget.spent

    def _robots_file(self, url: str) -> Response:
        self._asked_robots[url] = self._follow(Question(url=url), None)
        return self._asked_robots[url]

    def _obey(self, origin: str, rules: Rules) -> None:
        """Take over the delay that a site asks for."""
        if self.manners.obey_robots:
            self._pace.slow_down(host_of(origin), min(rules.delay, self.manners.longest_delay))

    def _follow(self, question: Question, permit: Callable[[str], None] | None) -> Response:
        """Ask, and go after redirects; each address on the way is held to the same rules."""
        chain, hops = [question.url], list[Hop]()
        while True:
            try:
                response = self._permitted(replace(question, url=chain[-1]), permit)
                onward = target(response, chain, self.manners.max_redirects)
            except FetchError as error:
                if len(chain) == 1:
                    raise
                raise type(error)(f"{chain[0]} redirects to {error}", hint=error.hint) from error
            if not onward:
                return replace(response, url=chain[0], redirects=tuple(hops))
            hops.append(Hop(url=chain[-1], status=response.status, headers=response.headers))
            chain.append(onward)

    def _permitted(self, question: Question, permit: Callable[[str], None] | None) -> Response:
        check_address(question.url, allow_private=self.manners.allow_private_addresses)
        if permit:
            permit(question.url)
        return self._patiently(question)

    def _patiently(self, question: Question) -> Response:
        """Ask until there is an answer worth having; the last attempt counts, whatever it brings."""
        host = host_of(question.url)
        for attempt in range(self.manners.retries):
            with suppress(PassingError):
                response = self._once(question, host)
                if not may_recover(response.status) or self._closed(host):
                    return response
            self._pace.postpone(host, backoff(attempt, self.jitter()))
        return self._once(question, host)

    def _once(self, question: Question, host: str) -> Response:
        if self._closed(host):
            seconds = self._pace.closed_for(host)
            raise FetchError(
                f"{question.url}: not asked, because {host} wants no request for {seconds:.0f} seconds",
                hint="The next run asks again; a longer delay under [fetch] keeps a site from saying so.",
            )
        with told(question.url), self._pace.turn(host):
            self._budget.ask()
            response = exchange(question, self._adapter, self.manners, self.now)
        log.info("%s: %s, %s bytes", question.url, response.status, len(response.body))
        self._pace.postpone(host, retry_after(response, self.now()))
        return response

    def _closed(self, host: str) -> bool:
        """Tell whether a site has asked us to stay away for longer than a run can wait."""
        return self._pace.closed_for(host) > self.manners.longest_wait
