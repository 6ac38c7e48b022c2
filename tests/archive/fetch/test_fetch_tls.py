"""The same bounds and rules over TLS, with a certificate made for the test."""

import shutil
import ssl
import subprocess
from pathlib import Path

import pytest

from archive.errors import FetchError, RefusedError
from tests.archive.fetch.faults import Clock, answer, client, drip, public, redirect, serving

HEAD = b"HTTP/1.1 200 OK\r\n"
OPENSSL = shutil.which("openssl")

pytestmark = pytest.mark.skipif(OPENSSL is None, reason="openssl, which makes the certificate, is not installed")


@pytest.fixture(name="tls", scope="module")
def tls_fixture(tmp_path_factory: pytest.TempPathFactory) -> tuple[ssl.SSLContext, Path]:
    """Return the context of a server named x.example, and its certificate."""
    folder = tmp_path_factory.mktemp("tls")
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    options = "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=x.example".split()
    names = ["-addext", "subjectAltName=DNS:x.example", "-keyout", str(key), "-out", str(certificate)]
    command = [str(OPENSSL), *options, *names]
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603  # our own words
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    return context, certificate


@pytest.fixture(name="context")
def context_fixture(tls: tuple[ssl.SSLContext, Path], monkeypatch: pytest.MonkeyPatch) -> ssl.SSLContext:
    """Return the context of a server whose certificate the operator trusts."""
    context, certificate = tls
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    return context


def test_a_certificate_is_held_to_the_name_not_to_the_address(context: ssl.SSLContext) -> None:
    with serving({"/": [answer(b"hello")]}, context) as server, client(network=public(server)) as fetch:
        assert fetch("https://x.example/").body == b"hello"
        with pytest.raises(FetchError, match=r"its certificate is not valid \(Hostname mismatch"):
            fetch("https://y.example/")


def test_a_certificate_that_nobody_vouches_for_is_not_valid(tls: tuple[ssl.SSLContext, Path]) -> None:
    with serving({}, tls[0]) as server, client(network=public(server), obey_robots=False) as fetch:
        with pytest.raises(FetchError) as failure:
            fetch("https://x.example/")
        assert str(failure.value) == "https://x.example/: its certificate is not valid (self-signed certificate)"
        assert "SSL_CERT_FILE" in failure.value.hint


@pytest.mark.parametrize("first", [HEAD + b"X-Slow: ", HEAD + b"Content-Length: 100000\r\n\r\n"])
def test_an_answer_that_drips_over_tls_is_left_when_its_time_is_up(context: ssl.SSLContext, first: bytes) -> None:
    with (
        serving({"/": [drip(first, b"z")]}, context) as server,
        client(Clock(tick=5.0), public(server), total_timeout=60, obey_robots=False) as fetch,
        pytest.raises(FetchError, match="it took longer than 60 seconds in all"),
    ):
        fetch("https://x.example/")


def test_a_redirect_from_https_to_http_is_refused(context: ssl.SSLContext) -> None:
    script = {"/": [redirect("http://x.example/news")]}
    with serving(script, context) as server, client(network=public(server)) as fetch:
        with pytest.raises(RefusedError) as refused:
            fetch("https://x.example/")
        assert str(refused.value) == (
            "https://x.example/: refused, because it redirects to http://x.example/news, which is not encrypted"
        )
        assert server.paths == ["/"]


def test_the_loopback_address_is_refused_over_tls_before_anything_is_said(context: ssl.SSLContext) -> None:
    with serving({"/": [answer()]}, context) as server:
        with client(allow_private_addresses=False) as fetch, pytest.raises(RefusedError, match="loopback"):
            fetch(server.url())
        assert not server.asked
