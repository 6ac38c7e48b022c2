"""The templates: Jinja2 with autoescape, and every undefined name an error."""

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from archive import wording
from feeds.characters import legal
from feeds.pages import language, words
from feeds.pages.head import Head
from feeds.site import Site

if TYPE_CHECKING:
    from jinja2 import Environment

NOT_FOUND = "404.html"


def render(name: str, site: Site, head: Head, **values: object) -> str:
    """Return a page: legal characters only, relative links, so that the site may live under any path."""
    home = _home(site, head.path)
    given = {"site": site, "head": head, "root": home, "to": _leading(home, head), "say": language.of(head.language)}
    return legal(_environment().get_template(name).render(**given, **values))


def root(path: str) -> str:
    """Return the way from a page of the site to the home page."""
    return "../" * path.count("/") or "./"


def _leading(home: str, head: Head) -> Callable[..., str]:
    """Return how a page leads to others, by their paths in English: to those in its own language where there are."""

    def to(path: str, site: str = "") -> str:  # site: the address of another copy
        return f"{site or home}{head.bilingual.where(path, head.language)}".removeprefix("./") or home

    return to


def _home(site: Site, path: str) -> str:
    """Return the same; servers answer with the 404 page at any depth."""
    return urlsplit(site.url).path if path == NOT_FOUND else root(path)


@cache
def _environment() -> "Environment":
    from jinja2 import Environment, PackageLoader, StrictUndefined  # noqa: PLC0415 only a publish pays for it

    environment = Environment(
        loader=PackageLoader("feeds.pages"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {
        "contact": words.contact,
        "file": words.file,
        "machine": wording.machine,
        "role_language": words.role_language,
        "sentence": words.sentence,
        "summary": words.summary,
    }
    environment.tests["web"] = words.web
    # What is imported without the page's own language speaks English.
    environment.globals |= {"say": language.of(language.ENGLISH), "spoken": language.of}
    return environment
