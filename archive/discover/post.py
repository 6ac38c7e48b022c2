"""One post of the WordPress REST API, as an item."""

from datetime import UTC, datetime

from archive import identity
from archive.discover.page import address
from archive.discover.reading import Item
from archive.discover.rest import Row
from archive.release import NO_CLAIM, Alias, AliasKind, Channel, Claim
from archive.response import Response

_FIRST_SITE = 1991  # what claims to be older than the Web is an empty date
_LANGUAGES = frozenset({"en", "cy"})


def item_of(row: Row, slug: str, root: str, response: Response) -> Item:
    """Return the item of a readable post of the type `slug`."""
    url = address("", _string(row, "link"))
    return Item(
        url=url,
        channel=Channel.REST,
        response=response,
        title=_rendered(row, "title"),
        published=_claim(row, "date_gmt"),
        modified=_claim(row, "modified_gmt"),
        summary=_rendered(row, "excerpt"),
        content=_rendered(row, "content"),
        language=_language(row),
        aliases=_aliases(row, slug, root, url),
        translations=_translations(row, slug, root),
    )


def post_alias(number: int, slug: str, root: str) -> Alias:
    """Return the alias of a post id; ids are counted per site, so that another site's mean nothing."""
    return Alias(kind=AliasKind.WORDPRESS, value=f"{slug}:{number}", generation=identity.host(root))


def readable(row: Row) -> bool:
    """Tell whether a post has an address, and no password hides its text."""
    content = row.get("content")
    protected = isinstance(content, dict) and content.get("protected")
    return not protected and bool(address("", _string(row, "link")))


def modified_of(row: Row) -> str:
    """Return when a post was modified: GMT, ISO 8601 without an offset; "" when it does not say."""
    claim = _claim(row, "modified_gmt")
    return claim.value.removesuffix("+00:00")


def _aliases(row: Row, slug: str, root: str, url: str) -> tuple[Alias, ...]:
    found = [identity.url_alias(url)]
    if guid := _rendered(row, "guid"):
        found.append(Alias(kind=AliasKind.GUID, value=guid))
    found.append(post_alias(row["id"], slug, root))
    if words := _string(row, "slug"):
        found.append(Alias(kind=AliasKind.SLUG, value=f"{slug}:{words}", generation=identity.host(root)))
    return tuple(found)


def _translations(row: Row, slug: str, root: str) -> tuple[Alias, ...]:
    """Return the posts that Polylang ({"cy": 12, "en": 9}) or WPML ([{"locale": "cy_GB", "id": 12}]) names."""
    polylang, wpml = row.get("translations"), row.get("wpml_translations")
    named = list(polylang.items()) if isinstance(polylang, dict) else []
    for each in wpml if isinstance(wpml, list) else ():
        if isinstance(each, dict):
            named.append((str(each.get("locale", ""))[:2], each.get("id")))
    numbers = (number for language, number in named if language in _LANGUAGES and type(number) is int)
    return tuple(post_alias(number, slug, root) for number in numbers if number != row["id"])


def _claim(row: Row, field: str) -> Claim:
    """Read a date that WordPress gives in GMT without an offset; a draft's is null or all zeros."""
    try:
        moment = datetime.fromisoformat(_string(row, field))
    except ValueError:
        return NO_CLAIM
    moment = moment.replace(tzinfo=UTC)
    if moment.year < _FIRST_SITE:
        return NO_CLAIM
    return Claim(value=moment.isoformat(timespec="seconds"), evidence=f"REST {field}")


def _language(row: Row) -> str:
    """Return what Polylang ("cy") or WPML ("cy_GB") says; "" without them."""
    code = (_string(row, "lang") or _string(row, "wpml_current_locale"))[:2].lower()
    return code if code in _LANGUAGES else ""


def _string(row: Row, field: str) -> str:
    value = row.get(field)
    return value if isinstance(value, str) else ""


def _rendered(row: Row, field: str) -> str:
    value = row.get(field)
    return _string(value, "rendered") if isinstance(value, dict) else ""
