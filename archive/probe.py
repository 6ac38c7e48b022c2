"""A first look at a site: which ways of publishing it offers, and what its newest releases would become."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from archive import anatomy, beside, candidate, confidence, discover, masthead, parse
from archive.confidence import NOTHING, Look
from archive.discover import Found, neighbours
from archive.discover.reading import Item, Reading
from archive.errors import CopperplateError, DiscoverError, FetchError, ParseError
from archive.proof import Proof, Sample, Tried
from archive.ration import Ration
from archive.release import ARCHIVED, NO_CLAIM, Claim, Release
from archive.response import Fetch, Response

_MOST = 40  # requests in all; a site that offers one way well costs about ten
_PAGES = 3  # of one listing
_NEWEST = 3
_CANDIDATES = 5  # pages that are opened for them

_GIVES = {
    "wordpress": ", dates each, and tells what has changed since",
    "feed": " in a form made for programs, the newest first",
    "listing": " as readers see them, page by page",
    "sitemap": " among all pages of the site",
}

_Seen = tuple[Tried, tuple[Item, ...]]


def probe(url: str, fetch: Fetch, ways: Sequence[str] = tuple(discover.WAYS), *, mayor: bool = False) -> Proof:
    """Look at a site in a few requests, and return what that has shown.

    ways: those that may be used; the others are tried as well
    mayor: whether a mayor is known to govern there, whose news are not all about policing
    FetchError when the site gives no answer at all; whatever else goes wrong is in the proof.
    """
    ration = Ration(fetch, _MOST)
    home = ration(url)
    seen = {way: _tried(way, home, ration) for way in discover.WAYS}
    nothing = Proof(
        asked=url,
        answered=home.final_url,
        name=masthead.name(home),
        tried=tuple(tried for tried, _ in seen.values()),
        why="",
        verdict=NOTHING,
        requests=ration.requests,
    )
    try:
        found = discover.find(url, ration, ways)
    except CopperplateError as error:
        return replace(nothing, why=str(error), requests=ration.requests)
    if problem := seen[found.way][0].problem:
        return replace(nothing, why=f"{found.way} would be used, but {problem}", requests=ration.requests)
    sieve = beside.sieved(nothing.name, seen[found.way][1], mayor=mayor)
    proof = _judged(replace(nothing, why=_why(found, ways, seen), sieve=sieve), found, seen, ration, home)
    tongue = beside.tongue(home, seen[found.way][0], seen[found.way][1], ration)
    return replace(proof, tongue=tongue, requests=ration.requests)


def _judged(proof: Proof, found: Found, seen: dict[str, _Seen], ration: Ration, home: Response) -> Proof:
    """Return the proof with what a run would use, the newest releases, and how sure that is."""
    used, items = seen[found.way]
    newest, opened = _newest(beside.through(proof.sieve, items), ration)
    used = replace(used, last=_latest([used.last, *(sample.published for sample in newest)]))
    look = Look(
        used=used,
        beside=tuple(seen[place.way][0] for place in found.history),
        tried=proof.tried,
        newest=newest,
        speaks=masthead.speaks_of_policing(home) or bool(proof.sieve and proof.sieve.kept),
        now=home.fetched_at,
        sieve=proof.sieve,
    )
    return replace(
        proof,
        tried=tuple(used if tried.way == used.way else tried for tried in proof.tried),
        used=used,
        newest=newest,
        verdict=confidence.judge(look),
        undone=(*_undone(used, opened), *_archives(home)),
        requests=ration.requests,
    )


def _why(found: Found, ways: Sequence[str], seen: Mapping[str, _Seen]) -> str:
    """Return why a run would take this way: how many releases it lists, what else it gives, and what others list."""
    used = f"it lists {candidate.counted(seen[found.way][0])}{_GIVES[found.way]}"
    if len(ways) == 1:
        return f"it was asked for; {used}"
    others = [
        f"{way} {candidate.counted(tried) if tried.listed else 'none'}"
        for way, (tried, _) in seen.items()
        if way != found.way
    ]
    return f"{used}; of the others, {', '.join(others)}"


def _tried(way: str, home: Response, ration: Ration) -> _Seen:
    """Find out what one way shows; whatever goes wrong is its problem."""
    try:
        url = discover.WAYS[way].detect(home, ration)
        if url is None:
            return Tried(way=way, problem="not offered"), ()
    except (DiscoverError, FetchError) as error:
        return Tried(way=way, problem=str(error)), ()
    try:
        with ration.reading(_PAGES):
            reading = beside.first_pages(way, url, ration)
    except (DiscoverError, FetchError) as error:
        return Tried(way=way, url=url, problem=str(error)), ()
    return _read(way, url, reading, cut_short=ration.cut_short), reading.items


def _read(way: str, url: str, reading: Reading, *, cut_short: bool) -> Tried:
    claims = [item.published for item in reading.items if item.published.day]
    return Tried(
        way=way,
        url=url,
        listed=max(reading.total or 0, len(reading.items)),
        whole=not cut_short,
        first=min(claims, key=_day, default=NO_CLAIM),
        last=_latest(claims),
        remarks=() if cut_short else reading.remarks,
    )


def _latest(claims: Iterable[Claim]) -> Claim:
    return max(claims, key=_day, default=NO_CLAIM)


def _day(claim: Claim) -> str:
    return str(claim.day or "")


def _newest(items: Iterable[Item], ration: Ration) -> tuple[tuple[Sample, ...], int]:
    """Return the newest releases as they would be stored, and how many pages were opened for them."""
    samples: list[Sample] = []
    opened = 0
    order = sorted(items, key=lambda item: _day(item.published) or _day(item.modified), reverse=True)
    with ration.reading(_CANDIDATES):
        for item in order[:_CANDIDATES]:
            samples.append(_sample(item, ration))
            opened += not item.content
            if sum(not sample.problem for sample in samples) == _NEWEST:
                break
    return tuple(samples), opened


def _undone(used: Tried, opened: int) -> Iterator[str]:
    if not used.whole:
        yield f"the list was not read to its end, so how many releases there are is not known: more than {used.listed}"
    if opened:
        yield f"only {opened} pages of releases were opened; the first run opens the others"


def _archives(home: Response) -> Iterator[str]:
    for url in neighbours.archives(home):
        yield f"an archive is linked, and was not looked at: copperplate add {url} --check"


def _sample(item: Item, fetch: Fetch) -> Sample:
    try:
        release = parse.from_item(item) if item.content else parse.from_page(_page(item.url, fetch), item)
    except (DiscoverError, FetchError, ParseError) as error:
        return Sample(url=item.url, title=item.title, problem=str(error))
    return _described(release)


def _page(url: str, fetch: Fetch) -> Response:
    response = fetch(url, accept="text/html")
    if not response.ok:
        raise FetchError(f"{url}: the site answered {response.status}")
    return response


def _described(release: Release) -> Sample:
    parts = anatomy.read(release)
    first = parts.body[0].text if parts.body else ""
    return Sample(
        url=release.url,
        title=release.title,
        kind=release.kind,
        language=release.language,
        published=release.published,
        begins=release.standfirst or first,
        words=len(release.text.split()),
        quotes=len(parts.quotes),
        attachments=release.attachments,
        problem="" if release.kind in ARCHIVED else f"it is no release but {release.kind}, and would be passed over",
    )
