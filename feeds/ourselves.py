"""Our own software, as far as it shapes what is published: another version of it may write every page differently."""

from collections.abc import Iterator
from hashlib import sha256
from importlib import resources
from importlib.metadata import PackageNotFoundError, version
from importlib.resources.abc import Traversable

_PACKAGES = ("archive", "feeds")
_LIBRARIES = ("feedgen", "Jinja2", "lxml", "MarkupSafe", "pagefind")
_KINDS = (".css", ".html", ".js", ".py", ".svg", ".toml")


def digest() -> str:
    """Return a mark of the code, the templates and the libraries that render; a change of any is a change of it."""
    found = sha256()
    for package in _PACKAGES:
        for file in _files(resources.files(package)):
            found.update(file.name.encode() + b"\0" + file.read_bytes())
    for library in _LIBRARIES:
        found.update(f"{library} {_version(library)}\n".encode())
    return found.hexdigest()


def _version(library: str) -> str:
    """Return the version of a library, "" for one that is not installed: the search may do without."""
    try:
        return version(library)
    except PackageNotFoundError:
        return ""


def _files(folder: Traversable) -> Iterator[Traversable]:
    for each in sorted(folder.iterdir(), key=lambda found: found.name):
        if each.is_dir():
            yield from _files(each)
        elif each.name.endswith(_KINDS):
            yield each
