"""The body of a release, cut out of its page: clean HTML, plain text, and what was set apart from it."""

import re
from dataclasses import dataclass, field

from archive.parse.blocks import is_strong, joined
from archive.parse.blocks import read as read_blocks
from archive.parse.closing import BYLINE, EMBARGO
from archive.parse.dates import find as find_date
from archive.parse.dates import is_change, is_publication, labelled
from archive.parse.headline import plain
from archive.parse.links import of as links_of
from archive.parse.markup import even as even_out
from archive.parse.markup import resolve, sanitised
from archive.parse.media import attachment as attachment_of
from archive.parse.media import drop_file_lists
from archive.parse.media import image as image_of
from archive.parse.tree import HEADINGS, Element, drop, labels, text_of
from archive.release import Attachment, Image, Link

CAPTION = re.compile(r"(?<![a-z])(?:wp-)?(?:img-?|image-?|photo-?|figure-?)?caption(?![a-z])", re.IGNORECASE)
_PULL_QUOTE = re.compile(r"pull-?quote", re.IGNORECASE)
_LEAD = re.compile(
    r"(?<![a-z])(?:standfirst|sub-?title|sub-?head(?:ing|line)?|intro(?:duction|text)?|lead(?:-?in)?|lede|strap-?line|dek|"
    r"deck|summary|excerpt|abstract|description|teaser-text|(?:has-)?(?:large|x-large|medium)(?:-font-size)?)(?![a-z])",
    re.IGNORECASE,
)
_DATELINE = re.compile(r"(?<![a-z])(?:date-?line|date|posted(?:-on)?|published)(?![a-z])", re.IGNORECASE)
_FILE_NAME = re.compile(r"^\S[^/]{0,120}\.(?:jpe?g|png|gif|webp|tiff?|bmp|heic)$", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?:;…][\"'”’)]*$")
_LEAD_LINES = 4
_STANDFIRST_WORDS = (5, 90)
_DATE_REST = 42
_LABEL_WORDS = 3
_CAPTION_WORDS = 30
_PULLED_WORDS = 6
_OPENING, _CLOSING = ("“", '"', "‘"), ("”", '"', "’")


@dataclass(slots=True)
class Body:
    """What was found in a container.

    standfirst: what is set apart at its beginning, "" for nothing
    dated: lines at its edges that hold a date and nothing else
    """

    html: str
    text: str
    standfirst: str = ""
    dated: list[str] = field(default_factory=list)
    images: list[Image] = field(default_factory=list)
    attachments: list[Attachment] = field(default_factory=list)
    links: tuple[Link, ...] = ()


def read(container: Element, base: str, title: str) -> Body:
    """Return the body that a container holds; the container is used up."""
    resolve(container, base)
    body = Body("", "")
    body.images = [picture for element in container.iter("img") if (picture := image_of(element, base))]
    body.attachments = [found for link in container.iter("a") if (found := attachment_of(link, base))]
    _drop_captions(container, body.images)
    even = even_out(container)
    drop_file_lists(even, base)
    _trim_start(even, title, body)
    _trim_end(even, title, body)
    _drop_repeated_quotes(even)
    body.links = links_of(even, base)
    body.html = sanitised(even)
    body.text = joined(read_blocks(body.html))
    return body


def is_date_line(text: str) -> bool:
    """Tell whether a line is a date of publication or of a change and little else: a label, a place, an author."""
    found = list(labelled(text))
    if not any(is_publication(label) or is_change(label) for label, _ in found):
        return False
    rest = text
    for _, one in reversed(found):
        rest = rest[: one.start] + rest[one.end :]
    if EMBARGO.search(text) or _SENTENCE_END.search(text.rstrip(".")):
        return False
    if text.endswith(".") and len(rest.split()) > _LABEL_WORDS:
        return False  # a sentence, however short: "Schools may apply until 31 May 2024."
    return len(rest) <= _DATE_REST * len(found)


def is_standfirst(text: str) -> bool:
    """Tell whether a line that is set apart can be a summary of the release."""
    least, most = _STANDFIRST_WORDS
    return least <= len(text.split()) <= most and not EMBARGO.search(text) and find_date(text) is None


