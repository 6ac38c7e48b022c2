"""copperplate.toml: read, checked before anything runs, and answered with what would be right."""

import difflib
import re
import tomllib
from collections.abc import Iterable
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Any, Literal, TypeVar

import msgspec

from archive import bounds, catalogue, illegible, misfit, topic
from archive.catalogue import Entry, Evidence
from archive.errors import ConfigError
from archive.office import Office, Source
from archive.topic import Topic

NAME = "copperplate.toml"
DEFAULT_OFFICE = "northamptonshire"
RESERVED = frozenset("all changes compare copperplate cy feeds people policy search static status topics".split())
ID_HINT = f"Use lower case, digits and hyphens, and none of {', '.join(sorted(RESERVED))}."
WAYS = ("auto", "wordpress", "feed", "listing", "sitemap")
_OFFICE_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_AUTHORITY = re.compile(r"[a-z0-9.@-]+,\d{4}(?:-\d\d(?:-\d\d)?)?")
_CHANNEL = re.compile(r"[a-z0-9+.-]+://\S+", re.IGNORECASE)
_UNKNOWN_KEY = re.compile(r"unknown field `(?P<key>[^`]+)`")
_PLACE = re.compile(r" - at `\$?\.?(?P<place>[^`]*)`")

_INDEX = re.compile(r"\[[^\]]*\]")

_Table = TypeVar("_Table", bound=msgspec.Struct)
_Seconds = Annotated[float, msgspec.Meta(ge=0)]
_Number = Annotated[int, msgspec.Meta(ge=0)]
_Count = Annotated[int, msgspec.Meta(ge=1)]


class ArchiveSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """[archive]: where the archive is kept, and the authority in every id (RFC 4151), fixed by the first run.

    publish_contacts: whether the press contacts that releases give have a table of their own in what is served
    """

    authority: str = "copperplate.invalid,2026"
    database: str = "copperplate.db"
    captures: str = "copperplate-captures.db"
    lock: str = "copperplate.lock"
    publish_contacts: bool = True


class SiteSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """[site]: what is published, and where it will stand.

    press: the file that remembers what stands in the folder, so that only what changed is made again
    search: where the search box is answered: "pages" (in the browser), "live", or "auto": whichever can
    live: where the live archive is, if elsewhere than at url
    pictures: whether our copies of small pictures are published, or links instead
    hub: the WebSub hub that is told of what is new, "" for none
    """

    title: str = "Copperplate"
    url: str = "http://127.0.0.1:8001/"
    folder: str = "public"
    press: str = "copperplate-press.db"
    contact: str = ""
    search: Literal["auto", "pages", "live"] = "auto"
    live: str = ""
    pictures: bool = True
    hub: str = ""


class FetchSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """[fetch]: manners; delay and time-outs are seconds, sizes are bytes."""

    contact: str = ""
    delay: _Seconds = bounds.DELAY
    timeout: _Seconds = bounds.TIMEOUT
    max_bytes: _Count = bounds.MAX_BYTES
    max_requests: _Count = bounds.MAX_REQUESTS
    max_run_bytes: _Count = bounds.MAX_RUN_BYTES
    preserve: _Number = 100
    allow_private_addresses: bool = False


class NotifySettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """[notify]: by which channels the operator is told; addresses of apprise, which hold passwords."""

    urls: list[str] = []


class SourceSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """[[offices.ID.sources]]: one way in which an office publishes."""

    url: str
    way: str = "auto"
    language: str = ""
    filter: str = ""


class OfficeSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """[offices.ID]: an office; what is left out comes from the catalogue of known offices."""

    name: str = ""
    names_before: list[str] = []
    area: str = ""
    home: str = ""
    hosts: list[str] = []
    publish: Literal["full", "summary"] = "full"
    sources: list[SourceSettings] = []


