"""Answers of sites that tell of a release under embargo: their address alone would say too much, so they wait."""

from archive.response import Response
from archive.store import captures, references
from archive.store.connection import Archive, moment, text, writing


def keep(archive: Archive, release: int, number: int, response: Response, run_id: int) -> None:
    """Keep the answer that a version was read from in the private file alone."""
    assert archive.captures is not None, "answers are kept in an archive that was opened for writing"
    digest = captures.keep_bytes(archive, response)
    with writing(archive.captures):
        cursor = archive.captures.execute(
            "INSERT INTO answers (release_id, number, run_id, url, final_url, fetched_at, status, sha256, "
            "request_headers, headers, redirects) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                *(release, number, run_id, response.url, response.final_url, text(response.fetched_at)),
                *(response.status, digest),
                *(captures.lines(response.request_headers), captures.lines(response.headers)),
                captures.count(response.redirects),
            ],
        )
        row = int(cursor.lastrowid or 0)
        captures.keep_hops(archive.captures, "answer_id", row, response.redirects or ())


def serve(archive: Archive, release: int) -> None:
    """Make the answers that waited for a release captures like all others, and let its versions name them.

    One whose bytes are lost goes on waiting, as `verify` tells: a release is not held back for its proof.
    """
    assert archive.captures is not None, "as above"
    private = archive.captures
    rows = private.execute(
        "SELECT id, number, run_id, url, final_url, fetched_at, status, sha256, request_headers, headers, redirects "
        "FROM answers WHERE release_id = ? AND sha256 IN (SELECT sha256 FROM blobs) ORDER BY id",
        [release],
    ).fetchall()
    for row, number, run_id, url, final_url, fetched, status, digest, asked, headers, redirects in rows:
        response = Response(
            url=url,
            final_url=final_url,
            status=status,
            body=captures.body(archive, digest),
            fetched_at=moment(fetched),
            headers=captures.pairs(headers),
            request_headers=captures.pairs(asked),
            redirects=captures.hops(private, "answer_id", row, redirects),
        )
        run = run_id if references.there(archive.db, "runs", run_id) else None
        capture = captures.keep(archive, response, run)
        with writing(private):
            private.execute(
                "UPDATE revisions SET capture_id = ? WHERE release_id = ? AND number = ?", [capture, release, number]
            )
            private.execute(
                "UPDATE releases SET capture_id = ? WHERE id = ? AND revision = ?", [capture, release, number]
            )
            private.execute("DELETE FROM hops WHERE answer_id = ?", [row])
            private.execute("DELETE FROM answers WHERE id = ?", [row])
