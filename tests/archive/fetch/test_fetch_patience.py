"""How a site in trouble is waited for."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.errors import FetchError
from archive.fetch import Network, PassingError, patience
from archive.response import Response
from tests.archive.fetch.faults import START, Clock, Step, answer, client, cut, redirect, serving

BUSY, DOWN = "429 Too Many Requests", "503 Service Unavailable"


def response(status: int, retry_after: str) -> Response:
    headers = (("Retry-After", retry_after),)
    url = "https://x.example/"
    return Response(url=url, final_url=url, status=status, body=b"", fetched_at=START, headers=headers)


@pytest.mark.parametrize(
    ("retry_after", "seconds"),
    [
        ("17", 17.0),
        (" 0 ", 0.0),
        ("Mon, 02 Mar 2026 09:01:30 GMT", 90.0),
        ("Mon, 02 Mar 2026 09:01:30 -0000", 90.0),
        ("Mon, 02 Mar 2026 08:00:00 GMT", 0.0),
        ("-5", 0.0),
        ("soon", 0.0),
        ("", 0.0),
        ("²", 0.0),
    ],
)
@pytest.mark.parametrize("status", [429, 503])
def test_a_retry_after_is_read_in_seconds_or_as_a_date(status: int, retry_after: str, seconds: float) -> None:
    assert patience.retry_after(response(status, retry_after), START) == seconds


def test_a_retry_after_of_any_other_answer_is_none() -> None:
    assert patience.retry_after(response(301, "17"), START) == 0.0


@given(st.text(), st.datetimes(timezones=st.just(UTC)))
def test_no_retry_after_is_an_error_or_lies_in_the_past(retry_after: str, now: datetime) -> None:
    assert patience.retry_after(response(429, retry_after), now) >= 0


@given(st.integers(0, 50), st.floats(0, 1))
def test_the_waiting_doubles_up_to_a_minute_and_jitter_takes_at_most_half(attempt: int, jitter: float) -> None:
    whole = min(2.0 * 2**attempt, 60.0)
    assert whole / 2 <= patience.backoff(attempt, jitter) <= whole


def test_a_failing_server_is_asked_again_after_longer_and_longer_waits() -> None:
    clock = Clock()
    script = {"/": [answer(status=DOWN), answer(status="500 Oops"), answer(b"well")]}
    with serving(script) as server, client(clock, retries=2, obey_robots=False) as fetch:
        assert fetch(server.url()).body == b"well"
    assert clock.sleeps == [2.0, 4.0]


@pytest.mark.parametrize("step", [cut(b""), cut(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf")])
def test_a_broken_answer_is_asked_for_again(step: Step) -> None:
    with serving({"/": [step, answer(b"whole")]}) as server, client(retries=1) as fetch:
        assert fetch(server.url()).body == b"whole"


def test_a_name_server_that_fails_for_a_moment_is_asked_again() -> None:
    answers = iter([[], ["127.0.0.1"]])
    network = Network(resolve=lambda _host, _port: next(answers))
    fetching = client(network=network, allow_private_addresses=True, retries=1, obey_robots=False)
    with serving({"/": [answer(b"hello")]}) as server, fetching as fetch:
        assert fetch(f"http://x.example:{server.at[1]}/").body == b"hello"


def test_the_last_answer_of_a_server_that_goes_on_failing_is_returned() -> None:
    with serving({"/": [answer(b"down", status=DOWN)]}) as server, client(retries=2) as fetch:
        last = fetch(server.url())
        assert (last.status, last.body) == (503, b"down")
        assert server.paths == ["/", "/", "/"]


def test_a_server_that_goes_on_hanging_up_is_told_as_such_in_the_end() -> None:
    with serving({"/": [cut(b"")]}) as server, client(retries=2) as fetch:
        with pytest.raises(PassingError, match="the connection was closed before an answer came"):
            fetch(server.url())
        assert server.paths == ["/", "/", "/"]


@pytest.mark.parametrize("status", ["404 Not Found", "403 Forbidden", "410 Gone", "200 OK"])
def test_an_answer_that_will_not_change_is_not_asked_for_again(status: str) -> None:
    with serving({"/": [answer(status=status)]}) as server, client(retries=2) as fetch:
        fetch(server.url())
        assert server.paths == ["/"]


@pytest.mark.parametrize("retry_after", ["50", "Mon, 02 Mar 2026 09:00:50 GMT"])
@pytest.mark.parametrize("status", [BUSY, DOWN])
def test_a_busy_server_is_left_alone_for_as_long_as_it_asks(status: str, retry_after: str) -> None:
    clock = Clock()
    script = {"/": [answer(status=status, Retry_After=retry_after), answer(b"well")]}
    with serving(script) as server, client(clock, retries=1, obey_robots=False) as fetch:
        assert fetch(server.url()).body == b"well"
    assert clock.sleeps == [50.0]


def test_a_server_that_asks_for_longer_than_a_run_can_wait_is_not_asked_again() -> None:
    clock = Clock()
    script = {"/": [answer(status=BUSY, Retry_After=3600)], "/other": [answer()]}
    with serving(script) as server, client(clock, retries=2, obey_robots=False) as fetch:
        assert fetch(server.url()).status == 429
        with pytest.raises(FetchError) as failure:
            fetch(server.url("/other"))
        assert str(failure.value) == (
            f"{server.url('/other')}: not asked, because 127.0.0.1 wants no request for 3600 seconds"
        )
        assert server.paths == ["/"]
        clock.sleep(3599.0)
        assert fetch(server.url("/other")).ok


def test_what_ends_a_run_while_it_waits_goes_through() -> None:
    class Ending(Clock):
        def sleep(self, seconds: float) -> None:
            raise KeyboardInterrupt(seconds)

    script = {"/": [answer(status=DOWN)]}
    with serving(script) as server, client(Ending()) as fetch, pytest.raises(KeyboardInterrupt):
        fetch(server.url())


def test_a_page_that_a_redirect_leads_to_has_attempts_of_its_own() -> None:
    script = {"/": [redirect("/new")], "/new": [answer(status=DOWN), answer(b"well")]}
    with serving(script) as server, client(retries=1) as fetch:
        assert fetch(server.url()).body == b"well"
        assert server.paths == ["/", "/new", "/new"]
