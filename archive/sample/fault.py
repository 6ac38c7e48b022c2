"""What goes wrong on real sites, for tests: an outage, an anti-bot page, a domain that was parked."""

from collections.abc import Callable

from archive.sample.answer import Answer, Asked

Fault = Callable[[Asked], Answer]

_CHALLENGE = b"""<!doctype html>
<html lang="en"><head><title>Just a moment...</title><meta name="robots" content="noindex,nofollow"></head>
<body><h1>Checking your browser</h1>
<p>Please enable JavaScript and cookies to continue. This check is automatic.</p>
<noscript>Verify that you are human by completing the action below.</noscript></body></html>
"""
_PARKED = b"""<!doctype html>
<html lang="en"><head><title>This domain may be for sale</title></head>
<body><h1>This domain may be for sale</h1><p>Buy it now, or see related searches.</p>
<ul><li><a href="/?q=loans">Loans</a></li><li><a href="/?q=broadband">Broadband</a></li></ul></body></html>
"""


def status(code: int) -> Fault:
    """Return a fault that answers with one status and a short page."""
    return lambda _: Answer(body=f"<!doctype html><title>{code}</title><h1>{code}</h1>".encode(), status=code)


def challenge(_: Asked) -> Answer:
    """Answer 200 with an anti-bot page."""
    return Answer(body=_CHALLENGE)


def parked(_: Asked) -> Answer:
    """Answer every address with one and the same page, and 200."""
    return Answer(body=_PARKED)
