"""The HTML pages of the sample site: home, the news in pages of ten, each release, and "not found"."""

from datetime import datetime
from html import escape
from re import fullmatch

from archive.release import LONDON
from archive.sample import rest, rss
from archive.sample.answer import Answer, Asked, moved
from archive.sample.post import Post
from archive.sample.view import NAME, PER_PAGE, WELSH_NAME, View, excerpt

NEWS = "/news/"
_RELATED = 3
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
_WELSH_MONTHS = (
    *("Ionawr", "Chwefror", "Mawrth", "Ebrill", "Mai", "Mehefin"),
    *("Gorffennaf", "Awst", "Medi", "Hydref", "Tachwedd", "Rhagfyr"),
)


def answer(view: View, asked: Asked) -> Answer | None:
    """Answer the home page, a release, or a page about the office; None for any other address."""
    if asked.path == "/":
        return _short_link(view, asked) if "p" in asked.query else _page(view, NAME, _home(view))
    for post in view.posts:
        if asked.path == post.path:
            return _page(
                view, post.title, _release(view, post), language=post.language, head=_alternate(view, post)
            )
        if f"{asked.path}/" == post.path:
            return moved(f"{view.url}{post.path}")
    return _about(view, asked.path)


def listing(view: View, asked: Asked) -> Answer | None:
    """Answer one page of the news; None past the end and for any other address."""
    found = fullmatch(r"/news/(?:page/(\d+)/)?", asked.path)
    number = int(found[1] or 1) if found else 0
    posts = view.page(number)
    if not posts:
        return None
    items = "".join(_teaser(view, post) for post in posts)
    turn = _turn(view, number)
    return _page(
        view,
        "News",
        f'<main id="content">\n<h1>News</h1>\n<ul class="news-list">\n{items}</ul>\n{turn}</main>',
    )


def not_found(view: View) -> Answer:
    """Answer 404 with a page, as sites do."""
    words = "Sorry, we could not find that page. It may have moved, or it may no longer be here."
    body = f'<main id="content">\n<h1>Page not found</h1>\n<p>{words}</p>\n</main>'
    return Answer(body=_document(view, "Page not found", body, "en", "").encode(), status=404)


def _about(view: View, path: str) -> Answer | None:
    if path not in _ABOUT:
        return None
    title, words = _ABOUT[path]
    return _page(view, title, f'<main id="content">\n<h1>{title}</h1>\n<p>{words}</p>\n</main>')


def _short_link(view: View, asked: Asked) -> Answer | None:
    for post in view.posts:
        if asked.query["p"] == str(post.id):
            return moved(f"{view.url}{post.path}")
    return None


def _page(view: View, title: str, main: str, *, language: str = "en", head: str = "") -> Answer:
    full_title = title if title == NAME else f"{title} | {NAME}"
    links = (
        (("Link", f'<{view.url}{rest.ROOT}>; rel="https://api.w.org/"'),) if "wordpress" in view.ways else ()
    )
    body = _document(view, full_title, main, language, head).encode()
    return Answer(body=body, headers=links, changed=view.changed)


def _document(view: View, title: str, main: str, language: str, head: str) -> str:
    name = WELSH_NAME if language == "cy" else NAME
    return f"""<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(title)}</title>
{head}{_head(view)}</head>
<body>
<a class="skip" href="#content">Skip to main content</a>
<header class="site-header">
<p class="site-name"><a href="{view.url}/">{escape(name)}</a></p>
<nav aria-label="Main"><ul>
<li><a href="{view.url}/">Home</a></li>
<li><a href="{view.url}/your-commissioner/">Your Commissioner</a></li>
<li><a href="{view.url}{NEWS}">News</a></li>
<li><a href="{view.url}/contact/">Contact us</a></li>
</ul></nav>
</header>
{main}
<footer class="site-footer">
<p>Drovers House, Castle Street, Aldermouth. Telephone 01632 960140.</p>
<p>© 2026 {escape(NAME)}</p>
</footer>
</body>
</html>
"""


def _head(view: View) -> str:
    kind = f'rel="alternate" type="application/rss+xml" title="{NAME} » Feed"'
    links = {
        "wordpress": f'<link rel="https://api.w.org/" href="{view.url}{rest.ROOT}">\n',
        "feed": f'<link {kind} href="{view.url}{rss.PATH}">\n',
    }
    return "".join(link for way, link in links.items() if way in view.ways)


def _home(view: View) -> str:
    return f"""<main id="content">
<h1>Your voice in policing</h1>
<p>The Commissioner sets the priorities for policing in Marchshire, sets the budget for it,
and holds the Chief Constable to account.</p>
{_latest(view) if "listing" in view.ways else ""}</main>"""


def _latest(view: View) -> str:
    items = "".join(_teaser(view, post) for post in view.posts[:_RELATED])
    return f"""<section class="latest">
<h2>Latest news</h2>
<ul>
{items}</ul>
<p><a href="{view.url}{NEWS}">All news</a></p>
</section>
"""


def _teaser(view: View, post: Post) -> str:
    return f"""<li class="news-item">
<h2><a href="{view.url}{post.path}">{escape(post.title)}</a></h2>
<p class="date">{_day(post.published, post.language)}</p>
<p>{escape(excerpt(post))}</p>
</li>
"""


def _turn(view: View, number: int) -> str:
    """Return the links to the pages before and after."""
    newer = f"{view.url}{NEWS}" if number == 2 else f"{view.url}{NEWS}page/{number - 1}/"  # noqa: PLR2004
    links = f'<a rel="prev" href="{newer}">Newer news</a>\n' if number > 1 else ""
    if len(view.posts) > number * PER_PAGE:
        links += f'<a rel="next" href="{view.url}{NEWS}page/{number + 1}/">Older news</a>\n'
    return f'<nav class="pagination" aria-label="Pages">\n{links}</nav>\n'


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
    line = f"{label} {_day(post.published, post.language)}"
    if post.modified.date() <= post.published.date():
        return line
    return f"{line}<br>{again} {_day(post.modified, post.language)}"


def _day(when: datetime, language: str) -> str:
    day = when.astimezone(LONDON)
    return f"{day.day} {_WELSH_MONTHS[day.month - 1] if language == 'cy' else f'{day:%B}'} {day.year}"


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
    others = [other for other in view.posts if other != post][:_RELATED]
    links = "".join(
        f'<li><a href="{view.url}{other.path}">{escape(other.title)}</a></li>\n' for other in others
    )
    return f'<aside class="related">\n<h2>Related news</h2>\n<ul>\n{links}</ul>\n</aside>\n'


def _alternate(view: View, post: Post) -> str:
    """Return the link to the same release in the other language, "" when there is none."""
    for other in view.posts:
        if post.translation and other.slug == post.translation:
            return f'<link rel="alternate" hreflang="{other.language}" href="{view.url}{other.path}">\n'
    return ""
