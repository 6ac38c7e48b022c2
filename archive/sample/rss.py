"""The feed of the sample site: RSS 2.0 with whole texts, ten items a page, as WordPress writes it."""

from datetime import UTC
from email.utils import format_datetime
from html import escape

from archive.sample.answer import Answer, Asked
from archive.sample.post import Post
from archive.sample.view import NAME, View, excerpt

PATH = "/feed/"
_MEDIA_TYPE = "application/rss+xml; charset=UTF-8"
_NAMESPACES = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:atom="http://www.w3.org/2005/Atom"'
)


def answer(view: View, asked: Asked) -> Answer | None:
    """Answer the feed's address; past the last page WordPress says 404, and still sends an RSS document."""
    if asked.path != PATH:
        return None
    number = asked.query.get("paged", "1")
    posts = view.page(int(number)) if number.isdecimal() else ()
    body = _channel(view, posts).encode()
    if not posts:
        return Answer(body=body, media_type=_MEDIA_TYPE, status=404)
    return Answer(body=body, media_type=_MEDIA_TYPE, changed=view.changed)


def _channel(view: View, posts: tuple[Post, ...]) -> str:
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" {_NAMESPACES}>
<channel>
<title>{escape(NAME)}</title>
<atom:link href="{view.url}{PATH}" rel="self" type="application/rss+xml"/>
<link>{view.url}</link>
<description>News from the office of the {escape(NAME)}</description>
<lastBuildDate>{format_datetime(view.changed.astimezone(UTC))}</lastBuildDate>
<language>en-GB</language>
{"".join(_item(view, post) for post in posts)}</channel>
</rss>
"""


def _item(view: View, post: Post) -> str:
    return f"""<item>
<title>{escape(post.title)}</title>
<link>{view.url}{post.path}</link>
<dc:creator><![CDATA[Communications]]></dc:creator>
<pubDate>{format_datetime(post.published.astimezone(UTC))}</pubDate>
<category><![CDATA[News]]></category>
<guid isPermaLink="false">{view.url}/?p={post.id}</guid>
<description><![CDATA[<p>{escape(excerpt(post), quote=False)}</p>]]></description>
<content:encoded><![CDATA[{view.content(post)}]]></content:encoded>
</item>
"""
