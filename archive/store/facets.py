"""What hits are counted by, of every release, in memory: SQLite would take ten times as long to group them."""

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator
from threading import Lock
from typing import Generic, NamedTuple, TypeVar

from sqlite_utils import Database

_HANDFUL = 20_000  # releases; what was read stays, where a time limit ends the reading
_CHANGED = """
SELECT g.stamp, g.release_id, g.shown, g.office_id, substr(g.period, 1, 4),
    coalesce((SELECT group_concat(topic_id) FROM release_topics WHERE release_id = g.release_id), ''),
    coalesce((SELECT group_concat(DISTINCT p.slug) FROM quotes q JOIN people p ON p.id = q.person_id
        WHERE q.release_id = g.release_id), '')
FROM register g WHERE g.stamp > ? ORDER BY g.stamp LIMIT ?
"""


T = TypeVar("T")


class Place(NamedTuple):
    """Where a release is filed: the row of its office, the year it claims ("" for none), the rows of its topics."""

    office: int
    year: str
    topics: str  # "3,17"


class Column(Generic[T]):
    """One property of every release, by row; there are few different ones, and each is kept once."""

    def __init__(self) -> None:
        """Begin without releases."""
        self._numbers: dict[T | None, int] = {None: 0}
        self._values: list[T | None] = [None]
        self._of_row = array("I")

    def put(self, row: int, value: T | None) -> None:
        """Give a release its property; None takes it out of what is counted."""
        if row >= len(self._of_row):
            self._of_row.extend([0] * (row + 1 - len(self._of_row)))
        number = self._numbers.setdefault(value, len(self._values))
        if number == len(self._values):
            self._values.append(value)
        self._of_row[row] = number

    def counted(self, rows: Iterable[int]) -> Iterator[tuple[T, int]]:
        """Yield each property that some releases have, and how many of them have it."""
        for number, count in Counter(map(self._of_row.__getitem__, rows)).items():
            value = self._values[number]
            if value is not None:
                yield value, count


class Facets:
    """The properties of every release of one archive, as they were when `follow` was last called.

    places: where each is filed
    voices: whom each quotes, "ann-oakham,bryn-vale", by the slugs of their names
    """

    def __init__(self) -> None:
        """Begin without having read anything."""
        self.places: Column[Place] = Column()
        self.voices: Column[str] = Column()
        self._stamp = 0
        self._turn = Lock()

    def follow(self, db: Database) -> None:
        """Read what has changed since the last time; any thread may."""
        with self._turn:
            while changed := db.execute(_CHANGED, [self._stamp, _HANDFUL]).fetchall():
                for stamp, row, shown, office, year, topics, voices in changed:
                    self.places.put(row, Place(office, year, topics) if shown else None)
                    self.voices.put(row, voices if shown else None)
                    self._stamp = stamp
