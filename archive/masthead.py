"""What a site calls itself, and what to call its office."""

import re
from urllib.parse import urlsplit

from archive import identity
from archive.errors import ParseError
from archive.parse import charset, heads, tree
from archive.response import Response

_OFFICE = re.compile(r"\bcommissioner|\b[po]?p?f?cc\b|comisiynydd|\bmayor|\bmaer\b", re.IGNORECASE)
_BETWEEN = re.compile(r"\s+[|–—»·:-]\s+")
_TITLES = re.compile(
    r"\b(?:(?:the |office of )*police\b.*?\bcommissioner\b(?:['’]s office)?(?: for\b)?(?: the\b)?|"
    r"(?:the )?mayor(?:'s office)?(?: for policing and crime)?(?: of\b| for\b)?|combined authority|o?pf?cc\b|^the\b)",
    re.IGNORECASE,
)
_LABEL_END = re.compile(r"-?(?:o?pf?cc|commissioner)$")
_POLICING = re.compile(r"police and crime|fire and crime|policing|commissioner|comisiynydd|heddlu", re.IGNORECASE)
_MANY_TOPICS = re.compile(r"\bmayor|\bmaer\b|combined (?:county )?authority|city hall", re.IGNORECASE)
_MOST_WORDS = 5


def name(home: Response) -> str:
    """Return what a site calls itself: the part of its title that names an office, else the title; "" without one."""
    try:
        head = heads.read(tree.document(charset.decode(home.body, home.header("content-type"))))
    except ParseError:
        return ""
    parts = [head.site, *_BETWEEN.split(head.title)]
    return next((part for part in parts if _OFFICE.search(part)), head.site or head.title)


def has_many_topics(named: str) -> bool:
    """Tell whether a name is of somebody with more to do than policing: a mayor, a combined authority."""
    return bool(_MANY_TOPICS.search(named))


def speaks_of_policing(home: Response) -> bool:
    """Tell whether a page says anything of police or of their commissioner."""
    return bool(_POLICING.search(charset.decode(home.body, home.header("content-type"))))


def office_id(named: str, url: str) -> str:
    """Return an id for an office: its area as its name or its host gives it; "" when neither does."""
    if _OFFICE.search(named):
        words = identity.slug(_TITLES.sub(" ", named))
        if words and words.count("-") < _MOST_WORDS:
            return words
    label = (urlsplit(url).hostname or "").removeprefix("www.").partition(".")[0]
    return identity.slug(_LABEL_END.sub("", label)) if re.search("[a-z]", label) else ""
