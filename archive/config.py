"""copperplate.toml: read, checked before anything runs, and answered with what would be right."""

import difflib
import re
import tomllib
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Any

import msgspec

from archive.errors import ConfigError
from archive.office import Office, Source

NAME = "copperplate.toml"
DEFAULT_OFFICE = "northamptonshire"
RESERVED = frozenset({"all", "topics", "people", "changes", "search", "status", "static", "feeds"})
_WAYS = ("auto", "wordpress", "feed", "listing")
_OFFICE_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_AUTHORITY = re.compile(r"[a-z0-9.@-]+,\d{4}(?:-\d\d(?:-\d\d)?)?")
_UNKNOWN_KEY = re.compile(r"unknown field `(?P<key>[^`]+)`")
_PLACE = re.compile(r" - at `\$?\.?(?P<place>[^`]*)`")

_Seconds = Annotated[float, msgspec.Meta(ge=0)]
_Count = Annotated[int, msgspec.Meta(ge=1)]


class ArchiveSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """[archive]: where the archive is kept, and the authority in every id (RFC 4151), fixed by the first run."""

    authority: str = "copperplate.invalid,2026"
    database: str = "copperplate.db"
    captures: str = "copperplate-captures.db"
    lock: str = "copperplate.lock"


class SiteSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """[site]: what is published, and where it will stand."""

    title: str = "Copperplate"
    url: str = "http://127.0.0.1:8001/"
    folder: str = "public"
    contact: str = ""


class FetchSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """[fetch]: manners; delay and time-outs are seconds, sizes are bytes."""

    contact: str = ""
    delay: _Seconds = 1.0
    timeout: _Seconds = 30.0
    max_bytes: _Count = 20_000_000
    max_requests: _Count = 5_000
    allow_private_addresses: bool = False


class SourceSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """[[offices.ID.sources]]: one way in which an office publishes."""

    url: str
    way: str = "auto"
    language: str = ""


class OfficeSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """[offices.ID]: an office; what is left out comes from the catalogue of known offices."""

    name: str = ""
    names_before: list[str] = []
    area: str = ""
    home: str = ""
    hosts: list[str] = []
    sources: list[SourceSettings] = []


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The whole file."""

    archive: ArchiveSettings = ArchiveSettings()
    site: SiteSettings = SiteSettings()
    fetch: FetchSettings = FetchSettings()
    offices: dict[str, OfficeSettings] = {}


class Config(msgspec.Struct, frozen=True, kw_only=True):
    """What a command works with: the settings, the offices, and the folder that relative paths start from."""

    settings: Settings
    offices: tuple[Office, ...]
    folder: Path

    def path(self, name: str) -> Path:
        """Return a path of the settings, from the folder of the file."""
        return self.folder / Path(name).expanduser()

    def office(self, wanted: str) -> Office:
        """Return a configured office; ConfigError when there is none of that id."""
        for office in self.offices:
            if office.id == wanted:
                return office
        raise ConfigError(
            f"there is no office {wanted!r} in the configuration",
            hint=_suggestion(wanted, [office.id for office in self.offices]),
        )


def load(path: Path) -> Config:
    """Return the configuration in a file, the default one when there is none; ConfigError says what is wrong."""
    try:
        raw = path.read_bytes() if path.exists() else b""
        data = tomllib.loads(raw.decode("utf-8"))
    except OSError as error:
        raise ConfigError(
            f"{path}: cannot be read ({error.strerror})", hint="Is it a file that you may read?"
        ) from error
    except UnicodeDecodeError as error:
        raise ConfigError(f"{path}: is not UTF-8 text", hint="Save it as UTF-8.") from error
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path}: is not valid TOML: {error}", hint='Text goes in quotes: name = "value"') from error
    return parse(data, path)


def parse(data: dict[str, Any], path: Path) -> Config:
    """Return the configuration that a TOML document means; path is where it was read."""
    try:
        settings = msgspec.convert(data, Settings)
    except msgspec.ValidationError as error:
        raise _explained(str(error), path) from error
    _check(settings, path)
    chosen = settings.offices or {DEFAULT_OFFICE: OfficeSettings()}
    offices = tuple(_office(id_, office, path) for id_, office in chosen.items())
    return Config(settings=settings, offices=offices, folder=path.parent)


def catalogue() -> dict[str, dict[str, Any]]:
    """Return the known offices by id, as the catalogue has them."""
    return tomllib.loads(files("archive").joinpath("offices.toml").read_text(encoding="utf-8"))


def _check(settings: Settings, path: Path) -> None:
    if not _AUTHORITY.fullmatch(settings.archive.authority):
        raise ConfigError(
            f"{path}: [archive] authority is {settings.archive.authority!r}, which is no tagging authority",
            hint='Write a domain that is yours and the year, as in authority = "example.org,2026"',
        )
    _address(settings.site.url, "[site] url", path)


def _office(id_: str, given: OfficeSettings, path: Path) -> Office:
    known = catalogue().get(id_, {})
    if not _OFFICE_ID.fullmatch(id_) or id_ in RESERVED:
        raise ConfigError(
            f"{path}: [offices.{id_}] cannot be the id of an office",
            hint=f"Use lower case, digits and hyphens, and none of {', '.join(sorted(RESERVED))}.",
        )
    home = given.home or (given.sources[0].url if given.sources else known.get("home", ""))
    if not home:
        raise ConfigError(
            f"{path}: [offices.{id_}] is no office that is known, and has no home or sources",
            hint=f'{_suggestion(id_, list(catalogue()))} Or write home = "https://…" under it.',
        )
    sources = given.sources or [SourceSettings(url=home)]
    for source in sources:
        _address(source.url, f"[offices.{id_}] sources url", path)
        if source.way not in _WAYS:
            raise ConfigError(
                f"{path}: [offices.{id_}] way is {source.way!r}", hint=f"Write one of {', '.join(_WAYS)}."
            )
    _address(home, f"[offices.{id_}] home", path)
    return Office(
        id=id_,
        name=given.name or known.get("name", "") or id_.replace("-", " ").title(),
        names_before=tuple(given.names_before or known.get("names_before", ())),
        area=given.area or known.get("area", ""),
        home=home,
        hosts=tuple(given.hosts or known.get("hosts", ())),
        sources=tuple(Source(url=each.url, way=each.way, language=each.language) for each in sources),
    )


def _address(url: str, key: str, path: Path) -> None:
    if not re.match(r"https?://[^/\s@]+(?:/\S*)?$", url):
        raise ConfigError(
            f"{path}: {key} is {url!r}, which is no web address",
            hint='Write the whole address, without a password, as in "https://www.example.org/"',
        )


def _explained(message: str, path: Path) -> ConfigError:
    """Return msgspec's message as a sentence with the key and what would be right."""
    place = _PLACE.search(message)
    where = place.group("place").replace("[...]", "") if place else ""
    said = _PLACE.sub("", message)
    unknown = _UNKNOWN_KEY.search(said)
    if unknown:
        key = unknown.group("key")
        table = f"[{where}]" if where else "the file"
        return ConfigError(
            f"{path}: {table} has the key {key!r}, which means nothing", hint=_suggestion(key, _keys(where))
        )
    return ConfigError(
        f"{path}: {where}: {said[:1].lower()}{said[1:]}",
        hint="copperplate init --stdout shows every key with a value.",
    )


def _keys(where: str) -> list[str]:
    """Return the keys that a table can have."""
    parts = [part for part in where.split(".") if part]
    kinds: dict[str, type[msgspec.Struct]] = {
        "archive": ArchiveSettings,
        "site": SiteSettings,
        "fetch": FetchSettings,
        "offices": OfficeSettings,
    }
    kind = kinds.get(parts[0], Settings) if parts else Settings
    if parts and parts[-1] == "sources":
        kind = SourceSettings
    return list(kind.__struct_fields__)


def _suggestion(word: str, known: list[str]) -> str:
    close = difflib.get_close_matches(word, known, n=1)
    return f"Did you mean {close[0]!r}?" if close else f"There are: {', '.join(known)}."


def template(year: int) -> str:
    """Return a copperplate.toml to begin with: every key with its default, and what it means."""
    return files("archive").joinpath("copperplate.toml").read_text(encoding="utf-8").replace("YEAR", str(year))
