"""A strict validator has nothing to say of our feeds, whatever an office publishes."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from archive.anatomy.parts import Anatomy, Passage, Quote
from archive.release import Attachment, Claim, Image
from feeds import history
from feeds.publish import publish
from tests.feeds import judge, ravenshire, test_status
from tests.feeds.archives import MORWEN, NEWS, PATROLS, SITE, Newsroom, newsroom, release, tell_story

ODD = (
    "Q1&2 figures: R&D2 at 100% &copy; &#163;5m &nbsp;",
    "Says <em>yes</em> to </b> more",
    "The Commissioner\ufffds plan",
    "Â£5 million for Ynys MÃ´n",
    "\x00\x85\ufdd0\U0001ffff",
    "]]> <!-- <script>alert('x')</script>",
    'Tŷ’r 😀 \u00a0 ‘quoted’ "twice" & <once>',
    "x" * 3000,
    "Desk <press@example.org>",
)
MARKUP = (
    "a < b &copy= &#xFFFE; &#0;",
    "<p>a<table>b<tr><td>c</table><p>d",
    "<a href='https://a.example/?b=1&copy=2'>x<a href='https://b.example/'>y</a></a>",
    "<ul><ul><li><b><i>x</b>y</i>",
    "<svg><script>x</script></svg><img src='https://a.example/x.png' alt='\"&'>",
)
PAPERS = (
    "http://localhost/a.pdf",
    "https://a_b.example/a.pdf",
    "https://www.example.org?a=1",
    "https://gŵyr.example/adroddiad é [1].pdf",
    "http:///a.pdf",
    "https://www.example.org/100%.pdf#a#b",
    "https://www.example.org/a.pdf",
)
CLAIMS = ("1970-01-01T00:00:00+00:00", "0001-01-01", "2031-05-05", "2026-02", "")


def publish_oddities(room: Newsroom) -> None:
    """Fill an archive with what a careless office publishes, edits and takes down."""
    tell_story(room)
    pairs = [(claim, "<p>Plain.</p>") for claim in CLAIMS] + [("2026-02-03", markup) for markup in MARKUP]
    papers = tuple(Attachment(url=url, title=words, media_type="x") for url, words in zip(PAPERS, ODD, strict=False))
    for number, (words, (claim, markup)) in enumerate(zip(ODD, pairs, strict=False), 100):
        odd = release(
            number,
            title=f"{words} {number}",
            standfirst=f"{words}\n{words}" if number % 2 else "",
            html=markup,
            text=words,
            published=Claim(value=claim),
            attachments=papers[number % 3 :],
            images=(Image(url=f"https://a.example/{number}.png", alt=words, caption=words),),
        )
        said = Quote(speaker="Ann Hill", role=words, paragraphs=(Passage(text=words, start=0, end=len(words)),))
        parts = Anatomy(quotes=(said,))
        room.see(odd, parts=parts)
        room.later(hours=1)
        room.see(replace(odd, title=f"{ODD[number % 5]} again", text=f"{words} and so on"), parts=parts)
    room.see(release(9, title="Hysbysiad", language="cy"), MORWEN)
    for _ in range(4):
        room.later(hours=24)
        room.miss(f"{NEWS}story-101/")
    room.see(PATROLS)


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the feeds of that archive, its history in small parts."""
    folder = tmp_path_factory.mktemp("odd")
    with newsroom(folder) as room, pytest.MonkeyPatch.context() as patch:
        publish_oddities(room)
        patch.setattr(history, "NEWEST", 5)
        patch.setattr(history, "ENTRIES", 3)
        publish(room.db, SITE, folder / "public")
    return folder / "public"


def found(folder: Path) -> Iterator[str]:
    for path in sorted(folder.rglob("*.xml")):
        name = str(path.relative_to(folder))
        if path.name in ("atom.xml", "rss.xml"):
            yield from (f"{name}: {error}" for error in judge.of_feed(path.read_bytes(), f"{SITE.url}{name}"))


def test_no_feed_of_a_careless_office_gives_cause_for_complaint(public: Path) -> None:
    assert list(found(public)) == []
    assert list(judge.of_opml((public / "feeds.opml").read_bytes())) == []


def test_feeds_of_every_kind_were_judged(public: Path) -> None:
    kinds = {path.relative_to(public).parts[0] for path in public.rglob("atom.xml")}
    assert {"all", "changes", "morwen", "ravenshire", "status"} <= kinds
    assert {path.parts[-2] for path in public.rglob("people/*/*/atom.xml")} == {"ann-hill"}
    assert list(public.glob("ravenshire/archive/*/atom.xml"))


@pytest.mark.parametrize("documents", [ravenshire.documents, test_status.documents])
def test_a_golden_document_gives_no_cause_for_complaint(documents: Callable[[], dict[str, bytes]]) -> None:
    written = {name: each for name, each in documents().items() if name.endswith((".atom.xml", ".rss.xml"))}
    assert len(written) > 1
    assert {name: found for name, each in written.items() if (found := list(judge.of_feed(each)))} == {}


@pytest.mark.parametrize(
    ("name", "was", "becomes"),
    [
        ("all.atom.xml", "<title>Revised", "<title>Revi\ufffded"),
        ("all.atom.xml", "<title>Revised", "<title>&#x3C;/b>Revised"),
        ("all.atom.xml", "<title>Revised", "<title>R&amp;D"),
        ("all.atom.xml", "/release-4</id>", "/release-5</id>"),
        ("all.atom.xml", "12.000001+00:00</updated>", "12.000002+00:00</updated>"),
        ("all.atom.xml", "2026-03-04T10:15:30", "2031-03-04T10:15:30"),
        ("all.atom.xml", 'rel="self"', 'rel="itself"'),
        ("all.atom.xml", "&#x3C;p&gt;&#x3C;strong", "&#x3C;p&gt;&#x3C;script&gt;&#x3C;strong"),
        ("all.atom.xml", 'href="https://www.ravenshire.example/news/4/"', 'href="/news/4/"'),
        ("all.rss.xml", "https://www.ravenshire.example/c.docx", "http://intranet/c.docx"),
        ("all.rss.xml", "https://www.ravenshire.example/c.docx", "https://www.ravenshire.example/c.docx#a#b"),
        ("all.rss.xml", "https://www.ravenshire.example/c.docx", "https://www.ravenshire.example/100%.docx"),
        ("all.atom.xml", 'href="https://www.ravenshire.example/news/4/"', 'href="https://[no]/news/4/"'),
        ("all.rss.xml", "Wed, 04 Mar 2026", "Tue, 04 Mar 2026"),
        ("all.rss.xml", "<language>en</language>", ""),
        ("all.rss.xml", "a href=", 'a href="x"&gt;&#x3C;a href='),
    ],
)
def test_a_fault_is_found(name: str, was: str, becomes: str) -> None:
    whole = ravenshire.documents()[name].decode()
    assert was in whole
    assert list(judge.of_feed(whole.replace(was, becomes).encode()))
