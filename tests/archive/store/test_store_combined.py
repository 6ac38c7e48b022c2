"""What is done to releases one after the other: merged, withheld, under embargo, summed up, read again."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from archive import anatomy, compare, identity, merge, verify
from archive.change import EventKind
from archive.office import Source
from archive.release import Channel, Release
from archive.response import Hop, Response
from archive.store import answers, captures, custody, exports, holdings, ledger, offices, redirects, whole
from archive.store.connection import Archive, together
from archive.store.exports import Choice
from archive.store.holds import Order
from tests.archive.releases import KITS, NOW
from tests.archive.store.archives import OFFICE, Clerk, archive_in, exported

HOUR = timedelta(hours=1)
SITE = "https://press.example.org/"
SUMMED_UP = replace(OFFICE, publishing="summary")


class Desk:
    """Writes releases as a run would, whether all of them is served or not."""

    def __init__(self, archive: Archive) -> None:
        """Take an archive."""
        self.archive = archive
        self.clerk = Clerk(archive)

    def answer(self, url: str, body: str) -> int:
        """Keep an answer that no release names; return its row."""
        kept = Response(url=url, final_url=url, status=200, body=body.encode(), fetched_at=NOW)
        return captures.keep(self.archive, kept, self.clerk.witness.run_id)

    def write(self, slug: str, *, host: str = "www", hours: int | None = None) -> int:
        """Write a release that is new, under an embargo of some hours or none; return its row."""
        url = f"https://{host}.marchshire.example/news/{slug}/"
        seen = replace(KITS, url=url, text=f"{KITS.text} {host}", aliases=(identity.url_alias(url),))
        until = None if hours is None else NOW + hours * HOUR
        answer = Response(url=url, final_url=url, status=200, body=url.encode(), fetched_at=NOW)
        kept = captures.keep(self.archive, answer, self.clerk.witness.run_id) if until is None else None
        witness = replace(self.clerk.witness, capture_id=kept)
        return whole.apply(self.archive, compare.seen(seen, None, "1"), witness, anatomy.read(seen), until)

    def settle(self, hours: int = 0, *, summary: bool = False) -> None:
        """Bring what is served into line some hours later."""
        custody.settle(self.archive, [SUMMED_UP if summary else OFFICE], NOW + hours * HOUR)
        ledger.sign(self.archive.db, NOW)

    def merge(self, one: int, other: int) -> int:
        """Make one of two releases; return its row."""
        pair = [known for row in (one, other) for known in whole.known(self.archive, self.clerk.office, row)]
        return merge.into(self.archive.db, pair[0], pair[1], "a person said so", self.clerk.witness).id

    def order(self, row: int, *, undo: bool = False) -> None:
        """Withhold a release, or show it again."""
        (custody.undo if undo else custody.withhold)(self.archive, row, Order(at=NOW, by="A. Clerk", why="a court"))
        ledger.sign(self.archive.db, NOW)

    def read_again(self, words: str) -> None:
        """Read every version again, with other words in it than before."""
        for _, versions in list(whole.by_capture(self.archive)):
            for each in versions:
                release: Release = replace(KITS, text=words, html=f"<p>{words}</p>", channel=each.channel)
                whole.renew(self.archive, each, release, "2", anatomy.read(release))

    def path(self, row: int) -> str:
        """Return the path under which a release is served."""
        (path,) = self.archive.db.execute("SELECT path FROM releases WHERE id = ?", [row]).fetchone()
        return str(path)

    def told(self) -> list[str]:
        """Return what verify says."""
        path = self.archive.path
        orders = verify.Orders(database=path, captures=path.with_name("copperplate-captures.db"))
        return [found.sentence for found in verify.verify(orders).left]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with archive_in(tmp_path) as archive:
        yield Desk(archive)


def test_a_merged_release_can_be_withheld_and_its_ledger_stays_true(desk: Desk) -> None:
    one, other = desk.write("kits"), desk.write("kits", host="archive")
    ledger.sign(desk.archive.db, NOW)
    row = desk.merge(one, other)
    ledger.sign(desk.archive.db, NOW)
    desk.order(row)
    assert desk.told() == []
    assert KITS.title not in "\n".join(desk.archive.db.conn.iterdump())
    desk.order(row, undo=True)
    assert desk.told() == []
    assert redirects.every(desk.archive.db)[0].title == KITS.title


def test_the_address_of_a_merged_record_still_leads_on_where_only_a_summary_is_shown(desk: Desk) -> None:
    row = desk.merge(desk.write("kits"), desk.write("kits", host="archive"))
    desk.settle()
    before = redirects.every(desk.archive.db)
    desk.settle(summary=True)
    assert redirects.every(desk.archive.db) == before
    assert [each.target for each in before] == [desk.path(row)]
    assert desk.told() == []


def test_a_release_is_found_for_an_order_by_the_address_that_a_merged_record_had(desk: Desk) -> None:
    one, other = desk.write("kits"), desk.write("precept")
    path = desk.path(other)
    row = desk.merge(one, other)
    for _ in range(2):
        for name in (path, SITE + path, f"tag:example.org,2026:{path.rstrip('/')}"):
            assert custody.find(desk.archive, name, SITE) == (row, desk.path(row))
        desk.order(row)


def test_what_is_summed_up_is_read_again_although_it_came_by_another_source(desk: Desk) -> None:
    desk.settle(summary=True)
    row = desk.write("kits")
    source = Source(url="https://www.marchshire.example/feed/")
    offices.keep(desk.archive.db, replace(SUMMED_UP, sources=(*OFFICE.sources, source)), NOW)
    moved = replace(desk.clerk.witness, source_row=offices.state(desk.archive.db, desk.clerk.office, source).id)
    (known,) = whole.known(desk.archive, desk.clerk.office)
    seen = replace(KITS, text="Other words, by another source.", channel=Channel.FEED)
    whole.apply(desk.archive, compare.seen(seen, known, "1"), replace(moved, capture_id=known.capture), None, None)
    assert whole.current(desk.archive, row) is not None


def test_the_row_of_a_release_that_was_merged_is_not_given_to_one_that_waits(desk: Desk) -> None:
    one, other = desk.write("kits"), desk.write("kits", host="archive")
    desk.merge(one, other)
    assert desk.write("precept", hours=5) == other + 1
    desk.settle(summary=True)
    assert desk.write("budget") == other + 2


def test_what_is_read_again_while_it_is_withheld_is_signed_off(desk: Desk) -> None:
    row = desk.write("kits")
    ledger.sign(desk.archive.db, NOW)
    desk.order(row)
    for words in ("Read better.", "Read better still."):
        desk.read_again(words)
        assert desk.told() == []
    desk.order(row, undo=True)
    assert desk.told() == []
    shown = holdings.one(desk.archive.db, row)
    assert shown is not None
    assert shown.release.text == "Read better still."


def test_what_is_withheld_under_its_embargo_says_nothing_when_that_ends(desk: Desk) -> None:
    row = desk.write("kits", hours=5)
    twin = desk.write("kits", host="archive")  # takes the path that nobody knows to be given away
    stub = desk.path(row)
    desk.order(row)
    desk.settle(6)
    assert desk.path(row) == stub == f"marchshire/embargoed/{row}/"
    assert desk.told() == []
    desk.order(row, undo=True)
    assert desk.path(row).startswith("marchshire/2026/kits-")
    assert desk.path(twin) == "marchshire/2026/kits/"
    assert desk.told() == []
    told = [each.event.kind for each in holdings.happenings(desk.archive.db, release=row)]
    assert sorted(told) == [EventKind.PUBLISHED, EventKind.SHOWN]


@pytest.mark.parametrize("summary", [False, True])
def test_a_release_whose_path_another_one_waits_for_can_be_taken_out_of_sight(desk: Desk, *, summary: bool) -> None:
    waits = desk.write("kits", hours=5)
    row = desk.write("kits", host="archive")
    path = desk.path(row)
    if summary:
        desk.settle(summary=True)
    else:
        desk.order(row)
    assert custody.find(desk.archive, path, SITE) == (row, path)
    desk.settle(6, summary=summary)
    assert desk.path(waits) not in (path, f"marchshire/embargoed/{waits}/")
    assert desk.told() == []


def test_what_waits_refers_to_nothing_that_a_power_cut_could_take_back(desk: Desk) -> None:
    desk.settle(summary=True)
    withheld = desk.write("kits")
    desk.order(withheld)
    with together(desk.archive.db):
        for slug in ("budget", "precept"):
            desk.write(slug)
            desk.read_again(f"Read again after {slug}.")
            with closing(sqlite3.connect(desk.archive.path)) as after_the_cut:
                there = {row for (row,) in after_the_cut.execute("SELECT id FROM captures")}
                assert desk.archive.captures is not None
                for table in ("releases", "revisions"):
                    assert {each["capture_id"] for each in desk.archive.captures.table(table).rows} <= there
                (count,) = after_the_cut.execute("SELECT count(*) FROM revisions WHERE text = ''").fetchone()
                assert count == len(there) - 1
    assert desk.told() == []


def test_the_redirects_to_what_is_under_embargo_wait_with_it(desk: Desk) -> None:
    row = desk.write("kits", hours=5)
    url = f"{_SITE}/news/kits/"
    led = (
        Hop(url=f"{_SITE}/?p=7", status=301, headers=(("Location", "/news/secret/"),)),
        Hop(url=f"{_SITE}/news/secret/", status=308, headers=(("Location", url),)),
    )
    answer = Response(url=led[0].url, final_url=url, status=200, body=b"kits", fetched_at=NOW, redirects=led)
    answers.keep(desk.archive, row, 1, answer, desk.clerk.witness.run_id)
    assert "secret" not in "".join(desk.archive.db.conn.iterdump())
    assert b"secret" not in exported(desk.archive, private=False)
    desk.archive.path.with_name("shown").rename(desk.archive.path.with_name("before"))
    desk.settle(6)
    assert [each.redirects for each in exports.captures(desk.archive.db, Choice())] == [led]
    assert b"/news/secret/" in exported(desk.archive, private=False)
    assert desk.archive.captures is not None
    assert not desk.archive.captures.table("hops").count
    assert desk.told() == []


_SITE = "https://www.marchshire.example"
_STRAY = (  # answers that hold words of a release, and that no release names any more
    ("the page of the release, superseded since", "/news/kits/", "<p>secret</p>"),
    ("that page at the address that it had before", "/press/kits/?from=feed", "<p>secret</p>"),
    ("a document that an earlier version led to", "/files/kits-1.pdf", "secret"),
    (
        "a list in JSON, with all of its text in it",
        "/wp-json/wp/v2/posts",
        r'{"link": "https:\/\/x\/news\/kits\/", "y": "secret"}',
    ),
)


@pytest.mark.parametrize(("path", "body"), [each[1:] for each in _STRAY], ids=[each[0] for each in _STRAY])
def test_no_answer_with_words_of_a_withheld_release_is_exported(desk: Desk, path: str, body: str) -> None:
    row = desk.write("kits")
    desk.write("precept")
    desk.archive.db.execute("UPDATE release_urls SET value = 'marchshire.example/press/kits?from=feed' WHERE id = 1")
    led = f'<a href="{_SITE}/files/kits-1.pdf">The kit</a>'
    desk.archive.db.execute("UPDATE revisions SET html = ? WHERE id = 1", [led])
    desk.answer(f"{_SITE}{path}", body)
    desk.order(row)
    found = exported(desk.archive, private=False)
    assert b"secret" not in found
    assert b"/news/precept/" in found
    assert b"secret" in exported(desk.archive, private=True)


def test_no_answer_of_an_office_that_is_summed_up_is_exported(desk: Desk) -> None:
    desk.write("kits")
    desk.answer(f"{_SITE}/wp-json/wp/v2/posts", "secret")
    desk.settle(summary=True)
    assert b"secret" not in exported(desk.archive, private=False)
