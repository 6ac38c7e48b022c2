"""A web of invented sites that are rebuilt and moved, without a socket: what a scraper asks, they answer at once."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from urllib.parse import parse_qsl, urlsplit

from archive import collect
from archive.office import Office, Source
from archive.release import LONDON
from archive.response import NO_VALIDATORS, Hop, Response, Validators
from archive.sample import listing, page, rest, rss
from archive.sample.answer import Answer, Asked
from archive.sample.post import Post
from archive.sample.view import View
from archive.store import holdings, offices, runs
from archive.store.connection import Archive
from archive.store.runs import SourceRun
from archive.visit import Desk

START = datetime(2026, 6, 1, 9, tzinfo=LONDON)
OFFICE = Office(
    id="ravenshire",
    name="Police and Crime Commissioner for Ravenshire",
    area="Ravenshire",
    home="https://www.ravenshire.example/",
    sources=(Source(url="https://www.ravenshire.example/"),),
)
_PUBLISHERS = {"wordpress": rest.answer, "feed": rss.answer, "listing": listing.answer}
_MOST_REDIRECTS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed(Post):
    """A post at an address of some pattern."""

    pattern: str = "/news/{slug}/"

    @property
    def path(self) -> str:
        """Its address on the site."""
        return self.pattern.format(slug=self.slug, id=self.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hosted:
    """What a host answers with.

    redirects: from a path to an address; "" stands for every other path
    extra: HTML that its template puts at the end of every article
    heads: HTML that the head of a release's page has besides, by its path
    """

    posts: tuple[Placed, ...] = ()
    ways: frozenset[str] = frozenset({"listing"})
    redirects: Mapping[str, str] = field(default_factory=dict)
    extra: str = ""
    heads: Mapping[str, str] = field(default_factory=dict)

    def answer(self, url: str) -> Answer:
        """Answer for an address."""
        parts = urlsplit(url)
        path = parts.path or "/"
        query = dict(parse_qsl(parts.query))
        target = self.redirects.get(f"{path}?{parts.query}" if parts.query else path, self.redirects.get(""))
        if target:
            return Answer(body=b"", status=301, headers=(("Location", target),))
        numbered = [post for post in self.posts if path == "/" and query.get("p") == str(post.id)]
        asked = Asked(path=numbered[0].path if numbered else path, query=query)
        view = View(url=f"https://{parts.netloc}", posts=self.posts, changed=START, ways=self.ways)
        publishers = (*(publish for way, publish in _PUBLISHERS.items() if way in self.ways), page.answer)
        found = next((answer for publish in publishers if (answer := publish(view, asked))), None)
        return self._dressed(asked.path, found or page.not_found(view))

    def _dressed(self, path: str, answer: Answer) -> Answer:
        if not answer.media_type.startswith("text/html"):
            return answer
        body = answer.body.replace(b"\n</div>\n</article>", f"\n{self.extra}\n</div>\n</article>".encode())
        return replace(answer, body=body.replace(b"</head>", f"{self.heads.get(path, '')}</head>".encode()))


class Web:
    """Sites by host, an archive that reads them, and a clock."""

    def __init__(self, archive: Archive) -> None:
        """Take an archive."""
        self.archive = archive
        self.hosts: dict[str, Hosted] = {}
        self.office = OFFICE
        self.now = START
        self.asked: list[str] = []

    def __call__(self, url: str, *, accept: str = "*/*", validators: Validators = NO_VALIDATORS) -> Response:  # noqa: ARG002  # Fetch
        """Answer as a client does, after redirects."""
        asked, redirects = url, list[Hop]()
        self.asked.append(url)
        for _ in range(_MOST_REDIRECTS):
            host = self.hosts.get(urlsplit(url).netloc)
            found = host.answer(url) if host else Answer(body=b"", status=404)
            location = dict(found.headers).get("Location")
            if not location:
                break
            redirects.append(Hop(url=url, status=found.status, headers=found.headers))
            url = location
        headers = (("Content-Type", found.media_type), *found.headers)
        return Response(
            url=asked,
            final_url=url,
            status=found.status,
            body=found.body,
            fetched_at=self.now,
            headers=headers,
            redirects=tuple(redirects),
        )

    def run(self, days: float = 1) -> list[SourceRun]:
        """Scrape, some days later."""
        self.now += timedelta(days=days)
        self.asked.clear()
        run_id = runs.begin(self.archive.db, "0", self.now)
        authority = offices.authority(self.archive.db, "example.org,2026", self.now)
        done = collect.collect(
            self.office,
            Desk(archive=self.archive, fetch=self, clock=lambda: self.now, run_id=run_id, authority=authority),
        )
        for each in done:
            runs.record(self.archive.db, run_id, each)
        return done

    def read_from(self, *addresses: str) -> None:
        """Let the operator name the addresses of the sources."""
        self.office = replace(self.office, sources=tuple(Source(url=url) for url in addresses))

    def paths(self) -> list[str]:
        """Return the path of every release that is held, live or not."""
        return sorted(each.path for each in holdings.every(self.archive.db))

    def live(self) -> list[str]:
        """Return the paths of those that are live."""
        return sorted(each.path for each in holdings.every(self.archive.db) if each.status == "live")
