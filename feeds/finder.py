"""The search in the browser: an index for each year, made by Pagefind, so that a plain folder of files can be searched.

By year, because what is new changes one index alone, and because a browser merges all of them: forty offices times
twenty years would be too many. Pagefind needs a quarter of a megabyte of memory for each release of an index.
"""

import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from html import escape
from importlib.util import find_spec
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory

from archive import extra
from archive.errors import PublishError
from archive.release import Holding
from archive.store import holdings, register
from archive.store.register import Filed, Within
from feeds.characters import legal
from feeds.pages import language
from feeds.pages.search import INDEX
from feeds.sheet import Document, Sheet
from feeds.site import Search, Site
from feeds.stock import Stock

MOST = 20_000  # releases that are indexed unless the operator asks for more
_PATIENCE = 1800  # seconds
# Pagefind also writes interfaces of its own, which the search page has no use for.
_WANTED = (".json", ".pf_meta", ".pf_index", ".pf_fragment", ".pf_filter")
_RUNTIME = ("pagefind.js", "wasm.en.pagefind")


def at_work(site: Site, count: int) -> bool:
    """Tell whether the published pages can search for themselves; PublishError when they should but cannot."""
    if site.search is Search.LIVE or not count:
        return False
    installed = find_spec("pagefind") is not None
    if site.search is Search.PAGES and not installed:
        raise PublishError(
            '[site] search is "pages", which needs Pagefind',
            hint=f'{extra.install("search")}, or set search = "auto".',
        )
    return installed and (site.search is Search.PAGES or count <= MOST)


def years(stock: Stock) -> Mapping[str, list[Filed]]:
    """Return the releases that may be shown by the year in their path, the latest first, "undated" last."""
    every = [filed for office in stock.offices for filed in register.newest(stock.db, Within(office=office), -1)]
    ordered = sorted(every, key=lambda filed: (_year(filed).isdecimal(), _year(filed), filed.path), reverse=True)
    return {year: list(part) for year, part in groupby(ordered, key=_year)}


def sheets(stock: Stock, found: Mapping[str, list[Filed]]) -> Iterator[Sheet]:
    """Yield the index of each year, made again when any of its releases, or an office, has changed."""
    for year, filed in found.items():
        key = register.digest([stock.frame, *((each.path, each.stamp) for each in filed)])
        yield Sheet(name=f"{INDEX}{year}/", key=key, make=partial(_index, stock, year, filed), spare=True)


def _year(filed: Filed) -> str:
    return filed.path.split("/")[1]


def _index(stock: Stock, year: str, filed: Iterable[Filed]) -> Iterator[Document]:
    with TemporaryDirectory(prefix="copperplate-search-") as name:
        pages, index = Path(name, "pages"), Path(name, "index")
        for each in filed:
            holding = holdings.one(stock.db, each.id)
            assert holding is not None, "the register says that it may be shown"
            page = pages / holding.path / "index.html"
            page.parent.mkdir(parents=True)
            page.write_text(_page(holding, year), encoding="utf-8")
        _run(pages, index)
        for file in sorted(path for path in index.rglob("*") if path.is_file()):
            if file.suffix in _WANTED or file.name in _RUNTIME:
                yield f"{INDEX}{year}/{file.relative_to(index).as_posix()}", file.read_bytes()


def _page(holding: Holding, year: str) -> str:
    """Return what is indexed of a release; words in its title weigh most, as Pagefind has it."""
    release = holding.release
    facts = {"day": release.published.value[:10], "language": release.language, "office": holding.office}
    order = release.published.day.isoformat() if release.published.day else "0000"
    told = [f'<i data-pagefind-meta="{name}:{escape(value)}"></i>' for name, value in facts.items()]
    told += [f'<i data-pagefind-filter="{name}"></i>' for name in (f"office:{holding.office}", f"year:{year}")]
    text = "".join(f"<p>{escape(legal(each))}</p>" for each in (release.standfirst, *release.text.split("\n\n")))
    return (
        f'<!doctype html><html lang="en"><title>x</title><body data-pagefind-body>{"".join(told)}'
        f'<i data-pagefind-sort="day:{order}"></i>'
        f'<h1 data-pagefind-meta="title">{escape(legal(release.title))}</h1>{text}</body></html>'
    )


def _run(pages: Path, index: Path) -> None:
    """Let Pagefind index a folder; one language for all, so that the page finds Welsh releases and English ones."""
    command = [sys.executable, "-m", "pagefind", "--site", str(pages), "--output-path", str(index)]
    options = ["--force-language", language.ENGLISH, "--silent"]
    try:
        subprocess.run([*command, *options], check=True, capture_output=True, text=True, timeout=_PATIENCE)  # noqa: S603 a program of ours
    except (subprocess.SubprocessError, OSError) as error:
        said = (getattr(error, "stderr", "") or str(error)).strip().splitlines()
        raise PublishError(
            f"the search index could not be made: {said[-1] if said else error}",
            hint='Set [site] search = "live" to publish without one.',
        ) from error
