"""Which software a page shows to be behind it, so that only its own usual places are tried."""

import re

from archive.response import Response

_WORDPRESS = re.compile(rb"/wp-(?:content|includes|json)/|\bwordpress\b|/xmlrpc\.php|api\.w\.org", re.IGNORECASE)


def speaks_of_wordpress(home: Response) -> bool:
    """Tell whether anything in a page or its headers speaks of WordPress."""
    headers = "\n".join(f"{name}: {value}" for name, value in home.headers).encode()
    return bool(_WORDPRESS.search(headers) or _WORDPRESS.search(home.body))
