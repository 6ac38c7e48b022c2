"""liferea, a feed reader for the desktop of Debian's, on a display that nobody sees."""

import os
import shutil
import signal
import sqlite3
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

PROGRAMS = ("liferea", "xvfb-run", "dbus-run-session")
MISSING = [each for each in PROGRAMS if not shutil.which(each)]
_PATIENCE = 60  # seconds
_SETTLED = 2  # seconds without another write
_ITEMS = "SELECT item_id, node_id, title, source, source_id, date, read, description FROM items ORDER BY item_id"
_FACTS = "SELECT item_id, key, value FROM metadata ORDER BY item_id, nr"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One item as the reader keeps it.

    feed: its subscription's name; id: as the feed gives it
    facts: everything else that it knows, by its own names: author, enclosure, category …
    """

    feed: str
    id: str
    title: str
    link: str
    date: datetime
    read: bool
    content: str
    facts: tuple[tuple[str, str], ...]

    def told(self, *names: str) -> str:
        """Return the facts of these names, one a line."""
        return "\n".join(value for name, value in self.facts if name in names)


class Liferea:
    """A reader with files of its own, that loads its feeds whenever it is started."""

    def __init__(self, folder: Path, feeds: Mapping[str, str]) -> None:
        """Subscribe; feeds: their addresses by the names that they are to have here."""
        self._folder = folder
        self._known = folder / "data" / "liferea" / "liferea.db"
        config = folder / "config" / "liferea"
        config.mkdir(parents=True)
        opml = ET.Element("opml", version="1.0")
        body = ET.SubElement(opml, "body")
        for name, url in feeds.items():  # five minutes: with no interval of its own a feed is never loaded
            ET.SubElement(body, "outline", id=name, text=name, type="rss", xmlUrl=url, updateInterval="5")
        ET.ElementTree(opml).write(config / "feedlist.opml", encoding="UTF-8", xml_declaration=True)

    def look(self, loaded: Callable[[Sequence[Item]], bool]) -> list[Item]:
        """Start the reader, wait until what it knows is as expected and stays so, end it, and return what it knows."""
        reader = subprocess.Popen(  # Debian's
            ["xvfb-run", "-a", "dbus-run-session", "--", "liferea", "--disable-plugins"],  # noqa: S607
            env=self._environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            self._wait(loaded)
        finally:
            os.killpg(reader.pid, signal.SIGTERM)
            reader.wait(timeout=20)
        return self.items()

    def items(self) -> list[Item]:
        """Return what the reader has written down."""
        if not self._known.exists():
            return []
        with closing(sqlite3.connect(f"file:{self._known}?mode=ro", uri=True, timeout=10)) as known:
            try:
                rows, facts = known.execute(_ITEMS).fetchall(), known.execute(_FACTS).fetchall()
            except sqlite3.OperationalError:  # its tables are still to be made
                return []
        return [
            Item(
                feed=feed,
                id=id_,
                title=title,
                link=link,
                date=datetime.fromtimestamp(date, UTC),
                read=bool(read),
                content=content,
                facts=tuple((key, value) for of, key, value in facts if of == row),
            )
            for row, feed, title, link, id_, date, read, content in rows
        ]

    def _wait(self, loaded: Callable[[Sequence[Item]], bool]) -> None:
        until, before = time.monotonic() + _PATIENCE, None
        while time.monotonic() < until:
            now = self.items()
            if now == before and loaded(now):
                return
            before = now
            time.sleep(_SETTLED)
        pytest.fail(f"liferea knows only {[(each.feed, each.title) for each in self.items()]}")

    def _environment(self) -> dict[str, str]:
        runtime = self._folder / "runtime"
        runtime.mkdir(mode=0o700, exist_ok=True)
        places = {"CONFIG_HOME": "config", "DATA_HOME": "data", "CACHE_HOME": "cache", "RUNTIME_DIR": "runtime"}
        return (
            os.environ
            | {f"XDG_{name}": str(self._folder / place) for name, place in places.items()}
            | {"HOME": str(self._folder), "LC_ALL": "C.UTF-8", "GSETTINGS_BACKEND": "memory", "NO_AT_BRIDGE": "1"}
            | {"WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1"}  # it shows our own pages, and root has no sandbox
        )
