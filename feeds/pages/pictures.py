"""Pictures in the text of a release: our own copy where the archive holds one, else a link to the office's.

So nothing is fetched from elsewhere when a page is read.
"""

import re
from collections.abc import Mapping
from html import escape, unescape

from feeds.pages.language import Language

LARGEST = 500_000  # bytes; a larger picture is linked
_TYPES = {"image/jpeg": ".jpg", "image/png": ".png", "image/gif": ".gif", "image/webp": ".webp"}
_MAGIC = {
    "image/jpeg": re.compile(rb"\xff\xd8\xff"),
    "image/png": re.compile(rb"\x89PNG\r\n\x1a\n"),
    "image/gif": re.compile(rb"GIF8[79]a"),
    "image/webp": re.compile(rb"RIFF....WEBP", re.DOTALL),
}
# Clean HTML (archive.parse.safe) has all attributes in double quotes.
_TAG = re.compile(r'<(?P<name>a|img)\b(?P<rest>(?:[^">]|"[^"]*")*)>|</a>')
_ATTRIBUTE = re.compile(r'(?P<name>[a-z]+)="(?P<value>[^"]*)"')


def path(release: str, sha256: str, media_type: str) -> str:
    """Return where our copy of a picture is: beside the page of its release, and never other bytes there."""
    return f"{release}{sha256[:16]}{_TYPES[media_type]}"


def genuine(body: bytes, media_type: str) -> bool:
    """Tell whether bytes may be published as a picture of a type: a site may call anything one."""
    return len(body) <= LARGEST and media_type in _MAGIC and bool(_MAGIC[media_type].match(body))


def placed(html: str, held: Mapping[str, str], root: str, say: Language) -> str:
    """Return clean HTML with every picture either our own copy or a link to the office's.

    held: where the site has its copy of a picture, by the address that the office gives it
    root: the way from the page to the home page
    """
    within_link = False

    def place(tag: re.Match[str]) -> str:
        nonlocal within_link
        if tag["name"] != "img":
            within_link = tag["name"] == "a"
            return tag[0]
        given = {each["name"]: unescape(each["value"]) for each in _ATTRIBUTE.finditer(tag["rest"])}
        if (source := given.get("src", "")) in held:
            return _own(given | {"src": f"{root}{held[source]}"})
        return _linked(source, given.get("alt", ""), say, within_link=within_link)

    return _TAG.sub(place, html)


def _own(given: Mapping[str, str]) -> str:
    attributes = {"src": given["src"], "alt": given.get("alt", "")}
    attributes |= {name: given[name] for name in ("width", "height") if given.get(name, "").isdecimal()}
    written = " ".join(f'{name}="{escape(value)}"' for name, value in attributes.items())
    return f'<img {written} loading="lazy">'


def _linked(source: str, alt: str, say: Language, *, within_link: bool) -> str:
    """Return words in place of a picture; a link within a link would end the first."""
    told = f"{say('picture')}: {escape(alt)}" if alt.strip() else say("picture")
    words = f'<span class="picture" lang="{say.tag}">{told}</span>'
    if within_link or not source.startswith(("http://", "https://")):
        return words
    return f'<a href="{escape(source)}" rel="noopener nofollow">{words}</a>'
