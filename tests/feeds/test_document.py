"""What the documents look like, and what readers make of them."""

import json
import locale
import os
import subprocess
import sys
from collections.abc import Callable, Iterable
from hashlib import sha256
from pathlib import Path
from xml.etree import ElementTree as ET

import feedparser
import pytest

import feeds.atom
import feeds.jsonfeed
import feeds.rss
from archive.release import Attachment
from feeds import document, entry
from feeds.characters import hexadecimal
from feeds.entry import Entry
from feeds.feed import Feed
from tests.feeds.ravenshire import GOLDEN, HOST, OFFICE, SITE, documents, of_all, of_office, stories, written

Write = Callable[[Feed, Iterable[Entry]], bytes]

ATOM = "{http://www.w3.org/2005/Atom}"
MEDIA = "{http://search.yahoo.com/mrss/}"
XML_FEEDS = [name for name in documents() if name.endswith((".atom.xml", ".rss.xml"))]
ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("name", documents())
def test_a_document_is_the_golden_one(name: str) -> None:
    assert documents()[name].decode() == (GOLDEN / name).read_bytes().decode()


@pytest.mark.parametrize("name", XML_FEEDS)
def test_feedparser_finds_no_fault(name: str) -> None:
    read = feedparser.parse(documents()[name])
    assert not read.bozo
    assert read.feed.title
    assert read.feed.link.startswith(SITE.url)


@pytest.mark.parametrize("write", [document.atom, document.rss])
def test_a_reader_opens_the_release_and_never_its_papers(write: Write) -> None:
    made = stories()
    read = feedparser.parse(write(of_all(made), made)).entries
    assert [each.link for each in read] == [each.url for each in made]
    assert [each.id for each in read] == [each.id for each in made]
    assert [each.title for each in read] == [each.title for each in made]
    assert {each.author for each in read} == {OFFICE.name}


@pytest.mark.parametrize("write", [document.atom, document.rss])
def test_a_document_without_entries_is_as_old_as_the_archive(write: Write) -> None:
    read = feedparser.parse(write(of_all([]), []))
    assert read.entries == []
    assert read.feed.updated_parsed[:5] == SITE.created.timetuple()[:5]


@pytest.mark.parametrize("feed", [of_all(stories()), of_office(stories())], ids=["several offices", "one office"])
def test_joined_entries_are_what_feedgen_writes_at_once(feed: Feed) -> None:
    atom, rss = feeds.atom.AtomFeed(feed), feeds.rss.RssFeed(feed)
    for each in stories():
        atom.add_entry(feeds.atom.AtomEntry(each, sourced=feed.mixed), order="append")
        rss.add_entry(feeds.rss.RssItem(each, sourced=feed.mixed), order="append")
    assert document.atom(feed, stories()) == hexadecimal(atom.atom_str())
    assert document.rss(feed, stories()) == hexadecimal(rss.rss_str())


def test_every_paper_is_an_enclosure_in_atom_and_only_the_first_in_rss() -> None:
    papers = (
        Attachment(url=f"{HOST}/1.pdf", title="One", media_type="application/pdf", length=12),
        Attachment(url=f"{HOST}/2.csv", title="Two", media_type="text/csv"),
    )
    made = [entry.of(written(1, attachments=papers), OFFICE, SITE)]
    links = ET.fromstring(document.atom(of_office(made), made)).findall(f"{ATOM}entry/{ATOM}link")  # noqa: S314
    assert [link.attrib for link in links if link.get("rel") == "enclosure"] == [
        {
            "rel": "enclosure",
            "type": "application/pdf",
            "length": "12",
            "title": "One",
            "href": f"{HOST}/1.pdf",
        },
        {"rel": "enclosure", "type": "text/csv", "title": "Two", "href": f"{HOST}/2.csv"},
    ]
    enclosures = ET.fromstring(document.rss(of_office(made), made)).findall("channel/item/enclosure")  # noqa: S314
    assert [each.attrib for each in enclosures] == [{"url": f"{HOST}/1.pdf", "length": "12", "type": "application/pdf"}]


def test_rss_gives_an_unknown_length_as_zero() -> None:
    made = [entry.of(written(1, attachments=(Attachment(url=f"{HOST}/1.pdf"),)), OFFICE, SITE)]
    (enclosure,) = ET.fromstring(document.rss(of_office(made), made)).findall("channel/item/enclosure")  # noqa: S314
    assert enclosure.get("length") == "0"


