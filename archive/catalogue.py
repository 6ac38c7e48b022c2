"""The known offices of England and Wales: what was seen of them, and what is only guessed."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any


class Body(StrEnum):
    """Who holds the powers in an area."""

    PCC = "pcc"
    PFCC = "pfcc"
    MAYOR = "mayor"


class Evidence(StrEnum):
    """How the catalogue knows an address."""

    SEEN = "seen"
    GUESSED = "guessed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An office as the catalogue has it.

    id: what it is called in a configuration
    name, names_before: as it is called today, and was called before, oldest first
    area: of its police force
    home: its home page today; evidence says whether pages of the office were seen there
    news: pages below which its news was found, inferred from addresses of releases
    hosts: under which its pages were seen, the newest last
    hosts_guessed: others that it has or had
    languages: of its releases, "en" and "cy"
    """

    id: str
    name: str
    kind: Body
    area: str
    home: str
    evidence: Evidence
    names_before: tuple[str, ...] = ()
    news: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    hosts_guessed: tuple[str, ...] = ()
    languages: tuple[str, ...] = ("en",)


@cache
def offices() -> Mapping[str, Entry]:
    """Return the known offices by id, in the order of their ids."""
    tables = tomllib.loads(files("archive").joinpath("offices.toml").read_text(encoding="utf-8"))
    return MappingProxyType({id_: _entry(id_, table) for id_, table in tables.items()})


def at(url: str) -> Entry | None:
    """Return the office that publishes, published or may have published under the host of an address."""
    from archive.identity import host  # noqa: PLC0415  # what it stands on takes its time to load

    wanted = host(url)
    for entry in offices().values():
        if wanted in {host(f"//{each}") for each in (*entry.hosts, *entry.hosts_guessed)}:
            return entry
    return None


def _entry(id_: str, table: dict[str, Any]) -> Entry:
    values: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in table.items()}
    values |= {"kind": Body(table["kind"]), "evidence": Evidence(table["evidence"])}
    return Entry(id=id_, **values)
