"""The documents of the sample office: tiny, but real PDF, XLSX and DOCX; equal input, equal bytes."""

from collections.abc import Callable
from html import escape
from io import BytesIO
from zipfile import ZipFile, ZipInfo

from archive.sample.post import Cell, Paper

_OPEN = "application/vnd.openxmlformats-officedocument"
MEDIA_TYPES = {
    "pdf": "application/pdf",
    "xlsx": f"{_OPEN}.spreadsheetml.sheet",
    "docx": f"{_OPEN}.wordprocessingml.document",
}
_RELATIONSHIPS = "application/vnd.openxmlformats-package.relationships+xml"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OPC = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def content(paper: Paper) -> bytes:
    """Return the bytes of a document; the suffix of its name says of which kind."""
    return _WRITERS[suffix(paper.name)](paper)


def suffix(name: str) -> str:
    """Return "pdf" for "budget.pdf"."""
    return name.rpartition(".")[2]


def _pdf(paper: Paper) -> bytes:
    """Write one A4 page in Helvetica (ISO 32000-1, 7.5: header, objects, cross-reference table, trailer)."""
    lines = [paper.title, "", *("    ".join(map(_shown, row)) for row in paper.rows)]
    shown = "".join(f"({_pdf_text(line)}) Tj T*\n" for line in lines)
    stream = f"BT /F1 11 Tf 16 TL 60 780 Td\n{shown}ET".encode("cp1252")
    resources = b"<< /Font << /F1 5 0 R >> >>"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources %s >>" % resources,
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    out = BytesIO(b"%PDF-1.4\n")
    out.seek(0, 2)
    offsets = [_append(out, b"%d 0 obj\n%s\nendobj\n" % (number, body)) for number, body in enumerate(objects, 1)]
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    start = _append(out, b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table))
    out.write(b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, start))
    return out.getvalue()


def _append(out: BytesIO, data: bytes) -> int:
    """Write, and return where it begins."""
    start = out.tell()
    out.write(data)
    return start


def _pdf_text(line: str) -> str:
    return line.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")


def _shown(cell: Cell) -> str:
    return cell if isinstance(cell, str) else f"{cell:,}"


def _xlsx(paper: Paper) -> bytes:
    """Write a workbook of one sheet with its texts inline (ECMA-376, part 1, 18)."""
    rows = "".join(f"<row>{''.join(map(_xlsx_cell, row))}</row>" for row in paper.rows)
    sheet = f'<sheet name="{escape(paper.title[:31])}" sheetId="1" r:id="rId1"/>'
    book = f'<workbook xmlns="{_SHEET}" xmlns:r="{_OFFICE}"><sheets>{sheet}</sheets></workbook>'
    parts = {
        "xl/workbook.xml": (f"{MEDIA_TYPES['xlsx']}.main+xml", book),
        "xl/worksheets/sheet1.xml": (
            f"{_OPEN}.spreadsheetml.worksheet+xml",
            f'<worksheet xmlns="{_SHEET}"><sheetData>{rows}</sheetData></worksheet>',
        ),
        "xl/_rels/workbook.xml.rels": (_RELATIONSHIPS, _relationship("worksheet", "worksheets/sheet1.xml")),
    }
    return _package(parts)


def _xlsx_cell(cell: Cell) -> str:
    if isinstance(cell, str):
        return f'<c t="inlineStr"><is><t>{escape(cell)}</t></is></c>'
    return f"<c><v>{cell}</v></c>"


def _docx(paper: Paper) -> bytes:
    """Write a document of plain paragraphs (ECMA-376, part 1, 17)."""
    lines = [paper.title, *(" ".join(map(_shown, row)) for row in paper.rows)]
    paragraphs = "".join(f"<w:p><w:r><w:t>{escape(line)}</w:t></w:r></w:p>" for line in lines)
    body = f'<w:document xmlns:w="{_WORD}"><w:body>{paragraphs}</w:body></w:document>'
    return _package({"word/document.xml": (f"{MEDIA_TYPES['docx']}.main+xml", body)})


def _package(parts: dict[str, tuple[str, str]]) -> bytes:
    """Zip the parts, type and XML by name, the main one first, as ECMA-376, part 2 asks; no clock in it."""
    types = "".join(f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, (kind, _) in parts.items())
    default = f'<Default Extension="rels" ContentType="{_RELATIONSHIPS}"/>'
    texts = {
        "[Content_Types].xml": f'<Types xmlns="{_OPC}/content-types">{default}{types}</Types>',
        "_rels/.rels": _relationship("officeDocument", next(iter(parts))),
        **{name: text for name, (_, text) in parts.items()},
    }
    out = BytesIO()
    with ZipFile(out, "w") as package:
        for name, text in texts.items():
            package.writestr(ZipInfo(name), _XML + text)
    return out.getvalue()


def _relationship(kind: str, target: str) -> str:
    one = f'<Relationship Id="rId1" Type="{_OFFICE}/{kind}" Target="{target}"/>'
    return f'<Relationships xmlns="{_OPC}/relationships">{one}</Relationships>'


_WRITERS: dict[str, Callable[[Paper], bytes]] = {"pdf": _pdf, "xlsx": _xlsx, "docx": _docx}
