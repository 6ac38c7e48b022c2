"""What stands on every page of a site and is no part of a release: menus, banners, share buttons, teasers."""

import re
from itertools import takewhile

from archive.parse.closing import opens as opens_closing
from archive.parse.signatures import settle as settle_signatures
from archive.parse.tree import HEADINGS, Element, drop, text_of

_NEVER_TEXT = frozenset(
    "script style noscript template svg iframe object embed video audio canvas map input select "
    "textarea option datalist dialog nav aside footer link meta progress math".split()
)
_ROLES = frozenset(
    "navigation banner contentinfo search complementary dialog alertdialog menu menubar toolbar tablist alert".split()
)
# Words of a class or id as content systems of every kind use them.
_LABELS = re.compile(
    r"(?<![a-z])(?:share|sharing|sharebar|sharedaddy|sharethis|addthis|addtoany|social|related|relatedposts|"
    r"breadcrumbs?|crumbs?|cookies?|consent|newsletter|subscribe|signup|comments?|respond|disqus|pagination|pager|"
    r"nav|navbar|navigation|menu|sidebar|sidenav|skip|skiplink|promos?|feedback|footer|masthead|toolbar|tags|"
    r"tagcloud|taxonomy|categories|advert|ads|popup|modal|lightbox|quick-?exit|language-?switcher|most-?read|"
    r"recommended|author-?bio|aside|alert|right-?col(?:umn)?|left-?col(?:umn)?|topbar|read-?more|more-?link|"
    r"screen-?reader-?text|visually-?hidden|sr-?only|(?<!\S)widget)(?![a-z])"
)
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_HIDDEN_STYLE = re.compile(r"display\s{0,4}:\s{0,4}none|visibility\s{0,4}:\s{0,4}hidden", re.IGNORECASE)
_KEPT = frozenset(("html", "head", "body", "main", "article"))
_FORM_LIMIT = 1500
_MUCH = 0.4
_TEASER_TAGS = frozenset(("li", "div", "article", "section", "table", "td", "tr", "a"))
_TEASER_LIMIT = 700
_TEASER_WORDS = 3
_NEWSLETTER_TEASERS = 3
_ONWARD_WORDS = 4
_DATE_WIDTH = 30
# What a mailing says of itself, in the version that stays on the web.
_MAILING = re.compile(
    r"\bunsubscribe\b|\bsubscriber preferences\b|\bview (?:it|this|in)\b[^.]{0,30}\b(?:browser|web ?page)\b",
    re.IGNORECASE,
)
_NOWHERE = frozenset(("#", "javascript:void(0)", "javascript:void(0);", "javascript:;", "javascript:window.print()"))
_DOCUMENT = re.compile(r"\.(?:pdf|docx?|xlsx?|odt|ods|csv|rtf)(?:$|[?#.])", re.IGNORECASE)
_DATED = re.compile(r"(?:19|20)\d\d")


def prune(root: Element) -> None:
    """Take away menus, banners, forms, hidden text and the like; an element that holds much of the page stays."""
    settle_signatures(root)
    for footer in [one for article in root.iter("article") for one in article.iter("footer")]:
        if any(opens_closing(line) for line in map(text_of, footer.iter("p", "div", *HEADINGS))):
            footer.tag = "div"
    for element in list(root.iter(*_NEVER_TEXT)):
        drop(element)
    for element in root.iter("summary"):
        element.tag = "h4"
    whole = len(root.text_content())
    waiting = list(root)
    while waiting:
        element = waiting.pop()
        if _is_furniture(element, whole):
            drop(element)
        else:
            waiting.extend(element)
    _drop_controls(root)
    if _MAILING.search(root.text_content()):
        _drop_mailing(root)


def _drop_controls(root: Element) -> None:
    """Take away links that lead nowhere and stand among nothing but links: print, enlarge, listen."""
    for link in list(root.iter("a")):
        holder = link.getparent()
        if (
            link.get("href", "").strip() not in _NOWHERE
            or holder is None
            or holder.tag not in {"div", "p", "li", "span"}
        ):
            continue
        words = text_of(link)
        alone = not (holder.text or "").strip() and all(
            one.tag == "a" and not (one.tail or "").strip() for one in holder
        )
        if alone and len(words.split()) < _TEASER_WORDS and not opens_closing(words):
            drop(link)


def _drop_mailing(root: Element) -> None:
    """Take away the cells of a mailing's layout that speak of the mailing itself."""
    for cell in list(root.iter("td")):
        text = cell.text_content() if cell.find(".//td") is None else ""
        if len(text) <= _TEASER_LIMIT and _MAILING.search(text):
            drop(cell)


