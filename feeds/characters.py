"""The characters that a document may carry."""

import re

# XML 1.0 section 2.2, less the control characters that it asks authors to avoid (7F to 9F).
# U+FFFD stays: it shows that something was lost before us.
_OUTSIDE = re.compile("[^\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def legal(text: str) -> str:
    """Return the text without the controls, lone surrogates and non-characters that break a whole feed."""
    return _OUTSIDE.sub("", text)


def line(text: str) -> str:
    """Return the legal characters on one line, single spaces between words; may be empty."""
    return " ".join(legal(text).split())
