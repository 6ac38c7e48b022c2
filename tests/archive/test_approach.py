"""How a source is read in a run: looked at once, by the best way that there is."""

from collections import Counter
from pathlib import Path

from tests.archive.newsroom import newsroom


def test_a_sweep_asks_no_address_twice(tmp_path: Path) -> None:
    with newsroom(tmp_path, frozenset({"listing"})) as room:
        room.run(0)
        first = Counter(path for path, _ in room.site.requests)
        room.run(8)
        sweep = Counter(path for path, _ in room.site.requests)
    assert max(first.values()) == 1, first
    assert max(sweep.values()) == 1, sweep


def test_a_better_way_is_taken_at_the_next_sweep_and_looked_for_once(tmp_path: Path) -> None:
    with newsroom(tmp_path, frozenset({"listing"})) as room:
        room.run(0)
        room.site.ways = frozenset({"wordpress", "listing"})
        assert room.run(8).exit_code == 0
        (reads_from,) = room.archive.db.execute("SELECT reads_from FROM sources").fetchone()
        assert reads_from == f"wordpress {room.site.url}/wp-json/"
        asked = Counter(path for path, _ in room.site.requests)
    assert max(asked.values()) == 1, asked
