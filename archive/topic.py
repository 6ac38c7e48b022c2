"""A topic: a saved search, and the ones to begin with."""

import difflib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from archive import query
from archive.errors import ConfigError

_TAKEN = frozenset(("cy",))  # topics/cy/ is the list of topics in Welsh
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A subject that is followed.

    slug: its folder on our site: lower case, digits, hyphens
    name_cy: its name in Welsh, "" for none
    query: the search (archive.query) that decides what belongs to it
    """

    slug: str
    name: str
    query: str
    name_cy: str = ""

    def named(self, language: str) -> str:
        """Return its name in a language: in English where it has no other."""
        return (self.name_cy if language == "cy" else "") or self.name


@cache
def starters() -> Mapping[str, Topic]:
    """Return the topics that every archive begins with, by slug."""
    tables = tomllib.loads(files("archive").joinpath("topics.toml").read_text(encoding="utf-8"))
    return {
        slug: Topic(slug=slug, name=table["name"], name_cy=table["name_cy"], query=" ".join(table["query"].split()))
        for slug, table in tables.items()
    }


def chosen(given: Mapping[str, Mapping[str, str] | None]) -> tuple[Topic, ...]:
    """Return the topics to begin with, with others added, changed or switched off; ConfigError names a wrong one.

    given: name, name_cy and query by slug, "" for what every archive has; None switches that topic off
    """
    found = dict(starters())
    for slug, words in given.items():
        if words is not None:
            found[slug] = _topic(slug, words)
        elif found.pop(slug, None) is None:
            close = difflib.get_close_matches(slug, found, n=1)
            hint = f"Did you mean {close[0]!r}?" if close else f"There are: {', '.join(found)}."
            raise ConfigError(f"[topics] {slug} is no topic, and cannot be switched off", hint=hint)
    return tuple(found.values())


def _topic(slug: str, given: Mapping[str, str]) -> Topic:
    if not _SLUG.fullmatch(slug) or slug in _TAKEN:
        raise ConfigError(
            f"[topics.{slug}] cannot be the id of a topic", hint="Use lower case, digits and hyphens, and not cy."
        )
    known = starters().get(slug, Topic(slug=slug, name=slug.replace("-", " ").capitalize(), query=""))
    topic = Topic(
        slug=slug,
        name=given["name"] or known.name,
        name_cy=given["name_cy"] or known.name_cy,
        query=given["query"] or known.query,
    )
    problem = "it asks for topics, itself perhaps" if query.parse(topic.query).topic else query.mistake(topic.query)
    if problem:
        raise ConfigError(
            f"[topics.{slug}] query is {topic.query!r}, and {problem}",
            hint="Write it as for copperplate search, as in query = 'moorland OR \"heather fire\"'",
        )
    return topic
