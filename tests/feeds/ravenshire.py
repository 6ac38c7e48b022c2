"""The press releases of an invented office, one for each thing that a feed has to show.

`python tests/feeds/ravenshire.py` writes the golden files anew; read the difference before you keep it.
"""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from archive.office import Office, Source
from archive.release import Attachment, Claim, Holding, Image, Release, Status
from feeds import document, entry, feed
from feeds.content import Correction
from feeds.entry import Category, Entry
from feeds.feed import Feed
from feeds.opml import Group
from feeds.site import Site

GOLDEN = Path(__file__).with_name("golden")
HOST = "https://www.ravenshire.example"
FIRST_SEEN = datetime(2026, 3, 5, 14, 30, 12, tzinfo=UTC)

SITE = Site(
    title="Copperplate & Sons",
    url="https://releases.example.org/",
    authority="example.org,2026",
    created=datetime(2026, 1, 2, 8, 0, tzinfo=UTC),
)
OFFICE = Office(
    id="ravenshire",
    name="Ravenshire Police & Crime Commissioner",
    area="Ravenshire",
    home=f"{HOST}/",
    sources=(Source(url=f"{HOST}/news/"),),
)
PLAIN = Release(
    url=f"{HOST}/news/lanterns-for-lone-workers/",
    title="Lanterns for lone workers: “R&D” <pays>",
    published=Claim(value="2026-03-04T10:15:30+00:00", evidence="REST date_gmt"),
    standfirst="Two in five < all; safety & comfort come first.",
    html="<p>The Commissioner has bought 40 lanterns.</p>\n<blockquote><p>“It is dark out.”</p></blockquote>",
    text="The Commissioner has bought 40 lanterns.\n\n“It is dark out.”",
)


def holding(number: int, release: Release = PLAIN) -> Holding:
    """Return a live release that was seen once; the number makes it one of its own."""
    path = f"ravenshire/2026/release-{number}/"
    return Holding(
        id=number,
        office="ravenshire",
        tag=f"tag:example.org,2026:{path.rstrip('/')}",
        path=path,
        release=release,
        status=Status.LIVE,
        revision=1,
        first_seen=FIRST_SEEN,
        last_seen=FIRST_SEEN,
        changed=FIRST_SEEN,
    )


def written(number: int, **claims: object) -> Holding:
    """Return a live release that differs from the plain one in what is given."""
    return holding(number, replace(PLAIN, url=f"{HOST}/news/{number}/", **claims))  # type: ignore[arg-type]


def stories() -> list[Entry]:
    """Return an entry for each thing that a feed has to show."""
    by_day = written(2, title="By the day", published=Claim(value="2026-03-03", evidence="text: Posted on 3 March"))
    undated = written(3, title="Without a date", published=Claim(), standfirst="")
    revised = replace(written(4, title="Revised"), revision=2, changed=datetime(2026, 3, 9, 6, 0, 5, tzinfo=UTC))
    removed = replace(
        written(5, title="Removed"),
        status=Status.REMOVED,
        changed=datetime(2026, 3, 12, 9, 10, tzinfo=UTC),
        last_seen=datetime(2026, 3, 8, 9, 10, tzinfo=UTC),
        evidence="last seen 8 March 09:10; not found since 10 March 09:10 (4 checks)",
    )
    welsh = written(6, title="Cymorth i’r tŷ nesaf", language="cy", attachments=(Attachment(url=f"{HOST}/c.docx"),))
    carrying = written(
        7,
        title="With papers and a picture",
        published=Claim(value="2026-03-05"),
        attachments=(
            Attachment(
                url=f"{HOST}/papers/Annual report é.pdf",
                title="Annual report",
                media_type="application/pdf",
                length=90210,
            ),
            Attachment(url=f"{HOST}/papers/letter.pdf", title="Letter", media_type="application/pdf"),
        ),
        images=(Image(url=f"{HOST}/lantern.jpg", alt="A lantern", caption="A lantern, lit & hung"),),
    )
    told = (Correction(at=datetime(2026, 3, 9, 6, 0, tzinfo=UTC), words="“40” became “14” in the first paragraph"),)
    topic = Category(term="safety", label="Safety", scheme=SITE.address("topics/"))
    return [
        entry.of(holding(1), OFFICE, SITE),
        entry.of(by_day, OFFICE, SITE),
        entry.of(undated, OFFICE, SITE),
        entry.of(revised, OFFICE, SITE, corrections=told),
        entry.of(removed, OFFICE, SITE),
        entry.of(welsh, OFFICE, SITE),
        entry.of(carrying, OFFICE, SITE, topics=(topic,)),
    ]


def of_all(entries: list[Entry]) -> Feed:
    """Return the feed of every office with these entries."""
    return feed.for_all(SITE, max((each.updated for each in entries), default=SITE.created))


def of_office(entries: list[Entry]) -> Feed:
    """Return the feed of the office with these entries."""
    return feed.for_office(OFFICE, SITE, max((each.updated for each in entries), default=SITE.created))


def documents() -> dict[str, bytes]:
    """Return the golden documents by the name of their file."""
    entries = stories()
    several, one = of_all(entries), of_office(entries)
    groups = (
        Group(title="Everything", feeds=(several,)),
        Group(title="Offices", feeds=(one,)),
    )
    return {
        "all.atom.xml": document.atom(several, entries),
        "all.rss.xml": document.rss(several, entries),
        "all.feed.json": document.json_feed(several, entries),
        "ravenshire.atom.xml": document.atom(one, entries[:1]),
        "ravenshire.rss.xml": document.rss(one, entries[:1]),
        "ravenshire.feed.json": document.json_feed(one, entries[:1]),
        "empty.atom.xml": document.atom(of_all([]), []),
        "empty.rss.xml": document.rss(of_all([]), []),
        "empty.feed.json": document.json_feed(of_all([]), []),
        "feeds.opml": document.opml(SITE, groups),
    }


if __name__ == "__main__":
    for name, content in documents().items():
        (GOLDEN / name).write_bytes(content)
