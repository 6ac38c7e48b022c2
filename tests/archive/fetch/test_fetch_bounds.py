"""What a server can do wrong, and what the operator reads then."""

import gzip
import socket
import zlib
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.errors import BudgetError, FetchError, RefusedError
from archive.fetch import Network
from tests.archive.fetch.faults import PUBLIC, Clock, Step, answer, client, cut, drip, hang, serving

HEAD = b"HTTP/1.1 200 OK\r\n"
CHUNKED = HEAD + b"Transfer-Encoding: chunked\r\n\r\n"
SLOW = "not taken, because it took longer than 60 seconds in all"
LARGE = "not taken, because it is larger than 1,000 bytes"
BROKEN = "the answer broke off before its end"
NOT_HTTP = "what came is not HTTP"
CLOSED = "the connection was closed before an answer came"


def read(step: Step, clock: Clock | None = None, **manners: Any) -> str:  # noqa: ANN401  # fields of Manners
    """Return what the operator reads when the server takes a step, without the address."""
    with serving({"/": [step]}) as server, client(clock, obey_robots=False, **manners) as fetch:
        with pytest.raises(FetchError) as failure:
            fetch(server.url())
        assert failure.value.hint
        assert str(failure.value).startswith(f"{server.url()}: ")
        return str(failure.value).removeprefix(f"{server.url()}: ")


@pytest.mark.parametrize(
    ("first", "piece"),
    [
        (b"", b"H"),
        (HEAD + b"X-Slow: ", b"z"),
        (HEAD + b"Content-Length: 100000\r\n\r\n", b"z"),
        (HEAD + b"\r\n", b"z"),
        (CHUNKED, b"1\r\nz\r\n"),
        (CHUNKED + b"1;", b"z"),
        (CHUNKED + b"0\r\nX-Trailer: ", b"z"),
    ],
    ids=["status", "headers", "length", "no length", "chunks", "a chunk's size", "trailers"],
)
def test_an_answer_that_drips_without_end_is_left_when_its_time_is_up(first: bytes, piece: bytes) -> None:
    assert read(drip(first, piece), Clock(tick=5.0), total_timeout=60) == SLOW


def test_a_server_that_says_nothing_is_left_after_the_read_time_out() -> None:
    assert read(hang, read_timeout=0.05) == "it did not answer in time"


@pytest.mark.parametrize(
    "step",
    [
        drip(HEAD + b"\r\n", b"z" * 500),
        drip(CHUNKED, b"1f4\r\n" + b"z" * 500 + b"\r\n"),
        answer(b"z" * 1001),
        answer(gzip.compress(b"z" * 10_000_000), Content_Encoding="gzip"),
        answer(gzip.compress(gzip.compress(b"z" * 10_000_000)), Content_Encoding="gzip, gzip"),
        answer(zlib.compress(b"z" * 10_000_000), Content_Encoding="deflate"),
        cut(HEAD + b"Content-Length: 99999999999\r\n\r\n"),
    ],
    ids=["endless", "endless chunks", "too large", "gzip bomb", "bomb in a bomb", "deflate bomb", "declared"],
)
def test_an_answer_that_is_too_large_is_left_also_when_it_is_small_on_the_wire(step: Step) -> None:
    assert read(step, max_bytes=1000) == LARGE


def test_an_answer_of_just_the_allowed_size_is_taken() -> None:
    with serving({"/": [answer(b"z" * 1000)]}) as server, client(max_bytes=1000) as fetch:
        assert len(fetch(server.url()).body) == 1000


def test_interim_answers_without_end_count_as_too_large() -> None:
    interim = b"HTTP/1.1 100 Continue\r\nX-Padding: " + b"z" * 60_000 + b"\r\n\r\n"
    assert read(drip(b"", interim * 5), max_bytes=1000) == LARGE


