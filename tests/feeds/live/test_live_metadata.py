"""The words beside the tables, held to the tables as they are."""

import pytest
from sqlite_utils import Database

from archive.store import borrowed
from archive.store.questions import ALL, Question
from archive.store.schema import MIGRATIONS
from feeds.live.metadata import metadata, settings, tables

SETTINGS_OF_ONE_TABLE = {
    "columns",
    "description",
    "facets",
    "fts_pk",
    "fts_table",
    "hidden",
    "label_column",
    "sort",
    "sort_desc",
    "sortable_columns",
}


@pytest.fixture(scope="module")
def db() -> Database:
    made = Database(memory=True)
    MIGRATIONS.apply(made)
    return made


@pytest.fixture(scope="module")
def real(db: Database) -> dict[str, set[str]]:
    full_text = {table for table in db.table_names() if "_fts" in table}
    return {name: {column.name for column in db.table(name).columns} for name in set(db.table_names()) - full_text}


def test_every_table_is_described_and_no_other(real: dict[str, set[str]]) -> None:
    assert set(tables()) == set(real)
    assert all(table["description"].endswith(".") for table in tables().values())


def test_every_column_is_described_and_no_other(real: dict[str, set[str]]) -> None:
    assert {name: set(table["columns"]) for name, table in tables().items()} == real
    assert all(words.endswith(".") for table in tables().values() for words in table["columns"].values())


def test_every_column_with_a_moment_says_that_it_is_utc() -> None:
    moments = ("first_seen", "last_seen", "at")
    for table in tables().values():
        if not table.get("hidden"):
            for column, words in table["columns"].items():
                assert "UTC" in words or not (column in moments or column.endswith("_at")), column


def test_a_table_is_shown_by_columns_that_it_has(real: dict[str, set[str]]) -> None:
    for name, table in tables().items():
        assert set(table) <= SETTINGS_OF_ONE_TABLE
        named = [table[key] for key in ("label_column", "sort", "sort_desc", "fts_pk") if key in table]
        assert {*named, *table.get("facets", []), *table.get("sortable_columns", [])} <= real[name]


def test_every_facet_and_every_long_tables_sort_order_has_an_index(db: Database) -> None:
    for name, table in tables().items():
        indexed = {index.columns[0] for index in db.table(name).indexes} | set(db.table(name).pks)
        assert set(table.get("facets", [])) <= indexed, name
        assert set(table.get("sortable_columns", [])) <= indexed, name
        assert "sort_desc" not in table or table["sort_desc"] in indexed, name


@pytest.mark.parametrize("question", ALL, ids=lambda question: question.name)
def test_a_question_can_be_asked_with_everything_left_empty(db: Database, question: Question) -> None:
    db.conn.create_function("escape_fts", 1, borrowed.expression)
    assert db.execute(question.sql, dict.fromkeys(question.parameters, "")).fetchall() == []
    assert question.name not in db.table_names()


def test_the_contact_is_an_address_of_either_kind() -> None:
    assert metadata("x", "T", "desk@example.org")["about_url"] == "mailto:desk@example.org"
    assert metadata("x", "T", "https://example.org/@desk")["about_url"] == "https://example.org/@desk"
    assert "about_url" not in metadata("x", "T", "")


def test_visitors_write_sql_only_where_the_operator_says_so() -> None:
    assert settings()["default_allow_sql"] is False
    assert settings(sql=True)["default_allow_sql"] is True
