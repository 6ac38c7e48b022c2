"""One request at a time at each host, and none too soon."""

import socket
import threading
from concurrent.futures import ThreadPoolExecutor

from tests.archive.fetch.faults import Clock, answer, client, public, serving

HELLO = answer(b"hello", Connection="close")


def test_the_delay_is_kept_between_the_starts_of_two_requests() -> None:
    clock = Clock()
    with serving({"/": [HELLO]}) as server, client(clock, delay=1.5, obey_robots=False) as fetch:
        fetch(server.url())
        clock.seconds += 0.5
        fetch(server.url())
        clock.seconds += 5
        fetch(server.url())
    assert clock.sleeps == [1.0]


def test_robots_txt_and_retries_keep_the_delay_too() -> None:
    clock = Clock()
    script = {"/": [answer(status="500 Oops"), HELLO]}
    with serving(script) as server, client(clock, delay=10.0, retries=1) as fetch:
        fetch(server.url())
    assert clock.sleeps == [10.0, 10.0]


def test_another_host_is_not_waited_for() -> None:
    clock = Clock()
    with serving({"/": [HELLO]}) as server, client(clock, public(server), obey_robots=False) as fetch:
        for host in ("a.example", "b.example", "c.example"):
            fetch(f"http://{host}/")
    assert clock.sleeps == []


def test_one_host_is_asked_by_one_thread_at_a_time() -> None:
    inside, most = [0], [0]

    def step(connection: socket.socket) -> None:
        inside[0] += 1
        most[0] = max(most[0], inside[0])
        threading.Event().wait(0.005)
        inside[0] -= 1
        connection.sendall(HELLO)

    with serving({"/": [step]}) as server, client(obey_robots=False) as fetch, ThreadPoolExecutor(8) as pool:
        assert all(answered.ok for answered in pool.map(fetch, [server.url()] * 16))
        assert server.paths == ["/"] * 16
    assert most == [1]


def test_several_hosts_are_asked_at_once() -> None:
    together = threading.Barrier(3, timeout=10)

    def step(connection: socket.socket) -> None:
        together.wait()
        connection.sendall(HELLO)

    with (
        serving({"/": [step]}) as server,
        client(network=public(server), obey_robots=False) as fetch,
        ThreadPoolExecutor(3) as pool,
    ):
        urls = [f"http://{host}.example/" for host in "abc"]
        assert [answered.body for answered in pool.map(fetch, urls)] == [b"hello"] * 3
