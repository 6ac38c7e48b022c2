"""What hits are counted by, of every release, in memory: SQLite would take ten times as long to group them."""

from collections import Counter
from collections.abc import Iterable, Iterator
from threading import Lock
from typing import TypeAlias

from sqlite_utils import Database

Mark: TypeAlias = tuple[str, str]  # ("office", "3"), ("year", "2015"), ("topic", "17")

_HANDFUL = 20_000  # releases; what was read stays, where a time limit ends the reading
_BITS = 8  # in a byte
_ONE = ord("1")
_CHANGED = """
SELECT g.stamp, g.release_id, g.shown, g.office_id, substr(g.period, 1, 4),
    coalesce((SELECT group_concat(topic_id) FROM release_topics WHERE release_id = g.release_id), ''),
    coalesce((SELECT group_concat(DISTINCT p.slug) FROM quotes q JOIN people p ON p.id = q.person_id
        WHERE q.release_id = g.release_id), '')
FROM register g WHERE g.stamp > ? ORDER BY g.stamp LIMIT ?
"""


class Marks:
    """The releases that have each of a few marks, as a number with a bit for every row: to count them is to AND."""

    def __init__(self) -> None:
        """Begin without releases."""
        self._of: list[tuple[Mark, ...]] = []
        self._bits: dict[Mark, bytearray] = {}

    def put(self, row: int, marks: tuple[Mark, ...]) -> None:
        """Give a release its marks; without any it is not counted."""
        self._of.extend([()] * (row + 1 - len(self._of)))
        place, bit = divmod(row, _BITS)
        for mark in self._of[row]:
            self._bits[mark][place] &= ~(1 << bit)
        for mark in marks:
            bits = self._bits.setdefault(mark, bytearray())
            bits.extend(bytes(max(0, place + 1 - len(bits))))
            bits[place] |= 1 << bit
        self._of[row] = marks

    def counted(self, rows: Iterable[int]) -> Iterator[tuple[Mark, int]]:
        """Yield each mark that some releases have, and how many of them have it."""
        asked = self._number(rows)
        for mark, bits in list(self._bits.items()):
            if count := (int.from_bytes(bits, "little") & asked).bit_count():
                yield mark, count

    def _number(self, rows: Iterable[int]) -> int:
        """Return the number with the bits of some rows: written in digits, which is quick, and the last is row 0's."""
        digits = bytearray(b"0") * (len(self._of) + 1)
        for row in rows:
            digits[row] = _ONE
        digits.reverse()
        return int(digits, 2)


class Column:
    """One property of every release, by row; each of its values is kept once."""

    def __init__(self) -> None:
        """Begin without releases."""
        self._numbers: dict[str, int] = {"": 0}
        self._values: list[str] = [""]
        self._of_row: list[int] = []

    def put(self, row: int, value: str) -> None:
        """Give a release its property; with "" it is not counted."""
        self._of_row.extend([0] * (row + 1 - len(self._of_row)))
        number = self._numbers.setdefault(value, len(self._values))
        if number == len(self._values):
            self._values.append(value)
        self._of_row[row] = number

    def counted(self, rows: Iterable[int]) -> Iterator[tuple[str, int]]:
        """Yield each property that some releases have, and how many of them have it."""
        for number, count in Counter(map(self._of_row.__getitem__, rows)).items():
            if number:
                yield self._values[number], count


class Facets:
    """The properties of every release of one archive, as they were when `follow` was last called.

    places: the row of its office, the year it claims ("" for none), the rows of its topics
    voices: whom each quotes, "ann-oakham,bryn-vale", by the slugs of their names
    """

    def __init__(self) -> None:
        """Begin without having read anything."""
        self.places = Marks()
        self.voices = Column()
        self._stamp = 0
        self._turn = Lock()

    def follow(self, db: Database) -> None:
        """Read what has changed since the last time; any thread may."""
        with self._turn:
            while changed := db.execute(_CHANGED, [self._stamp, _HANDFUL]).fetchall():
                for stamp, row, shown, office, year, topics, voices in changed:
                    self.places.put(row, _marks(office, year, topics) if shown else ())
                    self.voices.put(row, voices if shown else "")
                    self._stamp = stamp


def _marks(office: int, year: str, topics: str) -> tuple[Mark, ...]:
    return (("office", str(office)), ("year", year), *(("topic", each) for each in topics.split(",") if each))
