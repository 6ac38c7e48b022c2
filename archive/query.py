"""The search language, for people: words, "phrases", OR, -not, prefix*, title:, and filters.

Filters are office:, speaker:, topic:, kind:, after: and before:. Whatever cannot be understood is searched as plain
words, so that any text at all is a search. It is the same in the terminal, on the search page, in topics and in the
feed of a search. OR joins its two neighbours only: `a OR b c` is (a or b) and c.
"""

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from archive import thesaurus
from archive.release import Kind

_TERM = re.compile(r'(?P<not>-)?(?:(?P<key>[a-z]+):)?(?:"(?P<phrase>[^"]*)"|(?P<word>[^\s"]+))', re.IGNORECASE)
_WORD = re.compile(r"\w", re.UNICODE)
_DATE = re.compile(r"(\d{4})(?:-(\d\d?))?(?:-(\d\d?))?")
_TITLE = "title : "  # an FTS5 column filter
FIELDS = ("office", "speaker", "topic", "kind", "after", "before", "title")


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A search.

    match, exclude: FTS5 expressions of quoted terms that any text can be asked for, "" for none
    titled, untitled: the same, of terms that ask for the title of a release as well
    office, speaker, topic: as typed, "" for any
    kind: of the page; None for any
    since: the first day, until: the last day, of the claimed date
    """

    match: str = ""
    exclude: str = ""
    titled: str = ""
    untitled: str = ""
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

    @property
    def wanted(self) -> str:
        """The FTS5 expression that a release has to match, "" for none."""
        return " AND ".join(filter(None, (self.match, self.titled)))

    @property
    def unwanted(self) -> str:
        """The FTS5 expression that a release must not match, "" for none."""
        return " OR ".join(filter(None, (self.exclude, self.untitled)))

    @property
    def voice(self) -> str:
        """The FTS5 expression that the name of a speaker has to match: each word begins one of its; "" for none."""
        return " AND ".join(
            f"{_quoted(word)}*" for word in self.speaker.replace("\0", " ").split() if _WORD.search(word)
        )


def parse(text: str, *, titles: bool = True) -> Query:
    """Return the search that a text means; every text means one.

    titles: False where what is searched has none, so that title:knife is a knife anywhere
    """
    query = Query()
    wanted: list[list[str]] = []
    unwanted: list[list[str]] = []
    either = False
    for term in _TERM.finditer(text.replace("\0", " ")):
        if _joins(term) and wanted:
            either = True
            continue
        filtered = _filtered(query, term)
        expression = "" if filtered else _expression(term, titles=titles)
        query = filtered or query
        if expression and term["not"]:
            unwanted.append([expression])
        elif expression and either:
            wanted[-1].append(expression)
        elif expression:
            wanted.append([expression])
        either = either and not expression
    match, titled = _parted(wanted)
    exclude, untitled = _parted(unwanted)
    return replace(
        query,
        match=" AND ".join(f"({each})" for each in match),
        titled=" AND ".join(f"({each})" for each in titled),
        exclude=" OR ".join(exclude),
        untitled=" OR ".join(untitled),
    )


def mistake(text: str) -> str:
    """Return what would be searched otherwise than it is written, in words; "" when nothing is."""
    if text.count('"') % 2:
        return "a quotation mark is not closed"
    if stray(text):
        return "OR stands without a neighbour"
    for key, term in unread(text):
        if key in FIELDS:
            return f"{term} cannot be understood"
    return "it asks for nothing" if parse(text).empty else ""


def stray(text: str) -> bool:
    """Tell whether a text begins or ends with an OR that joins nothing."""
    terms = list(_TERM.finditer(text))
    return bool(terms) and (_joins(terms[0]) or _joins(terms[-1]))


def unread(text: str) -> list[tuple[str, str]]:
    """Return the terms with a key ("office" in office:kent) that are searched as words: the key, and the term."""
    keyed = [(term["key"].lower(), term) for term in _TERM.finditer(text) if term["key"]]
    return [(key, term.group()) for key, term in keyed if key != "title" and not _filtered(Query(), term)]


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


def _joins(term: re.Match[str]) -> bool:
    return term.group() == "OR"


def _parted(groups: list[list[str]]) -> tuple[list[str], list[str]]:
    """Return what is asked of any text, and what is asked of titles too, each group as one expression."""
    found: tuple[list[str], list[str]] = ([], [])
    for group in groups:
        found[any(each.startswith(_TITLE) for each in group)].append(" OR ".join(group))
    return found


def _filtered(query: Query, term: re.Match[str]) -> Query | None:
    """Return the query with the filter that a term is, or None when it is a word."""
    key, value = (term["key"] or "").lower(), term["phrase"] or term["word"] or ""
    if term["not"] or not value:
        return None
    bound = day(value)
    meant: dict[str, Any] = {}
    if key in ("office", "speaker", "topic") and _WORD.search(value):
        meant = {key: value}
    elif key == "kind" and value.lower() in set(Kind):
        meant = {"kind": Kind(value.lower())}
    elif key == "after" and bound:
        meant = {"since": bound}
    elif key == "before" and bound and bound > date.min:
        meant = {"until": bound - timedelta(days=1)}
    return replace(query, **meant) if meant else None


def _expression(term: re.Match[str], *, titles: bool) -> str:
    """Return the FTS5 expression of a word or phrase; "" when no letter or digit is in it."""
    key, phrase, word = term["key"], term["phrase"], term["word"]
    text = phrase if phrase is not None else word
    titled = (key or "").lower() == "title" and bool(_WORD.search(text))
    text = text if titled or not key else f"{key}:{text}"
    if not _WORD.search(text):
        return ""
    if phrase is None and text.endswith("*"):
        found = f"{_quoted(text.rstrip('*'))}*"
    else:
        same = (text,) if phrase is not None else thesaurus.same(text)
        found = " OR ".join(_quoted(each) for each in same)
    return f"{_TITLE}({found})" if titled and titles else found


def _quoted(text: str) -> str:
    return '"' + text.replace('"', " ") + '"'
