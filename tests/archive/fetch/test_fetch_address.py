"""Which addresses are never asked."""

from ipaddress import IPv4Address, IPv6Address, ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.errors import RefusedError
from archive.fetch import address

REFUSED = {
    "private": ["10.0.0.3", "172.16.5.4", "192.168.1.1", "255.255.255.255", "fc00::1", "fec0::1", "::ffff:10.0.0.3"],
    "loopback": ["127.0.0.1", "127.9.9.9", "::1", "::127.0.0.1"],
    "unspecified": ["0.0.0.0", "::"],  # noqa: S104  # nothing listens there
    "link-local": ["169.254.1.2", "fe80::1", "fe80::1%eth0"],
    "metadata": ["169.254.169.254", "168.63.129.16", "fd00:ec2::254", "64:ff9b::a9fe:a9fe"],
    "multicast": ["224.0.0.251", "ff02::1"],
    "tunnel": ["2002:5db8:d70e::1", "2001:0:5db8:d70e::1"],
    "reserved": ["100.64.0.1", "4000::1"],
}


@pytest.mark.parametrize(("kind", "numeric"), [(kind, numeric) for kind, all_ in REFUSED.items() for numeric in all_])
def test_an_address_that_is_not_public_is_named_for_what_it_is(kind: str, numeric: str) -> None:
    assert address.refusal(numeric) == f"the {kind} address {ip_address(numeric)}"


@pytest.mark.parametrize(
    "numeric", ["93.184.215.14", "2606:2800:21f:cb07::1", "64:ff9b::5db8:d70e", "::ffff:93.184.215.14"]
)
def test_a_public_address_may_be_asked_also_through_the_nat_of_a_new_network(numeric: str) -> None:
    assert address.refusal(numeric) == ""


@pytest.mark.parametrize("numeric", ["10.0.0.3", "127.0.0.1", "::1", "fc00::1"])
def test_an_operator_may_allow_private_and_loopback_addresses(numeric: str) -> None:
    assert address.refusal(numeric, allow_private=True) == ""


@pytest.mark.parametrize("numeric", ["169.254.169.254", "169.254.1.2", "fd00:ec2::254", "224.0.0.1", "0.0.0.0"])  # noqa: S104
def test_nobody_may_allow_metadata_link_local_or_multicast_addresses(numeric: str) -> None:
    assert address.refusal(numeric, allow_private=True)


@given(st.ip_addresses(v=4))
def test_no_way_of_writing_a_refused_address_into_ipv6_makes_it_public(ip: IPv4Address) -> None:
    if address.refusal(str(ip)):
        for prefix in ("::ffff:", "64:ff9b::", "::"):
            assert address.refusal(f"{prefix}{ip}")


@given(st.ip_addresses())
def test_what_python_does_not_call_global_is_never_asked(ip: IPv4Address | IPv6Address) -> None:
    if not ip.is_global:
        nat64 = str(ip).startswith("64:ff9b::")
        assert address.refusal(str(ip)) or nat64


@pytest.mark.parametrize(
    "url", ["ftp://x.example/", "file:///etc/passwd", "gopher://x.example", "x.example/news", "http:///news", ""]
)
def test_only_web_addresses_are_asked(url: str) -> None:
    with pytest.raises(RefusedError) as refused:
        address.check_address(url)
    assert str(refused.value) == f"{url}: refused, because only http:// and https:// addresses are asked"


@pytest.mark.parametrize("url", ["https://desk:secret@x.example/news", "https://desk:secret@x.example:8443/news"])
def test_a_password_in_an_address_is_refused_and_not_repeated(url: str) -> None:
    with pytest.raises(RefusedError) as refused:
        address.check_address(url)
    assert "carries a user name or password" in str(refused.value)
    assert "x.example" in str(refused.value)
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize("url", ["http://[::1/", "http://x.example:99999/", "http://x.example:port/"])
def test_an_address_that_cannot_be_read_is_refused(url: str) -> None:
    with pytest.raises(RefusedError, match="it is no address"):
        address.check_address(url)


@given(st.text())
def test_any_text_is_either_an_address_or_refused(text: str) -> None:
    told = ""
    try:
        address.check_address(f"http://{text}")
    except RefusedError as refused:
        told = str(refused)
    assert not told or ": refused, because " in told


def test_a_redirect_from_https_to_http_is_a_downgrade() -> None:
    assert address.downgrades("https://x.example/", "http://x.example/")
    assert not address.downgrades("https://x.example/", "https://y.example/")
    assert not address.downgrades("http://x.example/", "https://x.example/")
