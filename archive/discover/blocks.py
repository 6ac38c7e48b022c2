"""The blocks of a news page: one per release, found by their structure, whatever the site calls them."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from bs4 import BeautifulSoup, Tag

from archive import identity
from archive.discover.page import attribute, line
from archive.discover.section import NEWS, leads
from archive.discover.stamp import stamped
from archive.release import NO_CLAIM, Claim

_AROUND = ("nav", "footer", "aside", "script", "style", "template")
_CHROME = re.compile(  # but WordPress gives a release in the category "social media" the class category-social-media
    r"^(?!category-|tag-)(?:.*[-_])?(?:(?:related|breadcrumbs?|pagination|pager|cookies?|share|sharing)(?:[-_].*)?|"
    r"nav|navbar|navigation|menu|tagcloud|tags|categories|footer|social|languages?|comments?)$",
    re.IGNORECASE,
)
_HEADING = re.compile(r"^h[1-6]$")
_DATE_IN_WORDS = re.compile(r"\b(?:\d{1,2}\w{0,3} +[^\W\d]{3,10},? +\d{4}|\d{1,2}([/.-])\d{1,2}\1\d{2,4})\b")
_HATOM = frozenset({"published", "updated"})
_UPDATED = re.compile(r"updated|modified", re.IGNORECASE)
_CLIMB = 6  # how far above its link a block can begin
_MOST_TARGETS = 4  # the release, its picture, its category, "read more"
_WORDS_OF_A_TITLE = 4
_PLAUSIBLE = 3  # of a block's worth; a menu of short words under /news/ comes to 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One release as a page lists it.

    url: absolute
    title, words: of the heading or of the link, as HTML and as plain text
    published, modified: from time elements
    date: how a date in its text is written, whatever it means; ""
    headed: whether a heading gives the title
    worth: how much it looks like a release, from 1 to 7
    classes: of its element
    """

    url: str
    title: str
    words: str
    published: Claim
    modified: Claim
    date: str
    headed: bool
    worth: int
    classes: frozenset[str]

    @property
    def looks(self) -> tuple[bool, bool]:
        """What a reader sees of it: a heading, a date."""
        return self.headed, bool(self.published.value or self.date)


def find_blocks(soup: BeautifulSoup, url: str) -> list[Block]:
    """Return the blocks of the page at `url`, the first of each address.

    Blocks are elements of one name in parents of one kind, each with one release to go to. Of several such
    groups the one with most to show for itself is taken: headings, dates, long titles, addresses of news.
    """
    blocks: list[Block] = []
    groups: dict[tuple[str, str], list[Block]] = defaultdict(list)
    for element in _candidates(soup, url):
        if found := _block(element, url):
            blocks.append(found)
            groups[_shape(element)].append(found)
    alike = [_alike(group) for group in groups.values()]
    plausible = [group for group in alike if sum(block.worth for block in group) >= _PLAUSIBLE * len(group)]
    # cubes, because a few headings with dates say more than the many bare links in the texts below them
    best = max(plausible, key=lambda group: sum(block.worth**3 for block in group), default=[])
    best = [*_leading(blocks, best), *best]
    return list({identity.normal_url(block.url): block for block in reversed(best)}.values())[::-1]


def newsworthy(blocks: list[Block], url: str) -> bool:
    """Tell whether blocks are news and no services or people: most have a date, or addresses that say so."""
    news = sum(1 for block in blocks if block.looks[1] or NEWS.search(urlsplit(block.url).path))
    return bool(blocks) and (bool(NEWS.search(urlsplit(url).path)) or 2 * news > len(blocks))


def _leading(blocks: list[Block], best: list[Block]) -> list[Block]:
    """Return what stands above a group and is set apart from it: the newest release, when it looks like the others."""
    if not best or not all(best[0].looks):
        return []
    above = [block for block in blocks[: blocks.index(best[0])] if block.looks == best[0].looks]
    return above if len({block.url for block in above}) == 1 else []


def _candidates(soup: BeautifulSoup, url: str) -> Iterator[Tag]:
    """Give every element that could be a block: the links to releases, and what is around each."""
    given: set[int] = set()
    for link in soup.find_all("a", href=True):
        if not leads(attribute(link, "href"), url) or _in_chrome(link):
            continue
        for element in (link, *list(link.parents)[:_CLIMB]):
            if element.name in {"body", "html", "[document]"}:
                break
            if id(element) not in given:
                given.add(id(element))
                yield element


