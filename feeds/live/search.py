"""A search as its address says it: the address is all the state that there is."""

import re
from collections.abc import Callable, Container, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from unicodedata import normalize
from urllib.parse import parse_qsl, urlencode

from archive import query
from archive.query import Query
from archive.release import ARCHIVED, Kind
from archive.store.search import Order
from feeds.characters import line
from feeds.pages import language
from feeds.pages.language import Language

PAGE_SIZE = 20
LAST_PAGE = 100
LONGEST = 300  # characters; what is longer is no search of a person's, and takes its time
_QUOTED = 40  # characters of a mistake that are repeated


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """What the address of a search asks for.

    words: as typed, on one line
    topic: its slug
    speaker: words of a name, as typed
    since, until: the first and the last day of the claimed date
    page: from 1
    mistakes: what could not be understood, a sentence by the name of its field; what they are about is left out
    """

    words: str = ""
    office: str = ""
    topic: str = ""
    speaker: str = ""
    since: date | None = None
    until: date | None = None
    kind: Kind | None = None
    order: Order = Order.NEWEST
    page: int = 1
    mistakes: Mapping[str, str] = field(default_factory=dict)

    @property
    def query(self) -> Query:
        """What to search for; a field of the form counts more than the same filter among the words."""
        typed = query.parse(self.words)
        return replace(
            typed,
            office=self.office or typed.office,
            topic=self.topic or typed.topic,
            speaker=self.speaker or typed.speaker,
            kind=self.kind or typed.kind,
            since=self.since or typed.since,
            until=self.until or typed.until,
        )

    @property
    def narrowed(self) -> bool:
        """Whether it asks for more than words."""
        return bool(self.office or self.topic or self.speaker or self.kind or self.since or self.until)

    @property
    def address(self) -> str:
        """Its query string, "?q=knife&office=kent", in one form whatever was typed; "" when it asks for nothing."""
        values = {
            "q": self.words,
            "office": self.office,
            "topic": self.topic,
            "speaker": self.speaker,
            "from": self.since.isoformat() if self.since else "",
            "to": self.until.isoformat() if self.until else "",
            "kind": self.kind or "",
            "order": "" if self.order is Order.NEWEST else self.order,
            "page": "" if self.page == 1 else str(self.page),
        }
        found = urlencode({name: value for name, value in values.items() if value})
        return f"?{found}" if found else ""

    @property
    def whole(self) -> "Search":
        """The same search without its order and page: what its feeds and downloads are of."""
        return replace(self, order=Order.NEWEST, page=1)

    def described(self, names: "Names") -> str:
        """Return what is searched for in words: "“knife crime”, Kent Commissioner, from 1 May 2024"; "" for nothing."""
        return ", ".join(filter(None, self._said(names)))

    def _said(self, names: "Names") -> Iterator[str]:
        yield f"“{self.words}”" if self.words else ""
        yield line(names.offices.get(self.office, self.office))
        yield line(names.topics.get(self.topic, self.topic))
        say = names.say
        yield say.plain("quoting_them", name=self.speaker) if self.speaker else ""
        yield say.plain(f"kind_{self.kind}") if self.kind else ""
        yield say.plain("from_day", day=say.day(self.since)) if self.since else ""
        yield say.plain("to_day", day=say.day(self.until)) if self.until else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """What an archive can be narrowed to: the names of its offices and its topics by their ids, in their order.

    language: in which it is told
    """

    offices: Mapping[str, str] = field(default_factory=dict)
    topics: Mapping[str, str] = field(default_factory=dict)
    language: str = language.ENGLISH

    @property
    def say(self) -> Language:
        """The language in which it is told."""
        return language.of(self.language)


def read(query_string: str, names: Names) -> Search:
    """Return what the query string of an address asks for; every one asks for something, if only by mistake."""
    form = _Form(query_string, names.say)
    since, until = form.day("from", query.day), form.day("to", query.last_day)
    if since and until and until < since:
        form.mistakes["to"] = names.say.plain("before_the_first", day=names.say.day(since))
    kind, order = form.one("kind", ARCHIVED), form.one("order", set(Order))
    return Search(
        words=form.words("q"),
        office=form.one("office", names.offices),
        topic=form.one("topic", names.topics),
        speaker=form.words("speaker"),
        since=since,
        until=until,
        kind=Kind(kind) if kind else None,
        order=Order(order) if order else Order.NEWEST,
        page=form.number("page"),
        mistakes=form.mistakes,
    )


class _Form:
    """The fields of an address, each by its first value that is not empty; reading them collects the mistakes."""

    def __init__(self, query_string: str, say: Language) -> None:
        self.say = say
        self.values: dict[str, str] = {}
        self.mistakes: dict[str, str] = {}
        for name, value in parse_qsl(query_string):
            if told := normalize("NFC", line(value)):
                self.values.setdefault(name, told)

    def words(self, name: str) -> str:
        text = self.values.get(name, "")
        if len(text) <= LONGEST:
            return text
        self.mistakes[name] = self.say.plain("too_long", most=LONGEST)
        return ""

    def one(self, name: str, known: Container[str]) -> str:
        value = self.values.get(name, "")
        if not value or value in known:
            return value
        self.mistakes[name] = self.say.plain(f"unknown_{name}", value=_short(value))
        return ""

    def day(self, name: str, read_day: Callable[[str], date | None]) -> date | None:
        value = self.values.get(name, "")
        found = read_day(value)
        if value and not found:
            self.mistakes[name] = self.say.plain("no_such_day", value=_short(value))
        return found

    def number(self, name: str) -> int:
        value = self.values.get(name, "1")
        if re.fullmatch(r"[0-9]{1,3}", value) and 1 <= int(value) <= LAST_PAGE:
            return int(value)
        self.mistakes[name] = self.say.plain("no_such_number", value=_short(value), last=LAST_PAGE)
        return 1


def _short(text: str) -> str:
    return text if len(text) <= _QUOTED else f"{text[:_QUOTED]}…"
