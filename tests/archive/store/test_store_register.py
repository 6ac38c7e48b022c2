"""The register follows every write to a release, by triggers."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from archive import compare
from archive.release import Claim
from archive.store import register, releases
from archive.store.register import Filed, Within
from tests.archive.releases import KITS, NOW, seen_again
from tests.archive.store.archives import Clerk, archive_in

WRITES = {
    "an address": "UPDATE release_urls SET generation = 'x' WHERE release_id = 1",
    "a picture": "INSERT INTO images (release_id, alt, caption, url) VALUES (1, '', '', 'https://a.example/')",
    "a quotation": "INSERT INTO quotes (release_id, speaker, role, start, end, text) VALUES (1, 'A', '', 0, 1, 'B')",
    "a version": "UPDATE revisions SET title = 'Other' WHERE release_id = 1",
    "an event": "DELETE FROM events WHERE release_id = 1",
    "a topic": "INSERT INTO release_topics (release_id, topic_id) VALUES (1, 1)",
    "a status": "UPDATE releases SET status = 'withheld' WHERE id = 1",
    "a translation": "UPDATE releases SET title = 'Citiau' WHERE id = 2",
}


@pytest.fixture
def clerk(tmp_path: Path) -> Iterator[Clerk]:
    """Return an archive with a release and its translation, and a topic."""
    with archive_in(tmp_path) as archive:
        made = Clerk(archive)
        made.write(compare.seen(KITS, None, "1"))
        welsh = seen_again(url=f"{KITS.url}cy/", title="Pecynnau", text="Bydd pedwar bws ar ddeg. " * 12, aliases=())
        made.write(compare.seen(welsh, None, "1"))
        archive.db.execute("UPDATE releases SET translation_of = 1 WHERE id = 2")
        archive.db.execute("INSERT INTO topics (slug, name, name_cy, query, meaning) VALUES ('b', 'B', '', '', '')")
        yield made


def entered(clerk: Clerk, row: int = 1) -> Filed:
    """Return a release as it stands in the register."""
    return next(each for each in register.filed(clerk.archive.db, Within()) if each.id == row)


@pytest.mark.parametrize("what", WRITES)
def test_every_write_to_what_is_shown_of_a_release_gives_it_a_higher_stamp(clerk: Clerk, what: str) -> None:
    db = clerk.archive.db
    before, edition = entered(clerk).stamp, register.edition(db)
    highest = max(each.stamp for each in register.filed(db, Within()))
    db.execute(WRITES[what])
    assert entered(clerk).stamp > max(before, highest)
    assert register.edition(db) != edition


def test_a_quiet_sighting_stamps_nothing(clerk: Clerk) -> None:
    edition = register.edition(clerk.archive.db)
    releases.sighted(clerk.archive.db, [1, 2], NOW + timedelta(hours=1))
    assert register.edition(clerk.archive.db) == edition


def test_a_release_is_filed_for_good_by_what_it_claimed_at_first(clerk: Clerk) -> None:
    db = clerk.archive.db
    for number, claimed in enumerate(("2015-03", "2015", "", "2027-01-05"), start=3):
        other = seen_again(url=f"{KITS.url}{number}/", published=Claim(value=claimed), text="", aliases=())
        clerk.write(compare.seen(other, None, "1"))
    months = {month: [each.id for each in register.filed(db, Within(month=month))] for month in ("2015-03", "2015-01")}
    assert months == {"2015-03": [3], "2015-01": [4]}
    assert [each.id for each in register.filed(db, Within(month="2026-03"))] == [5, 6]
    db.execute("UPDATE releases SET published = '2020-05-05', published_day = '2020-05-05' WHERE id = 3")
    assert [each.id for each in register.filed(db, Within(month="2015-03"))] == [3]


def test_a_release_that_is_gone_stays_in_the_register_under_its_own_number(clerk: Clerk) -> None:
    db = clerk.archive.db
    db.execute("PRAGMA foreign_keys = OFF")
    before = entered(clerk, 2)
    db.execute("DELETE FROM releases WHERE id = 2")
    assert not entered(clerk, 2).shown
    assert entered(clerk, 2).stamp > before.stamp
    clerk.write(compare.seen(seen_again(url=f"{KITS.url}new/", title="Another one", text="", aliases=()), None, "1"))
    assert entered(clerk, 3).shown


def test_measures_tell_what_may_be_shown_and_when_any_of_it_changed(clerk: Clerk) -> None:
    db = clerk.archive.db
    db.execute("UPDATE releases SET status = 'withheld' WHERE id = 2")
    (measure,) = register.measures(db).values()
    assert (measure.count, measure.total) == (1, 2)
    assert measure.updated == NOW.replace(microsecond=2)
    assert measure.stamp == entered(clerk, 2).stamp


def test_a_release_weighs_what_it_did_when_its_text_was_first_shown_however_it_is_edited_later(clerk: Clerk) -> None:
    def weight_of(html: str) -> int:
        clerk.archive.db.execute("UPDATE releases SET html = ?, text = ?, standfirst = '' WHERE id = 1", [html, html])
        return entered(clerk).weight

    first = entered(clerk).weight
    assert weight_of("short") == first
    assert weight_of("") == first, "withheld, it keeps its place"
    assert weight_of("a text that had not been shown " * 99) > first
    grown = entered(clerk).weight
    assert weight_of("an edit " * 9999) == grown
