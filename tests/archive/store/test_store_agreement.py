"""What of releases on the shelf is served otherwise than it should be is found, as if each were looked at alone."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.store import agreement, custody, holds, shelf
from archive.store.connection import Archive
from archive.store.holds import Reason
from archive.store.schema import SHELF_NUMBERS
from tests.archive.releases import NOW
from tests.archive.store.archives import archive_in
from tests.archive.store.test_store_combined import Desk

SUMMARY, WITHHELD, WAITING, BOTH, SERVED = range(1, 6)  # the rows of the releases, and how each is shown
TELLING = ("status", "revision", "changed_at", "digest", "fingerprint", "parser")
SERVE, KEEP = "served", "kept"
SET = "UPDATE releases SET {0} = {{}} WHERE id = ?"
RENUMBER = "UPDATE {0} SET id = id + (1 << 50) WHERE release_id = ? AND {{}} IS NOT NULL"  # as numbers of the shelf are
DELETE = "DELETE FROM releases WHERE id = ? AND {} IS NOT NULL"
TAMPERED = st.tuples(
    st.sampled_from((SERVE, KEEP)),
    st.sampled_from(
        (
            *(SET.format(column) for column in (*TELLING, "text", "title")),
            *(RENUMBER.format(table) for table in ("revisions", "events")),
            DELETE,
        )
    ),
    st.sampled_from(("''", "'withheld'", "'embargoed'", "'live'", "1", "2", "'2026-03-05T09:10:00+00:00'")),
    st.integers(SUMMARY, SERVED),
)
HELD = st.tuples(st.sampled_from(("place", "lift")), st.sampled_from(tuple(Reason)), st.integers(SUMMARY, SERVED))


def looked_at_alone(archive: Archive, row: int) -> bool:
    """Tell of one release on the shelf, without a set, whether it is served as it should be."""
    assert archive.captures is not None
    reasons = holds.active(archive.captures, row)
    found = next(iter(archive.db.query("SELECT * FROM releases WHERE id = ?", [row])), None)
    if not reasons or found is None:
        return False
    if reasons[0].reason is not Reason.SUMMARY:
        return bool(found["status"] == agreement.STUBBED[reasons[0].reason])
    (kept,) = archive.captures.query("SELECT * FROM releases WHERE id = ?", [row])
    for table in ("revisions", "events"):
        sql = f"SELECT 1 FROM {table} WHERE release_id = ? AND id > ?"  # noqa: S608  # the names above
        if archive.captures.execute(sql, [row, SHELF_NUMBERS]).fetchone():
            return False
    return not found["text"] and all(found[name] == kept[name] for name in TELLING)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of an archive with a release of each kind."""
    folder = tmp_path_factory.mktemp("agreement")
    with archive_in(folder) as archive:
        desk = Desk(archive)
        rows = [desk.write(slug) for slug in ("summary", "withheld")]
        rows += [desk.write(slug, hours=5) for slug in ("waiting", "both")]
        rows.append(desk.write("served"))
        assert rows == [SUMMARY, WITHHELD, WAITING, BOTH, SERVED]
        custody._hold(archive, SUMMARY, Reason.SUMMARY, holds.Order(at=NOW))  # noqa: SLF001  # one alone of its office
        for row in (WITHHELD, BOTH):
            desk.order(row)
    return folder


@contextmanager
def copied(template: Path) -> Iterator[Archive]:
    """Open a copy of an archive in which nothing holds rows together."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copytree(template, folder, dirs_exist_ok=True)
        with archive_in(folder) as archive:
            archive.db.execute("PRAGMA foreign_keys = OFF")
            yield archive


def tamper(archive: Archive, where: str, sql: str, value: str, row: int) -> None:
    db = archive.db if where == SERVE else archive.captures
    assert db is not None
    db.execute(sql.format(value), [row])


def hold(archive: Archive, act: str, reason: Reason, row: int) -> None:
    assert archive.captures is not None
    {"place": holds.place, "lift": holds.lift}[act](archive.captures, row, reason, holds.Order(at=NOW))
    archive.captures.conn.commit()


def disagreeing(archive: Archive) -> list[int]:
    assert archive.captures is not None
    return [row for row in sorted(shelf.every(archive.captures)) if not looked_at_alone(archive, row)]


def test_nothing_is_found_where_all_is_as_it_should_be(template: Path) -> None:
    with copied(template) as archive:
        assert agreement.broken(archive) == disagreeing(archive) == []


@pytest.mark.parametrize("column", [*TELLING, "text"])
def test_each_way_in_which_a_summary_can_be_wrong_is_found(template: Path, column: str) -> None:
    with copied(template) as archive:
        tamper(archive, SERVE, SET.format(column), "'7'", SUMMARY)
        assert agreement.broken(archive) == disagreeing(archive) == [SUMMARY]


def test_a_release_of_which_nothing_is_served_is_found(template: Path) -> None:
    with copied(template) as archive:
        tamper(archive, SERVE, DELETE, "1", WITHHELD)
        assert agreement.broken(archive) == disagreeing(archive) == [WITHHELD]


@pytest.mark.parametrize("table", ["revisions", "events"])
def test_what_has_a_number_of_the_shelf_still_is_found(template: Path, table: str) -> None:
    with copied(template) as archive:
        tamper(archive, KEEP, RENUMBER.format(table), "1", SUMMARY)
        assert agreement.broken(archive) == disagreeing(archive) == [SUMMARY]


def test_a_stub_that_says_something_else_and_a_release_without_a_reason_are_found(template: Path) -> None:
    with copied(template) as archive:
        for row in (WITHHELD, WAITING):
            tamper(archive, SERVE, SET.format("status"), "'live'", row)
        hold(archive, "lift", Reason.WITHHELD, BOTH)
        hold(archive, "lift", Reason.SUMMARY, SUMMARY)
        assert agreement.broken(archive) == disagreeing(archive) == [SUMMARY, WITHHELD, WAITING, BOTH]


@pytest.mark.slow
@given(changes=st.lists(TAMPERED, max_size=4), orders=st.lists(HELD, max_size=3))
def test_what_is_found_of_all_is_what_is_found_of_each(
    template: Path, changes: list[tuple[str, str, str, int]], orders: list[tuple[str, Reason, int]]
) -> None:
    with copied(template) as archive:
        for change in changes:
            tamper(archive, *change)
        for order in orders:
            hold(archive, *order)
        assert agreement.broken(archive) == disagreeing(archive)
