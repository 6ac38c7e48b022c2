"""An office, and the sources by which it publishes."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One way in which an office publishes.

    url: where to begin: a home page, a news page, or the address of a feed or REST API
    way: a key of `archive.discover.WAYS`, or "auto": worked out at the first run and remembered
    language: "en", "cy", or "" for whatever the pages say
    filter: a search (archive.query) that a release has to meet to be kept: a mayor's news is not all about policing
    """

    url: str
    way: str = "auto"
    language: str = ""
    filter: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """An office.

    id: its folder on our site: lower case, digits, hyphens
    name: "Northamptonshire Police, Fire and Crime Commissioner"
    area: "Northamptonshire"
    home: its home page
    names_before: its former names, oldest first
    hosts: every host it has published under, the newest last
    publishing: "full", or "summary" where its texts may not be published whole
    sources: where its releases are; never empty
    """

    id: str
    name: str
    area: str
    home: str
    sources: tuple[Source, ...]
    names_before: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()
    publishing: str = "full"
