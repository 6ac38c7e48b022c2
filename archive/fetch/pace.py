"""One request at a time at each host, and none too soon after the one before."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from math import inf
from threading import Lock


@dataclass(slots=True)
class _Place:
    """Where the requests to one host stand in line; moments are of the monotonic clock."""

    delay: float
    lock: Lock = field(default_factory=Lock)
    started: float = -inf
    closed_until: float = -inf


class Pace:
    """Lets requests to one host through one by one; several hosts are asked at once, from as many threads."""

    def __init__(self, delay: float, *, sleep: Callable[[float], None], monotonic: Callable[[], float]) -> None:
        """Take the seconds between the starts of two requests to a host that asks for no more."""
        self._delay = delay
        self._sleep = sleep
        self._monotonic = monotonic
        self._lock = Lock()
        self._places: dict[str, _Place] = {}

    @contextmanager
    def turn(self, host: str) -> Iterator[None]:
        """Wait until a host may be asked, and keep every other thread from asking it meanwhile."""
        place = self._place(host)
        with place.lock:
            wait = max(place.started + place.delay, place.closed_until) - self._monotonic()
            if wait > 0:
                self._sleep(wait)
            place.started = self._monotonic()
            yield

    def slow_down(self, host: str, delay: float) -> None:
        """Leave at least so many seconds between the starts of two requests to a host."""
        place = self._place(host)
        place.delay = max(place.delay, delay)

    def postpone(self, host: str, seconds: float) -> None:
        """Ask nothing of a host for so long."""
        place = self._place(host)
        place.closed_until = max(place.closed_until, self._monotonic() + seconds)

    def closed_for(self, host: str) -> float:
        """Return for how many more seconds a host was postponed; 0 when it is open."""
        return max(0.0, self._place(host).closed_until - self._monotonic())

    def _place(self, host: str) -> _Place:
        with self._lock:
            return self._places.setdefault(host, _Place(self._delay))
