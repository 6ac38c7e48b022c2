"""Which addresses are Datasette's own: those of its databases, of its routes and of its plugins'."""

from collections.abc import Callable
from functools import cache
from typing import Any

from datasette.utils import tilde_encode

_OF_A_DATABASE = "(?P<database>"  # matches any address at all; whether there is such a database is asked for itself


def owned(datasette: Any) -> Callable[[str], bool]:  # noqa: ANN401 Datasette has no types
    """Return what tells whether a path is Datasette's to answer; databases and routes may yet be added to it."""

    @cache
    def routes() -> list[Any]:
        return [route for route, _ in datasette._routes() if _OF_A_DATABASE not in route.pattern]  # noqa: SLF001

    def is_owned(path: str) -> bool:
        first = path.lstrip("/").partition("/")[0].partition(".")[0]
        databases = (tilde_encode(name) for name in datasette.databases)
        return first in ("-", *databases) or any(route.match(path) for route in routes())

    return is_owned
