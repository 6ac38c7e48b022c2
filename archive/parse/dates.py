"""Dates as offices write them, English and Welsh, read no more precisely than they are written."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from urllib.parse import unquote, urlsplit

from archive.release import LONDON, NO_CLAIM, Claim

_ENGLISH = "january february march april may june july august september october november december".split()
_WELSH = "ionawr chwefror mawrth ebrill mai mehefin gorffennaf awst medi hydref tachwedd rhagfyr".split()
# Welsh mutates the first letter after "o", "yn" and "fis", and shortens to the first three or four letters.
_FORMS = (
    *((name, number) for names in (_ENGLISH, _WELSH) for number, name in enumerate(names, 1)),
    *((name[:3], number) for number, name in enumerate(_ENGLISH, 1)),
    ("sept", 9),
    *zip(
        "ion chwe maw ebr mai meh gorff gor awst med hyd tach rhag rha".split(),
        (1, 2, 3, 4, 5, 6, 7, 7, 8, 9, 10, 11, 12, 12),
        strict=True,
    ),
    *zip("fawrth fai fehefin orffennaf fedi dachwedd ragfyr".split(), (3, 5, 6, 7, 9, 11, 12), strict=True),
)
_MONTHS: dict[str, int] = {}
for _name, _number in _FORMS:
    _MONTHS.setdefault(_name, _number)

_DAYS = (
    *"monday tuesday wednesday thursday friday saturday sunday".split(),
    *"llun mawrth mercher iau gwener sadwrn sul".split(),
)
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_WEEKDAY = rf"(?P<weekday>{'|'.join(_DAYS)}|mon|tues?|wed|thu(?:rs?)?|fri|sat|sun)\b[,.]?\s{{1,3}}(?:the\s)?"
_DAY = r"(?P<day>[0-3]?\d)\s?(?:st|nd|rd|th|af|ail|il|ydd|fed|ed|eg|ain)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)(?!\d\d)"
_TIME = r"(?P<hour>[0-2]?\d)(?:[:.](?P<minute>[0-5]\d)(?::[0-5]\d)?)?\s?(?P<half>[ap]\.?m\b)?"
_WRITTEN = (
    rf"(?:{_WEEKDAY})?{_DAY}\s{{1,3}}(?:of\s|o\s|fis\s)?(?P<month>{_MONTH})\b[.,]?\s{{0,3}}{_YEAR}",
    rf"(?:{_WEEKDAY})?(?P<month>{_MONTH})\b\.?\s{{1,3}}{_DAY},?\s{{1,3}}{_YEAR}",
    rf"(?:{_WEEKDAY})?(?P<day>[0-3]?\d)(?P<sep>[/.-])(?P<month>[0-3]?\d)(?P=sep)(?P<year>(?:19|20)\d\d)(?!\d)",
    rf"(?:{_WEEKDAY})?(?P<day>[0-3]?\d)[/.-](?P<month>{_MONTH})[/.-](?P<year>(?:19|20)\d\d)(?!\d)",
    r"(?P<year>(?:19|20)\d\d)-(?P<month>[01]\d)-(?P<day>[0-3]\d)(?!\d)",
)
# Figures with two for the year: only where a line has little else.
_SHORT = re.compile(
    r"(?<![\w£$.,/])(?P<day>[0-3]?\d)(?P<sep>[/.])(?P<month>[01]?\d)(?P=sep)(?P<year>\d\d)(?![\d/]|\.\d)"
)
_SHORT_LINE = 60
_WHOLE_YEAR = re.compile(r"(?:19|20)\d\d")
_PATTERNS = tuple(re.compile(rf"(?<![\w£$.]){pattern}", re.IGNORECASE) for pattern in _WRITTEN)
_YEARLESS = re.compile(
    r"(?<!\w)(?:today|heddiw)\s{0,3}[(,]\s{0,2}"
    rf"(?:{_WEEKDAY})?(?:{_DAY}\s(?P<month>{_MONTH})\b|"
    rf"(?P<month2>{_MONTH})\s(?P<day2>[0-3]?\d)\b)",
    re.IGNORECASE,
)
_DATELINE = re.compile(
    rf"^[^\W\d_][\w ,/’'-]{{1,40}}[,/:–—-] ?(?:{_WEEKDAY})?(?:{_DAY}\s(?P<month>{_MONTH})\b|"
    rf"(?P<month2>{_MONTH})\s(?P<day2>[0-3]?\d)\b)\s?[–—:-]",
    re.IGNORECASE,
)
# A twelve-hour clock with seconds or its zone is how American systems print, and these put the month first.
_AMERICAN = re.compile(r"\s[01]?\d:[0-5]\d(?::[0-5]\d [AP]M\b|(?::[0-5]\d)? [AP]M [A-Z]{2,4}\b)")
_NUMERIC = re.compile(r"(?<![\d/.-])([0-3]?\d)/([0-3]?\d)/(?:19|20)\d\d(?!\d)")
_MOST_MONTHS = 12
_CLOCK = re.compile(r"(?<![\d:.£])[0-2]?\d(?:[:.][0-5]\d|\s?[ap]\.?m\b)(?![\d:/.])", re.IGNORECASE)
_CHANGED = re.compile(r"updated|modified|reviewed|amended|diweddar|adolyg", re.IGNORECASE)
_OF_SOMETHING_ELSE = re.compile(r"copyright|©|closing|deadline|expires?|ends? on|event date|hawlfraint", re.IGNORECASE)
_IN_PATH = (
    re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)[/-](?P<month>0?[1-9]|1[0-2])(?=[/-]|$)"),
    re.compile(rf"(?<!\d)(?P<year>(?:19|20)\d\d)[/-](?P<month>{_MONTH})(?![a-z])", re.IGNORECASE),
    re.compile(r"(?<!\d)(?P<year>(?:19|20)\d\d)(?=/|-newest|$)"),
)
_FILLERS = ("T00:00:00", "T12:00:00Z")
_NOON, _CENTURY = 12, 100
_CLOCK_WIDTH = 14
_YEARS = range(1990, 2100)


@dataclass(frozen=True, slots=True)
class Found:
    """A date in a text: what it claims, where it stands, and whether a weekday beside it contradicts it."""

    claim: Claim
    start: int
    end: int
    contradicted: bool = False


def find(text: str, *, month_first: bool = False) -> Found | None:
    """Return the first whole date of a text, with the time of day beside it when there is one.

    month_first: how the page writes dates in figures, where nothing beside one says it
    """
    dated = _WHOLE_YEAR.search(text)
    matches = [match for pattern in _PATTERNS for match in pattern.finditer(text)] if dated else []
    if not matches and len(text) <= _SHORT_LINE:
        matches = list(_SHORT.finditer(text))
    for match in sorted(matches, key=lambda found: (found.start(), -found.end())):
        day = _day(match, american=month_first or bool(_AMERICAN.match(text, match.end())))
        if day is not None:
            return _found(text, match, day)
    return None


def puts_month_first(text: str, address: str = "") -> bool:
    """Tell whether a page writes dates in figures the American way.

    One of them can be read in no other, or the month in the page's own address is the first figure.
    """
    pairs = [(int(one), int(other)) for one, other in _NUMERIC.findall(text)]
    if any(one > _MOST_MONTHS for one, _ in pairs):
        return False
    if any(other > _MOST_MONTHS for _, other in pairs):
        return True
    named = in_address(address).value[5:7]
    return bool(pairs and named) and {one for one, _ in pairs} == {int(named)} and pairs[0][1] != int(named)


def labelled(text: str, *, month_first: bool = False) -> Iterator[tuple[str, Found]]:
    """Yield each date of a line with the words that say what it is: those before it, or the whole line for one."""
    starts: list[int] = []
    ends = [0]
    while found := find(text[ends[-1] :], month_first=month_first):
        starts.append(ends[-1] + found.start)
        ends.append(ends[-1] + found.end)
    for start, before, after in zip(starts, ends, [*starts[1:], len(text)], strict=False):
        one = find(text[before:after], month_first=month_first)
        if one:
            label = text if len(starts) == 1 else text[before:start]
            yield label, replace(one, start=before + one.start, end=before + one.end)


def moment(value: str, *, evidence: str, shown: str = "") -> Claim:
    """Return the claim of a machine-readable date; NO_CLAIM when it is none.

    A time without an offset is London's. Midnight, and noon as "12:00:00Z", fill up a bare day in some systems:
    they are no evidence of a time unless the text shown beside them has it.
    """
    value = value.strip()
    try:
        whole = datetime.fromisoformat(value)
    except ValueError:
        found = find(value)
        return Claim(value=found.claim.value, evidence=evidence) if found else NO_CLAIM
    if whole.year not in _YEARS:
        return NO_CLAIM
    filled = any(filler in value for filler in _FILLERS) and not _CLOCK.search(shown.replace("12:00", ""))
    if filled or len(value) <= len("2015-12-15"):
        return Claim(value=whole.date().isoformat(), evidence=evidence)
    return Claim(value=_aware(whole).isoformat(timespec="seconds"), evidence=evidence)


def is_clock(text: str) -> bool:
    """Tell whether a text is a time of day and nothing else."""
    bare = text.strip(" |,·–-").removeprefix("at ")
    match = re.fullmatch(_TIME, bare, re.IGNORECASE) if len(bare) <= _CLOCK_WIDTH else None
    return match is not None and bool(match["minute"] or match["half"])


def is_publication(text: str) -> bool:
    """Tell whether nothing beside a date says that it is another one: of an update, a deadline, a copyright."""
    return not (_CHANGED.search(text) or _OF_SOMETHING_ELSE.search(text))


def is_change(text: str) -> bool:
    """Tell whether the words beside a date say that it is of a change."""
    return bool(_CHANGED.search(text)) and not _OF_SOMETHING_ELSE.search(text)


def in_address(url: str) -> Claim:
    """Return the month or year that an address names: /2020/08/, /2017-09-slug, /2019/05-may/, /2016/."""
    path = unquote(urlsplit(url).path)
    for pattern in _IN_PATH:
        match = pattern.search(path)
        if match:
            month = match.groupdict().get("month")
            number = (int(month) if month.isdigit() else _MONTHS[month.lower()]) if month else 0
            value = match["year"] + (f"-{number:02}" if number else "")
            return Claim(value=value, evidence=f"only in the address: {match[0]}")
    return NO_CLAIM


def today(text: str, known: Claim) -> Claim:
    """Return the day that "today (Tuesday 26 January)" or a dateline means, the year taken from a vaguer claim."""
    match = _YEARLESS.search(text) or _DATELINE.match(text)
    if not match or not known.value:
        return NO_CLAIM
    try:
        day = date(
            int(known.value[:4]),
            _MONTHS[(match["month"] or match["month2"]).lower()],
            int(match["day"] or match["day2"]),
        )
    except ValueError:
        return NO_CLAIM
    if not day.isoformat().startswith(known.value) or _contradicts(match["weekday"], day):
        return NO_CLAIM
    return Claim(value=day.isoformat(), evidence=f"text: {match[0]}; the year {known.evidence}", inferred=True)


def is_past(claim: Claim, now: datetime) -> bool:
    """Tell whether a claim can be of something published by now; a day of grace covers clocks and zones."""
    return claim.day is not None and claim.day <= (now + timedelta(days=1)).date()


def _day(match: re.Match[str], *, american: bool) -> date | None:
    """Return the day that a match means; of figures that are no day and month, the other way round."""
    year, day = int(match["year"]), int(match["day"])
    year += 2000 if year < _CENTURY else 0
    month = _MONTHS.get(match["month"].lower()) or int(match["month"])
    orders = [(month, day), (day, month)] if "sep" in match.groupdict() else [(month, day)]
    days = list(filter(None, (_date(year, *order) for order in (reversed(orders) if american else orders))))
    weekday = match.groupdict().get("weekday")
    return next((one for one in days if not _contradicts(weekday, one)), days[0] if days else None)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _found(text: str, match: re.Match[str], day: date) -> Found:
    start, end = match.span()
    clock = _clock(text[max(0, start - 14) : start], text[end : end + 14])
    value = datetime.combine(day, clock, LONDON).isoformat(timespec="seconds") if clock else day.isoformat()
    wrong = _contradicts(match.groupdict().get("weekday"), day)
    note = "; the weekday contradicts the date" if wrong else ""
    return Found(Claim(value=value, evidence=f"text: {text[:80]}{note}"), start, end, wrong)


def _clock(before: str, after: str) -> time | None:
    """Return the time of day that stands right before or right after a date."""
    for near, whole in ((before, r"{}\s*[,|–-]?\s*(?:on\s)?$"), (after, r"^\s*[,|–-]?\s*(?:at\s|am\s)?{}")):
        match = re.search(whole.format(_TIME), near, re.IGNORECASE)
        if match and (match["minute"] or match["half"]) and int(match["hour"]) < 24:  # noqa: PLR2004
            hour = int(match["hour"])
            if match["half"]:
                hour = hour % _NOON + (_NOON if match["half"].lower().startswith("p") else 0)
            return time(hour, int(match["minute"] or 0))
    return None


def _contradicts(weekday: str | None, day: date) -> bool:
    if not weekday:
        return False
    number = next(index % 7 for index, name in enumerate(_DAYS) if name.startswith(weekday.lower()[:3]))
    return number != day.weekday()


def _aware(when: datetime) -> datetime:
    return when if when.tzinfo else when.replace(tzinfo=LONDON)
