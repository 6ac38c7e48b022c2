"""The addresses of comparisons: any two versions of a release, word by word, as a page and as data."""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from urllib.parse import parse_qs

from archive import diff
from archive.release import Holding
from archive.store import almanac, borrowed, holdings, offices
from archive.store.holdings import Revision
from feeds import feed
from feeds.live.answer import SHARED, Answer, Asked, answer, refused
from feeds.live.searching import Place
from feeds.pages import language, template, versions
from feeds.pages.bilingual import Bilingual
from feeds.pages.head import Head
from feeds.pages.versions import Version
from feeds.site import Site

PATH = "compare/"
_MOST_DIGITS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two versions of a release, the one to compare with and the one that is compared, and all there are."""

    before: Revision
    after: Revision
    every: Sequence[Revision]


def respond(connection: sqlite3.Connection, place: Place, name: str, query_string: str, asked: Asked) -> Answer:
    """Answer for compare/ROW or compare/ROW.json; the query names two versions: ?from=2&to=5.

    Without them the last one is compared with the one before it. 404 where there is no such release, or none that may
    be shown; 400 where there is no such version.
    """
    row, _, form = name.partition(".")
    with borrowed.snapshot(connection) as db:
        holding = holdings.one(db, int(row)) if len(row) <= _MOST_DIGITS + _MOST_DIGITS else None
        if holding is None:
            return Answer(
                status=HTTPStatus.NOT_FOUND, headers={"content-type": "text/plain"}, body=b"No such release\n"
            )
        pair = _pair(holdings.revisions(db, holding.id), parse_qs(query_string))
        if isinstance(pair, str):
            return refused(asked, pair)
        if form:
            return answer(asked, _data(holding, pair), {"content-type": "application/json"} | SHARED)
        authority, created = offices.founding(db)
        site = Site(title=place.title, url=place.url, contact=place.contact, authority=authority, created=created)
        welsh = holding.release.language == language.WELSH
        page = _page(site, holding, pair, Bilingual(almanac.welsh(db) if welsh else frozenset()))
        return answer(asked, page.encode(), {"content-type": "text/html; charset=utf-8"})


def _pair(every: Sequence[Revision], query: dict[str, list[str]]) -> Pair | str:
    """Return the versions that a query names, or what is wrong with it."""
    last = every[-1].number
    numbers = {each.number: each for each in every}
    found = []
    for name, default in (("from", max(last - 1, 1)), ("to", last)):
        given = query.get(name, [str(default)])[-1].strip()
        number = int(given) if given.isascii() and given.isdecimal() and len(given) <= _MOST_DIGITS else 0
        if number not in numbers:
            return f"{name}: there is no version {given[:20]!r}; this release has versions 1 to {last}\n"
        found.append(numbers[number])
    return Pair(before=found[0], after=found[1], every=every)


def _data(holding: Holding, pair: Pair) -> bytes:
    """Return a comparison as JSON: for each part that differs a list of {op, text}, in the order of reading."""
    told = {
        "id": holding.tag,
        "from": _version(pair.before),
        "to": _version(pair.after),
        "changes": [{"part": part, "pieces": list(_pieces(old, new))} for part, old, new in _parts(pair)],
    }
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode()


def _version(revision: Revision) -> dict[str, object]:
    return {"number": revision.number, "seen": revision.seen.isoformat(), "capture": revision.capture}


def _parts(pair: Pair) -> Iterator[tuple[str, str, str]]:
    for part in ("title", "standfirst", "text"):
        old, new = getattr(pair.before, part), getattr(pair.after, part)
        if old != new:
            yield part, old, new


def _pieces(old: str, new: str) -> Iterator[dict[str, str]]:
    return ({"op": str(each.kind), "text": each.text} for each in diff.words(old, new))


def _page(site: Site, holding: Holding, pair: Pair, bilingual: Bilingual) -> str:
    say = language.of(holding.release.language)
    head = Head(
        path=f"{PATH}{holding.id}",
        title=say.plain("compared", title=holding.release.title),
        description=say.plain("compared_versions", before=pair.before.number, after=pair.after.number),
        feed=feed.for_all(site, site.created),
        language=holding.release.language,
        bilingual=bilingual,
    )
    changes: tuple[Version, ...] = versions.told([pair.before, pair.after])
    return template.render(
        "compared.html", site, head, holding=holding, pair=pair, changes=changes[-1].changes, data=f"{holding.id}.json"
    )
