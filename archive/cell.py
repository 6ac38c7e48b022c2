"""A cell of a table that spreadsheets open."""

_ACTIVE = ("=", "+", "-", "@", "\t", "\r")  # https://owasp.org/www-community/attacks/CSV_Injection


def inert(value: object) -> object:
    """Return what a spreadsheet shows and does not calculate: a formula gets an apostrophe before it."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_ACTIVE) else value
