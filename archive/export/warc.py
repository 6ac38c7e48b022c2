"""WARC 1.1 (ISO 28500:2017): what sites answered, for programs that replay it as it was, at its time.

A body is stored as it was kept, decoded from transfer and content encodings; the headers that said so are renamed to
X-Archive-Orig-…, and Content-Length is that of what is stored. Each redirect that was followed has a record at its
address, with its status and headers; of answers from before these were kept one record says, with the status 302, that
there was at least one.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import datetime
from http import HTTPStatus
from io import BytesIO
from pathlib import Path
from typing import BinaryIO
from urllib.parse import urlsplit
from uuid import NAMESPACE_URL, uuid5

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from archive import __version__, wording
from archive.response import Hop
from archive.store.exports import Capture

_VERSION = "WARC/1.1"
_RENAMED = frozenset({"content-encoding", "content-length", "transfer-encoding"})
_UNKNOWN = ("X-Archive-Note", "a redirect was followed here; its own status and headers were not kept")
_BODILESS = ("X-Archive-Note", "a redirect was followed here; its body was not kept")
_LARGEST = 1_000_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Orders:
    """How to write.

    folder: where the files go, one after the other: NAME-00000.warc.gz …
    name: what they are called
    of: the tag of the archive; with it the ids of records are the same in every export
    body: returns the bytes with a hash; KeyError when they are lost
    now: aware; when the export was made
    repeated: hashes of the bodies that come more than once
    traces: answers with one of these in them are left out
    largest: bytes after which a file is full
    """

    folder: Path
    name: str
    of: str
    body: Callable[[str], bytes]
    now: datetime
    repeated: frozenset[str] = frozenset()
    traces: tuple[bytes, ...] = ()
    largest: int = _LARGEST


@dataclass(slots=True, kw_only=True)
class Written:
    """What was written: files, answers, how many of them pointed to the same body before, and what was lost."""

    files: list[Path] = field(default_factory=list)
    answers: int = 0
    revisits: int = 0
    lost: list[Capture] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class _First:
    """Where and when a body came first in this export."""

    url: str
    date: str
    digest: str


def write(captures: Iterator[Capture], orders: Orders) -> Written:
    """Write answers into WARC files, each record compressed by itself; one body is in memory at a time."""
    written, first = Written(), dict[str, _First]()
    with ExitStack() as open_file:
        file: BinaryIO | None = None
        for capture in captures:
            try:
                body = orders.body(capture.sha256)
            except KeyError:
                written.lost.append(capture)
                continue
            if _tells(capture, body, orders.traces):
                continue
            if file is None or file.tell() >= orders.largest:
                open_file.close()
                path = orders.folder / f"{orders.name}-{len(written.files):05}.warc.gz"
                file = open_file.enter_context(path.open("xb"))
                written.files.append(path)
                _begin(file, path.name, orders)
            written.revisits += _answer(
                WARCWriter(file, gzip=True, warc_version=_VERSION), capture, body, orders, first
            )
            written.answers += 1
    return written


def _begin(file: BinaryIO, name: str, orders: Orders) -> None:
    """Write the record that says where the file comes from."""
    said = {
        "software": f"Copperplate/{__version__}",
        "format": "WARC File Format 1.1",
        "conformsTo": "https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
        "isPartOf": orders.of,
        "description": "What sites answered; bodies are decoded, and those of followed redirects were not kept",
    }
    content = "".join(f"{key}: {value}\r\n" for key, value in said.items()).encode()
    writer = WARCWriter(file, gzip=True, warc_version=_VERSION)
    headers = {"WARC-Record-ID": _id(orders, name), "WARC-Date": wording.machine(orders.now), "WARC-Filename": name}
    record = writer.create_warc_record(
        "", "warcinfo", payload=BytesIO(content), length=len(content), warc_headers_dict=headers
    )
    writer.write_record(record)


def _answer(writer: WARCWriter, capture: Capture, body: bytes, orders: Orders, first: dict[str, _First]) -> bool:
    """Write what was asked and what was answered; tell whether the body is only pointed to."""
    date = wording.machine(capture.at)
    at = capture.final_url
    _redirects(writer, capture, orders, date)
    headers = {"WARC-Record-ID": _id(orders, capture.id, "response"), "WARC-Date": date}
    said = StatusAndHeaders(_status(capture.status), _headers(map(_pair, capture.headers), body), protocol="HTTP/1.1")
    before = first.get(capture.sha256) if body else None
    if before:
        record = writer.create_revisit_record(
            at, before.digest, before.url, before.date, http_headers=said, warc_headers_dict=headers
        )
    else:
        record = writer.create_warc_record(
            at, "response", payload=BytesIO(body), length=len(body), http_headers=said, warc_headers_dict=headers
        )
        if capture.sha256 in orders.repeated:
            digest = record.rec_headers.get_header("WARC-Payload-Digest")
            first[capture.sha256] = _First(url=at, date=date, digest=digest)
    writer.write_record(record)
    _request(writer, capture, orders, date)
    return before is not None


def _request(writer: WARCWriter, capture: Capture, orders: Orders, date: str) -> None:
    address = urlsplit(capture.final_url)
    target = f"{address.path or '/'}{'?' if address.query else ''}{address.query}"
    headers = [_pair(line) for line in capture.request_headers]
    if "host" not in {name.lower() for name, _ in headers}:
        headers.insert(0, ("Host", address.netloc))
    record = writer.create_warc_record(
        capture.final_url,
        "request",
        http_headers=StatusAndHeaders(f"GET {target} HTTP/1.1", headers, is_http_request=True),
        warc_headers_dict={
            "WARC-Record-ID": _id(orders, capture.id, "request"),
            "WARC-Date": date,
            "WARC-Concurrent-To": _id(orders, capture.id, "response"),
        },
    )
    writer.write_record(record)


def _redirects(writer: WARCWriter, capture: Capture, orders: Orders, date: str) -> None:
    for number, hop in enumerate(_led(capture)):
        record = writer.create_warc_record(
            hop.url,
            "response",
            http_headers=StatusAndHeaders(_status(hop.status), _headers(hop.headers, b""), protocol="HTTP/1.1"),
            warc_headers_dict={
                "WARC-Record-ID": _id(orders, capture.id, "redirect", *([number] if number else [])),
                "WARC-Date": date,
            },
        )
        writer.write_record(record)


def _led(capture: Capture) -> tuple[Hop, ...]:
    """Return the redirects to an answer, each with a note of what was not kept of it."""
    if capture.redirects is not None:
        return tuple(replace(hop, headers=(*hop.headers, _BODILESS)) for hop in capture.redirects)
    if capture.url == capture.final_url:
        return ()
    headers = (("Location", capture.final_url), _UNKNOWN)
    return (Hop(url=capture.url, status=HTTPStatus.FOUND, headers=headers),)


def _tells(capture: Capture, body: bytes, traces: tuple[bytes, ...]) -> bool:
    """Tell whether an answer, or what led to it, has one of these traces in it."""
    said = [*capture.headers, *(value for hop in capture.redirects or () for _, value in hop.headers)]
    sent = (line.encode("latin-1", "replace") for line in said)  # as headers came
    return bool(traces) and any(trace in part for part in (body, *sent) for trace in traces)


def _headers(pairs: Iterable[tuple[str, str]], body: bytes) -> list[tuple[str, str]]:
    """Return the headers of an answer, true for the body as it is stored."""
    told = [(f"X-Archive-Orig-{name}" if name.lower() in _RENAMED else name, value) for name, value in pairs]
    return [*told, ("Content-Length", str(len(body)))]


def _pair(line: str) -> tuple[str, str]:
    name, _, value = line.partition(": ")
    return name, value


def _status(status: int) -> str:
    known = status in HTTPStatus.__members__.values()
    return f"{status} {HTTPStatus(status).phrase}" if known else str(status)


def _id(orders: Orders, *what: object) -> str:
    """Return the id of a record: the same for the same answer of the same archive, whenever it is exported."""
    return f"<urn:uuid:{uuid5(NAMESPACE_URL, '/'.join(map(str, (orders.of, *what))))}>"
