"""A client is not led to where it must not go, by names or by redirects."""

import socket

import pytest

from archive.errors import RefusedError
from archive.fetch import Network
from tests.archive.fetch.faults import PUBLIC, answer, client, public, redirect, serving

PAGE = {"/": [answer(b"secret")]}


def test_a_name_that_leads_to_a_private_address_is_refused_before_anything_is_connected() -> None:
    connected: list[object] = []
    network = Network(resolve=lambda _host, _port: ["10.0.0.3"], connect=lambda *to: connected.append(to))
    with client(network=network) as fetch, pytest.raises(RefusedError) as refused:
        fetch("https://x.example/news")
    assert str(refused.value) == "https://x.example/news: refused, because x.example is the private address 10.0.0.3"
    assert refused.value.hint.startswith("allow_private_addresses = true under [fetch] admits")
    assert not connected


def test_one_private_address_among_public_ones_is_enough() -> None:
    network = Network(resolve=lambda _host, _port: [PUBLIC, "127.0.0.1"])
    with client(network=network) as fetch, pytest.raises(RefusedError, match="the loopback address"):
        fetch("http://x.example/")


def test_a_name_that_is_public_at_first_and_private_then_gains_nothing() -> None:
    answers = iter([[PUBLIC], ["127.0.0.1"], ["127.0.0.1"]])

    def connect(sock: socket.socket, at: tuple[str, int]) -> None:
        if at[0] == PUBLIC:
            raise ConnectionRefusedError
        sock.connect(at)

    network = Network(resolve=lambda _host, _port: next(answers), connect=connect)
    with serving(PAGE) as server, client(network=network, retries=1, obey_robots=False) as fetch:
        with pytest.raises(RefusedError, match=r"x\.example is the loopback address 127\.0\.0\.1"):
            fetch(f"http://x.example:{server.at[1]}/")
        assert not server.asked


def test_the_address_at_the_other_end_is_checked_too() -> None:
    with serving(PAGE) as server:
        network = Network(resolve=lambda _host, _port: [PUBLIC], connect=lambda sock, _at: sock.connect(server.at))
        with client(network=network) as fetch, pytest.raises(RefusedError, match="is the loopback address"):
            fetch("http://x.example/")
        assert not server.asked


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "[::1]", "[::ffff:127.0.0.1]"])
def test_loopback_is_refused_however_it_is_written(host: str) -> None:
    with serving(PAGE) as server:
        with client(allow_private_addresses=False) as fetch, pytest.raises(RefusedError, match="the loopback address"):
            fetch(f"http://{host}:{server.at[1]}/")
        assert not server.asked


@pytest.mark.parametrize("status", ["301 Moved", "302 Found", "303 See Other", "307 Temporary", "308 Permanent"])
def test_a_redirect_to_the_metadata_of_a_cloud_is_refused(status: str) -> None:
    with serving({"/": [redirect("http://169.254.169.254/latest/meta-data/", status)]}) as server:
        with client() as fetch, pytest.raises(RefusedError) as refused:
            fetch(server.url())
        assert str(refused.value) == (
            f"{server.url()} redirects to http://169.254.169.254/latest/meta-data/: refused, because it leads to "
            "the metadata address 169.254.169.254"
        )


def test_a_redirect_from_a_public_site_to_a_private_address_is_refused() -> None:
    with serving({"/": [redirect("http://inside.example/")]}) as server:
        there = public(server)
        network = Network(
            resolve=lambda host, _port: ["10.0.0.3"] if host == "inside.example" else [PUBLIC],
            connect=there.connect,
            peer=there.peer,
        )
        with client(network=network) as fetch, pytest.raises(RefusedError, match=r"inside\.example is the private"):
            fetch("http://x.example/")
        assert server.paths == ["/"]


@pytest.mark.parametrize(
    ("target", "words"),
    [
        ("http://desk:secret@x.example/", "carries a user name or password"),
        ("file:///etc/passwd", "only http:// and https:// addresses"),
        ("javascript:alert(1)", "only http:// and https:// addresses"),
        ("http://[", "what it redirects to is no address"),
        ("ftp://x.example/\x1b[2J", r"ftp://x\.example/%1B\[2J: refused"),
    ],
)
def test_a_redirect_to_what_is_no_plain_web_address_is_refused(target: str, words: str) -> None:
    with serving({"/": [redirect(target)]}) as server:
        with client() as fetch, pytest.raises(RefusedError, match=words) as refused:
            fetch(server.url())
        assert "secret" not in str(refused.value)


def test_a_redirect_in_a_circle_is_refused() -> None:
    with serving({"/": [redirect("/a")], "/a": [redirect("/b")], "/b": [redirect("/a")]}) as server:
        with client() as fetch, pytest.raises(RefusedError) as refused:
            fetch(server.url())
        assert str(refused.value) == (
            f"{server.url()} redirects to {server.url('/b')}: refused, because it redirects to "
            f"{server.url('/a')}, which is a circle"
        )
        assert server.paths == ["/", "/a", "/b"]


def test_redirects_without_end_are_refused() -> None:
    with serving({f"/{n}": [redirect(f"/{n + 1}")] for n in range(9)}) as server:
        with client(max_redirects=3) as fetch, pytest.raises(RefusedError, match="it redirects more than 3 times"):
            fetch(server.url("/0"))
        assert server.paths == ["/0", "/1", "/2", "/3"]


def test_neither_proxies_nor_passwords_are_taken_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(PAGE) as server, serving({}) as proxy:
        monkeypatch.setenv("http_proxy", proxy.url())
        monkeypatch.setenv("HTTP_PROXY", proxy.url())
        with client() as fetch:
            assert fetch(server.url()).body == b"secret"
        assert not proxy.asked
