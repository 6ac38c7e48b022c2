"""What two releases claim."""

from pathlib import Path

from archive import compare, identity
from archive.release import Alias, AliasKind
from archive.store import conflicts, releases
from tests.archive.releases import KITS, seen_again
from tests.archive.store.archives import OFFICE, Clerk, archive_in

NUMBER = Alias(kind=AliasKind.WORDPRESS, value="post:12", generation="marchshire.example")
OTHER = seen_again(
    url="https://www.marchshire.example/news/vans/",
    title="New vans for rural crime teams",
    text="Six vans were bought.",
    aliases=(identity.url_alias("https://www.marchshire.example/news/vans/"), NUMBER),
)


def two_that_claim_a_number(clerk: Clerk) -> tuple[int, int]:
    first = clerk.write(compare.seen(seen_again(KITS, aliases=(*KITS.aliases, NUMBER)), None, "1"))
    return first, clerk.write(compare.seen(OTHER, None, "1"))


def test_an_alias_that_another_release_has_is_kept_as_a_conflict_and_stays_where_it_was(tmp_path: Path) -> None:
    with archive_in(tmp_path) as archive:
        clerk = Clerk(archive)
        first, second = two_that_claim_a_number(clerk)
        (conflict,) = conflicts.every(archive.db)
        holders = [known.id for known in releases.known(archive.db, clerk.office) if NUMBER in known.aliases]
        run, at = archive.db.execute("SELECT run_id, at FROM conflicts").fetchone()
    assert (conflict.row, conflict.other_row, conflict.alias, conflict.office) == (first, second, NUMBER, OFFICE.id)
    assert (conflict.path, conflict.other_path) == ("marchshire/2026/bleed-kits/", "marchshire/2026/vans/")
    assert holders == [first]
    assert (run, at) == (clerk.witness.run_id, "2026-03-05T09:10:00+00:00")


def test_the_same_conflict_is_kept_once(tmp_path: Path) -> None:
    with archive_in(tmp_path) as archive:
        clerk = Clerk(archive)
        _, second = two_that_claim_a_number(clerk)
        for _ in range(2):
            (known,) = releases.known(archive.db, clerk.office, second)
            clerk.write(compare.seen(OTHER, known, "1"))
        assert archive.db.table("conflicts").count == 1


def test_what_must_not_be_shown_is_in_no_conflict_that_is_told(tmp_path: Path) -> None:
    with archive_in(tmp_path) as archive:
        clerk = Clerk(archive)
        first, _ = two_that_claim_a_number(clerk)
        archive.db.table("releases").update(first, {"status": "withheld"})
        assert conflicts.every(archive.db, OFFICE.id) == []
