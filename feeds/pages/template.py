"""The templates: Jinja2 with autoescape, and every undefined name an error."""

from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from archive import wording
from feeds.characters import legal
from feeds.pages import words
from feeds.pages.head import Head
from feeds.site import Site

if TYPE_CHECKING:
    from jinja2 import Environment

NOT_FOUND = "404.html"


def render(name: str, site: Site, head: Head, **values: object) -> str:
    """Return a page: legal characters only, relative links, so that the site may live under any path."""
    page = _environment().get_template(name).render(site=site, head=head, root=_root(site, head.path), **values)
    return legal(page)


def _root(site: Site, path: str) -> str:
    """Return the way from a page to the home page; servers answer with the 404 page at any depth."""
    if path == NOT_FOUND:
        return urlsplit(site.url).path
    return "../" * path.count("/") or "./"


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
        "claimed": wording.claimed,
        "contact": words.contact,
        "day": wording.day,
        "file": words.file,
        "machine": wording.machine,
        "moment": wording.moment,
        "sentence": words.sentence,
        "summary": words.summary,
    }
    environment.tests["web"] = words.web
    environment.globals |= {"channels": words.CHANNELS, "events": words.EVENTS}
    return environment
