"""The sample office's documents and pictures are what they say."""

import re
import struct
import zlib
from io import BytesIO
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import pytest

from archive.sample import paper, picture, post
from archive.sample.post import Paper

PAPERS = [one for each in post.every() for one in each.papers]
PICTURES = [each.picture.name for each in post.every() if each.picture]
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def of_kind(kind: str) -> list[Paper]:
    return [one for one in PAPERS if paper.suffix(one.name) == kind]


def xml(package: ZipFile, name: str) -> ET.Element:
    return ET.fromstring(package.read(name))  # noqa: S314 - our own bytes


def test_there_are_documents_of_every_kind_and_some_pictures() -> None:
    assert all(of_kind(kind) for kind in paper.MEDIA_TYPES)
    assert len(PICTURES) >= 2


@pytest.mark.parametrize("one", of_kind("pdf"), ids=lambda one: one.name)
def test_the_cross_references_of_a_pdf_point_at_its_objects(one: Paper) -> None:
    data = paper.content(one)
    assert data.startswith(b"%PDF-1.4\n")
    assert data.endswith(b"%%EOF\n")
    start = int(re.findall(rb"startxref\n(\d+)", data)[0])
    assert data[start:].startswith(b"xref\n")
    offsets = [int(offset) for offset in re.findall(rb"(\d{10}) 00000 n \n", data)]
    assert len(offsets) == 5
    for number, offset in enumerate(offsets, 1):
        assert data[offset:].startswith(b"%d 0 obj\n" % number)


def test_the_stream_of_a_pdf_is_as_long_as_it_says_and_holds_its_words() -> None:
    data = paper.content(Paper(name="a.pdf", title="A (b) \\ c", rows=(("£3 – ‘so’", 1240),)))
    found = re.search(rb"/Length (\d+) >>\nstream\n(.*)\nendstream", data, re.DOTALL)
    assert found
    assert len(found[2]) == int(found[1])
    assert rb"(A \(b\) \\ c) Tj" in found[2]
    assert "(£3 – ‘so’    1,240) Tj".encode("cp1252") in found[2]


@pytest.mark.parametrize("one", of_kind("xlsx"), ids=lambda one: one.name)
def test_a_workbook_holds_its_rows(one: Paper) -> None:
    with ZipFile(BytesIO(paper.content(one))) as package:
        assert package.testzip() is None
        assert package.namelist()[0] == "[Content_Types].xml"
        rows = xml(package, "xl/worksheets/sheet1.xml").findall(f"{_SHEET}sheetData/{_SHEET}row")
        assert [tuple("".join(cell.itertext()) for cell in row) for row in rows] == [
            tuple(map(str, row)) for row in one.rows
        ]


@pytest.mark.parametrize("one", of_kind("docx"), ids=lambda one: one.name)
def test_a_document_holds_its_title_and_lines(one: Paper) -> None:
    with ZipFile(BytesIO(paper.content(one))) as package:
        assert package.testzip() is None
        texts = [element.text for element in xml(package, "word/document.xml").iter(f"{_WORD}t")]
    assert texts == [one.title, *(row[0] for row in one.rows)]


@pytest.mark.parametrize("one", [*of_kind("xlsx"), *of_kind("docx")], ids=lambda one: one.name)
def test_every_part_of_a_package_is_well_formed_and_its_main_part_is_there(one: Paper) -> None:
    with ZipFile(BytesIO(paper.content(one))) as package:
        parts = {name: xml(package, name) for name in package.namelist()}
    (main,) = parts["_rels/.rels"]
    assert main.attrib["Target"] in parts


@pytest.mark.parametrize("one", PAPERS, ids=lambda one: one.name)
def test_equal_papers_give_equal_bytes(one: Paper) -> None:
    assert paper.content(one) == paper.content(one)


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_is_a_png_of_its_size(name: str) -> None:
    data = picture.content(name)
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    chunks: dict[bytes, bytes] = {}
    at = 8
    while at < len(data):
        (length,) = struct.unpack(">I", data[at : at + 4])
        kind, body = data[at + 4 : at + 8], data[at + 8 : at + 8 + length]
        assert struct.unpack(">I", data[at + 8 + length : at + 12 + length]) == (zlib.crc32(kind + body),)
        chunks[kind], at = body, at + 12 + length
    assert list(chunks) == [b"IHDR", b"PLTE", b"IDAT", b"IEND"]
    assert struct.unpack(">II", chunks[b"IHDR"][:8]) == (picture.WIDTH, picture.HEIGHT)
    pixels = zlib.decompress(chunks[b"IDAT"])
    assert len(pixels) == picture.HEIGHT * (picture.WIDTH + 1)
    assert max(pixels) < len(chunks[b"PLTE"]) // 3
    assert len(data) < 5_000
