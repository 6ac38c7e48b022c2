"""What every HTML page of the sample site has around its own part, as a small content system writes it."""

from datetime import datetime
from html import escape

from archive.release import LONDON
from archive.sample import rest, rss
from archive.sample.answer import Answer
from archive.sample.view import NAME, WELSH_NAME, View

NEWS = "/news/"
_WELSH_MONTHS = (
    *("Ionawr", "Chwefror", "Mawrth", "Ebrill", "Mai", "Mehefin"),
    *("Gorffennaf", "Awst", "Medi", "Hydref", "Tachwedd", "Rhagfyr"),
)


def page(view: View, title: str, main: str, *, language: str = "en", head: str = "") -> Answer:
    """Return a page with its validators; main is HTML, head more of it for the head."""
    full_title = title if title == NAME else f"{title} | {NAME}"
    links = (("Link", f'<{view.url}{rest.ROOT}>; rel="https://api.w.org/"'),) if "wordpress" in view.ways else ()
    body = _document(view, full_title, main, language, head).encode()
    return Answer(body=body, headers=links, changed=view.changed)


def words(view: View, title: str, text: str) -> Answer:
    """Return a page of a heading and one paragraph."""
    main = f'<main id="content">\n<h1>{escape(title)}</h1>\n<p>{escape(text)}</p>\n</main>'
    return page(view, title, main)


def day(when: datetime, language: str) -> str:
    """Return "14 March 2025" or "14 Mawrth 2025", in London."""
    local = when.astimezone(LONDON)
    month = _WELSH_MONTHS[local.month - 1] if language == "cy" else f"{local:%B}"
    return f"{local.day} {month} {local.year}"


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
    """Return the links by which a machine finds what the site publishes."""
    kind = f'rel="alternate" type="application/rss+xml" title="{NAME} » Feed"'
    links = {
        "wordpress": f'<link rel="https://api.w.org/" href="{view.url}{rest.ROOT}">\n',
        "feed": f'<link {kind} href="{view.url}{rss.PATH}">\n',
    }
    return "".join(link for way, link in links.items() if way in view.ways)
