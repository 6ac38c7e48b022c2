"""Which addresses are never asked, as written and as resolved."""

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from socket import inet_aton, inet_ntoa
from urllib.parse import urlsplit, urlunsplit

from archive.errors import RefusedError

_NAT64 = IPv6Network("64:ff9b::/96")  # RFC 6052; how an IPv6-only network sees every IPv4 site
_COMPATIBLE = IPv6Network("::/96")  # RFC 4291, section 2.5.5.1
_TUNNELS = (IPv6Network("2002::/16"), IPv6Network("2001::/32"))  # 6to4 and Teredo
_GLOBAL_UNICAST = IPv6Network("2000::/3")  # RFC 4291, section 2.4
# Where clouds tell a machine its own secrets; one of them is a public address.
_METADATA = frozenset(
    map(ip_address, ("169.254.169.254", "fd00:ec2::254", "100.100.100.200", "168.63.129.16", "192.0.0.192"))
)
_ALLOWABLE = ("private", "loopback")
_ALLOWABLE_HINT = "allow_private_addresses = true under [fetch] admits a private or loopback test server of your own."
_NEVER_HINT = "No office publishes there, and such an address is never asked: look who answers for the site."


def check_address(url: str, *, allow_private: bool = False) -> None:
    """Refuse an address that must not be asked as it is written; RefusedError says why, without a password."""
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018  # reading it is what checks it
    except ValueError as error:
        raise RefusedError(f"{url}: refused, because it is no address: {error}") from error
    if "@" in parts.netloc:
        bare = urlunsplit(parts._replace(netloc=f"…@{parts.netloc.rpartition('@')[2]}"))
        raise RefusedError(
            f"{bare}: refused, because it carries a user name or password",
            hint="Give the address without what stands before the @.",
        )
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise RefusedError(
            f"{url}: refused, because only http:// and https:// addresses are asked",
            hint="Give the whole address, as the browser shows it.",
        )
    numeric = _literal(parts.hostname)
    wrong = numeric and refusal(numeric, allow_private=allow_private)
    if wrong:
        raise RefusedError(f"{url}: refused, because it leads to {wrong}", hint=hint(wrong))


def origin_of(url: str) -> str:
    """Return scheme, host and port, for which one robots.txt speaks (RFC 9309, section 2.3)."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.lower()}"


def host_of(url: str) -> str:
    """Return the host in lower case, without a port."""
    return urlsplit(url).hostname or ""


def downgrades(url: str, target: str) -> bool:
    """Tell whether a redirect leaves https."""
    return urlsplit(url).scheme == "https" and urlsplit(target).scheme != "https"


def refusal(numeric: str, *, allow_private: bool = False) -> str:
    """Return what a resolved address is ("the private address 10.0.0.3"), "" when it may be asked."""
    ip = ip_address(numeric)
    kind = _kind(_unwrapped(ip))
    if not kind or (allow_private and kind in _ALLOWABLE):
        return ""
    return f"the {kind} address {ip}"


def hint(wrong: str) -> str:
    """Return what to try where `refusal` has said what an address is."""
    return _ALLOWABLE_HINT if wrong.startswith(tuple(f"the {kind} " for kind in _ALLOWABLE)) else _NEVER_HINT


def _literal(host: str) -> str:
    """Return the address that a host is in itself, as resolvers read it (2130706433, 0x7f.1), "" for a name."""
    try:
        return str(ip_address(host))
    except ValueError:
        try:
            return inet_ntoa(inet_aton(host))
        except (OSError, ValueError):
            return ""


def _unwrapped(ip: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """Return the IPv4 address that an IPv6 address stands for, or the address itself."""
    if isinstance(ip, IPv4Address) or ip.is_unspecified or ip.is_loopback:
        return ip
    if ip.ipv4_mapped:
        return ip.ipv4_mapped
    if ip in _NAT64 or ip in _COMPATIBLE:
        return IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip


def _kind(ip: IPv4Address | IPv6Address) -> str:
    """Return what an address is, "" when it is public."""
    # ipaddress calls link-local and reserved addresses private too, so the order decides.
    kinds = {
        "metadata": ip in _METADATA,
        "unspecified": ip.is_unspecified,
        "loopback": ip.is_loopback,
        "link-local": ip.is_link_local,
        "multicast": ip.is_multicast,
        "tunnel": any(ip in tunnel for tunnel in _TUNNELS),
        "private": ip.is_private or (isinstance(ip, IPv6Address) and ip.is_site_local),
        # What the registry keeps back, and every IPv6 address outside of global unicast.
        "reserved": not ip.is_global or (isinstance(ip, IPv6Address) and ip not in _GLOBAL_UNICAST),
    }
    return next((kind for kind, holds in kinds.items() if holds), "")
