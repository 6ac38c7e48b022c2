"""Measure the archive: how fast it is written and searched, beside SQLite and Datasette by themselves.

    python benchmarks/archive.py [--releases 100000] [--keep FOLDER]

Writing: invented releases of 3 KB through the store, each in a transaction of its own with its revision, event,
addresses, quotations and so on, beside sqlite3's executemany with the same rows, tables and triggers, a thousand
releases in a transaction. The two take turns, so that whatever else the machine does slows both.

Searching: a page of 20 hits with their passages marked, beside the fastest query of the same index without passages.
Over HTTP: the search page and the feed of a search, beside the table's own JSON from a plain Datasette. The same word
is asked for again and again, which our server remembers; so other words that are as common are asked for as well, each
of them once.

--keep leaves the files in a folder, and does not write them again when they are there.
"""

import sys
from pathlib import Path

if Path(sys.path[0]) == Path(__file__).parent:  # where "archive" would be this file, in every script of this folder
    sys.path[0] = str(Path(__file__).parent.parent)
    sys.modules.pop("archive", None)

import argparse
import socket
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from functools import partial
from http import HTTPStatus
from http.client import HTTPConnection
from statistics import median, quantiles
from subprocess import DEVNULL, Popen
from urllib.parse import quote

from archive import query, topic
from archive.store import borrowed, search, topics
from archive.store.connection import opened
from archive.store.search import Order
from benchmarks import synthetic

_CHUNK, _ROUNDS, _WARMING = 1000, 30, 2
_TABLES = (
    *("offices", "sources", "runs", "releases", "sightings", "release_urls", "revisions", "events", "attachments"),
    *("people", "roles", "quotes", "figures"),
)
_ASKED = {
    "in all": synthetic.STOP,
    "common": synthetic.COMMON,
    "middling": synthetic.MIDDLE,
    "rare": synthetic.RARE,
    "phrase": f'"{synthetic.PHRASE}"',
    "two words": f"{synthetic.COMMON} {synthetic.MIDDLE}",
    "prefix": "commis*",
}
_BY_DAY = (
    "SELECT r.id, r.title FROM releases r WHERE {}r.id IN (SELECT rowid FROM releases_fts WHERE releases_fts MATCH ?) "
)
_BY_RANK = (
    "SELECT r.id, r.title FROM releases_fts f JOIN releases r ON r.id = f.rowid WHERE releases_fts MATCH ? "
    "ORDER BY f.rank LIMIT 20"
)
_PLANS = {
    Order.NEWEST: tuple(_BY_DAY.format(plus) + "ORDER BY r.published_day DESC LIMIT 20" for plus in ("", "+")),
    Order.BEST: (_BY_RANK,),
}
_FAST = "_shape=array&_size=20&_nofacet=1&_nosuggest=1&_nocount=1&_sort_desc=published_day"
_TABLE = f"/copperplate/releases.json?{_FAST}&_search="


def main() -> None:
    """Fill an archive if need be, and print what was measured."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--releases", type=int, default=100_000)
    parser.add_argument("--keep", type=Path, metavar="FOLDER")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.keep or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        if not (folder / "copperplate.toml").exists():
            write(folder, options.releases)
            (folder / "copperplate.toml").write_text("", encoding="utf-8")
        searched(folder / "copperplate.db")
        served(folder)


def write(folder: Path, count: int) -> None:
    """Fill an archive and, in turns with it, a copy of it by raw SQL; print both rates."""
    ours = raw = 0.0
    with (
        opened(folder / "copperplate.db", folder / "copperplate-captures.db") as archive,
        opened(folder / "raw.db", folder / "raw-captures.db") as copy,
    ):
        for first in range(0, count, _CHUNK):
            made = [synthetic.make(number) for number in range(first, min(first + _CHUNK, count))]
            begun = time.perf_counter()
            synthetic.fill(archive, made)
            ours += time.perf_counter() - begun
            raw += _copied(archive.db.conn, copy.db.conn)
        _row("writing", "ours", "executemany", "ratio")
        _row("releases a second", f"{count / ours:.0f}", f"{count / raw:.0f}", f"{raw / ours:.2f}")
        begun = time.perf_counter()
        topics.keep(archive.db, topic.starters().values())
        _row("all into 18 topics", f"{time.perf_counter() - begun:.1f} s")
    for each in folder.glob("raw*"):
        each.unlink()


def searched(path: Path) -> None:
    """Print how long searches take in this process, with ours and the best plan of SQLite."""
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        borrowed.prepare(connection)
        db = borrowed.database(connection)
        for order in Order:
            _row(f"search, {order} first, ms", "p50", "p95", "raw p50", "raw p95", "ratio")
            for name, words in _ASKED.items():
                asked = query.parse(words)
                ours = _times(*_again(partial(search.find, db, asked, order=order)))
                raw = min(_times(*_again(partial(_rows, connection, sql, asked.wanted))) for sql in _PLANS[order])
                _row(name, *(f"{each:.1f}" for each in (*ours, *raw)), f"{ours[0] / raw[0]:.2f}")


def served(folder: Path) -> None:
    """Print how long answers take over HTTP: the search page, a feed, and a plain Datasette's table."""
    ours = ("-c", "import copperplate; copperplate.main()", "-c", f"{folder / 'copperplate.toml'}", "serve", "--port")
    plain = ("-m", "datasette", f"{folder / 'copperplate.db'}", "--setting", "sql_time_limit_ms", "10000", "--port")
    _row("over HTTP, p50 ms", "page", "feed", "Datasette", "page ratio", "feed ratio")
    with _server(*ours) as site, _server(*plain) as datasette:
        for name, words in (_ASKED | {"common, each once": synthetic.AS_COMMON}).items():
            page, feed, table = (
                _times(*_asking(server, path, words))[0]
                for server, path in ((site, "/search/?q="), (site, "/search/atom.xml?q="), (datasette, _TABLE))
            )
            _row(name, f"{page:.1f}", f"{feed:.1f}", f"{table:.1f}", f"{table / page:.1f}", f"{table / feed:.1f}")


