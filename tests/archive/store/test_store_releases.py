"""Releases as they are kept."""

from datetime import timedelta
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from archive import compare
from archive.change import EventKind
from archive.release import Attachment, Claim, Image, Link, Release, Status
from archive.store import holdings, releases
from tests.archive.releases import KITS, NOW, seen_again
from tests.archive.store.archives import Clerk, archive_in


def test_what_is_saved_comes_back(tmp_path: Path) -> None:
    release = seen_again(
        html="<p>Fourteen buses</p>",
        standfirst="From next month.",
        modified=Claim(value="2026-02-21T10:00:00+00:00", evidence="REST modified_gmt"),
        attachments=(
            Attachment(url="https://a.example/plan.pdf", title="Plan", media_type="application/pdf", length=9),
        ),
        images=(Image(url="https://a.example/bus.png", alt="A bus", caption="The 14"),),
        links=(Link(url="https://a.example/fund", title="the fund"),),
    )
    with archive_in(tmp_path) as archive:
        row = Clerk(archive).write(compare.seen(release, None, "1"))
        holding = holdings.one(archive.db, row)
    assert holding is not None
    assert holding.release == seen_again(release, aliases=())
    assert (holding.tag, holding.path) == (
        "tag:example.org,2026:marchshire/2026/bleed-kits",
        "marchshire/2026/bleed-kits/",
    )
    assert (holding.first_seen, holding.last_seen, holding.revision) == (NOW, NOW, 1)


def test_a_second_look_changes_nothing_but_when_it_was_last_seen(tmp_path: Path) -> None:
    with archive_in(tmp_path) as archive:
        clerk = Clerk(archive)
        row = clerk.write(compare.seen(KITS, None, "1"))
        before = clerk.tables()
        later = NOW + timedelta(hours=1)
        (known,) = releases.known(archive.db, clerk.office)
        clerk.write(compare.seen(KITS, known, "1"), later)
        holding = holdings.one(archive.db, row)
        assert clerk.tables() == before
    assert holding is not None
    assert (holding.last_seen, holding.changed, holding.revision) == (later, NOW, 1)


def test_an_edit_is_a_revision_beside_the_first(tmp_path: Path) -> None:
    edited = seen_again(text=KITS.text.replace("Fourteen", "Fifteen"), title="Bleed kits for fifteen buses")
    later = NOW + timedelta(days=1)
    with archive_in(tmp_path) as archive:
        clerk = Clerk(archive)
        row = clerk.write(compare.seen(KITS, None, "1"))
        (known,) = releases.known(archive.db, clerk.office)
        clerk.write(compare.seen(edited, known, "1"), later)
        first, second = holdings.revisions(archive.db, row)
        holding = holdings.one(archive.db, row)
        found = archive.db.execute("SELECT rowid FROM releases_fts WHERE releases_fts MATCH 'fifteen'").fetchall()
        lost = archive.db.execute("SELECT rowid FROM releases_fts WHERE releases_fts MATCH 'fourteen'").fetchall()
    assert (first.title, first.text) == (KITS.title, KITS.text)
    assert (second.number, second.title, second.seen) == (2, edited.title, later)
    assert holding is not None
    assert (holding.changed, holding.path) == (later, "marchshire/2026/bleed-kits/")
    assert (found, lost) == ([(row,)], [])


def test_a_removed_release_stays_in_the_archive_with_the_evidence(tmp_path: Path) -> None:
    with archive_in(tmp_path) as archive:
        clerk = Clerk(archive)
        row = clerk.write(compare.seen(KITS, None, "1"))
        for days in (1, 2, 3):
            (known,) = releases.known(archive.db, clerk.office)
            clerk.write(compare.absent(known, "answered 404", NOW + timedelta(days=days)), NOW + timedelta(days=days))
        holding = holdings.one(archive.db, row)
        told = [each.event.kind for each in holdings.happenings(archive.db)]
    assert holding is not None
    assert (holding.status, holding.release.text, holding.last_seen) == (Status.REMOVED, KITS.text, NOW)
    assert holding.evidence.endswith("(3 checks: answered 404)")
    assert told == [EventKind.REMOVED, EventKind.MISSING, EventKind.PUBLISHED]


def test_missing_and_moved_do_not_move_the_entry_in_a_feed(tmp_path: Path) -> None:
    with archive_in(tmp_path) as archive:
        clerk = Clerk(archive)
        row = clerk.write(compare.seen(KITS, None, "1"))
        (known,) = releases.known(archive.db, clerk.office)
        clerk.write(compare.absent(known, "answered 404", NOW + timedelta(days=1)), NOW + timedelta(days=1))
        holding = holdings.one(archive.db, row)
    assert holding is not None
    assert (holding.status, holding.changed) == (Status.MISSING, NOW)


def test_the_newest_come_in_the_order_in_which_they_are_news(tmp_path: Path) -> None:
    def release(slug: str, published: str) -> Release:
        return seen_again(url=f"https://www.marchshire.example/{slug}/", published=Claim(value=published), aliases=())

    with archive_in(tmp_path) as archive:
        clerk = Clerk(archive)
        for slug, published, days in (
            ("old", "2015-01-05", 0),
            ("fresh", "2026-03-04", 0),
            ("of-next-year", "2027-03-04", 1.5),
            ("dated-back-by-days", "2026-02-25", 2),
            ("found-in-a-drawer", "2016-01-05", 3),
            ("newest", "2026-03-08", 4),
        ):
            clerk.write(compare.seen(release(slug, published), None, "1"), NOW + timedelta(days=days))
        order = [each.path.split("/")[2] for each in holdings.newest(archive.db)]
    assert order == ["newest", "dated-back-by-days", "of-next-year", "fresh", "found-in-a-drawer", "old"]


def test_two_releases_of_one_slug_get_two_paths(tmp_path: Path) -> None:
    other = seen_again(url="https://www.marchshire.example/fire/bleed-kits/", text="Quite another text.", aliases=())
    with archive_in(tmp_path) as archive:
        clerk = Clerk(archive)
        rows = [clerk.write(compare.seen(release, None, "1")) for release in (KITS, other)]
        paths = [holding.path for row in rows if (holding := holdings.one(archive.db, row))]
    assert len(set(paths)) == 2
    assert paths[1].startswith("marchshire/2026/bleed-kits-")


def test_a_change_that_fails_half_way_leaves_nothing(tmp_path: Path) -> None:
    broken = seen_again(attachments=(Attachment(url="https://a.example/", length=2**70),))
    with archive_in(tmp_path) as archive:
        clerk = Clerk(archive)
        try:
            clerk.write(compare.seen(broken, None, "1"))
        except OverflowError:
            assert set(clerk.tables().values()) == {0}
        else:
            raise AssertionError("a length that no table can hold was written")


@settings(max_examples=25, deadline=None)
@given(st.text(min_size=1).filter(str.strip), st.text(), st.text())
def test_any_text_at_all_is_kept_as_it_is(tmp_path_factory: object, title: str, standfirst: str, text: str) -> None:
    encodable = all(not 0xD800 <= ord(letter) <= 0xDFFF for letter in title + standfirst + text)
    if not encodable:
        return
    release = seen_again(title=title, standfirst=standfirst, text=text, aliases=())
    folder = Path(tmp_path_factory.mktemp("archive"))  # type: ignore[attr-defined]
    with archive_in(folder) as archive:
        row = Clerk(archive).write(compare.seen(release, None, "1"))
        holding = holdings.one(archive.db, row)
    assert holding is not None
    assert holding.release == release
