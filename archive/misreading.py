"""What of a search does not mean what its writer will have thought: no such date, filter, office, topic or speaker.

Such a search is still one (archive.query); whoever reads what it found is told.
"""

import difflib
import re
from collections.abc import Iterable, Iterator

from archive import query
from archive.query import Query
from archive.release import Kind
from archive.store import Database, offices, quotations, topics

_AS_WORDS = "and was searched as words"
_WRITTEN_OTHERWISE = {"since": "after", "from": "after", "until": "before", "to": "before", "by": "speaker"}
_OPERATORS = {"AND": "all words are looked for anyway", "NOT": "what is not wanted is written -word"}
_PHRASE, _BRACKET = re.compile(r'"[^"]*"'), re.compile(r"(?:^|\s)\(|\)(?:\s|$)")
_FEW = 12  # that can be listed in a sentence


def notes(db: Database, text: str, asked: Query) -> tuple[str, ...]:
    """Return what is to be told about a search, a sentence each without its full stop; () when all is plain.

    text: what was typed; asked: what it means, with what was asked for beside the words
    """
    return (*_of_terms(text), *_of_names(db, asked))


def _of_terms(text: str) -> Iterator[str]:
    for key, term in query.unread(text):
        if told := _of_term(key, term):
            yield told
    if text.count('"') % 2:
        yield f"a quotation mark is not closed, {_AS_WORDS.replace('was', 'what follows it was')}"
    if query.stray(text):
        yield "OR stands without a neighbour, and counts for nothing"
    if _BRACKET.search(_PHRASE.sub("", text)):
        yield "brackets count for nothing: all words are looked for, or either of those around OR"
    for word, instead in _OPERATORS.items():
        if word in text.split():
            yield f"{word} was searched as a word: {instead}"


def _of_term(key: str, term: str) -> str:
    """Return what to tell of a term that looks like a filter and is searched as words; "" when it may be no filter."""
    if key not in query.FIELDS:
        near = _WRITTEN_OTHERWISE.get(key) or next(iter(difflib.get_close_matches(key, query.FIELDS, n=1)), "")
        return f"{term} is no filter, {_AS_WORDS}; did you mean {near}:?" if near else ""
    if term.startswith("-"):
        return f"{term} {_AS_WORDS.removeprefix('and ')}: a filter cannot be turned round"
    if key in ("after", "before"):
        return f"{term} is no date, {_AS_WORDS}; write 2020, 2020-03 or 2020-03-05"
    if key == "kind":
        return f"{term} is no kind of release, {_AS_WORDS}; there are: {', '.join(Kind)}"
    return f"{term} names nothing, {_AS_WORDS}"


def _of_names(db: Database, asked: Query) -> Iterator[str]:
    if asked.office:
        yield from _unknown("office", asked.office, [each.id for each in offices.every(db)])
    if asked.topic:
        yield from _unknown("topic", asked.topic, topics.names(db))
    if asked.speaker and not quotations.speaks(db, asked):
        yield f"nobody called {asked.speaker!r} is quoted in this archive"


def _unknown(kind: str, wanted: str, known: Iterable[str]) -> Iterator[str]:
    ids = list(known)
    if wanted in ids:
        return
    word = wanted.lower()
    near = [id_ for id_ in ids if word in id_][:_FEW] or difflib.get_close_matches(word, ids, n=1)
    hint = f"; did you mean {' or '.join(near)}?" if near else ""
    if not near and 0 < len(ids) <= _FEW:
        hint = f"; there {'are' if ids[1:] else 'is'}: {', '.join(ids)}"
    yield f"there is no {kind} {wanted!r} in this archive{hint}"
