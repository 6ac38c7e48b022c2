"""What an answer says about a release that may be gone."""

from datetime import UTC, datetime

import pytest

from archive import absence
from archive.response import Response

PAGE = "https://www.marchshire.example/news/bleed-kits/"


def answer(status: int = 200, final: str = PAGE, body: bytes = b"<title>Bleed kits</title>") -> Response:
    return Response(url=PAGE, final_url=final, status=status, body=body, fetched_at=datetime(2026, 3, 5, tzinfo=UTC))


@pytest.mark.parametrize(
    ("response", "proof"),
    [
        (answer(404), "answered 404"),
        (answer(410), "answered 410"),
        (answer(final="https://www.marchshire.example/"), "redirected to the home page"),
        (answer(final="https://www.marchshire-pfcc.example/en/"), "redirected to the home page"),
        (answer(body=b"<title>Page not found | Marchshire</title>"), "the page says that it was not found"),
        (answer(body=b"<title>404</title>"), "the page says that it was not found"),
        (answer(body=b"<title>404 - Marchshire</title>"), "the page says that it was not found"),
        (answer(body=b"<title>Heb ei ddarganfod</title>"), "the page says that it was not found"),
    ],
)
def test_a_page_that_is_gone_says_how(response: Response, proof: str) -> None:
    assert absence.proof(response, "Weapon still not found") == proof


@pytest.mark.parametrize(
    "response",
    [
        answer(),
        answer(403),
        answer(500),
        answer(503, body=b"<title>Not found</title>"),
        answer(304, body=b""),
        answer(final="https://www.marchshire.example/press/bleed-kits/"),
        answer(final="https://www.marchshire.example/?p=12"),
        answer(body=b"<title>Weapon still not found &#8211; Marchshire</title>"),
        answer(body=b"<title>404 more officers on the street</title><h1>"),
    ],
)
def test_what_proves_nothing_counts_for_nothing(response: Response) -> None:
    assert absence.proof(response, "Weapon still not found") == ""