def _drop_captions(container: Element, images: list[Image]) -> None:
    """Take away captions by element, class and repetition of an image's own words."""
    words = {plain(text) for picture in images for text in (picture.alt, picture.caption) if text}
    for element in list(container.iter()):
        if element.tag == "figcaption" or CAPTION.search(labels(element)):
            if element.find(".//img") is None and not is_date_line(text_of(element)):
                drop(element)
        elif element.tag in {"p", "div", "span", "td"} and len(element) == 0 and words:
            text = text_of(element)
            if plain(text) in words or _FILE_NAME.match(text):
                drop(element)


def _trim_start(even: Element, title: str, body: Body) -> None:
    """Take away what precedes the first paragraph: the headline again, a date, a caption, the standfirst."""
    after_image = False
    _join_bullets(even)
    for block in list(even)[:_LEAD_LINES]:
        text = text_of(block)
        if not text:
            after_image = block.find(".//img") is not None
            continue
        if plain(text) == plain(title) or _FILE_NAME.match(text):
            drop(block)
        elif is_date_line(text) or _labels_date(block, text) or _is_named_date(block, text):
            body.dated.append(text)
            drop(block)
        elif not body.standfirst and is_standfirst(text) and _is_set_apart(block):
            body.standfirst = text
            drop(block)
        elif after_image and not _SENTENCE_END.search(text) and len(text.split()) <= _CAPTION_WORDS:
            drop(block)
            after_image = False
        elif not EMBARGO.search(text) and not BYLINE.fullmatch(text):
            return


def _join_bullets(even: Element) -> None:
    """Take the heading off bullets that open a text: "Key points"."""
    first = next((block for block in even if text_of(block)), None)
    following = first.getnext() if first is not None else None
    if first is None or following is None or first.tag not in HEADINGS or following.tag != "ul":
        return
    if len(text_of(first).split()) <= _LABEL_WORDS and following.getnext() is not None:
        drop(first)


def _labels_date(block: Element, text: str) -> bool:
    """Tell whether a line is but the label of the date that is the next line."""
    following = block.getnext()
    short = len(text.split()) <= _LABEL_WORDS and not _SENTENCE_END.search(text.rstrip(":"))
    return short and following is not None and is_date_line(text_of(following))


def _is_named_date(block: Element, text: str) -> bool:
    """Tell whether a line that is named for its date tells one, in however many words, and is no sentence."""
    if not _DATELINE.search(labels(block)) or _SENTENCE_END.search(text) or EMBARGO.search(text):
        return False
    return any(is_publication(label) for label, _ in labelled(text))


def _is_set_apart(block: Element) -> bool:
    """Tell whether the first block is set apart from the text by class, heading, bold type or bullets."""
    if block.getnext() is None:
        return False
    if block.tag == "p":
        return bool(_LEAD.search(labels(block))) or is_strong(block)
    return block.tag in {*HEADINGS, "ul"}


def _trim_end(even: Element, title: str, body: Body) -> None:
    """Take away what follows the last paragraph: a date, a link back, the headline again."""
    for block in reversed(list(even)):
        text = text_of(block)
        if is_date_line(text):
            body.dated.append(text)
        elif text and plain(text) != plain(title) and not _is_lone_link(block, text):
            return
        if text:
            drop(block)


def _is_lone_link(block: Element, text: str) -> bool:
    """Tell whether a paragraph is nothing but a short link to another page of the site."""
    link = block.find(".//a")
    if link is None or link.get("href", "").startswith(("tel:", "mailto:")):
        return False
    return text_of(link) == text and len(text.split()) <= _LEAD_LINES and "@" not in text


def _drop_repeated_quotes(even: Element) -> None:
    """Take away pull-quotes: by class, or because the same words stand in a paragraph of the text."""
    whole = [plain(text_of(block)) for block in even if block.tag not in {"blockquote", "figure"}]
    for block in list(even):
        if block.find(".//img") is not None:
            continue
        if block.tag == "p" and _is_said_again(text_of(block), whole):
            drop(block)
        if block.tag not in {"blockquote", "figure"}:
            continue
        words = plain(" ".join(text_of(part) for part in block if part.find(".//cite") is None))
        if _PULL_QUOTE.search(labels(block)) or (words and any(words in text for text in whole)):
            drop(block)


def _is_said_again(text: str, whole: list[str]) -> bool:
    """Tell whether a paragraph is nothing but words in marks that stand within another paragraph as well."""
    words = plain(text)
    if not text.startswith(_OPENING) or not text.endswith(_CLOSING) or len(text.split()) < _PULLED_WORDS:
        return False
    return any(words in one and len(words) < len(one) for one in whole)
