"""What every answer says to the browser: run only the scripts of this site, guess no types, tell nobody who reads."""

import re
from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256

# A script without attributes is an inline one of Datasette's own; its one variable is a boolean.
_INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_VARIABLE = re.compile(r"\{\{.*?\}\}")


def inline_scripts(templates: Iterable[str]) -> list[str]:
    """Return every inline script that pages made from these templates can hold."""
    found = [script for template in templates for script in _INLINE.findall(template)]
    return sorted({_VARIABLE.sub(value, script) for script in found for value in ("true", "false")})


def security(scripts: Iterable[str]) -> dict[str, str]:
    """Return the headers of every answer; scripts are the inline ones that may run (CSP level 3, section 2.3.1).

    Styles may stand in the page, since Datasette's do.
    """
    hashes = " ".join(f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'" for script in scripts)
    policy = (
        "default-src 'none'",
        f"script-src 'self' {hashes}".rstrip(),
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
    return {
        "content-security-policy": "; ".join(policy),
        "x-content-type-options": "nosniff",
        "referrer-policy": "no-referrer",
        "cross-origin-opener-policy": "same-origin",
    }
