"""Which pages of the site are in Welsh too, and where: "topics/" in English, "topics/cy/" in Welsh."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from feeds.pages import language
from feeds.pages.language import ENGLISH, WELSH, Language

FOLDER = "cy/"
_COMMON = frozenset(("", "all", "changes", "search", "status", "topics"))  # in Welsh where any office is
_PEOPLE = "people"  # the one folder that is divided by office


@dataclass(frozen=True, slots=True)
class Bilingual:
    """What there is in Welsh; offices: those that publish in it."""

    offices: frozenset[str] = frozenset()

    def where(self, path: str, spoken: str) -> str:
        """Return where a page is in a language, by its path in English: there too if it is in English alone."""
        return f"{path}{FOLDER}" if spoken == WELSH and self._translated(path) else path

    def leaves(self, path: str) -> Iterator["Leaf"]:
        """Yield a page in each of its languages, in English first."""
        places = {ENGLISH: path} | ({WELSH: self.where(path, WELSH)} if self._translated(path) else {})
        for spoken, place in places.items():
            yield Leaf(place, spoken, places if len(places) > 1 else {}, self)

    def _translated(self, path: str) -> bool:
        first, _, rest = path.partition("/")
        office = rest.partition("/")[0] if first == _PEOPLE else first
        return office in self.offices or (bool(self.offices) and (first in _COMMON or not office))


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page in one of its languages.

    path: where it is, "topics/cy/"
    languages: where it is in each of them; empty where it is in one
    bilingual: which other pages are in several
    """

    path: str
    language: str = ENGLISH
    languages: Mapping[str, str] = field(default_factory=dict)
    bilingual: Bilingual = field(default_factory=Bilingual)

    @property
    def say(self) -> Language:
        """Its language."""
        return language.of(self.language)

    @property
    def mark(self) -> str:
        """What changes whenever it comes to be in other languages."""
        return " ".join(self.languages)

    @property
    def around(self) -> str:
        """The same for a page of several offices: it leads to their pages, which may come to be in its language."""
        return f"{self.mark}:{' '.join(sorted(self.bilingual.offices)) if self.language == WELSH else ''}"

    def turned(self, path: str) -> "Leaf":
        """Return one of the pages below it, which are in the same languages: "topics/custody/cy/2025/2.html"."""
        rest = path.removeprefix(self.path)
        return Leaf(path, self.language, {each: at + rest for each, at in self.languages.items()}, self.bilingual)

    def where(self, path: str) -> str:
        """Return where another page is in the language of this one, by its path in English."""
        return self.bilingual.where(path, self.language)