def teasers(root: Element) -> list[Element]:
    """Return the blocks that each announce another page: siblings alike, a headline that links, a few lines."""
    found: list[Element] = []
    waiting = [root]
    while waiting:
        alike: dict[tuple[str, str], list[Element]] = {}
        for child in waiting.pop():
            alike.setdefault((child.tag, child.get("class", "").partition(" ")[0]), []).append(child)
        for (tag, _), siblings in alike.items():
            announcing = [one for one in siblings if _announces(one)] if tag in _TEASER_TAGS else []
            taken = announcing if len(announcing) > 1 else []
            if not taken and tag in _TEASER_TAGS:
                leading = [one for one in siblings if _leads_on(one)]
                taken = leading if len(leading) >= _NEWSLETTER_TEASERS else []
            found += taken
            waiting += [one for one in siblings if one not in taken] if taken else siblings
    return found


def _announces(block: Element) -> bool:
    """Tell whether a block opens with a headline that is a link, and is short or dated besides, or is all a link."""
    if block.tag == "a":
        return _is_card(block)
    link = block.find(".//a")
    if link is None or not link.get("href"):
        return False
    words, text = link.text_content().strip(), block.text_content().strip()
    if len(text) > _TEASER_LIMIT or not _opens_with(text, words):
        return False
    headline = link.find(".//strong") is not None or link.find(".//b") is not None or bool(_DATED.search(text))
    around = [link, *link.iterdescendants(*HEADINGS), *link.iterancestors()]
    named = (
        one.tag in HEADINGS or "title" in one.get("class", "")
        for one in takewhile(lambda one: one is not block, around)
    )
    return headline or any(named)


def _opens_with(text: str, words: str) -> bool:
    """Tell whether a text begins with a link's words, or with a date and then these and more."""
    if not words:
        return False
    before, _, after = text.partition(words)
    dated = len(before) <= _DATE_WIDTH and bool(_DATED.search(before)) and len(after.strip()) > len(before)
    return dated or (len(words.split()) >= _TEASER_WORDS and text.startswith(words[:20]))


def _is_card(link: Element) -> bool:
    """Tell whether a link holds several lines of text: headline, date, first words."""
    lines = sum(bool(part.text_content().strip()) for part in link)
    return lines > 1 and bool(link.get("href")) and len(link.text_content()) <= _TEASER_LIMIT


def _leads_on(block: Element) -> bool:
    """Tell whether a block is a heading, a few lines and a link of its own line to the rest of them."""
    heading = next(block.iter(*HEADINGS), None)
    link = next(iter(block.xpath("(.//a[@href])[last()]")), None)
    if heading is None or link is None or len(block.text_content()) > _TEASER_LIMIT:
        return False
    words, text = link.text_content().strip(), block.text_content().strip()
    holder = link.getparent()
    first = link.getprevious() is None and not (holder.text or "").strip()
    alone = first or holder is heading.getparent()
    opens = text.startswith(heading.text_content().strip()) and text.endswith(words)
    return bool(words) and len(words.split()) <= _ONWARD_WORDS and opens and alone


def _is_furniture(element: Element, whole: int) -> bool:
    tag = element.tag
    if tag in _KEPT:
        return False
    if not isinstance(tag, str) or _HIDDEN_STYLE.search(element.get("style", "")):
        return True
    if tag == "button":
        return not _opens_section(element)
    if tag == "form":
        return len(element.text_content()) < min(_FORM_LIMIT, _MUCH * whole)
    return _is_marked(element) and not (_holds_much(element, whole) or _lists_documents(element))


def _opens_section(button: Element) -> bool:
    """Tell whether a button is the heading of a folded section, or stands in one; one that is becomes a heading."""
    if button.getparent().tag in HEADINGS:
        return True
    if not opens_closing(text_of(button)):
        return False
    button.tag = "h4"
    return True


def _is_marked(element: Element) -> bool:
    """Tell whether an element says of itself, by role, state, class or id, that it is not the text."""
    if element.get("role") in _ROLES or "hidden" in element.attrib or element.get("aria-hidden") == "true":
        return True
    return ("class" in element.attrib or "id" in element.attrib) and bool(_LABELS.search(_words(element)))


def _lists_documents(element: Element) -> bool:
    """Tell whether all that an element links to is documents, whatever it calls itself."""
    links = [link.get("href", "") for link in element.iter("a")]
    return bool(links) and all(_DOCUMENT.search(link) for link in links)


def _words(element: Element) -> str:
    """Return class and id in lower case, camelCase and underscores taken apart as well as joined."""
    names = f"{element.get('class', '')} {element.get('id', '')}".replace("_", "-")
    return f"{names} {_CAMEL.sub('-', names)}".lower()


def _holds_much(element: Element, whole: int) -> bool:
    if element.find(".//cite") is not None and next(element.iterancestors("blockquote"), None) is not None:
        return True
    return element.find(".//h1") is not None or len(element.text_content()) > _MUCH * whole
