"""A small archive of invented releases, the site that was published from it, and the live archive on both."""

import asyncio
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from datasette.app import Datasette

from archive import anatomy
from archive.change import Change, Event, EventKind, Known
from archive.identity import url_alias
from archive.office import Office, Source
from archive.release import Attachment, Claim, Release, Status
from archive.response import Response
from archive.store import captures, connection, offices, releases, runs
from archive.store.witness import Witness
from feeds.live.metadata import Live

NOW = datetime(2026, 3, 5, 9, 10, tzinfo=UTC)
HOSTILE = '<script>alert("x")</script> & <img src=x onerror=alert(1)>'
_SOURCE = Source(url="https://www.marlshire.example/")
_OFFICE = Office(id="marlshire", name="Marlshire Commissioner", area="Marlshire", home=_SOURCE.url, sources=(_SOURCE,))
_FILES = {
    "index.html": "<!doctype html><title>Front</title>",
    "404.html": "<!doctype html><title>Nothing here</title>",
    "feeds.opml": "<opml/>",
    "all/index.html": "<!doctype html><title>All</title>",
    "all/atom.xml": "<feed/>",
    "all/atom-2025.xml": "<feed/>",
    "all/rss.xml": "<rss/>",
    "all/feed.json": "{}",
    "static/site.css": "body{}",
    "marlshire/2026/precept/index.html": "<!doctype html><title>Precept</title>",
    "search/index.html": "never served: the live archive searches",
    "copperplate/index.html": "never served: the address is Datasette's",
    ".hidden/x.html": "never served: hidden",
}


def release(slug: str, title: str, day: str, text: str) -> Release:
    """Return a release with one attachment."""
    url = f"{_SOURCE.url}news/{slug}/"
    return Release(
        url=url,
        title=title,
        published=Claim(value=day, evidence="time element"),
        standfirst=f"In short: {title}",
        html=f"<p>{text}</p>",
        text=text,
        aliases=(url_alias(url),),
        attachments=(
            Attachment(url=f"{url}report.pdf", title="The report", media_type="application/pdf", length=2048),
        ),
    )


PRECEPT = "Precept for next year agreed"
MISSING = "Custody visitors wanted"
RELEASES = (
    release("safer-streets", "Safer Streets fund opens", "2025-11-03", "Grants against anti-social behaviour."),
    release("precept", PRECEPT, "2026-02-02", "The precept rises by £10 a year."),
    release("hmicfrs", "Commissioner responds to HMICFRS", "2026-02-20", "HMICFRS found much to praise."),
    release("hostile", HOSTILE, "2026-03-01", "Nothing here runs."),
    release("volunteers", MISSING, "2026-03-03", "Volunteers visit people in custody."),
    release("ty", "Tŷ newydd i ddioddefwyr", "2026-03-04", "Mae'r tŷ yn agor."),
)


def live(top: Path, more: Iterable[Release] = ()) -> Live:
    """Make everything in a folder of its own, with more releases if need be; a secret lies beside the site."""
    database(top / "marlshire.db", more)
    return Live(
        database=top / "marlshire.db",
        folder=site(top / "public"),
        title="Marlshire press archive",
        url="https://press.marlshire.example/",
        contact="desk@marlshire.example",
    )


def database(path: Path, more: Iterable[Release] = ()) -> None:
    """Make an archive in which one release was edited once, and one is missing."""
    with connection.opened(path, path.with_name("captures.db")) as archive:
        authority = offices.authority(archive.db, "example.org,2026", NOW)
        row = offices.keep(archive.db, _OFFICE, NOW)
        run = runs.begin(archive.db, "0", NOW)
        answer = Response(url=_SOURCE.url, final_url=_SOURCE.url, status=200, body=b"hello", fetched_at=NOW)
        capture = captures.keep(archive, answer, run)

        def write(change: Change, days: int = 0) -> None:
            witness = Witness(
                office=_OFFICE.id,
                office_row=row,
                source_row=offices.state(archive.db, row, _SOURCE).id,
                authority=authority,
                run_id=run,
                parser="1",
                capture_id=capture,
                at=NOW + timedelta(days=days),
            )
            releases.apply(archive.db, change, witness, anatomy.read(change.release) if change.release else None)

        for each in (*RELEASES, *more):
            write(_change(None, each, EventKind.PUBLISHED, "first seen on the news page"))
        known = {each.title: each for each in releases.known(archive.db, row)}
        edited = release("precept", PRECEPT, "2026-02-02", "The precept rises by £12 a year.")
        write(_change(known[PRECEPT], edited, EventKind.REVISED, "the text changed"), 1)
        write(_change(known[MISSING], None, EventKind.MISSING, "last seen 5 March 09:10; answered 404"), 2)


def site(folder: Path) -> Path:
    """Make a published site, with a file and a folder that lead out of it."""
    for name, text in _FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    folder.with_name("secret.txt").write_text("secret", encoding="utf-8")
    (folder / "out.txt").symlink_to(folder.with_name("secret.txt"))
    (folder / "all" / "up").symlink_to(folder.parent)
    return folder


def ask(datasette: Datasette, path: str, method: str = "GET", **headers: str) -> Any:  # noqa: ANN401 httpx's Response
    """Ask for a path, and follow no redirect."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return asyncio.run(datasette.client.request(method, path, headers=named))


def _change(known: Known | None, seen: Release | None, kind: EventKind, evidence: str) -> Change:
    status = Status.LIVE if seen else Status.MISSING
    return Change(
        known=known, release=seen, status=status, revision=bool(seen), events=(Event(kind=kind, evidence=evidence),)
    )
