"""Bytes to characters, whatever the declarations say."""

import codecs
import re

_META = re.compile(rb"<meta[^>]{0,200}?charset\s{0,4}=\s{0,4}[\"']?\s{0,4}([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)
_PARAMETER = re.compile(r"charset\s{0,4}=\s{0,4}[\"']?([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)
_META_WITHIN = 4096
_FALLBACK = "cp1252"
_SAMPLE, _FEW_CONTROLS = 4000, 20
# The WHATWG Encoding Standard reads these labels as windows-1252: that is what pages mean by them.
_MEANT_AS_FALLBACK = {"ascii", "iso8859-1"}
_SINGLE_BYTE = re.compile(r"cp125\d|iso8859-\d+|mac-roman")
_C1_REFERENCE = re.compile(r"&#(?:x0{0,4}([89][0-9a-f])|0{0,4}(1[2-5][0-9]));?", re.IGNORECASE)


def decode(body: bytes, content_type: str = "") -> str:
    """Return the characters of a page; content_type is the header as it came, "" when there is none.

    A byte order mark decides; bytes that are valid UTF-8 are UTF-8 whatever is declared (chance hardly makes such
    bytes where there are accents); then the header, the meta element, and at last windows-1252.
    """
    text = _by_mark(body)
    if text is None:
        try:
            text = body.decode("utf-8")
        except UnicodeDecodeError:
            text = body.decode(_declared(body, content_type), "replace")
    return _C1_REFERENCE.sub(_windows_character, text)


def is_text(characters: str) -> bool:
    """Tell whether decoded bytes are text at all: an archive or a picture has control characters all over."""
    sample = characters[:_SAMPLE]
    controls = sum(one < " " and one not in "\t\n\r\f" for one in sample)
    return controls <= max(_FEW_CONTROLS, len(sample) // 50)


def _by_mark(body: bytes) -> str | None:
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if body.startswith(mark):
            return body.decode(encoding, "replace")
    return None


def _declared(body: bytes, content_type: str) -> str:
    meta = _META.search(body[:_META_WITHIN])
    header = _PARAMETER.search(content_type)
    for label in (header and header[1], meta and meta[1].decode("ascii")):
        name = _codec(label or "")
        if name == "utf-8" and _mostly_utf8(body):
            return "utf-8"
        if _SINGLE_BYTE.fullmatch(name):
            return name
    return _FALLBACK


def _codec(label: str) -> str:
    """Return Python's name of an encoding, "" when it has none."""
    try:
        name = codecs.lookup(label).name
    except (LookupError, ValueError):
        return ""
    return _FALLBACK if name in _MEANT_AS_FALLBACK else name


def _mostly_utf8(body: bytes) -> bool:
    """Tell whether a few broken bytes stand in a page that is UTF-8 otherwise."""
    text = body.decode("utf-8", "replace")
    broken = text.count("\N{REPLACEMENT CHARACTER}")
    return sum(character > "\x7f" for character in text) > 2 * broken


def _windows_character(reference: re.Match[str]) -> str:
    """Read a reference to a C1 control as HTML does (section 13.2.5.80): as the windows-1252 byte."""
    number = int(reference[1], 16) if reference[1] else int(reference[2])
    if not 0x80 <= number <= 0x9F:  # noqa: PLR2004
        return reference[0]
    return bytes([number]).decode(_FALLBACK, "replace")
