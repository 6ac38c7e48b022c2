"""What a source lists: what is new is read and written, of the rest is gathered what it means."""

import logging
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from dataclasses import replace
from itertools import count, groupby, islice

from archive import compare, identity, parse, query
from archive.change import UNLISTED, Known, Listed
from archive.discover.reading import Item, Reading
from archive.errors import FetchError, ParseError
from archive.memory import Memory
from archive.pending import Pending
from archive.release import ARCHIVED, Channel, Release
from archive.response import Response
from archive.skip import Cause
from archive.store import sieve, skipped, whole
from archive.store.connection import together
from archive.visit import NOT_MODIFIED, Visit

_GONE = (404, 410)
_HANDFUL = 250  # releases that are committed at once: a commit costs as much as writing a few

log = logging.getLogger(__name__)


def read(visit: Visit, reading: Reading, memory: Memory, pending: Pending) -> None:
    """Write what is new, and gather what the rest means."""
    db, now = visit.desk.archive.db, visit.desk.clock()
    passed = skipped.every(db, visit.state.id)
    over = {each.url for each in passed if each.rests(now, visit.desk.kinds, visit.source.filter)}
    listed = {item.url for item in reading.items}
    turns = {each.url for each in passed if each.second_look(now)} | {each.url for each in visit.reopened()}
    again = (_second_look(url) for url in sorted(turns - listed))
    items = (*reading.items, *(item for item in again if memory.listed(item.aliases) is None))
    memory.heed(replace(reading, items=items), visit.state.id)

    def take(item: Item) -> None:
        known = memory.expected(item)
        if known is not None:
            pending.see(known)
        due = item.content or known is None or pending.due(known, now, item.modified)
        if due and not visit.cut_short and (known or item.url not in over):
            _read_item(visit, item, memory, pending)

    done = count(1)
    for handful in _handfuls(_oldest_first(items)):
        with together(db) if handful[0].content else nullcontext():
            for item in handful:
                take(item)
                visit.desk.progress(visit.office.id, next(done), len(items))


def _handfuls(items: Iterable[Item]) -> Iterator[list[Item]]:
    """Yield the items in their order: some at a time of those that came whole, each one whose page has to be asked."""
    for come_whole, several in groupby(items, key=lambda item: bool(item.content)):
        while handful := list(islice(several, _HANDFUL if come_whole else 1)):
            yield handful


def _second_look(url: str) -> Item:
    """Return as an item what was passed over, and is asked again although no list names it anew."""
    return Item(url=url, channel=Channel.PAGE, aliases=(identity.url_alias(url),))


def _read_item(visit: Visit, item: Item, memory: Memory, pending: Pending) -> None:
    """Read one listed release; what is new is written at once, a page that cannot be had is remembered."""
    known = memory.expected(item)
    try:
        response = item.response if item.content else None
        response = response or visit.page(item.url, conditional=known is not None)
        if response.status == NOT_MODIFIED and known is not None:
            pending.add(compare.found(known), response)
            return
        if not response.ok:
            _refused(visit, item, known, response)
            return
        release = parse.from_item(item) if item.content else parse.from_page(response, item)
    except FetchError as error:
        visit.failed(error, known)
        visit.lost = visit.lost or known is None
        return
    except ParseError as error:
        if known is not None and visit.hides(known):
            visit.failed(error, known)
        else:
            visit.unreadable[item.url] = str(error)
        return
    _compared(visit, release, item, response, memory, pending)


def _refused(visit: Visit, item: Item, known: Known | None, response: Response) -> None:
    """Take note of a listed page that the site does not give; a dead link on a list is not asked again soon."""
    error = FetchError(f"{item.url}: the site answered {response.status}")
    if known is None and response.status in _GONE:
        visit.pass_over(item.url, Cause.GONE, str(error))
        return
    visit.failed(error, known)
    visit.lost = visit.lost or known is None


def _compared(visit: Visit, release: Release, item: Item, response: Response, memory: Memory, pending: Pending) -> None:
    """Gather what a release that was read means; what is new is written at once."""
    asked = () if item.content else map(identity.url_alias, (response.url, response.final_url))
    known = memory.expected(item) or memory.match(release, (*item.aliases, *asked))
    release = release if item.content else memory.believed(release, known, response, visit.lists)
    until = None
    if known is None:
        if _unwanted(release, item, visit):
            return
        until = visit.embargo(release)
    elif compare.lesser(release.channel, known.channel) and known.source != visit.state.id:
        pending.add(compare.found(known), response)  # another source gives its whole text
        return
    elif release.kind not in ARCHIVED:
        visit.failed(ParseError(f"{item.url}: the page of a release now reads as {release.kind}"), known)
        return
    elif known.channel is release.channel:
        known = visit.as_read_today(known)
    change = visit.compared(visit.in_language(release), known)
    listed = UNLISTED if item.content else Listed(title=item.title, published=item.published)
    change = replace(change, listed=listed)
    if change.known is None:
        memory.learn(*whole.known(visit.desk.archive, visit.row, visit.write(change, response, until)))
    else:
        pending.add(change, response)


def _unwanted(release: Release, item: Item, visit: Visit) -> bool:
    """Tell whether a page that is new does not enter the archive; it is passed over then."""
    kind, wanted = release.kind, visit.source.filter
    if kind not in visit.desk.kinds:
        reason = f"the page is {kind}, and what is wanted is {', '.join(visit.desk.kinds)}"
        visit.pass_over(item.url, Cause.KIND, reason, kind)
        return True
    if not sieve.passes(release, query.parse(wanted)):
        visit.pass_over(item.url, Cause.FILTER, f"it does not meet the filter {wanted!r}", wanted)
        return True
    return False


def _oldest_first(items: Iterable[Item]) -> list[Item]:
    """Return the items in an order that depends on them alone, so that paths are minted the same again."""
    return sorted(items, key=lambda item: (item.published.value or "9999", item.url))
