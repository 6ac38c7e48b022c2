"""An excerpt: the editor's own summary, or the first words of the text as WordPress cuts them."""

import re

from bs4 import BeautifulSoup

_CUT_BY_WORDPRESS = re.compile(r"\[(?:…|\.{3})\]$")
_CUT_BY_THEME = re.compile(r"(?:…|\.{3})$")


def own(excerpt: str, content: str) -> str:
    """Return the excerpt (HTML) when an editor wrote it, "" when it only repeats how the content begins.

    Where there is no excerpt, WordPress takes 55 words and " […]"; themes put "…" and a link in its place.
    """
    page = BeautifulSoup(excerpt, "lxml") if "<" in excerpt else None
    for link in page.find_all("a") if page else []:
        link.decompose()
    text = _squeezed(page.get_text() if page else excerpt)
    if not text or _CUT_BY_WORDPRESS.search(text):
        return ""
    whole = _squeezed(BeautifulSoup(content, "lxml").get_text()) if "<" in content else _squeezed(content)
    cut = _CUT_BY_THEME.sub("", text)
    repeated = whole.startswith(cut) and (cut != text or cut == whole)
    return "" if repeated else excerpt


def _squeezed(text: str) -> str:
    return "".join(text.split())
