"""What a page is: a release, a statement, a blog post, information, a listing."""

import re
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from archive.release import Kind

_NEWS = re.compile(
    r"\b(?:news(?:room)?|press|media|releases?|statements?|announcements?|stor(?:y|ies)|updates?|"
    r"newyddion|datganiad(?:au)?|wasg)\b",
    re.IGNORECASE,
)
_BLOG = re.compile(r"(?:^|[/ ])(?!\S*news)(?:[\w-]+-)?(?:blogs?|blog-?posts?|diary|blogiau)(?:$|[/ ])", re.IGNORECASE)
_INFORMATION = re.compile(
    r"\b(?:foi|freedom of information|disclosure log|rhyddid gwybodaeth|privacy|cookies?|"
    r"accessibility statement|terms (?:and|of)|job description|vacanc(?:y|ies)|"
    r"decision (?:notice|record|log)|minutes of|agenda for|"
    r"publication scheme|frequently asked questions|faqs?)\b",
    re.IGNORECASE,
)
_STATEMENT = re.compile(r"\b(?:statement|datganiad)\b", re.IGNORECASE)
_PAGED = re.compile(r"\bpage \d+ of \d+\b", re.IGNORECASE)
_PRESS = re.compile(
    r"^\W*(?:ends?|diwedd)\W*$|^notes? (?:to|for) editors?|^nodiadau|^editor[’']?s[’']? notes?|"
    r"\bembargo|"
    r"\b(?:said|added|dywedodd|meddai|ychwanegodd)\b[^\n]{0,60}[“\"‘:]|[,”\"’]\s+(?:said|meddai)\s",
    re.IGNORECASE | re.MULTILINE,
)
_FIRST_PERSON = re.compile(r"\b(?:I|I[’']\w+|my|me|we|our|rwy[’']?n|rydym|fy|ein)\b")
_MARKS = "“\"‘'"
_BYLINE = re.compile(r"^(?:by|gan) [A-Z]", re.MULTILINE)
_SALUTATION = re.compile(r"(?:dear|annwyl)\s[^.]{2,60}", re.IGNORECASE)
_MOSTLY = 0.5
_WHOLLY = 0.85
_TEASERS = 3


@dataclass(frozen=True, slots=True)
class Signs:
    """What tells kinds of pages apart.

    sections: the page's place on the site, in words: breadcrumb, categories
    dated: a date of publication is shown or claimed
    teasers, teased: how many teasers stand in the main part, and how many characters they have
    """

    url: str
    title: str
    text: str
    sections: str = ""
    dated: bool = False
    teasers: int = 0
    teased: int = 0


def of(signs: Signs) -> Kind:
    """Return what a page is; in doubt a date, a news address or press marks make a release."""
    path = unquote(urlsplit(signs.url).path).lower()
    words = path.replace("-", " ")
    if (signs.teasers >= _TEASERS and signs.teased > len(signs.text) / 2) or _PAGED.search(signs.title):
        return Kind.LISTING
    if _INFORMATION.search(signs.title) or _INFORMATION.search(words):
        return Kind.INFORMATION
    press = bool(_PRESS.search(signs.text))
    if _is_blog(path, signs) and not press:
        return Kind.BLOG
    if not (signs.dated or press or _NEWS.search(words)):
        return Kind.INFORMATION
    return Kind.STATEMENT if _is_statement(signs.title, signs.text) else Kind.RELEASE


def _is_blog(path: str, signs: Signs) -> bool:
    """Tell whether a page is filed under a blog, or signed at its head and told in the first person."""
    own = _share(signs.text, own=True)
    if own > _MOSTLY and not _NEWS.search(unquote(path).replace("-", " ")) and not _STATEMENT.search(signs.title):
        return True
    if any(_BLOG.search(place) for place in (path, signs.sections, signs.title.partition(":")[0])):
        return True
    return bool(_BYLINE.search(signs.text[:200])) and own > _MOSTLY


def _is_statement(title: str, text: str) -> bool:
    """Tell whether a page is one person's words from beginning to end."""
    quoted = _share(text, own=False)
    if _is_one_answer(text):
        return True
    if _STATEMENT.search(title) or _STATEMENT.search(text[:300]):
        return quoted > _MOSTLY or _share(text, own=True) > _MOSTLY
    return quoted >= _WHOLLY


def _is_one_answer(text: str) -> bool:
    """Tell whether a text is a letter, or a line that ends in a colon and nothing but quotation below it."""
    first, *rest = text.split("\n\n")
    if _SALUTATION.fullmatch(first):
        return True
    return len(rest) > 1 and first.endswith(":") and all(part.startswith(tuple(_MARKS)) for part in rest)


def _share(text: str, *, own: bool) -> float:
    """Return the share of the text in paragraphs that are quoted, or (own) that speak in the first person."""
    paragraphs = text.split("\n\n")
    told = [part for part in paragraphs if (_FIRST_PERSON.search(part) if own else part.startswith(tuple(_MARKS)))]
    return sum(map(len, told)) / (len(text) or 1)