def test_rss_encloses_the_first_paper_at_a_host_that_validators_know_for_one() -> None:
    urls = ("http://intranet/1.pdf", "https://my_files.example/2.pdf", "https://www.gŵyr.example/3.pdf")
    papers = tuple(Attachment(url=url, media_type="application/pdf") for url in urls)
    made = [entry.of(written(1, attachments=papers), OFFICE, SITE)]
    (enclosure,) = ET.fromstring(document.rss(of_office(made), made)).findall("channel/item/enclosure")  # noqa: S314
    assert enclosure.get("url") == made[0].enclosures[2].url == "https://www.xn--gyr-b2a.example/3.pdf"


def test_rss_encloses_a_paper_all_the_same_where_every_host_is_of_a_network_of_its_own() -> None:
    papers = tuple(Attachment(url=f"http://intranet/{number}.pdf", media_type="application/pdf") for number in (1, 2))
    made = [entry.of(written(1, attachments=papers), OFFICE, SITE)]
    (enclosure,) = ET.fromstring(document.rss(of_office(made), made)).findall("channel/item/enclosure")  # noqa: S314
    assert enclosure.get("url") == "http://intranet/1.pdf"


def test_only_a_feed_of_several_offices_names_the_source_of_an_entry() -> None:
    made = stories()[:1]
    assert b"<source" not in document.atom(of_office(made), made) + document.rss(of_office(made), made)
    source = feedparser.parse(document.atom(of_all(made), made)).entries[0].source
    assert source.id == "tag:example.org,2026:ravenshire"
    assert source.links[0].href == "https://releases.example.org/ravenshire/atom.xml"
    assert feedparser.parse(document.rss(of_all(made), made)).entries[0].source == {
        "href": "https://releases.example.org/ravenshire/rss.xml",
        "title": "Ravenshire Police & Crime Commissioner: press releases",
    }


def test_rss_tells_the_time_of_an_edit_but_not_of_a_first_sight() -> None:
    items = ET.fromstring(documents()["all.rss.xml"]).findall("channel/item")  # noqa: S314
    edited = {item.findtext("title") for item in items if item.find(f"{ATOM}updated") is not None}
    assert edited == {"Revised", "Removed"}


def test_an_entry_without_a_standfirst_has_its_content_for_a_description() -> None:
    made = [entry.of(written(1, standfirst=""), OFFICE, SITE)]
    (item,) = ET.fromstring(document.rss(of_office(made), made)).findall("channel/item")  # noqa: S314
    assert item.findtext("description") == made[0].content
    assert b"<summary" not in document.atom(of_office(made), made)


def test_the_picture_has_words() -> None:
    for name in ("all.atom.xml", "all.rss.xml"):
        (picture,) = ET.fromstring(documents()[name]).iter(f"{MEDIA}content")  # noqa: S314
        assert picture.attrib == {"url": f"{HOST}/lantern.jpg", "medium": "image"}
        assert picture.findtext(f"{MEDIA}description") == "A lantern, lit & hung"


def test_a_json_feed_tells_what_we_witnessed() -> None:
    items = json.loads(documents()["all.feed.json"])["items"]
    removed = next(item for item in items if item["title"] == "Removed")["_copperplate"]
    assert removed["status"] == "removed"
    assert removed["last_seen"] == "2026-03-08T09:10:00+00:00"
    assert removed["claimed"]["precision"] == "minute"
    assert "last_seen" not in items[0]["_copperplate"]
    assert all("" not in item.values() and None not in item.values() for item in items)


def test_dates_leave_the_locale_of_the_process_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(locale, "setlocale")
    assert documents()["all.rss.xml"] == (GOLDEN / "all.rss.xml").read_bytes()


def test_an_opml_document_says_nothing_that_changes_with_the_news() -> None:
    head = ET.fromstring(documents()["feeds.opml"]).find("head")  # noqa: S314
    assert head is not None
    assert [each.tag for each in head] == ["title", "dateCreated"]
    assert b"<outline type" not in document.opml(SITE, [])


def test_the_bytes_do_not_depend_on_the_hash_seed() -> None:
    expected = sha256(b"".join(documents().values())).hexdigest()
    code = "import hashlib, ravenshire as r; print(hashlib.sha256(b''.join(r.documents().values())).hexdigest())"
    for seed in ("1", "2"):
        paths = os.pathsep.join((str(ROOT), str(Path(__file__).parent)))
        environment = os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": paths}
        done = subprocess.run(  # noqa: S603
            [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
        )
        assert done.stdout.strip() == expected
