"""Everything that anybody can have of an archive, as plain text: what may not be shown must be nowhere in it."""

import gzip
import re
import zipfile
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import quote

from click.testing import CliRunner
from datasette.app import Datasette

from archive.store.connection import Archive
from copperplate import main
from feeds.live.application import application
from feeds.live.metadata import Live
from tests.feeds.live.marlshire import ask

_TAG = re.compile(r"<[^<>]*>")
_GZIP = b"\x1f\x8b"
_ESCAPED = re.compile(r"\\u([0-9a-f]{4})")
_NAMES = ("", "atom.xml", "rss.xml", "feed.json", "results.csv", "results.jsonl")


def everything(folder: Path, archive: Archive, words: str) -> Iterator[tuple[str, str]]:
    """Yield the name of each thing that is served or handed over, and its text.

    folder: of the archive, with public/ in it; words: what to search for
    """
    yield from _files(folder, "copperplate.db*")
    yield from _files(folder / "public", "*")
    yield from _handed_over(folder)
    live = Live(database=folder / "copperplate.db", folder=folder / "public", title="Press", url="https://x.example/")
    yield from _answers(application(live), archive, words)


def found(folder: Path, archive: Archive, needles: list[str], words: str) -> set[tuple[str, str]]:
    """Return which needles are found, and where."""
    return {(name, needle) for name, text in everything(folder, archive, words) for needle in needles if needle in text}


def _files(folder: Path, pattern: str) -> Iterator[tuple[str, str]]:
    for path in sorted(folder.rglob(pattern)):
        if path.is_file():
            yield from _plain(str(path.relative_to(folder.parent)), path.read_bytes())


def _plain(name: str, content: bytes) -> Iterator[tuple[str, str]]:
    """Yield the texts of a file: as it is, without markup, and of what is packed in it."""
    if content.startswith(_GZIP):  # feeds that are sent as they are, and the index of the search in the browser
        yield from _plain(name.removesuffix(".gz"), gzip.decompress(content))
        return
    text = content.decode("utf-8", "replace")
    yield name, text
    yield name, " ".join(unescape(_TAG.sub("", _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text))).split())


def _handed_over(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield what the commands hand over: every kind of export, and the copy for readers."""
    out = folder / "out"
    for words in (["export", kind, str(out / kind)] for kind in ("warc", "csv", "jsonl")):
        _run(folder, *words)
    _run(folder, "backup", "--public", str(out / "readers.db"))
    for path in out.rglob("*.wacz"):
        with zipfile.ZipFile(path) as packed:
            packed.extractall(path.with_suffix(".unpacked"))
    yield from _files(out, "*")


def _run(folder: Path, *words: str) -> None:
    (folder / "out").mkdir(exist_ok=True)
    done = CliRunner().invoke(main, ["-c", str(folder / "copperplate.toml"), *words], catch_exceptions=False)
    assert done.exit_code == 0, done.output


def _answers(datasette: Datasette, archive: Archive, words: str) -> Iterator[tuple[str, str]]:
    """Yield what Datasette answers: every table, every row of a few, every question, every form of a search."""
    tables = [name for (name,) in archive.db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    paths = [f"/copperplate/{name}.json?_size=max&_shape=array" for name in tables]
    paths += [f"/copperplate/{name}?_size=max" for name in tables]
    paths += [f"/copperplate/{name}.csv?_size=max" for name in tables]
    for table in ("releases", "revisions", "people"):
        rows = archive.db.execute("SELECT id FROM releases" if table == "releases" else f"SELECT id FROM {table}")  # noqa: S608
        paths += [f"/copperplate/{table}/{row}{form}" for (row,) in rows for form in ("", ".json?_shape=array")]
    asked = quote(words)
    questions = ("search", "said", "changed", "gone", "inspections", "months")
    paths += [f"/copperplate/{name}.json?words={asked}&_shape=array" for name in questions]
    paths += [f"/search/{name}?q={asked}" for name in _NAMES]
    paths += [f"/copperplate/releases.json?_search={asked}&_shape=array"]
    for path in paths:
        yield from _plain(path, ask(datasette, path).content)
