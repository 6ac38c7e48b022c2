"""Bytes become the right characters, whatever a page declares."""

import pytest

from archive.parse.charset import decode

WORDS = "Tŷ’r Bont costs £1 – “René” said"
WESTERN = "costs £1 – “René” said"


@pytest.mark.parametrize("declared", ["utf-8", "iso-8859-1", "windows-1252", "nonsense", ""])
def test_valid_utf_8_is_utf_8_whatever_is_declared(declared: str) -> None:
    assert decode(WORDS.encode(), f"text/html; charset={declared}") == WORDS


@pytest.mark.parametrize("declared", ["utf-8", "iso-8859-1", "windows-1252", "hex", "utf-16", ""])
def test_windows_1252_comes_out_right_whatever_is_declared(declared: str) -> None:
    meta = f'<meta charset="{declared}">'
    assert decode(meta.encode() + WESTERN.encode("cp1252")) == meta + WESTERN


def test_another_encoding_is_read_as_declared() -> None:
    assert decode("tŷ bach".encode("iso-8859-14"), "text/html; charset=ISO-8859-14") == "tŷ bach"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_decides(encoding: str) -> None:
    assert decode(WORDS.encode(encoding), "text/html; charset=iso-8859-1") == WORDS


def test_a_few_broken_bytes_do_not_spoil_a_page_of_utf_8() -> None:
    body = WORDS.encode() * 5 + b"\xff"
    assert decode(body, "text/html; charset=utf-8") == WORDS * 5 + "\N{REPLACEMENT CHARACTER}"


def test_a_reference_to_a_control_character_is_a_quotation_mark() -> None:
    assert decode(b"the force&#146;s work &#x96; done &#163;1") == "the force’s work – done &#163;1"
