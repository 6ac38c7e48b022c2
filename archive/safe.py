"""HTML that is safe to show anywhere: what is stored goes through here, and so does all that is published of it."""

from collections.abc import Set as AbstractSet

import nh3

TAGS = frozenset(
    "p br hr h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote pre table caption thead tbody tfoot tr th td "
    "a abbr b cite code del em i ins q s small strong sub sup time u figure figcaption img".split()
)
_ATTRIBUTES = {
    "a": {"href", "title", "hreflang"},
    "abbr": {"title"},
    "blockquote": {"cite"},
    "img": {"src", "alt", "width", "height"},
    "ol": {"start"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
    "time": {"datetime"},
}
_SCHEMES = {"http", "https", "mailto", "tel"}
_TURNS = 5


def clean(html: str) -> str:
    """Return what is safe of a piece of HTML: text-level markup, lists, tables, headings, links, images.

    What is clean already stays as it is, to the byte, because nothing is clean that another parser could read in
    another way: markup that goes on changing when it is read again loses its tags.
    """
    html = html.strip()
    for _ in range(_TURNS):
        before, html = html, _sanitised(html, TAGS)
        if html == before:
            return html
    return _sanitised(html, frozenset())


def _sanitised(html: str, tags: AbstractSet[str]) -> str:
    return nh3.clean(
        html,
        tags=set(tags),
        attributes=_ATTRIBUTES,
        url_schemes=_SCHEMES,
        link_rel="noopener nofollow",
        strip_comments=True,
    ).strip()
