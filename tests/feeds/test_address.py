"""Addresses as documents carry them."""

import pytest

from feeds.address import address, is_of_the_web


@pytest.mark.parametrize(
    ("written", "carried"),
    [
        ("https://www.example.org/a b/é.pdf?q=[1]#x", "https://www.example.org/a%20b/%C3%A9.pdf?q=%5B1%5D#x"),
        ("https://heddlu-gŵyr.example:8080/é", "https://xn--heddlu-gyr-ihc.example:8080/%C3%A9"),
        ("https://www.example.org/100%25", "https://www.example.org/100%25"),
        ("https://a..é/", "https://a..%C3%A9/"),
        ("https://www.example.org/100%.pdf", "https://www.example.org/100%25.pdf"),
        ("https://www.example.org/a.pdf#b#c", "https://www.example.org/a.pdf#b%23c"),
        ("https://[::1]/[x]", "https://[::1]/%5Bx%5D"),
        ("https://[::1]:8080/x", "https://[::1]:8080/x"),
        ("https://[no]/x", "https://%5Bno%5D/x"),
        ("https://user:p@w@heddlu-gŵyr.example/", "https://user:p%40w@xn--heddlu-gyr-ihc.example/"),
        ("https://www.example.org/@desk", "https://www.example.org/@desk"),
        ("mailto:100%@example.org", "mailto:100%25@example.org"),
        ("mailto:swyddfa@example.org", "mailto:swyddfa@example.org"),
    ],
)
def test_an_address_is_ascii_and_leads_to_the_same_place(written: str, carried: str) -> None:
    assert address(written) == carried
    assert address(carried) == carried


@pytest.mark.parametrize("url", ["javascript:alert(1)", "http:///x.pdf", "https:x.pdf", "//example.org/x.pdf", ""])
def test_what_names_no_host_is_not_of_the_web(url: str) -> None:
    assert not is_of_the_web(url)
    assert is_of_the_web("HTTP://example.org/x.pdf")
