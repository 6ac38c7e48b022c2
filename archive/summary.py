"""What a release is about, in a few words of its office, where the whole text may not be shown."""

import re

LENGTH = 300  # characters


def of(standfirst: str, text: str) -> str:
    """Return the standfirst, else the first paragraph, at most LENGTH characters and a mark of omission; may be ""."""
    words = " ".join((standfirst or text.partition("\n\n")[0]).split())
    if len(words) <= LENGTH:
        return words
    return re.sub(r"\W+\Z", "", words[:LENGTH].rpartition(" ")[0] or words[:LENGTH]) + "…"
