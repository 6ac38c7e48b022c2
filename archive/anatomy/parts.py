"""What a press release is made of; every part says where in `Release.text` it stands."""

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A piece of a release's text.

    text: folded; without typed bullets and numbers, or the outer marks of a quotation
    start, end: offsets into `Release.text`; what they enclose may hold the marks, and an attribution in the middle
    """

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """What one person is said to have uttered, in paragraphs that follow each other.

    speaker: the full name as the release gives it anywhere; "" when the words are ascribed to nobody
    role: office, rank or description as given with the name; ""
    paragraphs: never empty
    """

    speaker: str
    role: str
    paragraphs: tuple[Passage, ...]

    @property
    def start(self) -> int:
        """The offset of the first character."""
        return self.paragraphs[0].start

    @property
    def end(self) -> int:
        """The offset after the last character."""
        return self.paragraphs[-1].end


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Somebody whom journalists may ring or write to.

    name: of a person; organisation: also an office or function; phone as printed; each "" when not given
    masked: an e-mail address is shown but hidden from readers without script, and could not be decoded
    """

    name: str = ""
    organisation: str = ""
    phone: str = ""
    email: str = ""
    masked: bool = False
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Embargo:
    """A line that forbids publication before a time; until is ISO 8601 with an offset, "" when no time is readable."""

    until: str
    passage: Passage


class Measure(StrEnum):
    """What a figure counts."""

    MONEY = "money"
    PERCENTAGE = "percentage"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """An amount of money in pounds, or a percentage, with its sentence.

    value: as a decimal number, "1200000" for £1.2m
    """

    measure: Measure
    value: str
    passage: Passage
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Anatomy:
    """The parts of one release, each kind in the order of the text.

    body: paragraphs, list items and sub-headings between the beginning and the end mark, notes or contacts
    end_mark: the line "Ends", None when there is none
    """

    body: tuple[Passage, ...] = ()
    quotes: tuple[Quote, ...] = ()
    notes: tuple[Passage, ...] = ()
    contacts: tuple[Contact, ...] = ()
    figures: tuple[Figure, ...] = ()
    end_mark: Passage | None = None
    embargo: Embargo | None = None

    @property
    def bounds(self) -> tuple[int, int]:
        """The offsets between which the body stands; (0, 0) when there is none."""
        return (self.body[0].start, self.body[-1].end) if self.body else (0, 0)
