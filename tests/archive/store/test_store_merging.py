"""Two records of one release, written as one."""

from datetime import timedelta
from pathlib import Path

from archive import anatomy, compare, identity, merge, query
from archive.change import EventKind, Known
from archive.release import Alias, AliasKind, Attachment, Channel, Release, Status
from archive.store import audit, conflicts, holdings, ledger, outline, redirects, releases, search
from archive.store.connection import Archive
from tests.archive.releases import KITS, NOW, seen_again
from tests.archive.store.archives import Clerk, archive_in

SAID = "<p>Hester Callowhill, Police and Crime Commissioner, said: “A kit can save a life on the last bus.”</p>"
TWIN = seen_again(
    url="https://archive.marchshire.example/news/kits/",
    title="Bleed kits for buses at night",
    channel=Channel.PAGE,
    html=SAID,
    text="Hester Callowhill, Police and Crime Commissioner, said: “A kit can save a life on the last bus.”",
    attachments=(Attachment(url="https://a.example/map.pdf"),),
    aliases=(identity.url_alias("https://archive.marchshire.example/news/kits/"),),
)
FIRST = seen_again(attachments=(Attachment(url="https://a.example/kits.pdf"), *TWIN.attachments))
DAY = timedelta(days=1)


def both(clerk: Clerk, first: Release = FIRST, twin: Release = TWIN) -> tuple[Known, Known]:
    """Write the two records, the first one edited since; return what is known of each."""
    known: Known | None = None
    for days, release in ((0, first), (2, seen_again(first, text=f"{first.text} They will be refilled each month."))):
        row = clerk.write(compare.seen(release, known, "1"), NOW + days * DAY, anatomy.read(release))
        (known,) = releases.known(clerk.archive.db, clerk.office, row)
    other = clerk.write(compare.seen(twin, None, "1"), NOW + DAY, anatomy.read(twin))
    assert known is not None
    (second,) = releases.known(clerk.archive.db, clerk.office, other)
    return known, second


def merged(clerk: Clerk, one: Known, other: Known) -> Known:
    return merge.into(clerk.archive.db, one, other, "a person said so", clerk.witness)


def quoted(archive: Archive) -> list[int]:
    """Return the rows of the releases that quotations are of."""
    return [row for (row,) in archive.db.execute("SELECT release_id FROM quotes").fetchall()]


def signatures(archive: Archive) -> set[tuple[str, int, str]]:
    return {
        (kind, each.row, each.digest) for kind in ("revision", "event") for each in ledger.records(archive.db, kind)
    }


def test_the_older_record_stays_with_its_id_and_everything_that_either_had(tmp_path: Path) -> None:
    with archive_in(tmp_path) as archive:
        clerk = Clerk(archive)
        first, twin = both(clerk)
        before = clerk.tables()
        assert merged(clerk, twin, first).id == first.id
        (holding,) = holdings.every(archive.db)
        after = clerk.tables()
        assert [revision.number for revision in holdings.revisions(archive.db, first.id)] == [1, 2, 3]
        assert [revision.title for revision in holdings.revisions(archive.db, first.id)] == [
            KITS.title,
            TWIN.title,
            KITS.title,
        ]
        assert {alias.value for known in releases.known(archive.db, clerk.office) for alias in known.aliases} == {
            "marchshire.example/news/bleed-kits",
            "archive.marchshire.example/news/kits",
        }
    assert (holding.tag, holding.revision) == ("tag:example.org,2026:marchshire/2026/bleed-kits", 3)
    assert {file.url for file in holding.release.attachments} == {
        "https://a.example/kits.pdf",
        "https://a.example/map.pdf",
    }
    kept = ("revisions", "release_urls", "captures")
    assert {name: after[name] for name in kept} == {name: before[name] for name in kept}
    assert after["releases"] == before["releases"] - 1
    assert after["events"] == before["events"] + 1


def test_what_stands_is_what_is_read_most_surely_of_what_is_live(tmp_path: Path) -> None:
    with archive_in(tmp_path) as archive:
        clerk = Clerk(archive)
        first, twin = both(clerk)
        stays = merged(clerk, first, twin)
        holding = holdings.one(archive.db, stays.id)
        assert holding is not None
        assert (holding.release.url, holding.release.channel) == (KITS.url, Channel.REST)
        assert quoted(archive) == []


def test_a_record_that_is_away_is_found_again_in_the_one_that_is_live(tmp_path: Path) -> None:
    with archive_in(tmp_path) as archive:
        clerk = Clerk(archive)
        first, twin = both(clerk)
        clerk.write(compare.absent(first, "answered 404", NOW + 3 * DAY), NOW + 3 * DAY)
        (first,) = releases.known(archive.db, clerk.office, first.id)
        merged(clerk, first, twin)
        (known,) = releases.known(archive.db, clerk.office)
        (holding,) = holdings.every(archive.db)
        told = [each.event.kind for each in holdings.happenings(archive.db, release=first.id)]
        assert (known.status, known.absence, holding.evidence) == (Status.LIVE, None, "")
        assert (holding.release.url, holding.release.title) == (TWIN.url, TWIN.title)
        assert {EventKind.RESTORED, EventKind.MERGED} < set(told)
        assert [kind for kind in told if kind is EventKind.RESTORED] == [EventKind.RESTORED]
        assert quoted(archive) == [first.id]
        assert outline.of(archive.db, first.id).quotes


