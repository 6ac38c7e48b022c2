"""Writing the site into a folder that any web server can serve: only what changed is made, and only that is written.

What is published is in `feeds.edition`; what stands in the folder already, in `archive.store.press`.
"""

import gzip
import json
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from xml.parsers import expat

from archive.errors import PublishError
from archive.store import Database, connection, register
from archive.store import press as presses
from archive.store.press import Press
from feeds import folder, ourselves
from feeds.edition import Edition, Progress
from feeds.folder import Folder
from feeds.sheet import Sheet
from feeds.site import Site
from feeds.stock import Stock

HASHES = "manifest.sha256"  # by which a mirror sees what is new, and checks itself: sha256sum -c manifest.sha256
_FEEDS = ("atom.xml", "rss.xml", "feed.json")
_LEVEL = 6
_LOOKED_AT = 50_000  # files of which a publish sees whether they are as it left them; the next one looks at the next


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """What a publish did, in files; feeds: the addresses of those that have changed and can be subscribed to."""

    written: int
    unchanged: int
    removed: int
    feeds: tuple[str, ...] = ()

    @property
    def files(self) -> int:
        """How many files are published now."""
        return self.written + self.unchanged


def publish(
    db: Database,
    site: Site,
    path: Path,
    *,
    press: Path | None = None,
    full: bool = False,
    progress: Progress = lambda _done, _total: None,
) -> Published:
    """Bring a folder up to date with the archive: write what changed, remove what is no longer wanted.

    press: the file that remembers what was published; without one everything is made, and compared with what is there
    full: make and compare everything, whatever is remembered
    The outcome is the same, byte for byte, as that of a full publish into an empty folder, the names and bytes of the
    browser's search indexes apart: Pagefind may make others of the same releases (`feeds.finder`). Raises PublishError
    when the folder is not ours or cannot be written; what was published before stays.
    """
    with presses.opened(press) as opened, connection.reading(db):
        return _Printing(
            press=opened,
            target=folder.opened(path),
            edition=Edition(stock=Stock(db=db, site=site, press=opened), progress=progress),
            mark=register.edition(db),
            standing=register.standings(db),
        ).run(full=full)


@dataclass(slots=True, kw_only=True)
class _Printing:
    """One publish, from what is remembered of the last one.

    mark: of all that can be published, but how the offices stand
    standing: of that
    spoiled: the sheets whose files are not there as they were written
    """

    press: Press
    target: Folder
    edition: Edition
    mark: str
    standing: str
    spoiled: set[str] = field(default_factory=set)

    def run(self, *, full: bool) -> Published:
        """Do what is to be done."""
        self._begin(full=full)
        standing = self.press.standing(_LOOKED_AT)
        self.spoiled = {sheet for sheet, name, size, mtime in standing if not self.target.has(name, size, mtime)}
        removed = 0
        if self.spoiled or self.press.property("edition") != self.mark:
            removed = self._print()
        elif self.press.property("standing") != self.standing:
            self._print_standing()
        written = self.target.written
        feeds = tuple(self.edition.stock.site.address(name) for name in written if _subscribed_to(name))
        return Published(
            written=len(written), unchanged=self.press.count() - len(written), removed=removed, feeds=feeds
        )

    def _begin(self, *, full: bool) -> None:
        """Forget what was made for another folder, by another version of ours, or for another site."""
        frame = register.digest([ourselves.digest(), repr(self.edition.stock.site)])
        place = str(self.target.path.absolute())
        again = full or self.press.property("frame") != frame
        if again or self.press.property("folder") != place:
            self.press.clear(entries=again)
            for key, value in (("edition", ""), ("frame", frame), ("folder", place)):
                self.press.note(key, value)

    def _print(self) -> int:
        """Make what is not there as it should be, and return how many files went."""
        self.press.note("edition", "")
        self.press.forget(register.hidden(self.edition.stock.db))
        failed = self._print_sheets()
        self._list()
        removed = self.target.finish(file.name for _, file in self.press.files())
        if failed:
            raise failed[0]
        self.press.note("edition", self.mark)
        self.press.note("standing", self.standing)
        return removed

    def _print_sheets(self) -> list[PublishError]:
        """Make the sheets that are not as they should be, drop those that are no more, and return what failed."""
        before = self.press.keys()
        stale = set(before) - {HASHES}
        failed: list[PublishError] = []
        for sheet in self.edition.sheets():
            stale.discard(sheet.name)
            if before.get(sheet.name) != sheet.key or sheet.name in self.spoiled:
                failed += self._tried(sheet)
        self.press.drop(stale)
        return failed

    def _print_standing(self) -> None:
        """Make what tells how the offices stand, and look at nothing else."""
        for sheet in self.edition.standing():
            self._make(sheet)
        self._list()
        self.press.note("standing", self.standing)

    def _tried(self, sheet: Sheet) -> list[PublishError]:
        """Make a sheet, and return why it could not be made if the site is whole without it.

        Its former files go: they may show what may be shown no more.
        """
        try:
            self._make(sheet)
        except PublishError as error:
            if not sheet.spare:
                raise
            self.press.drop([sheet.name])
            return [error]
        return []

    def _make(self, sheet: Sheet) -> None:
        """Write the documents of a sheet; a feed has a compressed form beside it, for servers that send that.

        Archives have none: a reader asks for them once.
        """
        files = []
        for name, content in sheet.make():
            files.append(self.target.write(name, _checked(name, content)))
            if _subscribed_to(name):
                files.append(self.target.write(f"{name}.gz", gzip.compress(content, _LEVEL, mtime=0), like=files[-1]))
        self.press.keep(sheet.name, sheet.key, files)

    def _list(self) -> None:
        """Write the hash of every file."""
        lines = BytesIO()
        for sheet, file in self.press.files():
            if sheet != HASHES:
                lines.write(f"{file.sha256}  {file.name}\n".encode())
        self.press.keep(HASHES, "", [self.target.write(HASHES, lines.getvalue())])


def _subscribed_to(name: str) -> bool:
    """Tell whether a document is a feed, and no archive of one."""
    return name.endswith(_FEEDS) and "/archive/" not in name


def _checked(name: str, content: bytes) -> bytes:
    """Return a document after having read it once more; PublishError when a feed reader could not."""
    try:
        if name.endswith((".xml", ".opml")):
            expat.ParserCreate().Parse(content, True)  # noqa: FBT003 the parser's own signature
        elif name.endswith(".json"):
            json.loads(content)
    except (expat.ExpatError, ValueError) as error:
        raise PublishError(
            f"{name}: what was to be published is not well-formed ({error}); the last good one stays",
            hint="Report this: it is a mistake of ours.",
        ) from error
    return content
