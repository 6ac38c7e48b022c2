"""A WordPress in memory: posts, and the REST API over them as WordPress 6.1 answers."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from math import ceil
from urllib.parse import parse_qsl, urlsplit

from archive.response import NO_VALIDATORS, Response, Validators
from tests.archive.discover.discover_site import HOME, NOW, Page, answered, json_page

ROOT = f"{HOME}wp-json/"
_FORMAT = "%Y-%m-%dT%H:%M:%S"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A post as its editor left it; times are UTC."""

    id: int
    date: datetime
    modified: datetime
    content: str = "<p>Fourteen buses will carry a bleed kit.</p>"
    title: str = "Bleed kits &amp; late buses"
    excerpt: str = ""
    slug: str = ""
    password: bool = False
    lang: str = ""

    def row(self, kind: str) -> dict[str, object]:
        """Return the post as the API gives it."""
        slug = self.slug or f"{kind}-{self.id}"
        return {
            "id": self.id,
            "link": f"{HOME}news/{slug}/",
            "slug": slug,
            "guid": {"rendered": f"{HOME}?p={self.id}"},
            "date_gmt": self.date.strftime(_FORMAT),
            "modified_gmt": self.modified.strftime(_FORMAT),
            "title": {"rendered": self.title},
            "excerpt": {"rendered": self.excerpt, "protected": self.password},
            "content": {"rendered": "" if self.password else self.content, "protected": self.password},
            **({"lang": self.lang} if self.lang else {}),
        }


@dataclass
class Blog:
    """A Fetch that answers for a WordPress site.

    posts: by type and id; scheduled and trashed posts are not among them
    types: rest_base by type
    broken: routes that answer 500
    totals: whether X-WP-Total reaches us
    """

    posts: dict[str, dict[int, Entry]] = field(default_factory=lambda: {"post": {}})
    types: dict[str, str] = field(default_factory=lambda: {"post": "posts"})
    root: str = ROOT
    home: Page = field(default_factory=lambda: Page(headers=(("Link", f'<{ROOT}>; rel="https://api.w.org/"'),)))
    broken: frozenset[str] = frozenset()
    totals: bool = True
    now: datetime = NOW
    asked: list[str] = field(default_factory=list)

    def __call__(self, url: str, *, accept: str = "*/*", validators: Validators = NO_VALIDATORS) -> Response:
        """Answer one request."""
        assert accept
        assert validators == NO_VALIDATORS
        self.asked.append(url)
        return replace(answered(url, self._page(url)), fetched_at=self.now)

    def write(self, number: int, kind: str = "post", **changes: object) -> None:
        """Publish a post, or save it anew, by the site's clock."""
        before = self.posts[kind].get(number, Entry(id=number, date=self.now, modified=self.now))
        self.posts[kind][number] = replace(before, **{"modified": self.now, **changes})  # type: ignore[arg-type]

    def pass_(self, **duration: float) -> None:
        """Let time pass."""
        self.now += timedelta(**duration)

    def _page(self, url: str) -> Page:
        if url == HOME:
            return self.home
        if not url.startswith(self.root):
            return Page(body="<h1>Not here</h1>", status=404)
        query = dict(parse_qsl(urlsplit(url).query))
        route = query.get("rest_route") or urlsplit(url).path.removeprefix(urlsplit(self.root).path)
        route = route.removeprefix("/wp/v2/").removeprefix("wp/v2/")
        if route in self.broken:
            return json_page({"code": "internal_server_error"}, status=500)
        if route == "types":
            return json_page(self._types())
        kinds = {base: kind for kind, base in self.types.items()}
        return self._list(kinds[route], query) if route in kinds else json_page({"code": "rest_no_route"}, status=404)

    def _types(self) -> dict[str, object]:
        builtin = {"page": "pages", "attachment": "media", "nav_menu_item": "menu-items", "wp_block": "blocks"}
        return {
            slug: {"slug": slug, "name": slug.title(), "rest_base": base, "rest_namespace": "wp/v2"}
            for slug, base in {**builtin, **self.types}.items()
        }

    def _list(self, kind: str, query: dict[str, str]) -> Page:
        rows = sorted(
            self.posts[kind].values(), key=lambda entry: (entry.date if query["orderby"] == "date" else NOW, entry.id)
        )
        if query["order"] == "desc":
            rows.reverse()
        if after := query.get("modified_after"):
            rows = [entry for entry in rows if entry.modified > datetime.fromisoformat(after)]
        if include := query.get("include"):
            rows = [entry for entry in rows if str(entry.id) in include.split(",")]
        number, size = int(query.get("page", "1")), int(query["per_page"])
        fields = query["_fields"].split(",")
        shown = [entry.row(kind) for entry in rows[(number - 1) * size : number * size]]
        listed = [{name: value for name, value in row.items() if name in fields} for row in shown]
        if not self.totals:
            return json_page(listed)
        return json_page(listed, X_WP_Total=str(len(rows)), X_WP_TotalPages=str(ceil(len(rows) / size)))