def _in_chrome(link: Tag) -> bool:
    """Tell whether a link belongs to what is around every page of the site."""
    for element in (link, *link.parents):
        if element.name in {"body", "html", "[document]"}:
            return False
        if element.name == "aside" and "featured" in (attribute(element, "id"), *_classes(element)):
            continue
        around = element.name in _AROUND or (element.name == "header" and element.find("nav"))
        if around or element.get("role") == "navigation" or any(_CHROME.search(name) for name in _classes(element)):
            return True
    return False


def _block(element: Tag, url: str) -> Block | None:
    """Read an element as a block; None when it does not have exactly one release to go to."""
    anchors = [element] if element.name == "a" else element.find_all("a", href=True)
    links = [link for link in anchors if leads(attribute(link, "href"), url)]
    headings = [heading for heading in element.find_all(_HEADING) if line(heading)]
    headings = headings or element.find_parents(_HEADING)
    headed = [
        (heading, link) for heading in headings if (link := _link(heading)) and leads(attribute(link, "href"), url)
    ]
    if len({attribute(link, "href") for _, link in headed}) > 1:
        return None
    if headed:
        return _described(element, headed[0][0], attribute(headed[0][1], "href"))
    if not links or len({attribute(link, "href") for link in links}) > _MOST_TARGETS:
        return None
    longest = max(links, key=lambda link: len(line(link)))
    return _described(element, headings[0] if len(headings) == 1 else longest, attribute(longest, "href"))


def _link(heading: Tag) -> Tag | None:
    return heading.find("a", href=True) or heading.find_parent("a", href=True)


def _described(element: Tag, title: Tag, url: str) -> Block | None:
    words = line(title)
    if not words:
        return None
    published, modified = _dates(element)
    written = _DATE_IN_WORDS.search(line(element))
    headed = bool(_HEADING.match(title.name))
    news = bool(NEWS.search(urlsplit(url).path))
    return Block(
        url=url,
        title=title.decode_contents().strip(),
        words=words,
        published=published,
        modified=modified,
        date=written.group() if written else "",
        headed=headed,
        worth=1 + 2 * headed + 2 * bool(published.value or written) + (len(words.split()) >= _WORDS_OF_A_TITLE) + news,
        classes=frozenset(_classes(element)),
    )


def _dates(element: Tag) -> tuple[Claim, Claim]:
    """Return what elements that stamp a time say of publication and of the last change."""
    published = modified = NO_CLAIM
    for time in element.find_all(_stamps):
        claim = stamped(attribute(time, "datetime") or attribute(time, "title"), f"listing: {time.name} element")
        if _UPDATED.search(attribute(time, "class")):
            modified = modified if modified.value else claim
        else:
            published = published if published.value else claim
    return published, modified


def _stamps(element: Tag) -> bool:
    """Tell whether an element has a time for machines: HTML's own, or the older hAtom's <abbr class="published">."""
    if element.name == "time":
        return element.has_attr("datetime")
    return element.name == "abbr" and element.has_attr("title") and not _HATOM.isdisjoint(_classes(element))


def _alike(group: list[Block]) -> list[Block]:
    """Leave out what only stands beside the blocks: it neither shares their class nor looks like them."""
    classes = Counter(name for block in group for name in block.classes)
    common = {name for name, count in classes.items() if 2 * count > len(group)}
    looks = Counter(block.looks for block in group).most_common(1)[0][0]
    return [block for block in group if not common or block.classes & common or (any(looks) and block.looks == looks)]


def _shape(element: Tag) -> tuple[str, str]:
    """Return the kind of an element's parents, and its name; a class with a digit in it is one block's own."""
    return " ".join(_kind(parent) for parent in list(element.parents)[:2]), element.name


def _kind(element: Tag) -> str:
    first = next((name for name in _classes(element) if not any(map(str.isdigit, name))), "")
    return f"{element.name}.{first}"


def _classes(element: Tag) -> list[str]:
    return attribute(element, "class").split()
