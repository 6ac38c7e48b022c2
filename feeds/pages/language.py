"""The language of a page: what it says (words.toml), and how it tells numbers and dates."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from importlib import resources

from markupsafe import Markup, escape

from archive.release import LONDON, Claim, Precision

ENGLISH, WELSH = "en", "cy"
LANGUAGES = (ENGLISH, WELSH)
_TAGS = {ENGLISH: "en-GB", WELSH: "cy"}  # BCP 47
_LOCALES = {ENGLISH: "en_GB", WELSH: "cy_GB"}
_TWO = 2

Words = Mapping[str, str | list[str]]


@dataclass(frozen=True, slots=True)
class Language:
    """One language; called with a key of words.toml, it answers with safe markup: values that are none are escaped."""

    id: str
    words: Words

    def __call__(self, key: str, **values: object) -> Markup:
        """Return what is said for a key; KeyError when there is no such key."""
        return Markup(escape(self.words[key])).format(**values)  # noqa: S704 escaped here

    def plain(self, key: str, **values: object) -> str:
        """Return the same as plain text."""
        return str(self.words[key]).format(**values)

    def count(self, key: str, number: int) -> str:
        """Return a number with what is counted: "1 press release", "2 ddatganiad i'r wasg"."""
        forms = self.words[key]
        which = 0 if number == 1 else _TWO if number == _TWO and len(forms) > _TWO else 1
        return forms[which].format(count=f"{number:,}")

    @property
    def tag(self) -> str:
        """Its tag for the page itself (BCP 47)."""
        return _TAGS[self.id]

    @property
    def locale(self) -> str:
        """Its name in Open Graph."""
        return _LOCALES[self.id]

    @property
    def initials(self) -> Sequence[str]:
        """The letters with which the months begin."""
        return tuple(self.words["month_initials"])

    def day(self, value: date) -> str:
        """Return a date: "15 December 2015"."""
        return f"{value.day} {self._month(value)} {value.year}"

    def month(self, value: date) -> str:
        """Return a month: "December 2015"."""
        return f"{self._month(value)} {value.year}"

    def moment(self, at: datetime) -> str:
        """Return a moment in London: "17 October 2016, 09:30"."""
        local = at.astimezone(LONDON)
        return f"{self.day(local)}, {local:%H:%M}"

    def claimed(self, claim: Claim, *, brief: bool = False) -> str:
        """Return a claimed date as precisely as it was claimed, "" for no claim; brief: without the time of the day."""
        value = claim.day
        if value is None:
            return ""
        match claim.precision:
            case Precision.MINUTE if not brief and claim.at:
                return self.moment(claim.at)
            case Precision.YEAR:
                return str(value.year)
            case Precision.MONTH:
                return self.month(value)
        return self.day(value)

    def period(self, period: str) -> str:
        """Return a month or a year in words: "2015-03" is "March 2015", "" is "Undated"."""
        if not period:
            return self.plain("undated")
        return self.claimed(Claim(value=period))

    def _month(self, value: date) -> str:
        return self.words["months"][value.month - 1]


@cache
def of(id_: str) -> Language:
    """Return a language of the pages; English for one that they do not speak."""
    chosen = id_ if id_ in LANGUAGES else ENGLISH
    return Language(chosen, {key: told[chosen] for key, told in table()})


def table() -> Iterator[tuple[str, Mapping[str, str | list[str]]]]:
    """Yield every key with what is said for it in each language."""
    raw = (resources.files("feeds.pages") / "words.toml").read_text(encoding="utf-8")
    yield from tomllib.loads(raw).items()
