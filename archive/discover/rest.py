"""The REST API of a WordPress site: its addresses, its post types, its pages of posts.

Facts: developer.wordpress.org/rest-api/, and what WordPress 6.1 answers.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from archive.discover.answer import parsed_json, unexpected
from archive.errors import DiscoverError
from archive.response import Fetch, Response

PER_PAGE = 100  # the most that WordPress allows
_LANGUAGE_FIELDS = "lang,translations,wpml_current_locale,wpml_translations"  # Polylang's, WPML's
_POST_FIELDS = f"id,link,slug,guid,date_gmt,modified_gmt,title,excerpt,content,{_LANGUAGE_FIELDS}"
_ID_FIELDS = "id,link"

Row = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class PostType:
    """A kind of post: its slug, and the route of its posts below the root ("wp/v2/posts")."""

    slug: str
    route: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page of a collection.

    rows: posts, each with an integer "id"
    total, pages: of the whole collection, as the headers say
    """

    rows: list[Row]
    total: int
    pages: int
    response: Response


def address(root: str, route: str, **parameters: str) -> str:
    """Return the address of a route below a root; a root is a path (/wp-json/) or a query (?rest_route=/)."""
    parts = urlsplit(root)
    query = dict(parse_qsl(parts.query))
    path = parts.path
    if "rest_route" in query:
        query["rest_route"] = f"{query['rest_route'].rstrip('/')}/{route}"
    else:
        path = f"{path.rstrip('/')}/{route}"
    return urlunsplit((parts.scheme, parts.netloc, path, urlencode(query | parameters, safe="/,:"), ""))


@dataclass(frozen=True, slots=True)
class Api:
    """The REST API of one site; every method asks, and answers that are not what was asked for are a DiscoverError."""

    root: str
    fetch: Fetch

    def types(self) -> dict[str, Row]:
        """Return the post types that the API shows, by slug."""
        response = self.fetch(address(self.root, "wp/v2/types"), accept="application/json")
        shown = parsed_json(response, "the post types of WordPress")
        if not isinstance(shown, dict) or not shown or not all(isinstance(row, dict) for row in shown.values()):
            raise unexpected(response, "the post types of WordPress")
        return shown

    def posts(self, kind: PostType, **parameters: str) -> list[Page]:
        """Read whole posts, page by page."""
        return list(self._pages(kind, _fields=_POST_FIELDS, **parameters))

    def ids(self, kind: PostType) -> list[Page]:
        """Read the id and the address of every post, page by page."""
        return list(self._pages(kind, _fields=_ID_FIELDS))

    def newest(self, kind: PostType) -> Page:
        """Read the ids of the newest posts, and the total, in one request."""
        return self._page(kind, orderby="date", order="desc", _fields=_ID_FIELDS)

    def ends(self, kind: PostType) -> list[Page]:
        """Read the newest whole posts, and the oldest where one page does not hold them all; each says the total."""
        newest = self._page(kind, orderby="date", order="desc", _fields=_POST_FIELDS)
        oldest = [self._page(kind, orderby="date", order="asc", _fields=_POST_FIELDS)] if newest.pages > 1 else []
        return [newest, *oldest]

    def _pages(self, kind: PostType, **parameters: str) -> Iterator[Page]:
        """Turn the pages in the order of ids: by date, ties at the edges of pages repeat posts and lose others."""
        number, last = 1, 1
        while number <= last:
            page = self._page(kind, orderby="id", order="asc", page=str(number), **parameters)
            yield page
            number, last = number + 1, page.pages if page.rows else 0

    def _page(self, kind: PostType, **parameters: str) -> Page:
        url = address(self.root, kind.route, per_page=str(PER_PAGE), **parameters)
        response = self.fetch(url, accept="application/json")
        rows = parsed_json(response, "a list of posts")
        if not isinstance(rows, list) or not all(isinstance(row, dict) and type(row.get("id")) is int for row in rows):
            raise unexpected(response, "a list of posts")
        try:
            total, pages = int(response.header("x-wp-total")), int(response.header("x-wp-totalpages"))
        except ValueError as error:
            raise DiscoverError(
                f"{response.final_url} lists posts, but does not say how many there are",
                hint="Something between the site and us drops X-WP-Total: set the site's feed or news page instead.",
            ) from error
        return Page(rows=rows, total=total, pages=pages, response=response)