class TopicSettings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """[topics.SLUG]: a saved search; what is left out comes from the topic of that slug that every archive has."""

    name: str = ""
    name_cy: str = ""
    query: str = ""


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The whole file, its offices and topics apart."""

    archive: ArchiveSettings = ArchiveSettings()
    site: SiteSettings = SiteSettings()
    fetch: FetchSettings = FetchSettings()
    notify: NotifySettings = NotifySettings()


class Config(msgspec.Struct, frozen=True, kw_only=True):
    """What a command works with: the settings, the offices, and the folder that relative paths start from.

    named: whether the file names its offices; the default one is taken while it names none
    """

    settings: Settings
    offices: tuple[Office, ...]
    topics: tuple[Topic, ...]
    folder: Path
    named: bool = True

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
            hint=f"copperplate add {wanted}"
            if wanted in catalogue.offices()
            else _suggestion(wanted, [office.id for office in self.offices]),
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
    illegible.refuse(data, path)
    tables = data.get("offices") or {DEFAULT_OFFICE: {}}
    if not isinstance(tables, dict):
        raise ConfigError(
            f"{path}: offices: expected a table", hint="Write a table for each, as in [offices.marchshire]."
        )
    rest = {key: value for key, value in data.items() if key not in ("offices", "topics")}
    settings = _converted(rest, Settings, "", path)
    _check(settings, path)
    offices = tuple(
        _office(id_, _converted(table, OfficeSettings, f"offices.{id_}", path), path) for id_, table in tables.items()
    )
    return Config(
        settings=settings,
        offices=offices,
        topics=_topics(data.get("topics", {}), path),
        folder=path.parent,
        named=bool(data.get("offices")),
    )


def may_be_an_id(id_: str) -> bool:
    """Tell whether an office can have this id: a folder of the site that the site does not need for itself."""
    return bool(_OFFICE_ID.fullmatch(id_)) and id_ not in RESERVED


def _check(settings: Settings, path: Path) -> None:
    if not _AUTHORITY.fullmatch(settings.archive.authority):
        raise ConfigError(
            f"{path}: [archive] authority is {settings.archive.authority!r}, which is no tagging authority",
            hint='Write a domain that is yours and the year, as in authority = "example.org,2026"',
        )
    if not (settings.fetch.contact.isascii() and settings.fetch.contact.isprintable()):
        raise ConfigError(
            f"{path}: [fetch] contact is {settings.fetch.contact!r}, which cannot stand in a request",
            hint="Write an e-mail or web address in ASCII.",
        )
    _address(settings.site.url, "[site] url", path)
    for key in ("live", "hub"):
        if given := getattr(settings.site, key):
            _address(given, f"[site] {key}", path)
    for number, url in enumerate(settings.notify.urls, start=1):
        if not _CHANNEL.match(url):
            raise ConfigError(
                f"{path}: [notify] urls: number {number} is no address of a channel",
                hint='Write it as in "mailto://user:password@example.org"; https://appriseit.com/services/ lists them.',
            )


def _office(id_: str, given: OfficeSettings, path: Path) -> Office:
    """Return an office: what the file says of it, and for the rest what the catalogue knows."""
    if not may_be_an_id(id_):
        raise ConfigError(
            f"{path}: [offices.{id_}] cannot be the id of an office",
            hint=ID_HINT,
        )
    known = catalogue.offices().get(id_)
    home = given.home or (given.sources[0].url if given.sources else _known_home(id_, known, path))
    _address(home, f"[offices.{id_}] home", path)
    sources = given.sources or [SourceSettings(url=home)]
    for source in sources:
        _address(source.url, f"[offices.{id_}] sources url", path)
        if source.way not in WAYS:
            raise ConfigError(f"{path}: [offices.{id_}] way is {source.way!r}", hint=f"Write one of {', '.join(WAYS)}.")
    return Office(
        id=id_,
        name=given.name or (known.name if known else id_.replace("-", " ").title()),
        names_before=tuple(given.names_before) or (known.names_before if known else ()),
        area=given.area or (known.area if known else ""),
        home=home,
        hosts=tuple(given.hosts) or (known.hosts if known else ()),
        publishing=given.publish,
        sources=tuple(
            Source(url=each.url, way=each.way, language=each.language, filter=each.filter) for each in sources
        ),
    )


def _topics(tables: object, path: Path) -> tuple[Topic, ...]:
    """Return the topics that every archive has, with what the file adds to them, changes or switches off."""
    if not isinstance(tables, dict):
        raise ConfigError(f"{path}: topics: expected a table", hint="Write one for each, as in [topics.moorland].")
    given = {
        slug: None if table is False else _converted(table, TopicSettings, f"topics.{slug}", path)
        for slug, table in tables.items()
    }
    try:
        return topic.chosen({slug: msgspec.structs.asdict(each) if each else None for slug, each in given.items()})
    except ConfigError as error:
        raise ConfigError(f"{path}: {error}", hint=error.hint) from error


def _known_home(id_: str, known: Entry | None, path: Path) -> str:
    """Return the address that was seen to be an office's; a guess has to be proved before it is asked in every run."""
    if known is None:
        raise ConfigError(
            f"{path}: [offices.{id_}] is no office that is known, and has no home or sources",
            hint=f"{_nearest(id_, catalogue.offices()) or 'copperplate offices lists them.'} "
            'Or write home = "https://…" under it.',
        )
    if known.evidence is Evidence.GUESSED:
        raise ConfigError(
            f"{path}: [offices.{id_}] has no home, and the catalogue only guesses it: {known.home}",
            hint=f"Take the table out, and ask the site: copperplate add {id_}. Or write its home under it.",
        )
    return known.home


