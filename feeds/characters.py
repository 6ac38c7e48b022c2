"""The characters that a document may carry, and those that a feed should."""

import re

# XML 1.0 section 2.2, less the control characters (7F to 9F) and the non-characters that it asks authors to avoid.
_PLANES = "".join(f"{chr(plane << 16)}-{chr((plane << 16) + 0xFFFD)}" for plane in range(1, 17))
_OUTSIDE = re.compile(f"[^\t\n\r\x20-\x7e\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd{_PLANES}]")
_LOST = "\ufffd"
_FIRST = ("\xc2", "\xc3")  # of one letter in UTF-8 that was taken for two of Latin-1
_TWICE = re.compile(f"[{''.join(_FIRST)}][\x80-\xbf]")
_TURNS = 3
_UPPER, _LOWER = "A-ZÀÁÄÈ-ÖØ-ÞŴŶ", "a-zà-öø-ÿŵŷ"
_BEGINS = r"(?<![^>\n])"
# "Â" is a Welsh word ("with") and ends words in capitals: it is no trace of an encoding among capitals, or where a
# sentence begins, unless a sign follows that belongs to no sentence: "Â£5".
_WELSH = re.compile(
    f"(?:{_BEGINS}|(?<=[{_UPPER}][ \xa0]))Â\xa0(?=[{_UPPER}]{{2}})"
    f"|(?:{_BEGINS}|(?<=[.!?] ))Â\xa0(?=[{_LOWER}])"
    f"|(?<=[{_UPPER}])Â(?:\xa0|(?=[«»¡¿]))"
)
_CLOSING = re.compile(r"</\w+>")
# The elements of HTML, those that it has given up too: "x<y and a>b" is no tag, though it looks like one.
_ELEMENTS = (
    "a abbr acronym address applet area article aside audio b base bdi bdo big blink blockquote body br button canvas "
    "caption center cite code col colgroup data datalist dd del details dfn dialog dir div dl dt em embed fieldset "
    "figcaption figure font footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe img input "
    "ins kbd label legend li link main map mark marquee math menu meta meter nav nobr noframes noscript object ol "
    "optgroup option output p param picture pre progress q rp rt ruby s samp script search section select slot small "
    "source span strike strong style sub summary sup svg table tbody td template textarea tfoot th thead time title tr "
    "track tt u ul var video wbr"
)
_TAG = re.compile(rf"</?(?:{_ELEMENTS.replace(' ', '|')})(?:[\s/][^<>]*)?>", re.IGNORECASE)


def legal(text: str) -> str:
    """Return the text without the controls, lone surrogates and non-characters that break a whole feed."""
    return _OUTSIDE.sub("", text)


def fit(text: str) -> str:
    """Return legal text without the traces of a wrong encoding, which readers show and validators warn of.

    A letter that was lost before us becomes a question mark; our pages show it as the office does. The Welsh "Â" stays,
    before a plain space: a no-break one beside it reads like the trace of an encoding.
    """
    if any(first in text for first in _FIRST):
        text = _WELSH.sub("Â ", text)
        for _ in range(_TURNS):
            text = _TWICE.sub(lambda pair: pair[0].encode("latin-1").decode(), text)
    return legal(text).replace(_LOST, "?")


def line(text: str) -> str:
    """Return fit text on one line, single spaces between words; may be empty."""
    return " ".join(fit(text).split())


def untagged(text: str) -> str:
    """Return text without the tags that it shows if one of them closes: half of all readers take them for markup."""
    return _TAG.sub("", text).replace("</", "/") if _CLOSING.search(text) else text


def headline(text: str) -> str:
    """Return fit text on one line, without tags; may be empty."""
    return line(untagged(fit(text)))


def hexadecimal(xml: bytes) -> bytes:
    """Write & and < the way that no reader takes for markup of its own (RSS profile, Character Data)."""
    return xml.replace(b"&amp;", b"&#x26;").replace(b"&lt;", b"&#x3C;")
