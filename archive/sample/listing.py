"""The news pages of the sample site: teasers, ten a page, with links to the pages before and after."""

from collections.abc import Iterable
from html import escape
from re import fullmatch

from archive.sample.answer import Answer, Asked
from archive.sample.post import Post
from archive.sample.template import NEWS, day, page
from archive.sample.view import PER_PAGE, View, excerpt


def answer(view: View, asked: Asked) -> Answer | None:
    """Answer one page of the news; None past the end and for any other address."""
    found = fullmatch(rf"{NEWS}(?:page/(\d+)/)?", asked.path)
    number = int(found[1] or 1) if found else 0
    posts = view.page(number)
    if not posts:
        return None
    items = f'<ul class="news-list">\n{teasers(view, posts)}</ul>\n'
    return page(view, "News", f'<main id="content">\n<h1>News</h1>\n{items}{_turn(view, number)}</main>')


def teasers(view: View, posts: Iterable[Post]) -> str:
    """Return a list item for each post: its title and link, its date, and its first words."""
    return "".join(
        f"""<li class="news-item">
<h2><a href="{view.url}{post.path}">{escape(post.title)}</a></h2>
<p class="date">{day(post.published, post.language)}</p>
<p>{escape(excerpt(post))}</p>
</li>
"""
        for post in posts
    )


def _turn(view: View, number: int) -> str:
    links = ""
    if number > 1:
        newer = f"page/{number - 1}/" if number - 1 > 1 else ""
        links += f'<a rel="prev" href="{view.url}{NEWS}{newer}">Newer news</a>\n'
    if len(view.posts) > number * PER_PAGE:
        links += f'<a rel="next" href="{view.url}{NEWS}page/{number + 1}/">Older news</a>\n'
    return f'<nav class="pagination" aria-label="Pages">\n{links}</nav>\n'
