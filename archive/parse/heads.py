"""What a page says of itself in its head: JSON-LD, Open Graph, meta elements."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from archive.parse.alternates import elsewhere
from archive.parse.tree import Element, fold, text_of

_PUBLISHED = (
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date",
    "date",
)
# The same under a name of the system's own: "first-published-at", "parsely-pub-date", "publicationDate".
_PUBLISHED_TOO = re.compile(
    r"(?:^|[.:_-])(?:first[-_])?(?:pub(?:lish(?:ed)?|lication)?[-_:.]?(?:date|time|at|on)?|issued|date[-_.]?published)$"
)
_MODIFIED = (
    "article:modified_time",
    "og:updated_time",
    "datemodified",
    "dc.date.modified",
    "dcterms.modified",
)
_ARTICLES = ("article", "newsarticle", "blogposting", "reportagenewsarticle", "pressrelease", "webpage")


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What a page says of itself; every field is "" when it is silent, folded text otherwise.

    spoken: addresses of the same in Welsh and English, as they are written
    """

    title: str = ""
    shared_title: str = ""
    headline: str = ""
    site: str = ""
    published: str = ""
    modified: str = ""
    canonical: str = ""
    base: str = ""
    language: str = ""
    shared_image: str = ""
    spoken: tuple[str, ...] = ()


def read(root: Element) -> Head:
    """Return what the head of a page says; broken JSON-LD is passed over."""
    metas = _metas(root)
    things = list(_things(root))
    title = root.find(".//title")
    canonical = next((link.get("href", "") for link in root.iter("link") if "canonical" in _rel(link)), "")
    base = root.find(".//base")
    return Head(
        title=text_of(title) if title is not None else "",
        shared_title=metas.get("og:title") or metas.get("twitter:title", ""),
        headline=_claimed(things, "headline"),
        site=metas.get("og:site_name", ""),
        published=_claimed(things, "datePublished") or _published(metas),
        modified=_claimed(things, "dateModified") or _first(metas, _MODIFIED),
        canonical=canonical or metas.get("og:url", ""),
        base=base.get("href", "") if base is not None else "",
        language=root.get("lang", ""),
        shared_image=metas.get("og:image", ""),
        spoken=elsewhere(root),
    )


def _rel(link: Element) -> list[str]:
    return str(link.get("rel", "")).lower().split()


def _metas(root: Element) -> dict[str, str]:
    found: dict[str, str] = {}
    for meta in root.iter("meta"):
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").lower()
        found.setdefault(name, fold(meta.get("content", "")))
    return found


def _first(metas: dict[str, str], names: tuple[str, ...]) -> str:
    return next((metas[name] for name in names if metas.get(name)), "")


def _published(metas: dict[str, str]) -> str:
    return _first(metas, _PUBLISHED) or _first(metas, tuple(name for name in metas if _PUBLISHED_TOO.search(name)))


def _things(root: Element) -> Iterator[dict[str, Any]]:
    """Yield the objects of the page's JSON-LD, those of a graph one by one, articles first."""
    found: list[dict[str, Any]] = []
    for script in root.iter("script"):
        if script.get("type", "").lower().strip() == "application/ld+json":
            found += _parsed(script.text or "")
    yield from sorted(found, key=_rank)


def _parsed(text: str) -> list[dict[str, Any]]:
    try:
        value = json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return []
    values = value if isinstance(value, list) else [value]
    graphs = [value.get("@graph") for value in values if isinstance(value, dict)]
    for graph in graphs:
        values = values + (graph if isinstance(graph, list) else [])
    return [value for value in values if isinstance(value, dict)]


def _rank(thing: dict[str, Any]) -> int:
    kind = thing.get("@type")
    kinds = [str(name).lower() for name in (kind if isinstance(kind, list) else [kind])]
    return min((_ARTICLES.index(name) for name in kinds if name in _ARTICLES), default=len(_ARTICLES))


def _claimed(things: list[dict[str, Any]], key: str) -> str:
    """Return what the foremost article says under a key; things that are no articles are not asked."""
    values = (thing.get(key) for thing in things if _rank(thing) < len(_ARTICLES))
    return next((fold(value) for value in values if isinstance(value, str) and value.strip()), "")
