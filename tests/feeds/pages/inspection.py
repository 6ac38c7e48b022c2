"""Reading what was published with a parser that is not ours (html5lib), and finding what must not be there."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import html5lib

from archive import safe

_PAGE = (
    frozenset(
        "html head meta title link script body header nav main footer article section aside div span form label input "
        "button select option details summary svg path rect mark".split()
    )
    | safe.TAGS
    | {"h1"}
)
_URLS = frozenset("href src action cite data poster background formaction ping longdesc".split())
_SCHEME = re.compile(r"[\x00-\x20]*(?P<name>[a-z][a-z0-9+.-]*):", re.IGNORECASE)  # as browsers read one
_HARMLESS = frozenset("http https mailto tel".split())
_XHTML = "{http://www.w3.org/1999/xhtml}"
_SVG = "{http://www.w3.org/2000/svg}"
_CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"


def of_page(text: str) -> Iterator[str]:
    """Yield what is unsafe in a page, after one more turn through serialiser and parser, as if it were copied."""
    tree = html5lib.parse(text)
    yield from _elements(tree, _PAGE)
    again = html5lib.serialize(tree, quote_attr_values="always", omit_optional_tags=False)
    yield from _elements(html5lib.parse(again), _PAGE)


def of_fragment(text: str) -> Iterator[str]:
    """Yield what is unsafe in the content of an entry."""
    yield from _elements(html5lib.parseFragment(text), safe.TAGS)


def of_folder(folder: Path) -> Iterator[str]:
    """Yield what is unsafe in any page or feed of a published site, with the name of its file."""
    for path in sorted(folder.rglob("*")):
        for found in _of_file(path) if path.is_file() else ():
            yield f"{path.relative_to(folder)}: {found}"


def _of_file(path: Path) -> Iterator[str]:
    if path.suffix == ".html":
        yield from of_page(path.read_text(encoding="utf-8"))
    elif path.name.startswith(("atom", "rss")) and path.suffix == ".xml":
        yield from _of_feed(ET.parse(path).getroot())  # noqa: S314 our own
    elif path.name.startswith("feed") and path.suffix == ".json":
        for item in json.loads(path.read_text(encoding="utf-8"))["items"]:
            yield from of_fragment(item.get("content_html", ""))
            yield from (f"url {item[key]!r}" for key in ("url", "external_url") if not _is_safe(item.get(key, "")))


def _of_feed(root: ET.Element) -> Iterator[str]:
    described = set(root.iterfind(".//item/description"))  # a channel's is plain text
    for element in root.iter():
        if element.tag == _CONTENT or element in described or element.get("type") == "html":
            yield from of_fragment(element.text or "")
        elif element.tag == "link" or element.get("href"):
            address = element.get("href") or element.text or ""
            if not _is_safe(address):
                yield f"link {address!r}"


def _elements(tree: ET.Element, allowed: frozenset[str]) -> Iterator[str]:
    for element in tree.iter():
        tag: object = element.tag  # a function where it is a comment
        if not isinstance(tag, str) or tag in ("DOCUMENT_FRAGMENT", "<!DOCTYPE>"):
            continue
        name = tag.removeprefix(_XHTML).removeprefix(_SVG)
        if name not in allowed:
            yield f"element {tag}"
        if name == "script" and (element.get("type") != "application/ld+json" or not json.loads(element.text or "")):
            yield "a script"
        if name == "meta" and element.get("http-equiv", "Content-Security-Policy") != "Content-Security-Policy":
            yield f"meta {element.get('http-equiv')}"
        for key, value in element.attrib.items():
            yield from _attribute(name, str(key), value)


def _attribute(element: str, name: str, value: str) -> Iterator[str]:
    bare = name.rpartition("}")[2].lower()
    if bare.startswith("on") or bare in {"style", "srcset", "srcdoc", "is", "slot", "autofocus", "contenteditable"}:
        yield f"attribute {bare}={value!r} of {element}"
    if bare in _URLS and not _is_safe(value):
        yield f"address {value!r} of {element}"


def _is_safe(address: str) -> bool:
    """Tell whether an address is relative or of a harmless scheme (URL Standard, section 4.4)."""
    scheme = _SCHEME.match(re.sub(r"[\t\n\r]", "", address))
    return not scheme or scheme["name"].lower() in _HARMLESS
