"""What Datasette is told of the archive: titles, descriptions of tables and columns, queries, limits."""

import tomllib
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

from archive.store import questions

PLUGIN = "copperplate"  # the key of its configuration
DATABASE = "copperplate"  # the first part of the tables' addresses, whatever the file is called

_DESCRIPTION = (
    "Press releases of Police and Crime Commissioners in England and Wales, with every version that was "
    "seen. An office claims some things (the date of publication, the text); this archive has witnessed "
    "others (when a release appeared, was edited or disappeared): each column says which it is. "
    "Moments are UTC, days are days in London."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Live:
    """What the live archive is made of.

    database: the archive's file, which may be written while it is served
    folder: the published site; it may be empty, or not there yet
    title, url: the name of the site and its public address, which feeds carry
    contact: an e-mail address or a URL; "" for none
    sql: whether visitors may write SQL of their own
    """

    database: Path
    folder: Path
    title: str
    url: str
    contact: str = ""
    sql: bool = False


def configuration(live: Live, name: str = DATABASE) -> dict[str, Any]:
    """Return the metadata of Datasette with the configuration of our plugin in it."""
    site = {"title": live.title, "url": f"{live.url.rstrip('/')}/", "contact": live.contact}
    config = {"database": name, "folder": str(live.folder.absolute()), "site": site}
    return metadata(name, live.title, live.contact) | {"plugins": {PLUGIN: config}}


def tables() -> dict[str, dict[str, Any]]:
    """Return how each table of the archive is described and shown, in Datasette's own words."""
    return tomllib.loads((resources.files("feeds.live") / "tables.toml").read_text(encoding="utf-8"))


def metadata(database: str, title: str, contact: str) -> dict[str, Any]:
    """Return the content of Datasette 0.65's metadata.json.

    database: the name under which Datasette serves the archive
    contact: an e-mail address or a URL; "" for none
    """
    found = {"title": title, "description": _DESCRIPTION} | _terms(database) | _about(contact)
    titled = {name: {"title": name.replace("_", " ").capitalize()} | table for name, table in tables().items()}
    return found | {"databases": {database: found | {"tables": titled, "queries": _queries()}}}


def settings(*, sql: bool = False) -> dict[str, Any]:
    """Return the settings of Datasette 0.65; sql lets visitors write queries of their own.

    That is off: a visitor's SQL is stopped after a while, but can ask for much memory until then. Facets
    are not suggested, because that takes longer than the page itself.
    """
    return {
        "allow_download": False,
        "default_allow_sql": sql,
        "default_cache_ttl": 60,
        "default_page_size": 50,
        "facet_time_limit_ms": 1000,
        "max_returned_rows": 1000,
        "num_sql_threads": 4,
        "sql_time_limit_ms": 3000,
        "suggest_facets": False,
        "truncate_cells_html": 200,
    }


def _queries() -> dict[str, dict[str, Any]]:
    return {
        question.name: {
            "title": question.title,
            "description": question.description,
            "sql": question.sql,
            "params": list(question.parameters),
            "hide_sql": True,
        }
        for question in questions.ALL
    }


def _terms(database: str) -> dict[str, str]:
    """Say whose words these are; no licence can be stated for all offices, which are not the Crown."""
    return {
        "source": "the offices’ own sites",
        "source_url": f"/{database}/sources",
        "license": "the terms of each office",
        "license_url": f"/{database}/offices",
    }


def _about(contact: str) -> dict[str, str]:
    if not contact:
        return {}
    is_mail = "@" in contact and "/" not in contact
    return {"about": contact, "about_url": f"mailto:{contact}" if is_mail else contact}
