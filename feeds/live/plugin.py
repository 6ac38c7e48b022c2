"""The Datasette plugin: everything it does, it does only for the database that its configuration names.

    {"plugins": {"copperplate": {"database": "copperplate", "folder": "/srv/press/public",
     "site": {"title": "Press archive", "url": "https://press.example.org/", "contact": "desk@example.org"}}}}

database: the name of the archive in Datasette; without it, every hook is idle
folder: the published site, answered at the addresses of its files; "" or absent for none
site: as in the published site, for the search page and its feeds; without it, there is no search page
"""

import re
import sqlite3
from collections.abc import Awaitable, Callable, Iterable, Iterator
from functools import partial
from http import HTTPStatus
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import datasette as datasette_package
from datasette import Response, hookimpl
from datasette.utils import to_css_class
from datasette.views.base import DatasetteError
from jinja2 import ChoiceLoader, DictLoader, Environment
from markupsafe import Markup

from archive import safe
from archive.store import borrowed, portrait, questions
from archive.store.portrait import Portrait
from feeds.live import asgi, cells, comparing, files, headers, original, routes, searching, showing
from feeds.live.answer import Answer
from feeds.live.metadata import PLUGIN
from feeds.live.searching import Memory
from feeds.pages import language, pictures

_STYLES = "/-/copperplate/live.css"
_STUMBLES = (AssertionError, AttributeError, DatasetteError, LookupError, TypeError, ValueError)
_TEMPLATES = {
    "database": ["database-{}.html"],
    "person": ["row-{}-people.html"],
    "question": [f"query-{{}}-{question.name}.html" for question in questions.ALL],
    "release": ["row-{}-releases.html"],
    "releases": ["_table-table-{}-releases.html"],
    "revision": ["row-{}-revisions.html"],
}


def _database(datasette: Any) -> str:  # noqa: ANN401 Datasette has no types
    """Return the name of the archive, "" in a Datasette that is not configured for one."""
    return str((datasette.plugin_config(PLUGIN) or {}).get("database", ""))


def _site(datasette: Any) -> dict[str, str]:  # noqa: ANN401
    """Return what the configuration says of the site, {} when it says nothing."""
    return (datasette.plugin_config(PLUGIN) or {}).get("site") or {}


def _memory(datasette: Any) -> Memory:  # noqa: ANN401
    """Return what this Datasette remembers of its archive."""
    found: Memory = vars(datasette).setdefault("copperplate_memory", Memory())
    return found


@hookimpl
def startup(datasette: Any) -> Callable[[], Awaitable[None]] | None:  # noqa: ANN401
    """Read what the first search would wait for."""
    if not _site(datasette):
        return None

    async def read() -> None:
        counts = _memory(datasette).counts
        await datasette.get_database(_database(datasette)).execute_fn(
            lambda connection: counts.prepare(borrowed.database(connection))
        )

    return read


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
        env.filters |= {"copperplate_clean": safe.clean, "copperplate_linked": _linked}


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
    """Give the pages of a release and of a person what their own rows do not hold."""
    if not database or database != _database(datasette):
        return None

    archive, site = datasette.get_database(database), _site(datasette)
    place = searching.Place(**site) if site else None

    async def release(row: int) -> dict[str, Any]:
        found: dict[str, Any] = await archive.execute_fn(lambda connection: showing.shown(connection, row, place))
        return found

    async def person(row: int) -> Portrait | None:
        found: Portrait | None = await archive.execute_fn(
            lambda connection: portrait.of(borrowed.database(connection), row)
        )
        return found

    return {"copperplate_release": release, "copperplate_person": person}


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
        {"href": "/search/" if _site(datasette) else datasette.urls.query(database, "search"), "label": "Search"},
        {"href": datasette.urls.database(database), "label": "All tables"},
    ]


@hookimpl
def register_routes(datasette: Any) -> list[tuple[str, Callable[..., Any]]] | None:  # noqa: ANN401
    """Serve our styles, and the search."""
    if not _database(datasette):
        return None
    found: list[tuple[str, Callable[..., Any]]] = [(f"^{re.escape(_STYLES)}$", _styles)]
    if _site(datasette):
        names = "|".join(re.escape(name) for name in searching.NAMES)
        found += [(r"^/search(?:/cy)?$", _to_search), (rf"^/search/(?P<name>{names})$", _searched)]
        found += [(r"^/compare/(?P<name>[0-9]+(?:\.json)?)$", _compared)]
        found += [(f"^/static/{re.escape(file.name)}$", _static) for file in _static_files()]
    return found


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
    place, stands = Path(folder) if folder else None, original.stands(lambda: datasette.get_database(database).path)
    return lambda app: asgi.live(app, database, place, secure, routes.owned(datasette), stands)


def _linked(html: str) -> Markup:
    """Return clean HTML with links in place of pictures, which would be fetched from elsewhere."""
    return Markup(pictures.placed(html, {}, "", language.of(language.ENGLISH)))  # noqa: S704 clean


def _styles() -> Response:
    body = (resources.files("feeds.live") / "live.css").read_text(encoding="utf-8")
    return Response(body, content_type="text/css; charset=utf-8")


def _static_files() -> Iterable[Traversable]:
    return (resources.files("feeds.pages") / "static").iterdir()


def _static(request: Any) -> Response:  # noqa: ANN401
    """Serve what the look of the search page needs, where the folder does not have it: before the first publish."""
    (file,) = (file for file in _static_files() if request.path.endswith(f"/{file.name}"))
    return Response(file.read_bytes(), content_type=files.media_type(Path(file.name)))


def _to_search(request: Any) -> Response:  # noqa: ANN401
    asked = f"?{request.query_string}" if request.query_string else ""
    return Response.redirect(f"{request.path.rpartition('/')[2]}/{asked}", status=HTTPStatus.MOVED_PERMANENTLY)


async def _searched(datasette: Any, request: Any) -> Response:  # noqa: ANN401
    return await _responded(partial(searching.respond, memory=_memory(datasette)), datasette, request)


async def _compared(datasette: Any, request: Any) -> Response:  # noqa: ANN401
    return await _responded(comparing.respond, datasette, request)


async def _responded(respond: Callable[..., Answer], datasette: Any, request: Any) -> Response:  # noqa: ANN401
    place, name = searching.Place(**_site(datasette)), request.url_vars["name"]
    archive = datasette.get_database(_database(datasette))
    asked = asgi.asked(request.scope)
    found = await archive.execute_fn(
        lambda connection: respond(connection, place, name=name, query_string=request.query_string, asked=asked)
    )
    return Response(
        found.body, found.status, found.headers, content_type=found.headers.pop("content-type", "text/plain")
    )


def _datasette_templates() -> Iterator[str]:
    folder = resources.files(datasette_package) / "templates"
    return (file.read_text(encoding="utf-8") for file in folder.iterdir() if file.name.endswith(".html"))