def _asking(server: HTTPConnection, path: str, words: str | Sequence[str]) -> list[Callable[[], object]]:
    """Return what asks for words, always the same ones or each of several."""
    if isinstance(words, str):
        return _again(partial(_get, server, f"{path}{quote(words)}"))
    return [partial(_get, server, f"{path}{quote(each)}") for each in words]


def _copied(source: sqlite3.Connection, target: sqlite3.Connection) -> float:
    """Copy the rows that are new, a chunk in one transaction, and return how long the writing alone took."""
    took = 0.0
    target.execute("BEGIN IMMEDIATE")
    for table in _TABLES:
        key = "release_id" if table == "sightings" else "id"
        (last,) = target.execute(f"SELECT coalesce(max({key}), 0) FROM {table}").fetchone()  # noqa: S608  # our names
        rows = source.execute(f"SELECT * FROM {table} WHERE {key} > ?", [last]).fetchall()  # noqa: S608
        marks = ", ".join("?" * len(rows[0])) if rows else ""
        begun = time.perf_counter()
        target.executemany(f"INSERT INTO {table} VALUES ({marks})", rows) if rows else None  # noqa: S608
        took += time.perf_counter() - begun
    begun = time.perf_counter()
    target.commit()
    return took + time.perf_counter() - begun


def _rows(connection: sqlite3.Connection, sql: str, match: str) -> list[object]:
    return connection.execute(sql, [match]).fetchall()


def _again(call: Callable[[], object]) -> list[Callable[[], object]]:
    return [call] * (_ROUNDS + _WARMING)


def _times(*calls: Callable[[], object]) -> tuple[float, float]:
    """Return the median and the 95th percentile of some calls, in milliseconds, after two that warm up."""
    taken = []
    for call in calls:
        begun = time.perf_counter()
        call()
        taken.append(1000 * (time.perf_counter() - begun))
    return median(taken[_WARMING:]), quantiles(taken[_WARMING:], n=20)[-1]


@contextmanager
def _server(*command: str) -> Iterator[HTTPConnection]:
    """Start a Python program that serves on a free port, the last of its arguments, and connect to it."""
    with closing(socket.create_server(("127.0.0.1", 0))) as probe:
        port = probe.getsockname()[1]
    with Popen([sys.executable, *command, str(port)], stdout=DEVNULL, stderr=DEVNULL) as process:
        try:
            yield _connected(port, process)
        finally:
            process.terminate()


def _connected(port: int, process: "Popen[bytes]") -> HTTPConnection:
    for _ in range(300):
        connection = HTTPConnection("127.0.0.1", port, timeout=60)
        with suppress(ConnectionRefusedError):
            connection.connect()
            return connection
        if process.poll() is not None:
            break
        time.sleep(0.1)
    raise SystemExit(f"{process.args!r} does not answer")


def _get(connection: HTTPConnection, path: str) -> None:
    connection.close()  # a server closes what idles, while the other one is measured; this opens it anew
    connection.request("GET", path)
    answer = connection.getresponse()
    body = answer.read()
    if answer.status != HTTPStatus.OK:
        raise SystemExit(f"{path}: {answer.status} {body[:200]!r}")


def _row(name: str, *cells: str) -> None:
    print(f"{name:<26}" + "".join(f"{cell:>12}" for cell in cells), flush=True)


if __name__ == "__main__":
    main()
