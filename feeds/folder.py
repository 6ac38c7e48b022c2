"""The folder that is published: only what changed is written, each file at once or not at all."""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from hashlib import sha256
from pathlib import Path, PurePosixPath

from archive.errors import PublishError
from archive.store.press import File

MANIFEST = ".copperplate-manifest"
_HEADING = "# The files that Copperplate published here, and will remove when they are no longer wanted.\n"
_HARMLESS = frozenset({"CNAME", "lost+found"})  # of a host, of a disk; and every name that begins with a dot
_PART = ".part"


@dataclass(kw_only=True)
class Folder:
    """A folder while it is published.

    Its manifest names every file that is ours, so that nothing else is ever replaced or removed. A name is appended
    before its file is first written; the manifest is put in order at the end: a run that dies leaves no orphan.
    """

    path: Path
    written: list[str] = field(default_factory=list)

    @cached_property
    def ours(self) -> set[str]:
        """The names of all files that are ours, read when something has to be written."""
        manifest = self.path / MANIFEST
        names = set(_names(text := manifest.read_text(encoding="utf-8")))
        if not text.endswith("\n"):  # its last line was cut short, and must not grow into another name
            _replace(manifest, _listed(names))
        return names

    def write(self, name: str, content: bytes, *, like: File | None = None) -> File:
        """Write a file unless it has this content already.

        name: a relative path, "all/atom.xml"
        like: the file that this one is a form of: its time of modification is this one's too
        """
        target = self.path / name
        with _explained(target):
            if _holds(target, content):
                self._claim(name)
                return _file(target, name, content)
            if name not in self.ours and target.exists():
                raise PublishError(
                    f"{target}: this file is not ours, but a page has to go there",
                    hint="Move it away, or publish into another folder.",
                )
            self._claim(name)
            target.parent.mkdir(parents=True, exist_ok=True)
            _replace(target, content)
            if like:
                os.utime(target, ns=(like.mtime, like.mtime))
            self.written.append(name)
            return _file(target, name, content)

    def has(self, name: str, size: int, mtime: int) -> bool:
        """Tell whether a file stands as it was written, as far as its size and its time tell."""
        try:
            found = os.stat(f"{self.path}/{name}")  # noqa: PTH116 a Path for each of 100,000 files takes a second
        except OSError:
            return False
        return found.st_size == size and found.st_mtime_ns == mtime

    def finish(self, wanted: Iterable[str]) -> int:
        """Remove what is ours and not wanted, put the manifest in order, and return how many files went."""
        unwanted = self.ours.copy()
        for name in wanted:
            unwanted.discard(name)
            self.ours.add(name)
        for name in sorted(unwanted):
            with _explained(self.path / name):
                self._remove(PurePosixPath(name))
        self.ours -= unwanted
        manifest, listed = self.path / MANIFEST, _listed(self.ours)
        with _explained(manifest):
            if not _holds(manifest, listed):
                _replace(manifest, listed)
        return len(unwanted)

    def _claim(self, name: str) -> None:
        if name not in self.ours:
            with (self.path / MANIFEST).open("a", encoding="utf-8") as manifest:
                manifest.write(f"{name}\n")
            self.ours.add(name)

    def _remove(self, name: PurePosixPath) -> None:
        """Remove a file, and the folders that it leaves empty."""
        (self.path / name).unlink(missing_ok=True)
        for parent in list(name.parents)[:-1]:
            folder = self.path / parent
            if not folder.is_dir() or any(folder.iterdir()):
                return
            folder.rmdir()


def opened(path: Path) -> Folder:
    """Return a folder to publish into, made if need be; PublishError when it is not ours or cannot be written."""
    if path.exists() and not path.is_dir():
        raise PublishError(f"{path}: this is a file, not a folder", hint="Name another folder in copperplate.toml.")
    with _explained(path):
        path.mkdir(parents=True, exist_ok=True)
        manifest = path / MANIFEST
        if not manifest.exists():
            _refuse_foreign(path)
            _replace(manifest, _listed(()))
        if not os.access(path, os.W_OK | os.X_OK):
            raise PermissionError(13, "Permission denied", str(path))
        return Folder(path=path)


def _file(path: Path, name: str, content: bytes) -> File:
    stands = path.stat()
    return File(name=name, sha256=sha256(content).hexdigest(), size=stands.st_size, mtime=stands.st_mtime_ns)


def _refuse_foreign(path: Path) -> None:
    foreign = sorted(
        each.name for each in path.iterdir() if not each.name.startswith(".") and each.name not in _HARMLESS
    )
    if foreign:
        raise PublishError(
            f"{path}: this folder holds files that are not ours ({foreign[0]})",
            hint="Publish into a folder of its own: an empty one, or one that does not exist yet.",
        )


def _listed(names: Iterable[str]) -> bytes:
    return (_HEADING + "".join(f"{name}\n" for name in sorted(names))).encode()


def _names(manifest: str) -> Iterator[str]:
    """Yield the names of a manifest that are whole and stay inside the folder."""
    for line in manifest.splitlines(keepends=True):
        name = line.removesuffix("\n")
        inside = not name.startswith("/") and ".." not in name.split("/")
        if name and line.endswith("\n") and not name.startswith("#") and inside:
            yield name


def _holds(path: Path, content: bytes) -> bool:
    """Tell whether a file has this content; one of another size is not read."""
    try:
        return path.stat().st_size == len(content) and path.read_bytes() == content
    except FileNotFoundError:
        return False


def _replace(path: Path, content: bytes) -> None:
    """Put a whole file in place of another. It is not synced: what a crash loses, the next run writes again."""
    part = path.with_name(f".{path.name}{_PART}")
    try:
        part.write_bytes(content)
        os.replace(part, path)  # noqa: PTH105 the name says what it does
    except BaseException:
        part.unlink(missing_ok=True)
        raise


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    """Turn what the system says of a file into a PublishError."""
    try:
        yield
    except OSError as error:
        raise PublishError(
            f"{error.filename or path}: this cannot be written ({error.strerror or error})",
            hint="Check its permissions and the free space of the disk; what was published before is still there.",
        ) from error