def test_the_merged_release_is_found_by_the_words_that_stand_and_by_no_others(tmp_path: Path) -> None:
    with archive_in(tmp_path) as archive:
        clerk = Clerk(archive)
        first, twin = both(clerk)
        merged(clerk, first, twin)
        assert [each.path for each in search.find(archive.db, query.parse("refilled"))] == [first.path]
        assert not search.find(archive.db, query.parse('"at night"'))
        archive.db.execute("INSERT INTO releases_fts (releases_fts) VALUES ('integrity-check')")


def test_a_path_that_was_given_away_leads_on_and_is_never_given_again(tmp_path: Path) -> None:
    again = seen_again(TWIN, url="https://other.example/kits/", aliases=(), text="Another release, much later.")
    with archive_in(tmp_path) as archive:
        clerk = Clerk(archive)
        first, twin = both(clerk)
        merged(clerk, first, twin)
        (redirect,) = redirects.every(archive.db)
        row = clerk.write(compare.seen(again, None, "1"))
        (known,) = releases.known(archive.db, clerk.office, row)
        assert (redirect.path, redirect.target) == (twin.path, first.path)
        assert known.path != twin.path
        archive.db.table("releases").update(first.id, {"status": "withheld"})
        assert redirects.every(archive.db) == []


def test_a_chain_of_three_records_leads_to_the_first(tmp_path: Path) -> None:
    third = seen_again(
        TWIN, url="https://c.example/kits-3/", aliases=(identity.url_alias("https://c.example/kits-3/"),)
    )
    with archive_in(tmp_path) as archive:
        clerk = Clerk(archive)
        first, twin = both(clerk)
        (last,) = releases.known(archive.db, clerk.office, clerk.write(compare.seen(third, None, "1"), NOW + 5 * DAY))
        merged(clerk, twin, last)
        (twin,) = releases.known(archive.db, clerk.office, twin.id)
        merged(clerk, first, twin)
        assert {each.target for each in redirects.every(archive.db)} == {first.path}
        assert [each.number for each in holdings.revisions(archive.db, first.id)] == [1, 2, 3, 4]


def test_what_the_two_disputed_is_settled_and_what_a_third_disputes_is_not(tmp_path: Path) -> None:
    number = Alias(kind=AliasKind.WORDPRESS, value="post:7", generation="marchshire.example")
    third = seen_again(url="https://c.example/x/", title="Another", text="Another.", aliases=(number,))
    with archive_in(tmp_path) as archive:
        clerk = Clerk(archive)
        twin = seen_again(TWIN, aliases=(*TWIN.aliases, KITS.aliases[0], number))
        first, second = both(clerk, twin=twin)
        clerk.write(compare.seen(third, None, "1"))
        assert len(conflicts.every(archive.db)) == 2
        merged(clerk, first, second)
        (left,) = conflicts.every(archive.db)
        assert (left.row, left.alias) == (first.id, number)


def test_nothing_that_was_signed_is_altered_by_a_merge(tmp_path: Path) -> None:
    with archive_in(tmp_path) as archive:
        clerk = Clerk(archive)
        first, twin = both(clerk)
        ledger.sign(archive.db, NOW)
        before = signatures(archive)
        merged(clerk, first, twin)
        assert before < signatures(archive)
        assert list(audit.examine(archive.db, "", lambda _what, _done, _total: None)) == []
        archive.db.execute("DELETE FROM merges")
        assert "was signed off as of" in next(audit.examine(archive.db, "", lambda *_: None)).sentence


def test_a_merge_leaves_no_row_of_any_table_behind(tmp_path: Path) -> None:
    with archive_in(tmp_path) as archive:
        clerk = Clerk(archive)
        merged(clerk, *both(clerk))
        assert archive.db.execute("PRAGMA foreign_key_check").fetchall() == []


def test_every_table_that_speaks_of_releases_was_thought_of(tmp_path: Path) -> None:
    """Whoever adds a table that belongs to a release says in `archive.store.merging` what becomes of its rows."""
    handled = {
        "attachments",
        "images",
        "quotes",
        "contacts",
        "figures",
        "links",
        "release_urls",
        "events",
        "merges",
        "translations",
    }
    handled |= {"release_topics", "conflicts", "revisions", "sightings", "releases"}
    with archive_in(tmp_path) as archive:
        speaking = {
            name
            for name in archive.db.table_names()
            for key in archive.db.table(name).foreign_keys
            if key.other_table == "releases"
        }
    assert speaking == handled | {"unsorted"}, "unsorted goes with its release by itself"
