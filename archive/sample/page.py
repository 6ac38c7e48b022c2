"""The other HTML pages of the sample site: home, each release, two about the office, and "not found"."""

from dataclasses import replace
from html import escape

from archive.sample import listing, template
from archive.sample.answer import Answer, Asked, moved
from archive.sample.post import Post
from archive.sample.template import NEWS
from archive.sample.view import NAME, View

_LATEST = 3
_ABOUT = {
    "/your-commissioner/": (
        "Your Commissioner",
        "Hester Callowhill was elected in May 2024. Idris Thornbury is her deputy.",
    ),
    "/contact/": (
        "Contact us",
        "Write to Drovers House, Castle Street, Aldermouth, or telephone 01632 960140.",
    ),
}


def answer(view: View, asked: Asked) -> Answer | None:
    """Answer the home page, a release, or a page about the office; None for any other address."""
    if asked.path == "/":
        return _short_link(view, asked) if "p" in asked.query else template.page(view, NAME, _home(view))
    for post in view.posts:
        if asked.path == post.path:
            head = _alternate(view, post)
            return template.page(view, post.title, _release(view, post), language=post.language, head=head)
        if f"{asked.path}/" == post.path:
            return moved(f"{view.url}{post.path}")
    return template.words(view, *_ABOUT[asked.path]) if asked.path in _ABOUT else None


def not_found(view: View) -> Answer:
    """Answer 404 with a page, as sites do."""
    text = "Sorry, we could not find that page. It may have moved, or it may no longer be here."
    return replace(template.words(view, "Page not found", text), status=404, changed=None)


def _short_link(view: View, asked: Asked) -> Answer | None:
    for post in view.posts:
        if asked.query["p"] == str(post.id):
            return moved(f"{view.url}{post.path}")
    return None


def _home(view: View) -> str:
    return f"""<main id="content">
<h1>Your voice in policing</h1>
<p>The Commissioner sets the priorities for policing in Marchshire, sets the budget for it,
and holds the Chief Constable to account.</p>
{_latest(view) if "listing" in view.ways else ""}</main>"""


def _latest(view: View) -> str:
    return f"""<section class="latest">
<h2>Latest news</h2>
<ul>
{listing.teasers(view, view.posts[:_LATEST])}</ul>
<p><a href="{view.url}{NEWS}">All news</a></p>
</section>
"""


def _release(view: View, post: Post) -> str:
    standfirst = f'<p class="standfirst">{escape(post.standfirst)}</p>\n' if post.standfirst else ""
    return f"""<nav class="breadcrumbs" aria-label="Breadcrumbs">
<a href="{view.url}/">Home</a> › <a href="{view.url}{NEWS}">News</a> › <span>{escape(post.title)}</span>
</nav>
<main id="content">
<article class="news-article">
<h1>{escape(post.title)}</h1>
<p class="date">{_dates(post)}</p>
{view.figure(post.picture)}{standfirst}<div class="article-body">
{view.body(post)}
</div>
</article>
{_share(view, post)}{_related(view, post)}</main>"""


def _dates(post: Post) -> str:
    """Return the date line; the page claims a day, only the REST interface and the feed a minute."""
    label, again = ("Cyhoeddwyd", "Diweddarwyd") if post.language == "cy" else ("Published", "Last updated")
    line = f"{label} {template.day(post.published, post.language)}"
    if post.modified.date() <= post.published.date():
        return line
    return f"{line}<br>{again} {template.day(post.modified, post.language)}"


def _share(view: View, post: Post) -> str:
    address = f"{view.url}{post.path}"
    return f"""<div class="share">
<h2>Share this</h2>
<ul>
<li><a href="https://social.example.org/share?u={address}">Share on social media</a></li>
<li><a href="mailto:?body={address}">Share by e-mail</a></li>
</ul>
</div>
"""


def _related(view: View, post: Post) -> str:
    others = [other for other in view.posts if other != post][:_LATEST]
    links = "".join(f'<li><a href="{view.url}{other.path}">{escape(other.title)}</a></li>\n' for other in others)
    return f'<aside class="related">\n<h2>Related news</h2>\n<ul>\n{links}</ul>\n</aside>\n'


def _alternate(view: View, post: Post) -> str:
    """Return the link to the same release in the other language, "" when there is none."""
    for other in view.posts:
        if post.translation and other.slug == post.translation:
            return f'<link rel="alternate" hreflang="{other.language}" href="{view.url}{other.path}">\n'
    return ""
