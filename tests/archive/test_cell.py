"""Cells of tables that spreadsheets open."""

from archive import cell


def test_a_formula_is_shown_and_not_calculated() -> None:
    assert [cell.inert(value) for value in ("=1+1", "-2", "@x", "£2", 7, None)] == [
        *("'=1+1", "'-2", "'@x", "£2", 7, None)
    ]
