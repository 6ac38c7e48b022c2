"""The Datasette plugin: everything it does, it does only for the database that its configuration names.

    {"plugins": {"copperplate": {"database": "copperplate", "folder": "/srv/press/public"}}}

database: the name of the archive in Datasette; without it, every hook is idle
folder: the published site, answered at the addresses of its files; "" or absent for none
"""

import re
import sqlite3
from collections.abc import Callable, Iterator
from http import HTTPStatus
from importlib import resources
from pathlib import Path
from typing import Any

import datasette as datasette_package
from datasette import Response, hookimpl
from datasette.utils import to_css_class
from datasette.views.base import DatasetteError
from jinja2 import ChoiceLoader, DictLoader, Environment
from markupsafe import Markup

from archive.store import borrowed, holdings, offices, questions
from feeds.live import asgi, cells, headers
from feeds.live.metadata import PLUGIN

_STYLES = "/-/copperplate/live.css"
_STUMBLES = (AssertionError, AttributeError, DatasetteError, LookupError, TypeError, ValueError)
_TEMPLATES = {
    "database": ["database-{}.html"],
    "question": [f"query-{{}}-{question.name}.html" for question in questions.ALL],
    "release": ["row-{}-releases.html"],
    "releases": ["_table-table-{}-releases.html"],
    "revision": ["row-{}-revisions.html"],
}


def _database(datasette: Any) -> str:  # noqa: ANN401 Datasette has no types
    """Return the name of the archive, "" in a Datasette that is not configured for one."""
    return str((datasette.plugin_config(PLUGIN) or {}).get("database", ""))


@hookimpl
def prepare_jinja2_environment(env: Environment, datasette: Any) -> None:  # noqa: ANN401
    """Bring the templates of the archive's pages, under names that only its database has."""
    if database := _database(datasette):
        folder = resources.files("feeds.live") / "templates"
        ours = {
            name.format(to_css_class(database)): (folder / f"{template}.html").read_text(encoding="utf-8")
            for template, names in _TEMPLATES.items()
            for name in names
        }
        env.loader = ChoiceLoader([DictLoader(ours), *filter(None, [env.loader])])


@hookimpl(trylast=True)  # after Datasette's own, whose escape_fts is replaced
def prepare_connection(conn: sqlite3.Connection, database: str, datasette: Any) -> None:  # noqa: ANN401
    """Make connections to the archive quick and unable to write."""
    if database == _database(datasette):
        borrowed.prepare(conn)


@hookimpl
def render_cell(value: object, column: str, database: str, datasette: Any) -> Markup | None:  # noqa: ANN401
    """Shorten the cells of the archive's tables."""
    return cells.cell(database, column, value) if database == _database(datasette) else None


@hookimpl
def extra_template_vars(database: str | None, datasette: Any) -> dict[str, Any] | None:  # noqa: ANN401
    """Give the page of a release what its own row does not hold."""
    if not database or database != _database(datasette):
        return None

    async def release(row: int) -> dict[str, Any]:
        archive = datasette.get_database(database)
        found: dict[str, Any] = await archive.execute_fn(lambda connection: _release(connection, row))
        return found

    return {"copperplate_release": release}


@hookimpl
def extra_css_urls(database: str | None, datasette: Any) -> list[str] | None:  # noqa: ANN401
    """Add our styles to the archive's pages."""
    return [_STYLES] if database and database == _database(datasette) else None


@hookimpl
def menu_links(datasette: Any) -> list[dict[str, str]] | None:  # noqa: ANN401
    """Lead from every page to the tables and to the search."""
    if not (database := _database(datasette)):
        return None
    return [
        {"href": "/", "label": "Front page"},
        {"href": datasette.urls.query(database, "search"), "label": "Search"},
        {"href": datasette.urls.database(database), "label": "All tables"},
    ]


@hookimpl
def register_routes(datasette: Any) -> list[tuple[str, Callable[[], Response]]] | None:  # noqa: ANN401
    """Serve our styles."""
    if not _database(datasette):
        return None

    def styles() -> Response:
        body = (resources.files("feeds.live") / "live.css").read_text(encoding="utf-8")
        return Response(body, content_type="text/css; charset=utf-8")

    return [(f"^{re.escape(_STYLES)}$", styles)]


@hookimpl(tryfirst=True)
def handle_exception(datasette: Any, request: Any, exception: Exception) -> Response | None:  # noqa: ANN401
    """Say "bad request" where Datasette stumbles over a query string (?_sort=nonsense), and would say that it broke."""
    if not _database(datasette) or not request.query_string or not isinstance(exception, _STUMBLES):
        return None
    if getattr(exception, "status", HTTPStatus.INTERNAL_SERVER_ERROR) < HTTPStatus.INTERNAL_SERVER_ERROR:
        return None
    return Response.text(
        f"This address asks for something that cannot be: {exception}\n", status=HTTPStatus.BAD_REQUEST
    )


@hookimpl
def asgi_wrapper(datasette: Any) -> Callable[[asgi.App], asgi.App] | None:  # noqa: ANN401
    """Answer the published site's own addresses from its files; send security headers with every answer."""
    database = _database(datasette)
    if not database:
        return None
    folder = str(datasette.plugin_config(PLUGIN).get("folder") or "")
    secure = headers.security(headers.inline_scripts(_datasette_templates()))
    return lambda app: asgi.live(app, database, Path(folder) if folder else None, secure)


def _release(connection: sqlite3.Connection, row: int) -> dict[str, Any]:
    db = borrowed.database(connection)
    holding = holdings.one(db, row)
    return {
        "holding": holding,
        "office": next((office.name for office in offices.every(db) if holding and office.id == holding.office), ""),
        "revisions": holdings.revisions(db, row),
        "events": holdings.happenings(db, release=row),
    }


def _datasette_templates() -> Iterator[str]:
    folder = resources.files(datasette_package) / "templates"
    return (file.read_text(encoding="utf-8") for file in folder.iterdir() if file.name.endswith(".html"))