def _address(url: str, key: str, path: Path) -> None:
    if not re.match(r"https?://[^/\s@]+(?:/\S*)?$", url):
        raise ConfigError(
            f"{path}: {key} is {url!r}, which is no web address",
            hint='Write the whole address, without a password, as in "https://www.example.org/"',
        )


def _converted(data: object, kind: type[_Table], table: str, path: Path) -> _Table:
    """Return a table as its settings; ConfigError names the key that is wrong and what would be right."""
    try:
        return msgspec.convert(data, kind)
    except msgspec.ValidationError as error:
        raise _explained(str(error), kind, table, path) from error


def _explained(message: str, kind: type[msgspec.Struct], table: str, path: Path) -> ConfigError:
    """Return msgspec's message ("Object contains unknown field `x` - at `$.fetch`") as a sentence."""
    place = _PLACE.search(message)
    inside = _INDEX.sub("", place.group("place")) if place else ""
    said = _PLACE.sub("", message)
    unknown = _UNKNOWN_KEY.search(said)
    whole, _, key = ".".join(filter(None, (table, inside))).rpartition(".")
    if unknown:
        where = f"[{whole}.{key}]".replace("[.", "[") if key else "the file"
        hint = _suggestion(unknown["key"], _keys(kind, inside))
        return ConfigError(f"{path}: {where} has the key {unknown['key']!r}, which means nothing", hint=hint)
    where = f"[{table}]" if table and not inside else f"[{whole}] {key}" if whole else key
    where = f"[{table}.sources]" if inside == "sources" and "field" in said else where
    hint = "copperplate init --stdout shows every key with a value."
    said = misfit.told(said)
    if "missing required" in said:
        hint = f"Every one of them needs: {said.rpartition('field ')[2].strip('`')}."
    return ConfigError(f"{path}: {where}: {said[:1].lower()}{said[1:]}", hint=hint)


def _keys(kind: type[msgspec.Struct], inside: str) -> list[str]:
    """Return the keys that a table within a table can have."""
    kinds = {
        (Settings, "archive"): ArchiveSettings,
        (Settings, "site"): SiteSettings,
        (Settings, "fetch"): FetchSettings,
        (Settings, "notify"): NotifySettings,
        (OfficeSettings, "sources"): SourceSettings,
    }
    keys = kinds.get((kind, inside), kind).__struct_fields__
    return [*keys, "offices", "topics"] if (kind, inside) == (Settings, "") else list(keys)


def _suggestion(word: str, known: list[str]) -> str:
    return _nearest(word, known) or f"There are: {', '.join(known)}."


def _nearest(word: str, known: Iterable[str]) -> str:
    close = difflib.get_close_matches(word, list(known), n=1)
    return f"Did you mean {close[0]!r}?" if close else ""


def template(year: int) -> str:
    """Return a copperplate.toml to begin with: every key with its default, and what it means."""
    return files("archive").joinpath("copperplate.toml").read_text(encoding="utf-8").replace("YEAR", str(year))