@pytest.mark.parametrize(
    ("step", "words"),
    [
        (cut(HEAD + b"Content-Length: 100\r\n\r\nonly this"), BROKEN),
        (cut(CHUNKED + b"5\r\nhel"), BROKEN),
        (cut(CHUNKED + b"5\r\nhello\r\n"), BROKEN),
        (cut(CHUNKED + b"not a size\r\n"), BROKEN),
        (cut(b""), CLOSED),
        (cut(b"SSH-2.0-OpenSSH_9.6\r\n"), NOT_HTTP),
        (cut(HEAD + b"X-Many: yes\r\n" * 200 + b"\r\n"), NOT_HTTP),
        (cut(HEAD + b"X-Long: " + b"z" * 70_000 + b"\r\n\r\n"), NOT_HTTP),
        (answer(b"<html>", Content_Encoding="gzip"), "the answer is not compressed as it says it is"),
    ],
    ids=["length", "chunk", "no last chunk", "chunk size", "nothing", "not http", "many", "long", "not gzip"],
)
def test_an_answer_that_is_broken_is_never_taken_for_a_whole_one(step: Step, words: str) -> None:
    assert read(step) == words


def test_no_bytes_at_all_lead_anywhere_but_to_an_answer_or_a_sentence() -> None:
    starts = [b"", b"HTTP/1.1 ", HEAD, HEAD + b"Content-Length: ", HEAD + b"Content-Encoding: gzip\r\n\r\n", CHUNKED]
    script: dict[str, list[Step]] = {}
    with serving(script) as server, client(obey_robots=False) as fetch:

        @settings(deadline=None)
        @given(st.sampled_from(starts), st.binary())
        def answered_or_told(good: bytes, bad: bytes) -> None:
            script["/"] = [cut(good + bad)]
            told = ""
            try:
                fetch(server.url())
            except FetchError as failure:
                told = str(failure)
            assert not told or told.startswith(server.url())

        answered_or_told()


def test_two_lengths_that_contradict_each_other_are_no_answer() -> None:
    two = HEAD + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello"
    assert "Content-Length contained multiple" in read(cut(two))


def test_what_follows_after_the_declared_length_is_not_read_as_the_next_answer() -> None:
    long = answer(b"hello, and more", Content_Length=5)
    with serving({"/": [long], "/next": [answer(b"next")]}) as server, client() as fetch:
        assert fetch(server.url()).body == b"hello"
        assert fetch(server.url("/next")).body == b"next"


def test_an_answer_compressed_in_a_way_that_was_not_asked_for_is_not_taken() -> None:
    words = read(answer(b"?", Content_Encoding="br"))
    assert words == "not taken, because it is compressed as br, which was not asked for"


def test_what_a_server_says_cannot_play_tricks_on_the_terminal() -> None:
    words = read(answer(b"?", Content_Encoding="\x1b[2J" + "z" * 1000))
    assert words == f"not taken, because it is compressed as ?[2j{'z' * 56}, which was not asked for"


def test_a_server_that_speaks_no_tls_is_told_as_such() -> None:
    with serving({}) as server, client(obey_robots=False) as fetch:
        url = server.url().replace("http:", "https:")
        with pytest.raises(FetchError, match=r"it does not speak TLS as an https site must \(") as failure:
            fetch(url)
        assert "SSL_CERT_FILE" in failure.value.hint


def test_a_connection_that_is_refused_is_told_as_such() -> None:
    with serving({}) as server:
        url = server.url("/news")
    with client(obey_robots=False) as fetch, pytest.raises(FetchError) as failure:
        fetch(url)
    assert str(failure.value) == f"{url}: the connection was refused"


def test_several_addresses_of_one_name_share_the_time_to_connect() -> None:
    waits: list[float | None] = []

    def connect(sock: socket.socket, _at: tuple[str, int]) -> None:
        waits.append(sock.gettimeout())
        raise TimeoutError

    network = Network(resolve=lambda _host, _port: [PUBLIC, "93.184.215.15"], connect=connect)
    with (
        client(network=network, connect_timeout=10.0, obey_robots=False) as fetch,
        pytest.raises(FetchError) as failure,
    ):
        fetch("http://x.example/")
    assert str(failure.value) == "http://x.example/: no connection came about in time"
    assert waits == [5.0, 5.0]


