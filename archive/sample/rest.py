"""The REST interface of the sample site, as WordPress answers it (developer.wordpress.org/rest-api)."""

from datetime import UTC, datetime
from html import escape

from archive.release import LONDON
from archive.sample.answer import Answer, Asked, of_json
from archive.sample.post import Post
from archive.sample.view import NAME, View, excerpt

ROOT = "/wp-json/"
_POSTS = "wp/v2/posts"
_TYPES = {"post": ("Posts", "posts"), "page": ("Pages", "pages"), "attachment": ("Media", "media")}
_MOST = 100
_TEXTURE = {ord(mark): f"&#{ord(mark)};" for mark in "‘’“”–—…"} | {ord("&"): "&#038;"}
_KEYS = {
    "id": lambda post: post.id,
    "date": lambda post: post.published,
    "modified": lambda post: post.modified,
}


class _RefusedError(Exception):
    """A question that WordPress answers with 400: the code, and the parameter that is wrong."""


def answer(view: View, asked: Asked) -> Answer | None:
    """Answer an address of the interface; None for any other."""
    if not asked.path.startswith(ROOT):
        return None
    route = asked.path.removeprefix(ROOT).rstrip("/")
    fixed = _fixed(view).get(route)
    if fixed is not None:
        return fixed
    if route == _POSTS:
        return _list(view, asked)
    if route.startswith(f"{_POSTS}/"):
        return _one(view, asked, route.removeprefix(f"{_POSTS}/"))
    return _error("rest_no_route", "No route was found matching the URL and request method.", 404)


def _fixed(view: View) -> dict[str, Answer]:
    """Return what no parameter changes: the index, the types, and the kinds that the site has none of."""
    none = of_json([], headers=_totals(0, 0))
    index = {"name": NAME, "description": "", "url": view.url, "home": view.url, "namespaces": ["wp/v2"]}
    types = of_json({name: _type(view, name) for name in _TYPES})
    return {"": of_json(index), "wp/v2/types": types, "wp/v2/pages": none, "wp/v2/media": none}


def title(post: Post) -> str:
    """Return the title as WordPress renders it: typographic marks as numbers."""
    return post.title.translate(_TEXTURE)


def _type(view: View, name: str) -> dict[str, object]:
    label, base = _TYPES[name]
    link = {"href": f"{view.url}{ROOT}wp/v2/{base}"}
    return {
        "name": label,
        "slug": name,
        "rest_base": base,
        "rest_namespace": "wp/v2",
        "has_archive": False,
        "hierarchical": name == "page",
        "taxonomies": ["category", "post_tag"] if name == "post" else [],
        "_links": {"wp:items": [link]},
    }


def _list(view: View, asked: Asked) -> Answer:
    try:
        number, size = _number(asked, "page", 1, None), _number(asked, "per_page", 10, _MOST)
        posts = _sorted(_changed_after(view.posts, asked), asked)
    except _RefusedError as refused:
        return _error("rest_invalid_param", f"Invalid parameter(s): {refused}", 400)
    pages = -(-len(posts) // size)
    if number > max(pages, 1):
        sentence = "The page number requested is larger than the number of pages available."
        return _error("rest_post_invalid_page_number", sentence, 400)
    shown = [_fields(_post(view, post), asked) for post in posts[(number - 1) * size : number * size]]
    return of_json(shown, headers=_totals(len(posts), pages))


def _one(view: View, asked: Asked, number: str) -> Answer:
    for post in view.posts:
        if str(post.id) == number:
            return of_json(_fields(_post(view, post), asked))
    return _error("rest_post_invalid_id", "Invalid post ID.", 404)


def _number(asked: Asked, name: str, default: int, most: int | None) -> int:
    given = asked.query.get(name, str(default))
    if not given.isdecimal() or int(given) < 1 or (most and int(given) > most):
        raise _RefusedError(name)
    return int(given)


def _changed_after(posts: tuple[Post, ...], asked: Asked) -> tuple[Post, ...]:
    """Return the posts modified strictly later; a time without an offset is the site's own."""
    given = asked.query.get("modified_after")
    if given is None:
        return posts
    try:
        after = datetime.fromisoformat(given)
    except ValueError as error:
        raise _RefusedError("modified_after") from error
    after = after if after.tzinfo else after.replace(tzinfo=LONDON)
    return tuple(post for post in posts if post.modified > after)


def _sorted(posts: tuple[Post, ...], asked: Asked) -> list[Post]:
    by, order = asked.query.get("orderby", "date"), asked.query.get("order", "desc")
    if by not in _KEYS:
        raise _RefusedError("orderby")
    if order not in {"asc", "desc"}:
        raise _RefusedError("order")
    return sorted(posts, key=_KEYS[by], reverse=order == "desc")


def _fields(whole: dict[str, object], asked: Asked) -> dict[str, object]:
    wanted = asked.query.get("_fields")
    return whole if wanted is None else {name: whole[name] for name in wanted.split(",") if name in whole}


def _post(view: View, post: Post) -> dict[str, object]:
    return {
        "id": post.id,
        "date": _local(post.published),
        "date_gmt": _gmt(post.published),
        "guid": {"rendered": f"{view.url}/?p={post.id}"},
        "modified": _local(post.modified),
        "modified_gmt": _gmt(post.modified),
        "slug": post.slug,
        "status": "publish",
        "type": "post",
        "link": f"{view.url}{post.path}",
        "title": {"rendered": title(post)},
        "content": {"rendered": f"\n{view.content(post)}\n", "protected": False},
        "excerpt": {"rendered": f"<p>{escape(excerpt(post), quote=False)}</p>\n", "protected": False},
    }


def _local(when: datetime) -> str:
    return when.astimezone(LONDON).strftime("%Y-%m-%dT%H:%M:%S")


def _gmt(when: datetime) -> str:
    return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S")


def _totals(posts: int, pages: int) -> tuple[tuple[str, str], ...]:
    return (("X-WP-Total", str(posts)), ("X-WP-TotalPages", str(pages)))


def _error(code: str, message: str, status: int) -> Answer:
    return of_json({"code": code, "message": message, "data": {"status": status}}, status=status)
