"""The sample office on a stage: a site whose posts, look and address a story sets as it goes."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from archive.sample import post, story
from archive.sample.answer import Answer, Asked, moved
from archive.sample.post import Post
from archive.sample.server import WAYS, Site
from archive.sample.view import View

Rewrite = Callable[[bytes], bytes]


class Stage(Site):
    """A site that shows the posts it is given.

    posts: by slug
    host: under which it is served now; the other one redirects to it, or is gone when `redirects` is False
    look: what happens to every HTML page on its way out
    """

    def __init__(self, slugs: Iterable[str], *, ways: frozenset[str] = WAYS) -> None:
        """Show some of the sample posts."""
        super().__init__(ways=ways)
        every = {one.slug: one for one in post.every()}
        self.posts = {slug: every[slug] for slug in slugs}
        self.changed = max(one.modified for one in self.posts.values())
        self.host = "127.0.0.1"
        self.redirects = True
        self.look: Rewrite = bytes

    @property
    def home(self) -> str:
        """The address of the site now, without a last slash."""
        return self.url.replace("127.0.0.1", self.host)

    @property
    def now(self) -> datetime:
        """The hour at which this day's run looks."""
        return story.START + timedelta(days=self.day)

    @property
    def view(self) -> View:
        """What the site shows now."""
        shown = sorted(self.posts.values(), key=lambda one: (one.published, one.id), reverse=True)
        return View(url=self.home, posts=tuple(shown), changed=self.changed, ways=self.ways)

    def answer(self, asked: Asked) -> Answer:
        """Answer at the present host; send on, or say nothing of use, at the one before."""
        if asked.headers["host"].partition(":")[0] != self.host:
            return moved(f"{self.home}{asked.path}") if self.redirects else Answer(body=b"", status=404)
        found = super().answer(asked)
        return replace(found, body=self.look(found.body)) if found.media_type.startswith("text/html") else found

    def add(self, *slugs: str) -> None:
        """Publish more of the sample posts, an hour before this day's run."""
        for one in post.every():
            if one.slug in slugs:
                self.posts[one.slug] = replace(one, published=self.now - timedelta(hours=1))
                self._touch(one.slug)

    def backfill(self, posts: Iterable[Post]) -> None:
        """Put old posts on the site, as they were dated."""
        self.posts |= {one.slug: one for one in posts}
        self.changed = self.now - timedelta(hours=1)

    def edit(self, slug: str, was: str, becomes: str) -> None:
        """Change the words of a post."""
        one = self.posts[slug]
        if was not in one.body + one.title:
            raise ValueError(f"{slug} does not say {was!r}")
        changed = (text.replace(was, becomes) for text in (one.title, one.body))
        title, body = changed
        self._set(slug, title=title, body=body)

    def redate(self, slug: str, published: datetime) -> None:
        """Change the day that a post claims."""
        self._set(slug, published=published)

    def rename(self, slug: str, becomes: str) -> None:
        """Give a post another address."""
        one = self.posts.pop(slug)
        self.posts[becomes] = replace(one, slug=becomes)
        self._touch(becomes)

    def take_down(self, slug: str) -> Callable[[], None]:
        """Remove a post, and return what puts it back."""
        one = self.posts.pop(slug)
        self.changed = self.now - timedelta(hours=1)
        return partial(self.posts.__setitem__, slug, one)

    def _set(self, slug: str, **values: object) -> None:
        self.posts[slug] = replace(self.posts[slug], **values)  # type: ignore[arg-type]
        self._touch(slug)

    def _touch(self, slug: str) -> None:
        self.changed = self.now - timedelta(hours=1)
        self.posts[slug] = replace(self.posts[slug], modified=self.changed)
