"""The pictures and documents of a release."""

import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, unquote, urljoin, urlsplit

from archive.parse.blocks import is_strong
from archive.parse.tree import HEADINGS, Element, drop, fold, text_of
from archive.release import Attachment, Image

_TYPES = {
    "pdf": "application/pdf",
    "doc": "application/msword",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xls": "application/vnd.ms-excel",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ppt": "application/vnd.ms-powerpoint",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odp": "application/vnd.oasis.opendocument.presentation",
    "rtf": "application/rtf",
    "csv": "text/csv",
    "txt": "text/plain",
    "zip": "application/zip",
}
_WORDS = {"word": "docx", "excel": "xlsx", "powerpoint": "pptx", "adobe pdf": "pdf"}
_FORMATS = "|".join([*sorted(_TYPES, key=len, reverse=True), *_WORDS])
_FORMAT = re.compile(rf"(?<![\w.])({_FORMATS})(?!\w)", re.IGNORECASE)
_SIZE = re.compile(r"(\d{1,6}(?:[.,]\d{1,3})?)\s?(bytes|kb|mb|gb|k|m)\b", re.IGNORECASE)
_META = re.compile(
    rf"\s*[-–,(\[]*\s*(?:(?:{_FORMATS})\b[\s,:;-]*(?:document|file)?|opens in (?:a )?new (?:window|tab)|"
    r"\d[\d.,]*\s?(?:bytes|[kmg]b)\b)[\s,;)\]]*$",
    re.IGNORECASE,
)
_UNITS = {"bytes": 1, "k": 1024, "kb": 1024, "m": 1024**2, "mb": 1024**2, "gb": 1024**3}
_DOWNLOAD = re.compile(r"download|/media/|/documents?/|/files?/|attachment", re.IGNORECASE)
_META_LIMIT = 60
_LAZY = ("data-src", "data-lazy-src", "data-original", "data-lazy", "data-url", "data-hi-res-src")
_LAZY_SETS = ("srcset", "data-srcset", "data-lazy-srcset")
_BLANK = re.compile(
    r"(?:^data:|/blank\.|/spacer\.|/pixel\.|/transparent\.|/placeholder\.|/grey\.|/lazy\.)", re.IGNORECASE
)
_TINY = 32


def address(base: str, link: str | None) -> str:
    """Return an absolute web address, or "" for anything else (an anchor, a script, a broken link)."""
    try:
        joined = urljoin(base, (link or "").strip())
        parts = urlsplit(joined)
        usable = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return ""
    return joined if usable else ""


def image(element: Element, base: str) -> Image | None:
    """Return the picture that an img element shows in the end, lazy ones repaired; None for spacers and icons."""
    sources = [element.get("src"), *map(element.get, _LAZY), *_largest(element)]
    real = next((source for source in sources if source and not _BLANK.search(source)), None)
    url = address(base, real)
    if not url or any(_pixels(element.get(side)) < _TINY for side in ("width", "height")):
        return None
    return Image(url=url, alt=fold(element.get("alt", "")), caption=_caption(element))


def _largest(element: Element) -> Iterator[str]:
    """Yield the last address of each set of sources, which by custom is the largest."""
    for name in _LAZY_SETS:
        entries = [entry.split() for entry in element.get(name, "").split(", ")]
        yield from [entry[0] for entry in entries if entry][-1:]


def _pixels(value: str | None) -> int:
    return int(value) if value and value.isascii() and value.isdigit() and len(value) < _TINY else _TINY


def _caption(element: Element) -> str:
    figure = next(element.iterancestors("figure"), None)
    caption = figure.find(".//figcaption") if figure is not None else None
    return text_of(caption) if caption is not None else ""


def attachment(link: Element, base: str) -> Attachment | None:
    """Return the document that a link leads to, or None when it leads to a page."""
    url = address(base, link.get("href"))
    if not url:
        return None
    beside = fold(link.tail or "")[:_META_LIMIT] or _next_text(link)
    words = text_of(link)
    suffix = _suffix(url)
    if not suffix and _DOWNLOAD.search(url):
        found = _FORMAT.search(words) or _FORMAT.search(beside)
        suffix = _WORDS.get(found[1].lower(), found[1].lower()) if found else ""
    declared, _, parameters = link.get("type", "").partition(";")
    media_type = declared.strip().lower() if "/" in declared and "html" not in declared else _TYPES.get(suffix, "")
    if not media_type:
        return None
    title = _untagged(words) or _untagged(fold(link.get("title", ""))) or unquote(urlsplit(url).path.rpartition("/")[2])
    return Attachment(url=url, title=title, media_type=media_type, length=_length(parameters, words, beside))


def _next_text(link: Element) -> str:
    """Return the short text right after a link: where sites put type and size."""
    following = link.getnext()
    if following is None or following.tag == "a":
        parent = link.getparent()
        following = parent.getnext() if parent is not None and parent.tag == "span" else None
    text = text_of(following) if following is not None and following.find(".//a") is None else ""
    return text if len(text) < _META_LIMIT else ""


def _suffix(url: str) -> str:
    """Return the file name suffix that an address ends in, also within its query; "" for none that is known."""
    parts = urlsplit(url)
    names = [parts.path, *(value for _, value in parse_qsl(parts.query, max_num_fields=None))]
    suffixes = (one for name in names for one in reversed(name.lower().rsplit(".", 2)[1:]))
    return next((suffix for suffix in suffixes if suffix in _TYPES), "")


def _untagged(words: str) -> str:
    """Return the words of a link without format and size at their end."""
    while (shorter := _META.sub("", words)) != words:
        words = shorter
    return words.strip(" .,;-–")


def _length(parameters: str, *texts: str) -> int | None:
    """Return the stated length in bytes: the type's own parameter, or a size in words."""
    exact = re.search(r"length=(\d{1,12})\b", parameters)
    if exact:
        return int(exact[1])
    size = next((found for text in texts if (found := _SIZE.search(text))), None)
    return round(float(size[1].replace(",", ".")) * _UNITS[size[2].lower()]) if size else None


def drop_file_lists(root: Element, base: str) -> None:
    """Take away lists under a heading of their own that hold nothing but documents."""
    for listing in list(root.iter("ul", "ol", "table")):
        heading = listing.getprevious()
        documents = _documents_only(listing, base)
        if documents and heading is not None and (heading.tag in HEADINGS or is_strong(heading)):
            following = listing.getnext()
            drop(listing)
            if following is None or following.tag in HEADINGS:
                drop(heading)


def _documents_only(listing: Element, base: str) -> list[Attachment]:
    """Return the documents of a list, none when it holds other links or more text than types and sizes."""
    links = list(listing.iter("a"))
    documents = [found for link in links if (found := attachment(link, base))]
    rest = len(text_of(listing)) - sum(len(text_of(link)) for link in links)
    return documents if len(documents) == len(links) and rest <= _META_LIMIT // 2 * len(links) else []
