"""The search language, for people: words, "phrases", OR, -not, prefix*, office:, speaker:, topic:, after:, before:.

Whatever cannot be understood is searched as plain words, so that any text at all is a search. It is the same in the
terminal, on the search page, in topics and in the feed of a search.
"""

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from archive.release import Kind

_TERM = re.compile(r'(?P<not>-)?(?:(?P<key>[a-z]+):)?(?:"(?P<phrase>[^"]*)"|(?P<word>[^\s"]+))', re.IGNORECASE)
_WORD = re.compile(r"\w", re.UNICODE)
_DATE = re.compile(r"(\d{4})(?:-(\d\d?))?(?:-(\d\d?))?")

# What people write for one thing; the tokenizer keeps "antisocial" and "anti-social" apart, and the stemmer plurals.
_SAME = (
    ("antisocial", "anti-social"),
    ("asb", "anti-social behaviour", "antisocial behaviour"),
    ("pcc", "police and crime commissioner"),
    ("pfcc", "police, fire and crime commissioner"),
    ("vawg", "violence against women and girls"),
    ("hmic", "hmicfrs"),
    ("cse", "child sexual exploitation"),
    ("knife", "knives"),
    ("woman", "women"),
    ("child", "children"),
    ("thief", "thieves"),
)
_SYNONYMS = {group[0]: group for group in _SAME} | {group[1]: group for group in _SAME if " " not in group[1]}


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A search.

    match, exclude: FTS5 expressions of quoted terms, "" for none
    office, speaker, topic: as typed, "" for any
    kind: of the page; None for any
    since: the first day, until: the last day, of the claimed date
    """

    match: str = ""
    exclude: str = ""
    office: str = ""
    speaker: str = ""
    topic: str = ""
    kind: Kind | None = None
    since: date | None = None
    until: date | None = None

    @property
    def empty(self) -> bool:
        """Whether it asks for nothing in particular."""
        return self == Query()


def parse(text: str) -> Query:
    """Return the search that a text means; every text means one."""
    query = Query()
    wanted: list[str] = []
    unwanted: list[str] = []
    either = False
    for term in _TERM.finditer(text.replace("\0", " ")):
        if term["word"] == "OR" and wanted and not term["not"] and not term["key"]:
            either = True
            continue
        filtered = _filtered(query, term)
        expression = "" if filtered else _expression(term)
        query = filtered or query
        if expression and term["not"]:
            unwanted.append(expression)
        elif expression and either:
            wanted[-1] = f"{wanted[-1]} OR {expression}"
        elif expression:
            wanted.append(expression)
        either = either and not expression
    return replace(query, match=" AND ".join(f"({each})" for each in wanted), exclude=" OR ".join(unwanted))


def day(text: str) -> date | None:
    """Return the first day of "2020", "2020-03" or "2020-03-05"; None for anything else."""
    found = _DATE.fullmatch(text)
    if not found:
        return None
    try:
        return date(int(found[1]), int(found[2] or 1), int(found[3] or 1))
    except ValueError:
        return None


def last_day(text: str) -> date | None:
    """Return the last day of "2020", "2020-03" or "2020-03-05"; None for anything else."""
    first = day(text)
    if first is None or text.count("-") == 2:  # noqa: PLR2004  # a whole day
        return first
    month = first.month if "-" in text else 12
    return first.replace(month=month, day=monthrange(first.year, month)[1])


def _filtered(query: Query, term: re.Match[str]) -> Query | None:
    """Return the query with the filter that a term is, or None when it is a word."""
    key, value = (term["key"] or "").lower(), term["phrase"] or term["word"] or ""
    if term["not"] or not value:
        return None
    bound = day(value)
    meant: dict[str, Any] = {}
    if key in ("office", "speaker", "topic"):
        meant = {key: value}
    elif key == "after" and bound:
        meant = {"since": bound}
    elif key == "before" and bound and bound > date.min:
        meant = {"until": bound - timedelta(days=1)}
    return replace(query, **meant) if meant else None


def _expression(term: re.Match[str]) -> str:
    """Return the FTS5 expression of a word or phrase; "" when no letter or digit is in it."""
    key, phrase, word = term["key"], term["phrase"], term["word"]
    text = phrase if phrase is not None else word
    text = f"{key}:{text}" if key else text
    if not _WORD.search(text):
        return ""
    if phrase is None and text.endswith("*"):
        return f"{_quoted(text.rstrip('*'))}*"
    same = _SYNONYMS.get(text.casefold(), (text,)) if phrase is None else (text,)
    return " OR ".join(_quoted(each) for each in same)


def _quoted(text: str) -> str:
    return '"' + text.replace('"', " ") + '"'