def test_the_second_address_of_a_name_is_asked_when_the_first_is_down() -> None:
    def connect(sock: socket.socket, at: tuple[str, int]) -> None:
        if at[0] == PUBLIC:
            raise ConnectionRefusedError
        sock.connect(server.at)

    with serving({"/": [answer(b"hello")]}) as server:
        network = Network(resolve=lambda _h, _p: [PUBLIC, "93.184.215.15"], connect=connect, peer=lambda _s: PUBLIC)
        with client(network=network) as fetch:
            assert fetch("http://x.example/").body == b"hello"


def test_a_name_that_leads_nowhere_is_told_as_such() -> None:
    def resolve(host: str, _port: int) -> list[str]:
        raise socket.gaierror(socket.EAI_NONAME, f"{host}: not known")

    with client(network=Network(resolve=resolve), obey_robots=False) as fetch:
        with pytest.raises(FetchError) as failure:
            fetch("http://nowhere.example/")
        assert str(failure.value) == "http://nowhere.example/: its name leads to no address"
        assert "online" in failure.value.hint
        assert "copperplate add URL" in failure.value.hint


def test_no_text_in_the_place_of_a_host_leads_anywhere_but_to_a_sentence() -> None:
    inside = Network(resolve=lambda _host, _port: ["10.0.0.3"])
    with client(network=inside, obey_robots=False) as fetch:

        @settings(deadline=None)
        @given(st.text(min_size=1))
        def refused(host: str) -> None:
            with pytest.raises(RefusedError):
                fetch(f"http://{host}")

        refused()


def test_a_film_is_refused_where_a_page_was_asked_for() -> None:
    with serving({"/": [answer(b"z", Content_Type="video/mp4")]}) as server, client() as fetch:
        with pytest.raises(RefusedError) as refused:
            fetch(server.url(), accept="text/html, application/xhtml+xml")
        assert str(refused.value) == (
            f"{server.url()}: refused, because it answered with video/mp4 instead of text/html, application/xhtml+xml"
        )


def test_a_redirect_is_followed_whatever_its_type() -> None:
    moved = answer(b"z", status="301 Moved", Location="/new", Content_Type="video/mp4")
    with serving({"/": [moved], "/new": [answer(Content_Type="text/html")]}) as server, client() as fetch:
        assert fetch(server.url(), accept="text/html").ok


def test_an_error_page_is_returned_whatever_its_type() -> None:
    gone = answer(b"<h1>Gone", status="410 Gone", Content_Type="text/html")
    with serving({"/": [gone]}) as server, client() as fetch:
        assert fetch(server.url(), accept="application/pdf").status == 410


def test_a_run_that_has_spent_its_requests_asks_no_more() -> None:
    with serving({"/": [answer(b"hello")]}) as server, client(max_requests=3) as fetch:
        fetch(server.url())
        fetch(server.url())
        with pytest.raises(BudgetError) as spent:
            fetch(server.url("/third"))
        assert str(spent.value) == (
            f"{server.url('/third')}: left out, because the budget of this run is spent: 3 requests"
        )
        assert [asked.path for asked in server.asked] == ["/robots.txt", "/", "/"]
        assert fetch.spent.requests == 3


def test_a_run_that_has_spent_its_bytes_stops_in_the_middle_of_an_answer() -> None:
    endless = drip(HEAD + b"\r\n", b"z" * 1000)
    with serving({"/": [endless]}) as server, client(max_run_bytes=5000) as fetch:
        with pytest.raises(BudgetError, match="the budget of this run is spent: 5,000 bytes"):
            fetch(server.url())
        with pytest.raises(BudgetError):
            fetch(server.url("/next"))
        assert server.paths == ["/"]


def test_a_budget_that_is_spent_on_robots_is_not_mistaken_for_a_site_that_is_down() -> None:
    with serving({}) as server, client(max_requests=0) as fetch, pytest.raises(BudgetError):
        fetch(server.url())
