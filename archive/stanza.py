"""The table of an office in copperplate.toml: written below all that stands there, of which no byte is touched."""

import os
import re
import shutil
import tomllib
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile

import tomlkit
from tomlkit.items import AoT, Table

from archive.errors import ConfigError
from archive.office import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Stanza:
    """What a file has to say of an office; what is "" or empty is left to the catalogue and the defaults.

    remark: one line, for whoever reads the file
    """

    id: str
    remark: str = ""
    name: str = ""
    home: str = ""
    sources: tuple[Source, ...] = ()


def written(stanza: Stanza) -> str:
    """Return the stanza as TOML, with a newline at its end."""
    document, office = tomlkit.document(), _table({"name": stanza.name, "home": stanza.home})
    if stanza.sources:
        sources: AoT = tomlkit.aot()
        for source in stanza.sources:
            way = "" if source.way == "auto" else source.way
            given = {"url": source.url, "way": way, "language": source.language, "filter": source.filter}
            sources.append(_table(given))
        office.append("sources", sources)
    offices = tomlkit.table(is_super_table=True)
    offices.append(stanza.id, office)
    document.append("offices", offices)
    remark = f"{tomlkit.comment(stanza.remark).as_string().strip()}\n" if stanza.remark else ""
    return f"{remark}{tomlkit.dumps(document).strip()}\n"


def appended(text: str, stanza: Stanza) -> str:
    """Return a file's text with the stanza at its end: the text itself, byte for byte, comes first.

    At the end, because a comment above the next table is that table's, and nothing can tell. ConfigError when TOML
    allows no further table there: the offices stand in braces, or this one is there already.
    """
    newline = "\r\n" if "\r\n" in text else "\n"
    blank = not text or text.endswith(newline * 2)
    between = "" if blank else newline if text.endswith("\n") else newline * 2
    whole = text + between + written(stanza).replace("\n", newline)
    try:
        tomllib.loads(whole)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(
            f"[offices.{stanza.id}] cannot be put at the end of the configuration: {error}",
            hint=f"Put it where the other offices are:\n\n{written(stanza)}",
        ) from error
    return whole


def line(text: str, office: str) -> int:
    """Return the number of the line at which the table of an office begins; 0 when it is written another way."""
    header = re.compile(rf"\s*\[\s*offices\s*\.\s*([\"']?){re.escape(office)}\1\s*\]")
    lines = enumerate(text.splitlines(), start=1)
    return next((number for number, found in lines if header.match(found)), 0)


def keep(path: Path, stanza: Stanza, template: str) -> None:
    """Write the stanza into a file, begun with the template when there is none; it is replaced whole or not at all."""
    path = path.resolve()  # what a link leads to is written, not the link
    try:
        if path.exists():
            _replace(path, appended(path.read_bytes().decode(), stanza))
        else:
            path.write_text(appended(template, stanza), encoding="utf-8")
    except OSError as error:
        raise ConfigError(
            f"{path}: cannot be written ({error.strerror})", hint=f"Put this into it yourself:\n\n{written(stanza)}"
        ) from error


def _replace(path: Path, text: str) -> None:
    with NamedTemporaryFile(dir=path.parent, prefix=f".{path.name}.", delete=False) as file:
        aside = Path(file.name)
        try:
            file.write(text.encode())
            file.flush()
            os.fsync(file.fileno())
            shutil.copymode(path, aside)
            aside.replace(path)
        except BaseException:
            aside.unlink(missing_ok=True)
            raise


def _table(values: dict[str, str]) -> Table:
    table = tomlkit.table()
    for key, value in values.items():
        if value:
            table.add(key, value)
    return table
