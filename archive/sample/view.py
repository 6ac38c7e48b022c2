"""What the sample site shows on one day, and at which address."""

from dataclasses import dataclass
from datetime import datetime
from html import escape, unescape
from re import sub

from archive.sample.post import Picture, Post

NAME = "Police and Crime Commissioner for Marchshire"
WELSH_NAME = "Comisiynydd Heddlu a Throseddu Swydd y Gororau"
PER_PAGE = 10
_EXCERPT_WORDS = 55


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """The site on one day.

    url: its address without a last slash
    posts: newest first
    changed: when anything on it last changed; aware
    ways: how it publishes: "wordpress", "feed", "listing"
    """

    url: str
    posts: tuple[Post, ...]
    changed: datetime
    ways: frozenset[str]

    def page(self, number: int) -> tuple[Post, ...]:
        """Return the posts of one page of a list, counted from 1; none past the end."""
        return self.posts[(number - 1) * PER_PAGE : number * PER_PAGE] if number > 0 else ()

    def content(self, post: Post) -> str:
        """Return the HTML of a post as its editor wrote it: the picture, then the body."""
        return f"{self.figure(post.picture)}{self.body(post)}"

    def body(self, post: Post) -> str:
        """Return the HTML of a post without its picture, with the addresses filled in."""
        body = post.body.replace("{site}", self.url)
        return body if post.language == "en" else f'<div lang="{post.language}">\n{body}\n</div>'

    def figure(self, picture: Picture | None) -> str:
        """Return the HTML of a picture, "" for none."""
        if picture is None:
            return ""
        caption = f"<figcaption>{escape(picture.caption)}</figcaption>" if picture.caption else ""
        source = f"{self.url}/files/{picture.name}"
        return f'<figure class="image"><img src="{source}" alt="{escape(picture.alt)}">{caption}</figure>\n'


def excerpt(post: Post) -> str:
    """Return the standfirst, or the first words of the body as WordPress cuts them."""
    if post.standfirst:
        return post.standfirst
    words = unescape(sub(r"<[^>]+>", " ", post.body)).split()
    return " ".join(words) if len(words) <= _EXCERPT_WORDS else f"{' '.join(words[:_EXCERPT_WORDS])} […]"
